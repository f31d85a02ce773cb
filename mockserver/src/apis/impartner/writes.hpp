// SPDX-License-Identifier: MIT
/// PUT, PATCH and DELETE, of one record and of many.
///
/// Shape:    one: the record, or what returnFields names; a deletion {"id"}. Many: a result per
///           item, in order, each on its own; an item that fails changes nothing
/// Errors:   415 without a JSON content type; 400 for options, for a body that is no JSON or of the
///           wrong kind (InvalidRequest) and for its fields; 404 for an unknown record
/// Source:   S13; A25 create.answer
#pragma once

#include "apis/impartner/changes.hpp"
#include "apis/impartner/projection.hpp"
#include "apis/impartner/results.hpp"
#include "profile.hpp"
#include "records/transaction.hpp"

namespace understudy::mock::impartner {

/// Where deleted ids are kept, with their times; no object has this name.
inline constexpr std::string_view kDeleted = "deleted";

/// Immutable; shared by all requests.
class Writes {
 public:
  Writes(ChangeReader reader, const Switches& switches);

  [[nodiscard]] Answer create(const Call& call, const Object& object) const;
  [[nodiscard]] Answer update_one(const Call& call, const Object& object) const;
  [[nodiscard]] Answer update_many(const Call& call, const Object& object) const;
  [[nodiscard]] Answer delete_one(const Call& call, const Object& object) const;
  [[nodiscard]] Answer delete_many(const Call& call, const Object& object) const;

 private:
  /// A record that was written, or what is wrong with its fields.
  using Written = Result<Row, std::vector<Detail>>;

  [[nodiscard]] Written create_record(records::Transaction& transaction, const Object& object,
                                      JsonElement body, WallTime now) const;
  [[nodiscard]] Written update_record(records::Transaction& transaction, const Object& object,
                                      std::int64_t id, Changes changes, WallTime now) const;
  void update_item(records::Transaction& transaction, const Object& object, JsonElement item,
                   WallTime now, const Projection& projection, ManyResults& results) const;

  ChangeReader reader_;
  bool answers_id_;
};

/// The `id` of a path.
///
/// Errors:   400 InvalidParameter for what is no int32
Result<std::int64_t, Refusal> read_id(const Call& call);

}  // namespace understudy::mock::impartner
