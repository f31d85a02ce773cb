// SPDX-License-Identifier: MIT
/// Lists, records, descriptions, deleted ids and keys; writes have a file of their own.
///
/// Source: S1 (operations), S4.9 (keys), S15 (descriptions and deleted records)
#include "apis/impartner/handlers.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "apis/impartner/describe.hpp"
#include "apis/impartner/failures.hpp"
#include "apis/impartner/lists.hpp"
#include "apis/impartner/objects.hpp"
#include "apis/impartner/projection.hpp"
#include "apis/impartner/results.hpp"
#include "apis/impartner/state.hpp"
#include "apis/impartner/writes.hpp"
#include "auth/prm_key.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::impartner {

namespace {

/// Everything the operations share; built once, only read afterwards but for the newest state.
class Objects {
 public:
  Objects(auth::Keyring keyring, ChangeReader reader, const Switches& switches,
          const Makers& makers)
      : keyring_(std::move(keyring)),
        switches_(switches),
        model_(switches),
        lists_(switches, makers),
        writes_(std::move(reader), switches),
        states_(model_) {}

  [[nodiscard]] const Object& object_of(const Call& call) const;
  [[nodiscard]] const Writes& writes() const { return writes_; }

  Answer list(const Call& call);
  Answer search(const Call& call);
  [[nodiscard]] Answer get(const Call& call) const;
  [[nodiscard]] Answer describe_all() const;
  [[nodiscard]] Answer describe(const Call& call) const;
  [[nodiscard]] Answer deleted(const Call& call) const;
  [[nodiscard]] Answer create_key(const Call& call) const;

 private:
  auth::Keyring keyring_;
  Switches switches_;
  Model model_;
  Lists lists_;
  Writes writes_;
  StateCache states_;
};

/// One deleted record.
struct Deletion {
  std::string object;
  std::int64_t id = 0;
  query::Moment at;
};

/// Nothing for a record that nobody here has written.
std::optional<Deletion> read_deletion(const records::Record& record) {
  const auto json = JsonDocument::parse(record.json);
  if (!json) return std::nullopt;
  const auto object = json->root().find("object");
  const auto id = json->root().find("id");
  const auto at = json->root().find("at");
  if (!object || !object->is_string() || !id || !at || !at->is_string()) return std::nullopt;
  const auto number = to_int64(*id);
  const auto moment = query::parse_moment(at->text());
  if (!number || !moment) return std::nullopt;
  return Deletion{std::string{object->text()}, *number, *moment};
}

/// The path has been found to name one.
const Object& Objects::object_of(const Call& call) const {
  const auto& parameters = call.path_parameters;
  const auto it = std::find_if(parameters.begin(), parameters.end(),
                               [](const auto& one) { return one.name == "Object"; });
  return model_[*find_object(it->value)];
}

Answer Objects::list(const Call& call) {
  const Object& object = object_of(call);
  const auto request = lists_.read_options(call.query, object);
  if (!request) return Failure{request.error()};
  const auto state = states_.at(call.records->snapshot());
  return lists_.write(*request, object, *state, call);
}

Answer Objects::search(const Call& call) {
  const Object& object = object_of(call);
  const auto request = lists_.read_search(*call.body, object);
  if (!request) return Failure{request.error()};
  const auto state = states_.at(call.records->snapshot());
  return lists_.write(*request, object, *state, call);
}

Answer Objects::get(const Call& call) const {
  const Object& object = object_of(call);
  const auto id = read_id(call);
  if (!id) return Failure{id.error()};
  if (auto checked = check_once(call.query, {"fields"}); !checked) return Failure{checked.error()};
  Projection projection = Projection::all(object);
  const std::string* const fields =
      read_dialect(switches_) == Reading::seed ? nullptr : find_option(call.query, "fields");
  if (fields != nullptr) {
    auto chosen = Projection::of(object, split_names(*fields), "fields");
    if (!chosen) return Failure{std::move(chosen.error())};
    projection = *std::move(chosen);
  }
  const SnapshotRows rows{call.records->snapshot()};
  const auto row = rows.find(object.number, *id);
  if (row == nullptr) return refuse_unknown_record(*id);
  std::string data;
  projection.append(data, *row, rows);
  return success(data);
}

Answer Objects::describe_all() const {
  std::string data{'['};
  for (const Object& object : model_.objects()) {
    if (object.number > 0) data += ',';
    append_entity(data, object);
  }
  return success(data += ']');
}

Answer Objects::describe(const Call& call) const {
  const Object& object = object_of(call);
  if (auto checked = check_once(call.query, {"fields"}); !checked) return Failure{checked.error()};
  std::vector<std::size_t> chosen = object.fields;
  if (const std::string* const names = find_option(call.query, "fields")) {
    chosen.clear();
    for (const std::string_view name : split_names(*names)) {
      const auto field = find_field(*object.fact, name);
      if (!field || !object.shows(*field)) {
        return refuse({kUnknownField, "fields: there is no field '" + excerpt(name, 60) + "'",
                       "fields.unknown", "S15.2"});
      }
      if (std::find(chosen.begin(), chosen.end(), *field) == chosen.end()) {
        chosen.push_back(*field);
      }
    }
  }
  std::string data{'['};
  for (const std::size_t field : chosen) {
    if (data.size() > 1) data += ',';
    append_field(data, object, field);
  }
  return success(data += ']');
}

/// Ids by the time of their deletion (S15.4); A26 says whether the end is included.
Answer Objects::deleted(const Call& call) const {
  const auto read = [&](std::string_view name) {
    const std::string* const text = find_option(call.query, name);
    return text == nullptr ? std::nullopt : query::parse_moment(*text);
  };
  const auto from = read("fromUtc");
  const auto to = read("toUtc");
  if (!from || !to) {
    return refuse(
        {kInvalidParameter, "fromUtc and toUtc: no such date-time", "deleted.bounds", "S15.4"});
  }
  const bool includes_end = switches_.is("deleted.bounds", "closed");
  const std::string_view name = object_of(call).fact->name;
  std::vector<Deletion> found;
  const records::Snapshot snapshot = call.records->snapshot();
  for (const records::Record& record : snapshot[kDeleted].rows()) {
    auto deletion = read_deletion(record);
    if (!deletion || deletion->object != name || compare_instants(deletion->at, *from) < 0) {
      continue;
    }
    const auto to_end = compare_instants(deletion->at, *to);
    if (to_end < 0 || (includes_end && to_end == 0)) found.push_back(*std::move(deletion));
  }
  std::stable_sort(found.begin(), found.end(), [](const Deletion& a, const Deletion& b) {
    return compare_instants(a.at, b.at) < 0;
  });
  std::string data{'['};
  for (const Deletion& one : found) data += (data.size() > 1 ? "," : "") + std::to_string(one.id);
  return success(data += ']');
}

Answer Objects::create_key(const Call& call) const {
  if (call.request.fields.count("Authorization") > 0) {
    return refuse({kInvalidRequest, "Authorization: this call must not have it",
                   "auth.key_endpoint", "S4.9"});
  }
  const auth::Login* const login = auth::find_login(keyring_, call.body->find("userName")->text(),
                                                    call.body->find("password")->text());
  if (login == nullptr) {
    Refusal refusal{.status = 401,
                    .message = "Invalid username/password",  // S4.9 [OBS]
                    .rule = "auth.password",
                    .source = "S4.9"};
    if (switches_.is("auth.challenge", "rfc9110")) {
      refusal.fields.add("WWW-Authenticate", "prm-key");
    }
    return Failure{std::move(refusal)};
  }
  std::string data;
  append_json_string(data, auth::issue_prm_key(keyring_, *login, call.now));
  return success(data);
}

using Write = Answer (Writes::*)(const Call& call, const Object& object) const;

/// S16.5: the names have to be those of objects.
Result<Done> check_forbidden(std::string_view list) {
  if (list == "none") return Done{};
  for (const std::string_view name : split_names(list)) {
    if (find_object(name)) continue;
    return Failure{Error{Errc::bad_input, "there is no object '" + excerpt(name, 60) + "'",
                         "auth.forbidden_objects", "name objects such as Account,User"}};
  }
  return Done{};
}

}  // namespace

