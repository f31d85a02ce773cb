// SPDX-License-Identifier: MIT
/// Requests to the PartnerPortal mock, as its documents write them.
#pragma once

#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "understudy/base/json.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::partnerportal_test {

using Readings = std::map<std::string, std::string>;

inline const std::string kLeads = "/companies/company-1/leads";
inline const std::string kNobody = "/00000000-0000-4000-8000-000000000000";  // no lead's id
inline const std::string kBasic = "Basic ZGVtby1jbGllbnQ6ZGVtby1zZWNyZXQ=";

inline Json body_of(const Response& response) {
  auto json = parse_json(response.body, {.bytes = 64'000'000});
  INFO(response.body);
  REQUIRE(json.has_value());
  return *std::move(json);
}

inline std::string field_of(const Response& response, std::string_view name) {
  const std::string* value = response.fields.find(name);
  return value == nullptr ? "(none)" : *value;
}

/// Whether each answer is compared with its contract; one past a megabyte cannot be.
enum class Verify : bool { no, yes };

/// Options with a clock of the test and these readings.
inline mock::ServerOptions completed(mock::ServerOptions options, const Clock& clock,
                                     const Readings& readings, Verify verify = Verify::yes) {
  options.apis = {"partnerportal"};
  options.clock = &clock;
  options.verify_responses = verify == Verify::yes;
  for (const auto& [name, value] : readings) options.switches["partnerportal." + name] = value;
  return options;
}

inline mock::ServerOptions example_set() {
  mock::ServerOptions options;
  options.data = fixtures::DataSet::example;
  return options;
}

/// A mock and a token that it takes.
struct Mock {
  explicit Mock(const Readings& readings = {}) : Mock(example_set(), readings) {}
  Mock(mock::ServerOptions options, const Readings& readings, Verify verify = Verify::yes)
      : server(
            mock::Server::make(completed(std::move(options), *clock, readings, verify)).value()) {}

  [[nodiscard]] std::string token() const { return server.issue_token("partnerportal").value(); }

  [[nodiscard]] Response send(Method method, const std::string& target, std::string body = {},
                              const std::string& type = "application/json") const {
    Request request{method, target, {{"Authorization", "Bearer " + token()}}, std::move(body)};
    if (method != Method::get) request.fields.add("Content-Type", type);
    return server.handle(request);
  }
  [[nodiscard]] Response get(const std::string& target) const { return send(Method::get, target); }
  [[nodiscard]] Response create(const Json& lead) const {
    return send(Method::post, kLeads, dump_json(lead));
  }
  [[nodiscard]] Response patch(const std::string& id, const Json& changes) const {
    return send(Method::patch, kLeads + "/" + id, dump_json(changes));
  }
  /// The id of a new lead.
  std::string created(const Json& more = Json::object()) const;
  [[nodiscard]] std::string state() const { return server.save("partnerportal").value(); }

  std::unique_ptr<ManualClock> clock = std::make_unique<ManualClock>();
  mock::Server server;
};

inline Json lead_of(const Json& more = Json::object()) {
  Json lead{{"lastName", "Okafor"}, {"firstName", "Ada"}, {"platform", "web"}};
  lead.update(more);
  return lead;
}

inline std::string Mock::created(const Json& more) const {
  const Response response = create(lead_of(more));
  INFO(response.body);
  REQUIRE((response.status == 201 || response.status == 200));
  return body_of(response).at("data").at("id").get<std::string>();
}

/// The custom fields that are kept of a lead, from the saved state.
inline Json custom_fields_in(const std::string& state, const std::string& lead) {
  const Json saved = parse_json(state, {.bytes = 64'000'000}).value();
  for (const Json& row : saved.at("collections").at("custom-fields").at("rows")) {
    if (row.at(0) == lead) {
      return parse_json(row.at(1).get<std::string>(), {.bytes = 64'000'000}).value();
    }
  }
  return Json::object();
}

/// A member of each lead of a list.
inline std::vector<std::string> texts_of(const Response& list, const char* member) {
  std::vector<std::string> texts;
  const Json body = body_of(list);
  for (const Json& lead : body.at("data")) texts.push_back(lead.at(member).get<std::string>());
  return texts;
}

/// "lastName must be a string" for each entry of error.fields.
inline std::vector<std::string> problems_of(const Response& response) {
  std::vector<std::string> problems;
  for (const Json& one : body_of(response).at("error").value("fields", Json::array())) {
    problems.push_back(one.at("field").get<std::string>() + " " +
                       one.at("message").get<std::string>());
  }
  return problems;
}

/// The groups of a cases file in this folder.
inline Json read_cases(const std::string& file) {
  std::ifstream in(std::string{UNDERSTUDY_TESTS_DIR} + "/apis/partnerportal/" + file);
  Json groups = Json::parse(in, nullptr, /*allow_exceptions=*/false);
  INFO(file);
  REQUIRE(groups.is_array());
  REQUIRE_FALSE(groups.empty());
  return groups;
}

}  // namespace understudy::partnerportal_test
