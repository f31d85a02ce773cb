// SPDX-License-Identifier: MIT
/// Forced answers: in whose place they stand, how often, and what the contract says of them.
#include "understudy/mock/overrides.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::mock {

namespace {

const Request kAsk{
    Method::get, "/v1/channelecosystem/report-names", {{"api-key", "demo-api-key"}}, ""};

Server partnertap() {
  ServerOptions options;
  options.apis = {"partnertap"};
  return Server::make(options).value();
}

Override names(std::vector<CannedResponse> responses) {
  return {.api = "partnertap", .operation = "getReportNames", .responses = std::move(responses)};
}

}  // namespace

TEST_CASE("an override answers in the place of its operation until it is removed",
          "[mock][override]") {
  const auto server = partnertap();
  const std::string own = server.handle(kAsk).body;

  const auto number = server.space().override_answer(names({{.body = "[]"}})).value();
  const Response forced = server.handle(kAsk);
  CHECK(forced.status == 200);
  CHECK(forced.body == "[]");
  CHECK(*forced.fields.find("Content-Type") == "application/json");
  CHECK(server.space().overrides().list().at(0).answered == 1);

  CHECK(server.space().overrides().remove(number));
  CHECK_FALSE(server.space().overrides().remove(number));
  CHECK(server.handle(kAsk).body == own);
}

TEST_CASE("whoever lacks credentials is refused before an override", "[mock][override]") {
  const auto server = partnertap();
  REQUIRE(server.space().override_answer(names({{.body = "[]"}})).has_value());
  Request stranger = kAsk;
  stranger.fields.set("api-key", "wrong");

  CHECK(server.handle(stranger).status == 401);
  CHECK(server.space().overrides().list().at(0).answered == 0);
}

TEST_CASE("responses take turns, and the last one stays or gives way", "[mock][override]") {
  const auto server = partnertap();
  const std::string own = server.handle(kAsk).body;
  const auto bodies = [&](int count) {
    std::vector<std::string> seen;
    for (int i = 0; i < count; ++i) seen.push_back(server.handle(kAsk).body);
    return seen;
  };
  Override turns = names({{.body = "[1]"}, {.body = "[2]"}});
  turns.breaks_contract = true;

  REQUIRE(server.space().override_answer(turns).has_value());
  CHECK(bodies(4) == std::vector<std::string>{"[1]", "[2]", "[2]", "[2]"});

  server.space().overrides().clear();
  turns.times = 2;
  REQUIRE(server.space().override_answer(turns).has_value());
  CHECK(bodies(5) == std::vector<std::string>{"[1]", "[1]", "[2]", "[2]", own});
}

TEST_CASE("the newest override of an operation answers, and each space has its own",
          "[mock][override]") {
  const auto server = partnertap();
  Override once = names({{.body = "[1]"}});
  once.breaks_contract = true;
  once.times = 1;
  REQUIRE(server.space().override_answer(names({{.body = "[]"}})).has_value());
  REQUIRE(server.space().override_answer(once).has_value());

  CHECK(server.space("other").value().reply_to(kAsk).response.body.size() > 100);
  CHECK(server.handle(kAsk).body == "[1]");
  CHECK(server.handle(kAsk).body == "[]");
  REQUIRE(server.space().reset().has_value());
  CHECK(server.handle(kAsk).body.size() > 100);
}

TEST_CASE("a response that breaks the contract is refused unless it is meant to",
          "[mock][override]") {
  const auto server = partnertap();
  const Space space = server.space();
  for (const CannedResponse& response :
       {CannedResponse{.body = R"({"not":"a list"})"}, CannedResponse{.status = 299},
        CannedResponse{.fields = {{"Content-Type", "text/html"}}, .body = "<p>"}}) {
    Override what = names({{.body = "[]"}, response});
    const auto refused = space.override_answer(what);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().where == "/responses/1");
    CHECK(refused.error().advice.find("breaks_contract") != std::string::npos);

    what.breaks_contract = true;
    CHECK(space.override_answer(what).has_value());
  }
  CHECK(space.override_answer({.api = "ecg", .responses = {{}}}).error().where == "/api");
  const auto unknown =
      space.override_answer({.api = "partnertap", .operation = "getNothing", .responses = {{}}});
  CHECK(unknown.error().where == "/operation");
  CHECK(unknown.error().advice.find("getReportNames") != std::string::npos);
  CHECK(space.override_answer(names({})).error().where == "/responses");
}

TEST_CASE("an override is written as it is read", "[mock][override]") {
  const Override what = read_override(Json::parse(R"({"api":"ecg","operation":"listPartners",
      "times":3,"breaks_contract":true,
      "responses":[{"status":503,"fields":{"Retry-After":"2"}},{"json":{"a":1}}]})"))
                            .value();

  CHECK(what.times == 3);
  CHECK(what.responses.at(0).fields == Fields{{"Retry-After", "2"}});
  CHECK(what.responses.at(1).body == R"({"a":1})");
  CHECK(read_override(write_override(what)).value() == what);
}

TEST_CASE("an override that cannot be read is refused with its place", "[mock][override]") {
  const auto place = [](const char* json) {
    return read_override(Json::parse(json)).error().where;
  };
  CHECK(place(R"({"opreation":"x"})") == "/opreation");
  CHECK(place(R"({"times":-1})") == "/times");
  CHECK(place(R"({"responses":[]})") == "/responses");
  CHECK(place(R"({"responses":[{"status":99}]})") == "/responses/0/status");
  CHECK(place(R"({"responses":[{},{"fields":{"a b":"c"}}]})") == "/responses/1/fields/a b");
  CHECK(place(R"({"responses":[{"fields":{"a":"\n"}}]})") == "/responses/0/fields/a");
  CHECK(place(R"({"responses":[{"json":1,"body":"2"}]})") == "/responses/0/json");
  CHECK(place(R"({"responses":[{"staus":200}]})") == "/responses/0/staus");
}

}  // namespace understudy::mock
