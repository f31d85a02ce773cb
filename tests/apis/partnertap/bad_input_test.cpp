// SPDX-License-Identifier: MIT
/// What goes wrong, as data: every refusal has its status, names the problem and changes nothing.
#include <fstream>
#include <string>

#include "support.hpp"

namespace understudy::partnertap_test {

namespace {

Request request_of(const Json& item) {
  Json body = accounts_body();
  if (item.contains("change")) body.merge_patch(item.at("change"));
  Request request = post("records", item.contains("body") ? item.at("body") : body);
  if (item.contains("target")) request.target = item.at("target").get<std::string>();
  if (item.contains("method")) {
    request.method = find_method(item.at("method").get<std::string>()).value();
  }
  if (item.contains("remove")) {
    for (const Json& name : item.at("remove")) request.fields.remove(name.get<std::string>());
  }
  if (item.contains("set")) {
    for (const auto& [name, value] : item.at("set").items()) {
      request.fields.set(name, value.get<std::string>());
    }
  }
  return request;
}

/// S17: timestamp, status, error, message, path without its query.
void check_spring_error(const Json& body, const Json& item, const Request& request) {
  CHECK(body.at("status") == item.at("status"));
  CHECK(body.at("error") == reason_of(static_cast<int>(*to_int64(item.at("status")))));
  CHECK(body.at("path") == request.path());
  CHECK(body.at("timestamp") == "2026-03-04T12:00:00.000+00:00");
  const std::string message = body.at("message").get<std::string>();
  CHECK_FALSE(message.empty());
  if (item.contains("message")) {
    const std::string named = item.at("message").get<std::string>();
    INFO("looking for " << named << " in: " << message);
    CHECK(message.find(named) != std::string::npos);
  }
}

void check_refusal(const Response& response, const Json& item, const Request& request) {
  INFO(response.body);
  CHECK(response.status == *to_int64(item.at("status")));
  const auto field = [&](const char* name) {
    const std::string* value = response.fields.find(name);
    return value == nullptr ? std::string{"(none)"} : *value;
  };
  if (item.contains("challenge")) CHECK(field("WWW-Authenticate") == item.at("challenge"));
  if (item.contains("allow")) CHECK(field("Allow") == item.at("allow"));
  if (item.contains("empty")) {
    CHECK(response.body.empty());
    return;
  }
  CHECK(field("Content-Type") == "application/json");
  if (item.contains("plain")) {
    CHECK(response.body == R"({"error":"no API here"})");
    return;
  }
  check_spring_error(body_of(response), item, request);
}

}  // namespace

TEST_CASE("every bad request has its status, names the problem and changes nothing",
          "[partnertap][errors][H32]") {
  std::ifstream in(std::string{UNDERSTUDY_TESTS_DIR} + "/apis/partnertap/bad_input.cases.json");
  const auto groups = Json::parse(in, nullptr, /*allow_exceptions=*/false);
  REQUIRE(groups.is_array());
  REQUIRE(groups.size() == 5);
  ManualClock clock;
  const auto server = mock::Server::make(example_options(clock)).value();
  const Response before = server.handle(post("records", accounts_body()));

  for (const Json& group : groups) {
    for (const Json& item : group.at("cases")) {
      INFO(group.at("description") << " / " << item.at("description"));
      const Request request = request_of(item);
      check_refusal(server.handle(request), item, request);
    }
  }

  CHECK(server.handle(post("records", accounts_body())) == before);
}

TEST_CASE("a filter of one megabyte is refused at once", "[partnertap][errors]") {
  ManualClock clock;
  const auto server = mock::Server::make(example_options(clock)).value();
  const Json filters{{"state", std::string(1'000'000, 'x')}};

  const Response response = server.handle(post("records", accounts_body({{"filters", filters}})));

  CHECK(response.status == 400);
  CHECK(response.body.size() < 1'000);
}

TEST_CASE("media types with parameters and structured suffixes are JSON too",
          "[partnertap][media]") {
  ManualClock clock;
  const auto server = mock::Server::make(example_options(clock)).value();

  for (const char* type :
       {"application/json; charset=utf-8", "Application/JSON", "application/vnd.partnertap+json"}) {
    Request request = post("records", accounts_body());
    request.fields.set("Content-Type", type);
    request.fields.set("Accept", "text/html, application/*;q=0.5");
    INFO(type);
    CHECK(server.handle(request).status == 200);
  }
}

TEST_CASE("OPTIONS lists the methods of a known path", "[partnertap][options]") {
  ManualClock clock;
  const auto server = mock::Server::make(example_options(clock)).value();
  Request request = post("records", accounts_body());
  request.method = Method::options;

  const Response records = server.handle(request);
  request.target = "/v1/channelecosystem/report-names";
  const Response names = server.handle(request);

  CHECK((records.status == 200 && records.body.empty()));
  CHECK(*records.fields.find("Allow") == "POST, OPTIONS");
  CHECK(*names.fields.find("Allow") == "GET, HEAD, OPTIONS");
}

}  // namespace understudy::partnertap_test
