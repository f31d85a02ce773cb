// SPDX-License-Identifier: MIT
#include "apis/impartner/writes.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "apis/impartner/failures.hpp"
#include "apis/impartner/options.hpp"
#include "apis/impartner/state.hpp"
#include "negotiation.hpp"
#include "understudy/base/json.hpp"
#include "validation.hpp"

namespace understudy::mock::impartner {

namespace {

using records::Transaction;

/// The records of a write, its own changes among them.
class Draft final : public RowSource {
 public:
  explicit Draft(const Transaction& transaction) : transaction_(transaction) {}

  [[nodiscard]] std::shared_ptr<const Row> find(std::size_t object,
                                                std::int64_t id) const override {
    const ObjectFact& fact = objects()[object];
    const records::Record* record = transaction_.find(fact.name, std::to_string(id));
    if (record == nullptr) return nullptr;
    return std::make_shared<const Row>(read_row(fact, record->json));
  }

 private:
  const Transaction& transaction_;
};

Failure<Refusal> refuse_kind(std::string_view wanted) {
  return refuse({kInvalidRequest, std::string{wanted} + " is expected", "body.kind", "S13.11"});
}

/// The operations of this file are checked by their handlers.
Verdict check_content_type(const Call& call) {
  const std::string* const type = call.request.fields.find("Content-Type");
  if (type != nullptr && is_json_media_type(*type, kJsonTypes)) return Done{};
  const std::string seen = type == nullptr ? "none" : "'" + excerpt(*type) + "'";
  return refuse({"UnsupportedMediaType", "Content-Type has to be application/json; seen: " + seen,
                 "content-type", "S16.6"},
                415);
}

Result<JsonDocument, Refusal> read_body(const Call& call) {
  auto body = parse_json_body(call.request.body);
  if (!body) return Failure{std::move(body.error())};
  if (*body) return **std::move(body);
  return refuse({kInvalidRequest, "a body is expected", "body.json", "S16.1"});
}

Result<Projection, Refusal> read_return_fields(const Call& call, const Object& object) {
  if (auto checked = check_once(call.query, {"returnFields"}); !checked) {
    return Failure{std::move(checked.error())};
  }
  const std::string* const fields = find_option(call.query, "returnFields");
  if (fields == nullptr) return Projection::all(object);
  return Projection::of(object, split_names(*fields), "returnFields");
}

std::string text_of(const Projection& projection, const Row& row, const Transaction& transaction) {
  std::string text;
  projection.append(text, row, Draft{transaction});
  return text;
}

std::string id_json(std::int64_t id) { return R"({"id":)" + std::to_string(id) + '}'; }

void set_field(const ObjectFact& object, Row& row, std::string_view name, query::Value value) {
  if (const auto field = find_field(object, name)) row[*field] = std::move(value);
}

/// The record whose Name is `name`; the first of several.
std::optional<std::int64_t> find_by_name(const Transaction& transaction, const ObjectFact& object,
                                         const std::string& name) {
  const std::size_t name_field = *find_field(object, "Name");
  for (const records::Record& record : transaction.rows(object.name)) {
    const Row row = read_row(object, record.json);
    if (row[name_field] == query::Value{name}) return integer_of(row, 0);
  }
  return std::nullopt;
}

/// A5: Region is written by the name of a region and sets RegionId.
void resolve_names(const Transaction& transaction, const Object& object, Changes& changes) {
  for (const auto& [field, value] : changes.target_names) {
    const FieldFact& fact = object.fact->fields[field];
    const std::string name{fact.name};
    const std::size_t key = *find_field(*object.fact, fact.reference);
    query::Value id = query::Null{};
    if (const auto* text = std::get_if<std::string>(&value)) {
      const ObjectFact& target = objects()[*find_object(object.fact->fields[key].target)];
      const auto found = find_by_name(transaction, target, *text);
      if (!found) {
        changes.problems.push_back(
            {name, name + ": there is no " + std::string{target.name} + " of that name",
             std::string{kInvalidValue}});
        continue;
      }
      id = *found;
    }
    const auto given = std::find_if(changes.fields.begin(), changes.fields.end(),
                                    [&](const auto& one) { return one.first == key; });
    if (given == changes.fields.end()) {
      changes.fields.emplace_back(key, id);
    } else if (given->second != id) {
      changes.problems.push_back(
          {name, name + " and " + std::string{fact.reference} + " contradict each other",
           std::string{kInvalidValue}});
    }
  }
}

void put_row(Transaction& transaction, const ObjectFact& object, const Row& row) {
  transaction.put(object.name, {std::to_string(integer_of(row, 0)), write_row(object, row)});
}

/// False when there is no such record.
bool remove_record(Transaction& transaction, const ObjectFact& object, std::int64_t id,
                   WallTime now) {
  if (!transaction.remove(object.name, std::to_string(id))) return false;
  std::string json = R"({"object":)";
  append_json_string(json, object.name);
  json += R"(,"id":)" + std::to_string(id) + R"(,"at":)";
  append_json_string(json, format_moment(moment_of(now)));
  json += '}';
  transaction.put(kDeleted, {std::string{object.name} + '/' + std::to_string(id), json});
  return true;
}

bool holds_objects(JsonElement list) {
  for (const JsonElement item : list.elements()) {
    if (!item.is_object()) return false;
  }
  return list.is_array();
}

std::vector<Detail> unknown_record(std::int64_t id) {
  return {{"Id", not_found_message(id), std::string{kRecordNotFound}}};
}

}  // namespace

Writes::Writes(ChangeReader reader, const Switches& switches)
    : reader_(std::move(reader)), answers_id_(switches.is("create.answer", "id")) {}

Result<std::int64_t, Refusal> read_id(const Call& call) {
  const auto& parameters = call.path_parameters;
  const auto it = std::find_if(parameters.begin(), parameters.end(),
                               [](const auto& one) { return one.name == "id"; });
  std::int32_t id = 0;
  const char* const end = it->value.data() + it->value.size();
  const auto [stop, error] = std::from_chars(it->value.data(), end, id);
  if (error == std::errc{} && stop == end) return std::int64_t{id};
  return refuse({kInvalidParameter,
                 "id: an integer of 32 bits is expected, got '" + excerpt(it->value, 40) + "'",
                 "path.id", "S1.2"});
}

Writes::Written Writes::create_record(Transaction& transaction, const Object& object,
                                      JsonElement body, WallTime now) const {
  Changes changes = reader_.read(object, body, Purpose::create);
  resolve_names(transaction, object, changes);
  if (!changes.problems.empty()) return Failure{std::move(changes.problems)};
  const ObjectFact& fact = *object.fact;
  Row row(fact.fields.size());
  for (auto& [field, value] : changes.fields) row[field] = std::move(value);
  const std::int64_t id = transaction.new_number(fact.name);
  row[0] = id;
  set_field(fact, row, "Created", moment_of(now));
  set_field(fact, row, "Updated", moment_of(now));
  set_field(fact, row, "RecordVersion", std::int64_t{1});
  set_field(fact, row, "RecordLink", record_link(fact, id));
  put_row(transaction, fact, row);
  return row;
}

Writes::Written Writes::update_record(Transaction& transaction, const Object& object,
                                      std::int64_t id, Changes changes, WallTime now) const {
  resolve_names(transaction, object, changes);
  if (!changes.problems.empty()) return Failure{std::move(changes.problems)};
  const ObjectFact& fact = *object.fact;
  const records::Record* const record = transaction.find(fact.name, std::to_string(id));
  if (record == nullptr) return Failure{unknown_record(id)};
  Row row = read_row(fact, record->json);
  for (auto& [field, value] : changes.fields) row[field] = std::move(value);
  set_field(fact, row, "Updated", moment_of(now));
  const std::size_t version = *find_field(fact, "RecordVersion");
  row[version] = integer_of(row, version) + 1;
  put_row(transaction, fact, row);
  return row;
}

Answer Writes::create(const Call& call, const Object& object) const {
  if (auto checked = check_content_type(call); !checked) return Failure{checked.error()};
  const auto document = read_body(call);
  if (!document) return Failure{document.error()};
  const JsonElement body = document->root();
  const bool is_list = body.is_array();
  if (!body.is_object() && !holds_objects(body)) {
    return refuse_kind("an object, or an array of objects,");
  }
  const Projection projection =
      answers_id_ ? Projection::id_only(object) : Projection::all(object);  // A25
  return call.records->write([&](Transaction& transaction) -> Answer {
    if (!is_list) {
      auto row = create_record(transaction, object, body, call.now);
      if (!row) return refuse(std::move(row.error()));
      return success(text_of(projection, *row, transaction));
    }
    ManyResults results;
    for (const JsonElement item : body.elements()) {
      const auto row = create_record(transaction, object, item, call.now);
      if (row) {
        results.add_success(text_of(projection, *row, transaction));
      } else {
        results.add_failure({}, row.error());
      }
    }
    return results.finish();
  });
}

Answer Writes::update_one(const Call& call, const Object& object) const {
  if (auto checked = check_content_type(call); !checked) return Failure{checked.error()};
  const auto id = read_id(call);
  if (!id) return Failure{id.error()};
  const auto projection = read_return_fields(call, object);
  if (!projection) return Failure{projection.error()};
  const auto document = read_body(call);
  if (!document) return Failure{document.error()};
  if (!document->root().is_object()) return refuse_kind("an object");
  Changes changes = reader_.read(object, document->root(), Purpose::update);
  if (changes.id && *changes.id != *id) {
    changes.problems.push_back({"Id",
                                "Id: " + std::to_string(*changes.id) +
                                    " is not the record of the path, " + std::to_string(*id),
                                std::string{kInvalidValue}});
  }
  return call.records->write([&](Transaction& transaction) -> Answer {
    auto row = update_record(transaction, object, *id, std::move(changes), call.now);
    if (row) return success(text_of(*projection, *row, transaction));
    if (row.error() == unknown_record(*id)) return refuse_unknown_record(*id);
    return refuse(std::move(row.error()));
  });
}

void Writes::update_item(Transaction& transaction, const Object& object, JsonElement item,
                         WallTime now, const Projection& projection, ManyResults& results) const {
  Changes changes = reader_.read(object, item, Purpose::update);
  const bool has_id_problem =
      std::any_of(changes.problems.begin(), changes.problems.end(),
                  [](const Detail& problem) { return problem.where == "Id"; });
  if (!changes.id && !has_id_problem) {
    changes.problems.insert(changes.problems.begin(),
                            {"Id", "Id is required", std::string{kRequiredField}});
  }
  const std::int64_t id = changes.id.value_or(0);
  const std::string id_data = changes.id ? id_json(id) : std::string{};
  const auto row = update_record(transaction, object, id, std::move(changes), now);
  if (row) {
    results.add_success(text_of(projection, *row, transaction));
  } else {
    results.add_failure(id_data, row.error());
  }
}

Answer Writes::update_many(const Call& call, const Object& object) const {
  if (auto checked = check_content_type(call); !checked) return Failure{checked.error()};
  const auto projection = read_return_fields(call, object);
  if (!projection) return Failure{projection.error()};
  const auto document = read_body(call);
  if (!document) return Failure{document.error()};
  if (!holds_objects(document->root())) return refuse_kind("an array of objects");
  return call.records->write([&](Transaction& transaction) -> Answer {
    ManyResults results;
    for (const JsonElement item : document->root().elements()) {
      update_item(transaction, object, item, call.now, *projection, results);
    }
    return results.finish();
  });
}

Answer Writes::delete_one(const Call& call, const Object& object) const {
  const auto id = read_id(call);
  if (!id) return Failure{id.error()};
  return call.records->write([&](Transaction& transaction) -> Answer {
    if (!remove_record(transaction, *object.fact, *id, call.now)) {
      return refuse_unknown_record(*id);
    }
    return success(id_json(*id));
  });
}

Answer Writes::delete_many(const Call& call, const Object& object) const {
  if (auto checked = check_content_type(call); !checked) return Failure{checked.error()};
  const auto document = read_body(call);
  if (!document) return Failure{document.error()};
  if (!document->root().is_array()) return refuse_kind("an array of ids");
  std::vector<std::int64_t> ids;
  for (const JsonElement item : document->root().elements()) {
    const auto id = item.is_number() ? to_int64(item) : std::nullopt;
    if (!id || *id < std::numeric_limits<std::int32_t>::min() ||
        *id > std::numeric_limits<std::int32_t>::max()) {
      return refuse_kind("an array of ids, integers of 32 bits,");
    }
    ids.push_back(*id);
  }
  return call.records->write([&](Transaction& transaction) -> Answer {
    ManyResults results;
    for (const std::int64_t id : ids) {
      if (remove_record(transaction, *object.fact, id, call.now)) {
        results.add_success(id_json(id));
      } else {
        results.add_failure(id_json(id), unknown_record(id));
      }
    }
    return results.finish();
  });
}

}  // namespace understudy::mock::impartner
