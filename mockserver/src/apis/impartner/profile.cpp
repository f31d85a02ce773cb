// SPDX-License-Identifier: MIT
/// Impartner PRM Objects API v1. The ids are those of contracts/apis/impartner/SOURCES.md.
#include "profile.hpp"

#include <chrono>
#include <string>
#include <utility>

#include "apis/impartner/failures.hpp"
#include "apis/impartner/handlers.hpp"
#include "apis/impartner/objects.hpp"
#include "apis/impartner/projection.hpp"
#include "apis/impartner/seed.hpp"
#include "auth/prm_key.hpp"
#include "throttle/fields.hpp"

namespace understudy::mock {

namespace {

using openapi::Finding;

std::string issue_token(const auth::Keyring& keyring, const Switches&, WallTime now,
                        const TokenRequest&) {
  return keyring.logins.empty() ? "" : auth::issue_prm_key(keyring, keyring.logins.front(), now);
}

/// S2.1: an object that nobody knows is an unknown path, before anybody is asked for a key.
Verdict check_object(const Access& access) {
  for (const openapi::PathParameter& parameter : access.path_parameters) {
    if (parameter.name != "Object" || impartner::find_object(parameter.value)) continue;
    return impartner::refuse(
        {"NotFound", "there is no object '" + excerpt(parameter.value, 60) + "'", "object.unknown",
         "S16.2"},
        404);
  }
  return Done{};
}

/// S16.5: the objects that no key has a right to.
Verdict check_rights(const Access& access) {
  const std::string_view list = access.switches["auth.forbidden_objects"];
  if (list == "none") return Done{};
  for (const openapi::PathParameter& parameter : access.path_parameters) {
    if (parameter.name != "Object") continue;
    const auto object = impartner::find_object(parameter.value);
    for (const std::string_view name : impartner::split_names(list)) {
      if (impartner::find_object(name) != object) continue;
      return impartner::refuse(
          {"Forbidden", "the key has no right to the object '" + std::string{name} + "'",
           "auth.object", "S16.5"},
          403);
    }
  }
  return Done{};
}

/// A contract's finding with the code of its place: bodies are requests, the rest parameters.
Refusal explain(Refusal refusal, const BrokenRequest&) {
  for (const Finding& finding : refusal.report->findings) {
    const bool is_of_body =
        finding.where.starts_with("body") || finding.kind == Finding::Kind::missing_body;
    const auto code = is_of_body ? impartner::kInvalidRequest : impartner::kInvalidParameter;
    refusal.details.push_back(
        {finding.where, finding.where + ": " + finding.what, std::string{code}});
  }
  refusal.code = refusal.details.front().code;
  return refusal;
}

/// A1: the note has three operations; S1.12, S1.14 the switches.
void fit_contract(openapi::LoadOptions& load, const Switches& switches) {
  if (switches.is("dialect", "seed")) {
    load.without = {"createRecords",   "deleteRecord",       "deleteRecords", "describeObject",
                    "describeObjects", "listDeletedRecords", "searchRecords", "updateRecords"};
  }
  if (switches.is("auth.key_endpoint", "off")) load.without.insert("createKey");
  if (switches.is("paths.prm_prefix", "on")) load.more_prefixes = {"/prm"};
}

/// Every open question of the documents (S19), sorted by name.
std::vector<Switch> switches() {
  std::vector<Switch> list{
      {"auth.basic", {"off", "on"}, {}, "DOC", "S4.6"},
      {"auth.challenge", {"rfc9110", "none"}, {}, "FW", "C7"},
      {"auth.failure", {"401", "302"}, {}, "OBS", "A23"},
      {"auth.forbidden_objects", {"none"}, {}, "GUESS", "S16.5", "LIST"},
      {"auth.key_endpoint", {"off", "on"}, {}, "OBS", "S1.12"},
      {"auth.tenant", {"optional", "required"}, {}, "OBS", "A7"},
      {"create.answer", {"record", "id"}, {}, "GUESS", "A25"},
      {"deleted.bounds", {"half-open", "closed"}, {}, "GUESS", "A26"},
      {"dialect", {"both", "seed", "vendor"}, {}, "DOC", "A1"},
      {"errors.http", {"status", "200"}, {}, "GUESS", "A16"},
      {"errors.transport_shape", {"api-result", "http-error"}, {}, "INF", "S16.4"},
      {"fields.region", {"text", "fk"}, {}, "SEED", "A5"},
      {"fields.status", {"present", "absent"}, {}, "SEED", "A4"},
      {"filter.string_case", {"sensitive", "insensitive"}, {}, "GUESS", "A20"},
      {"odata.case", {"any", "lower"}, {}, "FW", "S10.2"},
      {"odata.coerce", {"off", "on"}, "on", "FW", "A29"},
      {"odata.not_blank", {"required", "optional"}, "optional", "FW", "A29"},
      {"odata.trim", {"no", "yes"}, "yes", "FW", "A29"},
      {"odata.unknown_option", {"reject", "ignore"}, "ignore", "FW", "A22"},
      {"paging.default_take", {"10"}, {}, "GUESS", "A18", "N"},
      {"paging.malformed", {"reject", "default"}, "default", "GUESS", "A28"},
      {"paging.max_take", {"1000"}, {}, "GUESS", "A18", "N"},
      {"paging.over_max", {"clamp", "reject"}, {}, "GUESS", "A18"},
      {"paths.prm_prefix", {"off", "on"}, {}, "DOC", "S1.14"},
      {"projection.default", {"all", "id"}, {}, "SEED", "A17"},
      {"sort.default", {"id", "none"}, {}, "GUESS", "A30"},
      {"sort.nulls", {"smallest", "largest", "last"}, {}, "GUESS", "C4"},
      {"sort.string_case", {"sensitive", "insensitive"}, {}, "GUESS", "S12.2"},
      {"thql.null", {"sql", "odata"}, {}, "GUESS", "A19"},
      {"thql.string_case", {"insensitive", "sensitive"}, {}, "GUESS", "A20"},
      {"thql.underscore", {"wildcard", "literal"}, {}, "GUESS", "A21"},
      {"write.picklist", {"check", "open"}, "open", "GUESS", "S13.5"},
      {"write.readonly", {"ignore", "reject"}, {}, "GUESS", "A24"},
      {"write.unknown_field", {"reject", "ignore"}, "ignore", "GUESS", "A14"},
  };
  const auto common = throttle::common_switches();
  list.insert(list.end(), common.begin(), common.end());
  return list;
}

}  // namespace

ApiProfile make_impartner() {
  return {
      .id = "impartner",
      .prefixes = {"/api/Auth", "/api/objects"},  // C12
      // S2.1; the target is the object, so it belongs to the path
      .stages = {Stage::path, Stage::target, Stage::credentials, Stage::permission, Stage::throttle,
                 Stage::method, Stage::content_type, Stage::query, Stage::body, Stage::contract},
      .sources = {{"body.json", "S16.1"},
                  {"content-type", "S16.6"},
                  {"method.unknown", "S16.3"},
                  {"path.encoding", "C1"},
                  {"path.unknown", "S16.2"},
                  {"query.encoding", "C1"},
                  {"throttle.window", "S17.1"}},
      .auth = "prm-key",
      .throttle = "rolling-window",  // C10
      .envelope = "api-result",
      .limit = {.requests = 100, .window = std::chrono::seconds{60}},
      .switches = switches(),
      .json_types = {impartner::kJsonTypes.begin(), impartner::kJsonTypes.end()},
      .make_handlers = &impartner::make_handlers,
      .issue_token = &issue_token,
      .authorize = &check_rights,
      .find_target = &check_object,
      .explain = &explain,
      .fit_contract = &fit_contract,
      .make_collections = &impartner::make_collections,
      .show_rows = &impartner::show_rows};
}

}  // namespace understudy::mock
