// SPDX-License-Identifier: MIT
/// Which fields of a record are sent, and how they nest.
///
/// Grammar:  fields = name *( "," name )     ; paths in any case, blanks around them allowed
/// Shape:    "Region.Name" is {"region": {"name": ...}}; `id` comes first, whatever is asked for; a
///           path that is named twice comes once; a path through a field of the same key takes its
///           place
/// Errors:   400 UnknownField for an unknown path or an empty item
/// Source:   S8.3 to S8.6
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "apis/impartner/model.hpp"
#include "refusal.hpp"

namespace understudy::mock::impartner {

class Projection {
 public:
  /// Every field that shows.
  static Projection all(const Object& object);
  static Projection id_only(const Object& object);
  /// `option` is what messages call the list.
  static Result<Projection, Refusal> of(const Object& object,
                                        const std::vector<std::string_view>& names,
                                        std::string_view option);

  /// Appends the record as JSON.
  void append(std::string& out, const Row& row, const RowSource& source) const;

 private:
  struct Node {
    std::string key;             ///< as answers spell it
    std::string start;           ///< the same as JSON, with its colon
    const Path* path = nullptr;  ///< null: an object
    std::vector<Node> members = {};
  };

  explicit Projection(const Object& object) : object_(object.number) {}
  void add(const Path& path);
  void append_members(std::string& out, const std::vector<Node>& nodes, const Row& row,
                      const RowSource& source) const;

  std::size_t object_;
  std::vector<Node> nodes_;
};

/// "a,b" as its items, blanks at their ends left out.
std::vector<std::string_view> split_names(std::string_view list);

}  // namespace understudy::mock::impartner
