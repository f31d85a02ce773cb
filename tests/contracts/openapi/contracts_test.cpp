// SPDX-License-Identifier: MIT
/// The embedded contracts: which APIs there are, and which operations and statuses each documents.
#include "understudy/openapi/contracts.hpp"

#include <map>
#include <set>
#include <string>

#include "case_file.hpp"
#include "support/catch.hpp"
#include "understudy/openapi/document.hpp"

namespace understudy::openapi {

namespace {

const char* const kCases = "contracts.cases.json";

Json describe(const Document& document, const std::string& id) {
  const Operation* operation = document.find_operation(id);
  if (operation == nullptr) return nullptr;
  const Json& json = document.json();
  std::string method{name_of(operation->method)};
  for (char& c : method) c = static_cast<char>(c - 'A' + 'a');
  Json statuses = Json::array();
  for (const auto& [status, response] :
       json.at("paths").at(operation->path).at(method).at("responses").items()) {
    statuses.push_back(status);
  }
  return {{"method", name_of(operation->method)},
          {"path", operation->path},
          {"source", operation->source},
          {"grade", operation->grade},
          {"statuses", statuses}};
}

}  // namespace

TEST_CASE("every operation has its method, path, source and statuses", "[openapi][contracts]") {
  for_each_case(kCases, [](const Json& item) {
    const Json& input = item.at("input");
    const Document document = Document::load(contract_text(text_of(input, "api"))).value();

    CHECK(describe(document, text_of(input, "operation")) == item.at("want"));
  });
}

TEST_CASE("every API is embedded and no operation is missing from the cases file",
          "[openapi][contracts]") {
  std::map<std::string, std::set<std::string>> expected;
  for_each_case(kCases, [&](const Json& item) {
    const Json& input = item.at("input");
    expected[text_of(input, "api")].insert(text_of(input, "operation"));
  });

  std::map<std::string, std::set<std::string>> embedded;
  for (const std::string_view api : api_ids()) {
    const Document document = Document::load(contract_text(api)).value();
    auto& ids = embedded[std::string{api}];
    for (const Operation& operation : document.operations()) ids.insert(operation.id);
  }

  CHECK(embedded == expected);
}

TEST_CASE("the embedded text is the file, byte for byte", "[openapi][contracts]") {
  for (const std::string_view api : api_ids()) {
    INFO(api);
    CHECK(contract_text(api) ==
          read_text("../contracts/apis/" + std::string{api} + "/openapi.json"));
  }
}

TEST_CASE("an unknown API has no contract", "[openapi][contracts]") {
  CHECK(contract_text("nobody").empty());
  CHECK(contract_text("").empty());
  CHECK(contract_text("PARTNERTAP").empty());
}

}  // namespace understudy::openapi