Result<Handlers> make_handlers(const ServerOptions& options, const Switches& switches,
                               const Makers& makers) {
  if (auto checked = check_forbidden(switches["auth.forbidden_objects"]); !checked) {
    return Failure{std::move(checked.error())};
  }
  auto keyring = auth::make_keyring("impartner", options.credentials);
  if (!keyring) return Failure{std::move(keyring.error())};
  if (switches.is("auth.key_endpoint", "on") && keyring->jwt_secrets.empty()) {
    return Failure{Error{Errc::bad_input, "there is nothing to sign keys with", "",
                         "give impartner a jwt_secret, or leave auth.key_endpoint off"}};
  }
  auto reader = ChangeReader::make(switches);
  if (!reader) return Failure{std::move(reader.error())};
  const auto objects =
      std::make_shared<Objects>(*std::move(keyring), *std::move(reader), switches, makers);
  const auto by = [&](Answer (Objects::*operation)(const Call&)) {
    return [objects, operation](const Call& call) { return ((*objects).*operation)(call); };
  };
  const auto reading = [&](Answer (Objects::*operation)(const Call&) const) {
    return [objects, operation](const Call& call) { return ((*objects).*operation)(call); };
  };
  const auto writing = [&](Write operation) {
    return [objects, operation](const Call& call) {
      return (objects->writes().*operation)(call, objects->object_of(call));
    };
  };
  return Handlers{
      {"createKey", reading(&Objects::create_key)},
      {"createRecords", writing(&Writes::create)},
      {"deleteRecord", writing(&Writes::delete_one)},
      {"deleteRecords", writing(&Writes::delete_many)},
      {"describeObject", reading(&Objects::describe)},
      {"describeObjects", [objects](const Call&) { return objects->describe_all(); }},
      {"getRecord", reading(&Objects::get)},
      {"listDeletedRecords", reading(&Objects::deleted)},
      {"listRecords", by(&Objects::list)},
      {"searchRecords", by(&Objects::search)},
      {"updateRecord", writing(&Writes::update_one)},
      {"updateRecords", writing(&Writes::update_many)},
  };
}

}  // namespace understudy::mock::impartner
