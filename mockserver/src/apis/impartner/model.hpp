// SPDX-License-Identifier: MIT
/// The objects as one reading of the documents has them: which fields show, how answers spell them,
/// and every path that a filter, an order or a projection may name.
///
/// Grammar:  path  = *2( step "." ) field       ; names in any case
///           step  = the name of a foreign key without "Id": Region, ParentAccount
/// Source:   S8.1, S8.5 paths; A4 fields.status, A5 fields.region
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apis/impartner/objects.hpp"
#include "apis/impartner/rows.hpp"
#include "query/schema.hpp"
#include "switches.hpp"

namespace understudy::mock::impartner {

/// From a record along foreign keys to a field.
struct Path {
  std::vector<std::size_t> steps = {};  ///< foreign keys, by number in their objects
  std::vector<std::string> keys = {};   ///< of the steps and the field, as answers spell them
  std::size_t object = 0;               ///< where it ends
  std::size_t field = 0;                ///< of that object

  /// Whether the record it starts from has the value itself.
  [[nodiscard]] bool is_stored_here() const {
    return steps.empty() && objects()[object].fields[field].origin == Origin::stored;
  }
};

struct Object {
  const ObjectFact* fact = nullptr;
  std::size_t number = 0;
  std::vector<std::size_t> fields = {};  ///< those that show
  query::Schema schema = {};             ///< a column per path
  std::vector<Path> paths = {};          ///< by column

  /// The path of that name, in any case, or null.
  [[nodiscard]] const Path* find_path(std::string_view name) const;
  /// Whether a field shows under this reading.
  [[nodiscard]] bool shows(std::size_t field) const;
};

/// Immutable; shared by all requests.
class Model {
 public:
  explicit Model(const Switches& switches);

  [[nodiscard]] const Object& operator[](std::size_t object) const { return objects_[object]; }
  [[nodiscard]] const std::vector<Object>& objects() const { return objects_; }

 private:
  void add_fields(Object& object, const Path& base, std::size_t steps_left);

  std::vector<Object> objects_;
};

/// Finds records by id.
class RowSource {
 public:
  RowSource() = default;
  RowSource(const RowSource&) = delete;
  RowSource& operator=(const RowSource&) = delete;
  virtual ~RowSource() = default;

  /// Null when there is no such record.
  [[nodiscard]] virtual std::shared_ptr<const Row> find(std::size_t object,
                                                        std::int64_t id) const = 0;
};

/// What a path leads to, from a record of `object`; null where a step leads nowhere.
query::Value value_at(std::size_t object, const Row& row, const Path& path,
                      const RowSource& source);

}  // namespace understudy::mock::impartner
