// SPDX-License-Identifier: MIT
/// What a server is, the contracts it follows, and the spaces it has.
#include "admin/admin.hpp"
#include "admin/texts.hpp"
#include "understudy/openapi/contracts.hpp"

namespace understudy::mock::admin {

namespace {

Response text_answer(std::string_view json) {
  return {200,
          {{"Content-Type", "application/json"}, {"X-Content-Type-Options", "nosniff"}},
          std::string{json}};
}

std::string title_of(std::string_view api) {
  const auto contract = JsonDocument::parse(openapi::contract_text(api), {.bytes = 4'194'304});
  const auto info = contract ? contract->root().find("info") : std::nullopt;
  const auto title = info ? info->find("title") : std::nullopt;
  return std::string{title ? title->text() : api};
}

Answer get_info(const Call& call) {
  Json apis = Json::array();
  for (const auto& api : call.space.common->apis) {
    apis.push_back({{"id", api->id()},
                    {"title", title_of(api->id())},
                    {"prefixes", api->prefixes()},
                    {"keeps_records", api->keeps_records()}});
  }
  return json_answer({{"name", "understudy"},
                      {"version", UNDERSTUDY_VERSION},
                      {"apis", std::move(apis)},
                      {"namespaces", call.spaces.named().size()}});
}

Answer get_admin_contract(const Call& /*call*/) { return text_answer(admin_text("openapi.json")); }

Answer get_contract(const Call& call) {
  const std::string& id = call.path.front().value;
  const Common& common = *call.space.common;
  if (common.find(id) == common.apis.size()) {
    Error error = unknown_api(id);
    error.code = Errc::not_found;
    return Failure{std::move(error)};
  }
  return text_answer(openapi::contract_text(id));
}

Answer list_namespaces(const Call& call) {
  Json names = Json::array();
  for (const auto& space : call.spaces.named()) names.push_back(space->name);
  return json_answer({{"namespaces", std::move(names)}});
}

Answer drop_namespace(const Call& call) {
  const std::string& name = call.path.front().value;
  if (call.spaces.drop(name)) return done();
  return Failure{
      Error{Errc::not_found, "there is no namespace '" + excerpt(name, 60) + "'", "", ""}};
}

}  // namespace

Part server_part() {
  return {{"dropNamespace", drop_namespace},
          {"getAdminContract", get_admin_contract},
          {"getContract", get_contract},
          {"getInfo", get_info},
          {"listNamespaces", list_namespaces}};
}

}  // namespace understudy::mock::admin
