// SPDX-License-Identifier: MIT
/// The embedded contracts: which APIs there are, and which operations and statuses each documents.
#include "understudy/openapi/contracts.hpp"

#include <map>
#include <set>
#include <string>

#include "case_file.hpp"
#include "contract_files.hpp"
#include "support/catch.hpp"
#include "understudy/openapi/document.hpp"

namespace understudy::openapi {

namespace {

const char* const kCases = "contracts.cases.json";

Json describe(const Document& document, const std::string& id) {
  const Operation* operation = document.find_operation(id);
  if (operation == nullptr) return nullptr;
  Json statuses = Json::array();
  for (const StatusRule& rule : operation->responses) statuses.push_back(rule.status);
  return {{"method", name_of(operation->method)},
          {"path", operation->path},
          {"source", operation->source},
          {"grade", operation->grade},
          {"statuses", statuses}};
}

}  // namespace

TEST_CASE("every operation has its method, path, source and statuses", "[openapi][contracts]") {
  const auto files = contract_files();
  for_each_case(kCases, [&](const Json& item) {
    const Json& input = item.at("input");
    const Document document = Document::load(files.at(text_of(input, "api"))).value();

    CHECK(describe(document, text_of(input, "operation")) == item.at("want"));
  });
}

TEST_CASE("no operation of an API is missing from the cases file", "[openapi][contracts]") {
  std::map<std::string, std::set<std::string>> expected;
  for_each_case(kCases, [&](const Json& item) {
    const Json& input = item.at("input");
    expected[text_of(input, "api")].insert(text_of(input, "operation"));
  });

  std::map<std::string, std::set<std::string>> documented;
  for_each_contract_file([&](const std::string& api, const Document& document) {
    for (const Operation& operation : document.operations()) documented[api].insert(operation.id);
  });

  CHECK(documented == expected);
}

TEST_CASE("the embedded text is the file, byte for byte", "[openapi][contracts]") {
  for (const std::string_view api : api_ids()) {
    INFO(api);
    CHECK(contract_text(api) ==
          read_text("../contracts/apis/" + std::string{api} + "/openapi.json"));
  }
}

TEST_CASE("every API that is embedded loads under its own URI", "[openapi][contracts]") {
  REQUIRE_FALSE(api_ids().empty());
  for (const std::string_view api : api_ids()) {
    const Document document = load_contract(api).value();

    CHECK(document.uri() == "understudy:contract/" + std::string{api});
    CHECK_FALSE(document.operations().empty());
  }
  CHECK(load_contract("nobody").error().code == Errc::not_found);
}

TEST_CASE("an unknown API has no contract", "[openapi][contracts]") {
  CHECK(contract_text("nobody").empty());
  CHECK(contract_text("").empty());
  CHECK(contract_text("PARTNERTAP").empty());
}

}  // namespace understudy::openapi
