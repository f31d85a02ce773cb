// SPDX-License-Identifier: MIT
/// PartnerPortal.io API (leads and object schemas). Facts are [SEED] unless a line says otherwise;
/// the ids are those of contracts/apis/partnerportal/SOURCES.md.
#include "profile.hpp"

#include <chrono>
#include <string>
#include <utility>

#include "apis/partnerportal/dataset.hpp"
#include "apis/partnerportal/handlers.hpp"
#include "auth/access_token.hpp"
#include "auth/oauth2.hpp"
#include "throttle/fields.hpp"

namespace understudy::mock {

namespace {

std::string issue_token(const auth::Keyring& keyring, const Switches& switches, WallTime now,
                        const TokenRequest& wanted) {
  if (keyring.clients.empty()) return {};
  std::string scope = wanted.permissions ? "" : auth::every_scope(switches);
  for (const std::string& word : wanted.permissions.value_or(std::vector<std::string>{})) {
    (scope += scope.empty() ? "" : " ") += word;
  }
  return auth::write_access_token(keyring.clients.front(), now, 0, scope);
}

// A12
constexpr std::string_view kLeads = "/companies/{companyId}/leads";
constexpr std::string_view kLead = "/companies/{companyId}/leads/{leadId}";
constexpr std::string_view kCompanySchema = "/companies/{companyId}/schemas/{object}";
constexpr std::string_view kOrgSchema =
    "/companies/{companyId}/partner-organizations/{partnerOrganizationId}/schemas/{object}";

Switch path_switch(std::string_view name, std::string_view path) {
  return {name, {path}, {}, "GUESS", "A12", "TEMPLATE"};
}

/// Every open question of the documents (S11), sorted by name.
std::vector<Switch> switches() {
  std::vector<Switch> list{
      {"auth.challenge", {"rfc9110", "none"}, {}, "FW", "C7"},
      {"auth.read_scope", {"none"}, {}, "GUESS", "A26", "NAME"},
      {"auth.write_scope", {"none"}, {}, "GUESS", "A26", "NAME"},
      {"company.mismatch", {"403", "404"}, {}, "GUESS", "A20"},
      {"create.default_phase", {"null"}, {}, "GUESS", "A5", "ID"},
      {"create.status", {"201", "200"}, {}, "GUESS", "A13"},
      {"custom_fields.echo", {"no", "yes"}, {}, "SEED", "A4"},
      {"custom_fields.update", {"merge", "replace"}, {}, "GUESS", "A16"},
      {"envelope.status", {"http", "zero"}, {}, "INF", "A2"},
      {"errors.shape", {"object", "flat"}, {}, "GUESS", "A11"},
      {"list.order", {"created-asc", "created-desc"}, {}, "GUESS", "A19"},
      {"oauth.bad_content_type", {"400", "415"}, {}, "INF", "S8.14"},
      {"oauth.body_invalid_client", {"401", "400"}, {}, "GUESS", "A21"},
      {"paging.default_limit", {"25"}, {}, "GUESS", "A1", "N"},
      {"paging.malformed", {"reject", "default"}, "default", "GUESS", "A1"},
      {"paging.max_limit", {"100"}, {}, "GUESS", "A1", "N"},
      {"paging.over_max", {"clamp", "reject"}, {}, "GUESS", "A1"},
      {"paging.zero_limit", {"reject", "empty"}, "empty", "GUESS", "A1"},
      path_switch("paths.companySchema", kCompanySchema),
      path_switch("paths.createLead", kLeads),
      path_switch("paths.getLead", kLead),
      path_switch("paths.listLeads", kLeads),
      path_switch("paths.orgSchema", kOrgSchema),
      path_switch("paths.token", "/oauth/token"),
      path_switch("paths.updateLead", kLead),
      {"schema.objects", {"lead,deal,account,partner"}, {}, "GUESS", "A23", "LIST"},
      {"token.lifetime", {"3600"}, {}, "GUESS", "A25", "SECONDS"},
      {"update.check_order", {"body-first", "exists-first"}, {}, "GUESS", "S10.12"},
      {"update.method", {"PATCH", "PUT", "both"}, {}, "INF", "A7"},
      {"update.null", {"clear", "ignore"}, {}, "INF", "A15"},
      {"validation.date_only", {"reject", "accept"}, "accept", "INF", "A24"},
      {"validation.empty_required", {"accept", "reject"}, {}, "GUESS", "A18"},
      {"validation.references", {"off", "on"}, {}, "GUESS", "A22"},
      {"validation.status", {"400", "422"}, {}, "GUESS", "A14"},
      {"validation.unknown_custom_field", {"accept", "reject"}, {}, "GUESS", "S5.8"},
      {"validation.unknown_field", {"ignore", "reject"}, {}, "GUESS", "A17"},
  };
  for (Switch common : throttle::common_switches()) {
    common.source = "C10";
    list.push_back(std::move(common));
  }
  return list;
}

/// A7, A12: where the operations are, and how leads are updated.
void fit_contract(openapi::LoadOptions& load, const Switches& switches) {
  for (const std::string_view operation : {"companySchema", "createLead", "getLead", "listLeads",
                                           "orgSchema", "token", "updateLead"}) {
    load.paths.emplace(operation, switches["paths." + std::string{operation}]);
  }
  if (switches.is("update.method", "PUT")) load.methods = {{"updateLead", {Method::put}}};
  if (switches.is("update.method", "both")) {
    load.methods = {{"updateLead", {Method::patch, Method::put}}};
  }
}

}  // namespace

ApiProfile make_partnerportal() {
  return {
      .id = "partnerportal",
      .prefixes = {"/oauth", "/companies"},  // C12
      // S10.12; that the lead is there comes last, or before the body (Stage::target)
      .stages = {Stage::path, Stage::credentials, Stage::permission, Stage::throttle, Stage::method,
                 Stage::content_type, Stage::query, Stage::target, Stage::body, Stage::contract},
      .sources = {{"body.json", "S10.5"},
                  {"body.size", "S10.8"},
                  {"content-type", "S10.4"},
                  {"internal", "S10.10"},
                  {"method.unknown", "S10.3"},
                  {"path.encoding", "C1"},
                  {"path.unknown", "S10.2"},
                  {"query.encoding", "C1"},
                  {"throttle.window", "S10.9"}},
      .auth = "oauth2-client-credentials",
      .throttle = "rolling-window",  // C10
      .envelope = "status-context",
      .limit = {.requests = 100, .window = std::chrono::seconds{60}},
      .throttled = false,  // S10.9
      .switches = switches(),
      .body_limit = partnerportal::kBodyLimit,
      .gives_request_ids = true,
      .json_suffix = JsonSuffix::refused,  // S10.4
      .make_handlers = &partnerportal::make_handlers,
      .issue_token = &issue_token,
      .authorize = &partnerportal::authorize,
      .find_target = &partnerportal::find_updated_lead,
      .explain = &partnerportal::explain,
      .fit_contract = &fit_contract,
      .make_collections = &partnerportal::make_collections,
      .show_rows = &partnerportal::show_rows};
}

}  // namespace understudy::mock
