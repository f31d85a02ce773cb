// SPDX-License-Identifier: MIT
/// The server object: which API answers, what make() refuses, and one port in front of it.
#include "understudy/mock/server.hpp"

#include <atomic>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace understudy::mock {

namespace {

Request names_request() {
  return {Method::get, "/v1/channelecosystem/report-names", {{"api-key", "demo-api-key"}}, ""};
}

}  // namespace

TEST_CASE("a server answers for every API unless told otherwise", "[mock][server]") {
  const auto server = Server::make().value();

  CHECK(server.apis() == std::vector<std::string>{"ecg", "impartner", "partnerportal", "partnertap",
                                                  "partnertap-analytics"});
  CHECK(server.handle(names_request()).status == 200);
}

TEST_CASE("an unknown API stops the server at its start and lists the known ones",
          "[mock][server]") {
  ServerOptions options;
  options.apis = {"partnertab"};

  const auto server = Server::make(options);

  REQUIRE_FALSE(server.has_value());
  CHECK(server.error().code == Errc::bad_input);
  CHECK(render(server.error()).find("partnertap") != std::string::npos);
}

TEST_CASE("a path of no API is answered without credentials and without an echo",
          "[mock][server][C12]") {
  const auto server = Server::make().value();

  constexpr std::string_view kNothing = R"({"error":"no API here"})";
  constexpr std::string_view kRecords =
      R"({"error":"no API here","nearest":"POST /v1/channelecosystem/records"})";
  const std::vector<std::pair<std::string, std::string_view>> answers{
      {"/", kNothing},
      {"/v1", kNothing},
      {"/v1/channelecosystemX/records", kRecords},
      {"/v2/chanelecosystem/record", kRecords},
      {"/healthcheck", kNothing},
      {"/v1/channelecosystem%00/records", kRecords},
      {"*", kNothing},
      {"", kNothing}};
  for (const auto& [target, body] : answers) {
    Request request;
    request.target = target;
    const Response response = server.handle(request);
    INFO(target);
    CHECK(response.status == 404);
    CHECK(response.body == body);
  }
}

TEST_CASE("of two prefixes that differ in case the exact one owns a path", "[mock][server][C12]") {
  ServerOptions options;
  options.switches = {{"partnertap-analytics.paths.chatsexchanged", "/V1/ChannelEcosystem"},
                      {"partnertap-analytics.list.paged", "documented"}};
  const auto server = Server::make(options).value();
  Request other = names_request();
  other.target = "/V1/ChannelEcosystem";
  other.fields = {{"Authorization", server.issue_token("partnertap-analytics").value()}};

  CHECK(server.handle(names_request()).status == 200);
  CHECK(server.handle(other).status == 200);
}

TEST_CASE("OPTIONS of the whole server needs no API", "[mock][server][H24]") {
  const auto server = Server::make().value();

  CHECK(server.handle({Method::options, "*", {}, ""}).status == 204);
}

TEST_CASE("an empty credential is refused at the start", "[mock][server]") {
  ServerOptions options;
  options.credentials = {{"partnertap", {{{"api_key", ""}}}}};

  const auto server = Server::make(options);

  REQUIRE_FALSE(server.has_value());
  CHECK(server.error().code == Errc::bad_input);
}

TEST_CASE("only the credentials it was given open a server", "[mock][server]") {
  ServerOptions options;
  options.credentials = {{"partnertap", {{{"api_key", "one"}}, {{"api_key", "two"}}}}};
  const auto server = Server::make(options).value();
  const auto status = [&](const char* key) {
    Request request = names_request();
    request.fields.set("api-key", key);
    return server.handle(request).status;
  };

  CHECK(status("one") == 200);
  CHECK(status("two") == 200);
  CHECK(status("demo-api-key") == 401);
}

TEST_CASE("tokens are issued for APIs that take them", "[mock][server]") {
  const auto server = Server::make().value();
  ServerOptions keys_only;
  keys_only.credentials = {{"partnertap", {{{"api_key", "k"}}}}};

  CHECK(server.issue_token("partnertap").has_value());
  CHECK(server.issue_token("nowhere").error().code == Errc::bad_input);
  CHECK(Server::make(keys_only).value().issue_token("partnertap").error().code ==
        Errc::unsupported);
}

TEST_CASE("a server may move while its port is open", "[mock][server]") {
  auto first = MockServer::start({.apis = {"partnertap"}}).value();
  const std::string url = first.url();

  const auto second = std::move(first);

  CHECK(second.url() == url);
}

TEST_CASE("the same request gets the same answer from many threads", "[mock][server]") {
  ServerOptions options;
  options.throttle = false;
  const auto server = Server::make(options).value();
  Request request{Method::post,
                  "/v1/channelecosystem/records?size=50&sort=city,desc",
                  {{"api-key", "demo-api-key"}, {"Content-Type", "application/json"}},
                  R"({"channelReportType":"PARTNER_ORG_MATCHED_ACCOUNTS","matchingType":"MUTUAL",
                      "companyPartnerPublicId":"c1727859-692f-499e-8c2a-b1fa50aa1a65",
                      "filters":{"state":"Texas-,-Oklahoma-!-"}})"};
  std::vector<Response> answers(8);
  {
    std::vector<std::jthread> threads;
    for (Response& answer : answers) {
      threads.emplace_back([&server, &request, &answer] {
        for (int i = 0; i < 20; ++i) answer = server.handle(request);
      });
    }
  }

  CHECK(answers.front().status == 200);
  for (const Response& answer : answers) CHECK(answer == answers.front());
}

TEST_CASE("the first requests of many threads find one API", "[mock][server][threads]") {
  ServerOptions options;
  options.throttle = false;
  const Server server = Server::make(options).value();
  std::atomic<int> answered = 0;

  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      const Response response = server.handle(
          {Method::get, "/v1/channelecosystem/report-names", {{"api-key", "demo-api-key"}}, {}});
      if (response.status == 200) ++answered;
    });
  }
  for (std::thread& thread : threads) thread.join();

  CHECK(answered == 8);
}

TEST_CASE("a switch that cannot be used is refused before any request", "[mock][server]") {
  ServerOptions options;
  options.switches = {{"partnerportal.paths.token", "no path"}};

  const auto server = Server::make(options);

  REQUIRE_FALSE(server);
  CHECK(server.error().what.find("has to start with") != std::string::npos);
}

}  // namespace understudy::mock
