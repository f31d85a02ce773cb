// SPDX-License-Identifier: MIT
/// PartnerTap Analytics API, 2019. Facts are [SEED] unless a line says otherwise; the ids are those
/// of contracts/apis/partnertap-analytics/SOURCES.md.
#include "profile.hpp"

#include <chrono>
#include <string>
#include <utility>

#include "apis/partnertap-analytics/handlers.hpp"
#include "apis/partnertap-analytics/lists.hpp"
#include "apis/partnertap-analytics/token_endpoint.hpp"
#include "auth/partnertap_token.hpp"
#include "throttle/fields.hpp"

namespace understudy::mock {

namespace {

/// The token that the first key would get.
std::string issue_token(const auth::Keyring& keyring, const Switches& switches, WallTime now,
                        const TokenRequest& wanted) {
  return partnertap_analytics::make_token(
      keyring, switches, auth::subject_of_key(0),
      auth::permissions_of(wanted, switches["token.permissions"]), now);
}

/// Every open question of the documents, sorted by name; the paths come behind.
std::vector<Switch> switches() {
  std::vector<Switch> list{
      {"auth.bad_key_status", {"401", "403", "400"}, {}, "GUESS", "A9"},
      {"auth.bad_token_status", {"401", "403"}, {}, "GUESS", "A9"},
      {"auth.challenge", {"rfc9110", "none"}, {}, "FW", "C7"},
      {"auth.jwt_form", {"both", "raw"}, {}, "DOC", "A7"},
      {"auth.key_header", {"ignore", "accept"}, "accept", "GUESS", "A3"},
      {"auth.leeway", {"0"}, {}, "GUESS", "S5.9", "SECONDS"},
      {"auth.require_api_access", {"yes", "no"}, "no", "GUESS", "A1"},
      {"auth.share_keys", {"no", "yes"}, {}, "SEED", "A3"},
      {"auth.verify_signature", {"yes", "no"}, {}, "GUESS", "A13"},
      {"errors.message", {"text", "absent", "empty"}, {}, "FW", "S11.2"},
      {"list.paged", {"all", "documented"}, {}, "GUESS", "A8"},
      {"page.shape", {"spring-2.1", "spring-2.0", "spring-1"}, {}, "INF", "A12"},
      {"params.direction", {"direction"}, {}, "GUESS", "A11", "NAME"},
      {"params.partner_org", {"partnerOrg"}, {}, "GUESS", "A11", "NAME"},
      {"params.search", {"search"}, {}, "GUESS", "A11", "NAME"},
      {"rows.contract", {"open", "fixture"}, {}, "GUESS", "A4"},
      {"sort.nulls", {"smallest", "largest", "last"}, {}, "GUESS", "A15"},
      {"sort.unknown", {"ignore", "reject"}, {}, "GUESS", "A10"},
      {"token.lifetime", {"2592600"}, {}, "SEED", "A2", "SECONDS"},
      {"token.permissions", {"ADMIN_VIEW_REPORTS,API_ACCESS"}, {}, "INF", "A1", "TEXT"},
  };
  for (const auto& fact : partnertap_analytics::lists()) {
    if (!fact.path.empty()) {
      list.push_back({fact.switch_name, {fact.path}, {}, "GUESS", "A4", "PATH"});
    }
  }
  const auto common = throttle::common_switches();
  list.insert(list.end(), common.begin(), common.end());
  return list;
}

/// A4: where the lists are.
void fit_contract(openapi::LoadOptions& load, const Switches& switches) {
  for (const auto& fact : partnertap_analytics::lists()) {
    if (!fact.path.empty()) load.paths.emplace(fact.operation, switches[fact.switch_name]);
  }
}

}  // namespace

ApiProfile make_partnertap_analytics() {
  return {
      .id = "partnertap-analytics",
      .prefixes = {"/analytics", "/api/auth"},
      // S2 [FW]: credentials come before everything, also where nothing is
      .stages = {Stage::credentials, Stage::throttle, Stage::path, Stage::method, Stage::accept,
                 Stage::query, Stage::contract},
      .sources = {{"accept", "S11"},
                  {"keys.unknown", "S9"},
                  {"method.unknown", "S11"},
                  {"path.encoding", "C1"},
                  {"path.unknown", "S11"},
                  {"query.encoding", "C1"},
                  {"throttle.window", "S11"}},
      .auth = "raw-jwt",
      .throttle = "rolling-window",  // A14: none is stated here; the newer API's, once it is set
      .envelope = "spring-error",    // S11 [INF]
      .limit = {.requests = 100, .window = std::chrono::seconds{60}},
      .switches = switches(),
      .make_handlers = &partnertap_analytics::make_handlers,
      .make_keyring = &partnertap_analytics::make_keyring,
      .issue_token = &issue_token,
      .fit_contract = &fit_contract,
      .show_rows = &partnertap_analytics::show_rows};
}

}  // namespace understudy::mock
