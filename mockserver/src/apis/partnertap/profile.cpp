// SPDX-License-Identifier: MIT
/// PartnerTap channel ecosystem API (Partner Org report). Facts are [SEED] unless a line says
/// otherwise; the ids are those of contracts/apis/partnertap/SOURCES.md.
#include "profile.hpp"

#include <chrono>
#include <string>
#include <utility>

#include "apis/partnertap/dataset.hpp"
#include "apis/partnertap/handlers.hpp"
#include "auth/jwt.hpp"
#include "auth/partnertap_token.hpp"
#include "throttle/fields.hpp"

namespace understudy::mock {

namespace {

/// As partnertap-analytics issues them.
std::string issue_token(const auth::Keyring& keyring, const Switches&, WallTime now,
                        const TokenRequest& wanted) {
  if (keyring.jwt_secrets.empty()) return {};
  const std::string subject = auth::subject_of_key(0);
  const std::string permissions = auth::permissions_of(wanted, "API_ACCESS");
  return auth::sign_jwt(auth::write_claims({.subject = subject,
                                            .permissions = permissions,
                                            .issued = now,
                                            .lifetime = auth::kSampleLifetime}),
                        keyring.jwt_secrets.front());
}

/// Every open question of the documents (S19), sorted by name.
std::vector<Switch> switches() {
  std::vector<Switch> list{
      {"alias.account_name", {"both", "name", "accountName"}, {}, "INF", "A2"},
      {"alias.partner_name", {"both", "partnerName", "partnerOrgName"}, {}, "DOC", "A1"},
      {"auth.bad_key_fallback", {"no", "yes"}, {}, "INF", "A36"},
      {"auth.challenge", {"rfc9110", "none"}, {}, "FW", "S4"},
      {"auth.empty_key", {"absent", "invalid"}, {}, "GUESS", "A32"},
      {"auth.jwt_form", {"both", "bearer", "raw"}, {}, "DOC", "A24"},
      {"auth.require_api_access", {"yes", "no"}, "no", "GUESS", "A34"},
      {"errors.message", {"text", "absent", "empty"}, {}, "INF", "A33"},
      {"filter.empty_is_null", {"yes", "no"}, {}, "INF", "A19"},
      {"filter.exact_case", {"sensitive", "insensitive"}, {}, "INF", "A16"},
      {"filter.malformed", {"reject", "ignore"}, "ignore", "GUESS", "A14"},
      {"filter.name_types", {"string", "reject"}, {}, "INF", "A13"},
      {"filter.null_not_contains", {"keep", "drop"}, {}, "GUESS", "A17"},
      {"filter.open_range", {"reject", "open"}, "open", "GUESS", "A18"},
      {"filterdata.apply_filters", {"no", "yes"}, {}, "GUESS", "A31"},
      {"filterdata.envelope", {"full", "short"}, {}, "INF", "A7"},
      {"keys.unknown", {"reject", "ignore"}, "ignore", "GUESS", "A30"},
      {"matching.all", {"superset", "same"}, {}, "GUESS", "A8"},
      {"matching.required", {"yes", "no"}, "no", "SEED", "A9"},
      {"page.over_max", {"clamp", "reject"}, {}, "FW", "A5"},
      {"page.shape", {"spring-2.1", "spring-2.0"}, {}, "SEED", "A39"},
      {"partner.unknown", {"empty", "not-found"}, {}, "GUESS", "A10"},
      {"report_names.shape", {"array", "map"}, {}, "GUESS", "A29"},
      {"search.scope", {"own", "own+partner"}, {}, "GUESS", "A28"},
      {"sort.nulls", {"smallest", "largest", "last"}, {}, "GUESS", "A35"},
      {"throttle.jwt", {"off", "per-subject"}, {}, "GUESS", "A23"},
  };
  const auto common = throttle::common_switches();
  list.insert(list.end(), common.begin(), common.end());
  return list;
}

}  // namespace

ApiProfile make_partnertap() {
  return {
      .id = "partnertap",
      .prefixes = {"/v1/channelecosystem"},
      // S2: credentials and limit come before path, method and body
      .stages = {Stage::credentials, Stage::throttle, Stage::path, Stage::method,
                 Stage::content_type, Stage::accept, Stage::query, Stage::body, Stage::contract},
      .sources = {{"accept", "S3"},
                  {"body.json", "S6"},
                  {"content-type", "S3"},
                  {"keys.unknown", "S15"},
                  {"method.unknown", "S17"},
                  {"path.encoding", "C1"},
                  {"path.unknown", "S17"},
                  {"query.encoding", "C1"},
                  {"throttle.window", "S5"}},
      .auth = "api-key",
      .throttle = "rolling-window",  // S5: 100 requests a minute and key
      .envelope = "spring-error",    // S17 [FW]
      .limit = {.requests = 100, .window = std::chrono::seconds{60}},
      .throttled = true,
      .switches = switches(),
      .make_handlers = &partnertap::make_handlers,
      .issue_token = &issue_token,
      .show_rows = &partnertap::show_rows};
}

}  // namespace understudy::mock
