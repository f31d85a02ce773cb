// SPDX-License-Identifier: MIT
/// The tables of the API notes: each case is a few requests to a mock of its own.
///
/// Shape:    a case has `steps`, or is one step itself. A step sends `method` (GET) to `target`
///           with `json` or `text`, `fields` in place of the usual ones (null: left out), after
///           `wait` seconds; it wants `status` (200), and where they are given: `rows` (ids in
///           order), `count`, `codes` (of the errors, in order), `says` (in the message), `body`
///           (all of it), `at` (JSON Pointer: value), `sends` (header: value or null). A step that
///           is refused has to leave the state as it was.
#include <algorithm>

#include "support.hpp"

namespace understudy::impartner_test {

namespace {

Request request_of(const Json& step) {
  const auto method = find_method(step.value("method", std::string{"GET"}));
  REQUIRE(method.has_value());
  std::string target = step.at("target").get<std::string>();
  if (!target.starts_with('/')) target = "/api/objects/v1/" + target;
  Request request{*method,
                  std::move(target),
                  {{"Authorization", "prm-key demo-prm-key"}, {"X-PRM-TenantId", "1"}},
                  {}};
  if (step.contains("json")) request.body = step.at("json").dump();
  if (step.contains("text")) request.body = step.at("text").get<std::string>();
  if (step.contains("json") || step.contains("text")) {
    request.fields.set("Content-Type", "application/json");
  }
  const Json fields = step.value("fields", Json::object());
  for (const auto& [name, value] : fields.items()) {
    request.fields.remove(name);
    if (value.is_string()) request.fields.add(name, value.get<std::string>());
    for (const Json& one : value.is_array() ? value : Json::array()) {
      request.fields.add(name, one.get<std::string>());
    }
  }
  return request;
}

Json codes_of(const Json& body) {
  Json codes = Json::array();
  for (const Json& error : body.value("errors", Json::array())) codes.push_back(error.at("code"));
  return codes;
}

void check_body(const Response& response, const Json& step) {
  if (step.contains("rows")) CHECK(ids_of(response) == step.at("rows"));
  if (!step.contains("codes") && !step.contains("count") && !step.contains("body") &&
      !step.contains("says") && !step.contains("at")) {
    return;
  }
  const Json body = body_of(response);
  if (step.contains("count")) CHECK(body.at("data").at("count") == step.at("count"));
  if (step.contains("codes")) CHECK(codes_of(body) == step.at("codes"));
  if (step.contains("body")) CHECK(body == step.at("body"));
  const std::string says = step.value("says", std::string{});
  CHECK(body.value("message", std::string{}).find(says) != std::string::npos);
  const Json places = step.value("at", Json::object());
  for (const auto& [pointer, value] : places.items()) {
    INFO(pointer);
    const Json::json_pointer place{pointer};
    REQUIRE(body.contains(place));
    CHECK(body.at(place) == value);
  }
}

void check_fields(const Response& response, const Json& step) {
  const Json sends = step.value("sends", Json::object());
  for (const auto& [name, value] : sends.items()) {
    const std::string* const field = response.fields.find(name);
    INFO(name);
    CHECK((field == nullptr ? Json() : Json(*field)) == value);
  }
}

void run_step(Mock& mock, const Json& step) {
  INFO(step.dump());
  mock.clock().advance(std::chrono::seconds{to_int64(step.value("wait", Json(0))).value()});
  const std::string before = mock.save();

  const Response response = mock.server().handle(request_of(step));

  INFO(response.status << " " << response.body);
  REQUIRE(response.status == to_int64(step.value("status", Json(200))).value());
  check_body(response, step);
  check_fields(response, step);
  if (response.status >= 300) CHECK(mock.save() == before);
}

void run_case(const Json& item) {
  const bool is_lenient = item.value("strictness", std::string{}) == "lenient";
  Mock mock{readings_of(item), [&](mock::ServerOptions& options) {
              if (is_lenient) options.strictness = mock::Strictness::lenient;
            }};
  const std::string seed = mock.save();
  for (const Json& step : item.contains("steps") ? item.at("steps") : Json::array({item})) {
    run_step(mock, step);
  }
  REQUIRE(mock.server().reset());
  CHECK(mock.save() == seed);
}

}  // namespace

TEST_CASE("lists: options, pages, projections, orders", "[impartner][list][cases]") {
  each_case("/apis/impartner/lists.cases.json", 100, run_case);
}

TEST_CASE("writes: creation, update, deletion, of one and of many", "[impartner][write][cases]") {
  each_case("/apis/impartner/writes.cases.json", 107, run_case);
}

TEST_CASE("searches", "[impartner][search][cases]") {
  each_case("/apis/impartner/search.cases.json", 68, run_case);
}

TEST_CASE("credentials, and the errors that concern no record", "[impartner][error][cases]") {
  each_case("/apis/impartner/errors.cases.json", 51, run_case);
}

TEST_CASE("each ambiguity: the default reading and every other", "[impartner][readings][cases]") {
  each_case("/apis/impartner/readings.cases.json", 66, run_case);
}

}  // namespace understudy::impartner_test
