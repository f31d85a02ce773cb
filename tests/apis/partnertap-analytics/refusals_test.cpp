// SPDX-License-Identifier: MIT
/// What is refused, as data: each has its status, its fields and the error object of Spring.
#include "support.hpp"

namespace understudy::analytics_test {

namespace {

Request request_of(const Json& item, const std::string& token) {
  const auto filled = [&](const std::string& text) {
    return mock::auth::replaced(text, "{token}", token);
  };
  Request request = get(filled(item.value("target", kConnections)));
  request.method = find_method(item.value("method", "GET")).value();
  const Json fields = item.value("fields", Json{{"Authorization", "{token}"}});
  for (const auto& [name, value] : fields.items()) {
    request.fields.add(name, filled(value.get<std::string>()));
  }
  return request;
}

/// Section 7: timestamp, status, error, message, path without its query.
void check_spring_error(const Response& response, const Json& item, const Request& request) {
  CHECK(field_of(response, "Content-Type") == "application/json");
  const Json body = body_of(response);
  CHECK(body.size() == 5);
  CHECK(body.at("status") == item.at("status"));
  CHECK(body.at("error") == reason_of(response.status));
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

}  // namespace

TEST_CASE("every bad request has its status, names the problem and changes nothing",
          "[analytics][errors][S11]") {
  const ManualClock clock;
  const mock::Server server = make_server(clock);
  const std::string token = token_for(server);
  const Response before = server.handle(with_token(kMatched, token));

  each_case("refusals.cases.json", 47, [&](const Json&, const Json& item) {
    const Request request = request_of(item, token);
    const Response response = server.handle(request);
    INFO(response.body);
    CHECK(response.status == *to_int64(item.at("status")));
    CHECK(field_of(response, "WWW-Authenticate") == item.value("challenge", "(none)"));
    CHECK(field_of(response, "Allow") == item.value("allow", "(none)"));
    if (item.contains("empty")) {
      CHECK(response.body.empty());
    } else {
      check_spring_error(response, item, request);
    }
  });

  CHECK(server.handle(with_token(kMatched, token)) == before);
}

TEST_CASE("no refusal shows a key or a token", "[analytics][errors][secrets]") {
  const ManualClock clock;
  const mock::Server server = make_server(clock);
  const std::string token = token_for(server);
  const std::string forged = token.substr(0, token.size() - 8) + "AAAAAAAA";

  for (const Request& request :
       {get("/api/auth?apiKey=almost-demo-api-key"), with_token(kMatched, forged),
        get("/api/auth?apiKey=almost-demo-api-key&apiKey=demo-api-key"),
        get(kMatched, {{"api-key", "almost-demo-api-key"}})}) {
    const Response response = server.handle(request);
    INFO(response.body);
    CHECK(response.status == 401);
    CHECK(response.body.find("demo-api-key") == std::string::npos);
    CHECK(response.body.find(token.substr(0, 20)) == std::string::npos);
    CHECK(response.body.find(token.substr(60, 20)) == std::string::npos);
  }
}

TEST_CASE("odd queries never break a list", "[analytics][errors][fuzz]") {
  const ManualClock clock;
  const mock::Server server = make_server(clock);
  const std::string token = token_for(server);
  const std::vector<std::string> odd{"&&&",
                                     "=",
                                     "=1",
                                     "page",
                                     "sort=,,,&sort=.",
                                     "sort=%00",
                                     "sort",
                                     "+=+",
                                     "%26",
                                     "search=%00",
                                     "partnerOrg=%F0%9F%9A%80",
                                     "size=%E2%82%AC",
                                     "page=--1",
                                     "sort=" + std::string(4'000, ','),
                                     "search=" + std::string(20'000, 'x'),
                                     "sort=" + std::string(20'000, 'x')};

  for (const std::string& path : kLists) {
    for (const std::string& query : odd) {
      const Response response = server.handle(with_token(path + "?" + query, token));
      INFO(path << " " << query.substr(0, 60) << " " << response.body.substr(0, 300));
      CHECK(response.status == 200);
    }
  }
}

}  // namespace understudy::analytics_test
