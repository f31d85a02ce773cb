// SPDX-License-Identifier: MIT
/// ECG organizations API v2, partners. Facts are [SEED] unless a line says otherwise; the ids are
/// those of contracts/apis/ecg/SOURCES.md.
#include "profile.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string>

#include "apis/ecg/collections.hpp"
#include "apis/ecg/creation_rules.hpp"
#include "apis/ecg/handlers.hpp"
#include "auth/jwt.hpp"
#include "throttle/fields.hpp"

namespace understudy::mock {

namespace {

constexpr std::chrono::seconds kTokenLifetime{3'600};  // ours: the source issues no tokens, S4.13
constexpr std::string_view kCreates = "partners.create";                    // S4.6
constexpr std::string_view kLegacyCreates = "organizations.billing.admin";  // S4.6, to go

/// Permission to create; and to read, where a switch names one.
std::string issue_token(const auth::Keyring& keyring, const Switches& switches, WallTime now,
                        const TokenRequest& wanted) {
  if (keyring.jwt_secrets.empty()) return {};
  Json permissions = Json::array({kCreates});
  if (wanted.permissions) {
    permissions = *wanted.permissions;
  } else if (!switches.is("auth.read_permission", "none")) {
    permissions.push_back(switches["auth.read_permission"]);
  }
  const std::int64_t issued = epoch_seconds(now);
  Json claims{{"sub", "a36ac2c8-1a00-4cf0-9f8c-981dc1ffd4cd"},
              {"iat", issued},
              {"exp", issued + kTokenLifetime.count()}};
  claims[std::string{switches["auth.permission_claim"]}] = std::move(permissions);
  return auth::sign_jwt(dump_json(claims), keyring.jwt_secrets.front());
}

Verdict authorize(const Access& access) {
  const auto& held = access.principal.permissions;
  const auto holds = [&](std::string_view name) {
    return std::find(held.begin(), held.end(), name) != held.end();
  };
  const Switches& switches = access.switches;
  const std::string_view to_read = switches["auth.read_permission"];          // A22
  const bool takes_legacy = switches.is("auth.legacy_permission", "accept");  // A12
  const bool may = access.operation.id == "createPartner"
                       ? holds(kCreates) || (takes_legacy && holds(kLegacyCreates))
                       : to_read == "none" || holds(to_read);
  if (may) return Done{};
  return Failure{Refusal{.status = 403,
                         .message = "the token lacks the permission for this operation",
                         .rule = "auth.permission",
                         .source = "S4.9"}};
}

/// S2.3, S13.5
Intake intake(Intake documented, const Switches& switches) {
  if (switches.is("paths.loose", "no")) documented.path_form = openapi::PathForm::exact;
  const std::string_view limit = switches["body.limit"];
  if (limit != "100kb") {
    std::from_chars(limit.data(), limit.data() + limit.size(), documented.body_limit);
  }
  return documented;
}

/// Every open question of the documents (S15), sorted by name.
std::vector<Switch> switches() {
  std::vector<Switch> list{
      {"arrays", {"all", "comma", "repeat"}, {}, "INF", "A13"},
      {"auth.challenge", {"rfc9110", "none"}, {}, "FW", "C7"},
      {"auth.legacy_permission", {"accept", "reject"}, {}, "INF", "A12"},
      {"auth.permission_claim", {"permissions", "scope", "cognito:groups"}, {}, "GUESS", "A21"},
      {"auth.read_permission", {"none"}, {}, "SEED", "A22", "NAME"},
      {"body.limit", {"100kb"}, {}, "FW", "S13.5", "N"},
      {"create.answer", {"plain", "expanded"}, {}, "INF", "S8.1"},
      {"create.side_accounts", {"metadata", "none"}, {}, "GUESS", "A26"},
      {"create.status", {"201", "200"}, {}, "FW", "S1.6"},
      {"create.unknown_reference", {"accept", "reject"}, {}, "GUESS", "A20"},
      {"criteria.status", {"open", "closed"}, {}, "SEED", "A5"},
      {"filter.partner_type_without_include",
       {"reject", "ignore", "apply"},
       "ignore",
       "GUESS",
       "A3"},
      {"include.values",
       {"parent-partner,partner-type,on-boarding-partner,subsidiaries,vendor-profiles"},
       {},
       "GUESS",
       "A24",
       "LIST"},
      {"list.shape", {"page", "array"}, {}, "DOC", "A1"},
      {"paging.current_page", {"zero-based", "one-based"}, {}, "GUESS", "A17"},
      {"paging.malformed", {"reject", "default"}, "default", "FW", "S11.6"},
      {"paging.max_take", {"1000"}, {}, "GUESS", "A18", "N"},
      {"paging.over_max", {"reject", "clamp"}, "clamp", "GUESS", "A18"},
      {"paging.skip_unit", {"pages", "records"}, {}, "DOC", "A2"},
      {"paging.zero_take", {"reject", "empty"}, "empty", "FW", "S11.6"},
      {"partner_id.format", {"uuid", "any"}, {}, "INF", "A14"},
      {"paths.loose", {"yes", "no"}, {}, "FW", "S2.3"},
      {"query.enum_case", {"exact", "any"}, "any", "FW", "S9.11"},
      {"query.ids", {"uuid", "any"}, {}, "GUESS", "S9.9"},
      {"relations.absent", {"omit", "null"}, {}, "INF", "A11"},
      {"search.fields", {"businessName,displayName"}, {}, "GUESS", "A25", "LIST"},
      {"sort.key", {"createdAt", "displayName", "businessName", "updatedAt"}, {}, "GUESS", "A16"},
      {"sort.nulls", {"smallest", "largest", "last"}, {}, "GUESS", "C4"},
      {"status.source", {"stored", "derived"}, {}, "INF", "A6"},
      {"validation.required", {"minimal", "none", "all"}, {}, "GUESS", "A19"},
      {"validation.unknown_property", {"ignore", "reject"}, {}, "GUESS", "A23"},
      {"vendor_profiles", {"auto", "object", "array"}, {}, "INF", "A7"},
  };
  for (const Switch& common : throttle::common_switches()) {
    list.push_back(common);
    list.back().source = "S14";
  }
  return list;
}

}  // namespace

ApiProfile make_ecg() {
  return {
      .id = "ecg",
      .prefixes = {"/api/v2"},
      // S2.1 [FW]: a body that is no JSON comes before everything, permission before the limit
      .stages = {Stage::every_body, Stage::path, Stage::method, Stage::credentials,
                 Stage::permission, Stage::throttle, Stage::query, Stage::contract},
      .sources = {{"body.json", "S13.3"},
                  {"body.size", "S13.5"},
                  {"method.unknown", "S13.4"},
                  {"path.encoding", "C1"},
                  {"path.unknown", "S13.4"},
                  {"query.encoding", "C1"},
                  {"throttle.window", "S14"}},
      .auth = "bearer-jwt",
      .throttle = "rolling-window",
      .envelope = "nest-error",                                        // S13 [FW]
      .limit = {.requests = 100, .window = std::chrono::seconds{60}},  // ours: none is documented
      .throttled = false,
      .switches = switches(),
      .path_form = openapi::PathForm::loose,  // S2.3 [FW]
      .body_limit = 102'400,                  // S13.5 [FW]: "100kb"
      .intake = &intake,
      .absent_body = "{}",  // S3.3 [FW]
      .make_handlers = &ecg::make_handlers,
      .issue_token = &issue_token,
      .authorize = &authorize,
      .explain = &ecg::explain,
      .make_collections = &ecg::make_collections,
      .show_rows = &ecg::show_rows};
}

}  // namespace understudy::mock
