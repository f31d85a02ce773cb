// SPDX-License-Identifier: MIT
/// Spaces of one server: named by requests, apart from each other, dropped.
#include "understudy/mock/space.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::mock {

namespace {

constexpr const char* kNames = "/v1/channelecosystem/report-names";

Request names_request(std::string space = "") {
  Request request{Method::get, kNames, {{"api-key", "demo-api-key"}}, ""};
  if (!space.empty()) request.fields.add(std::string{kSpaceField}, std::move(space));
  return request;
}

Server partnertap(const Clock* clock = nullptr) {
  ServerOptions options;
  options.apis = {"partnertap"};
  options.clock = clock;
  return Server::make(options).value();
}

/// How many requests a space lets through before the first 429.
int admitted(const Server& server, const std::string& space) {
  for (int count = 0; count < 200; ++count) {
    if (server.handle(names_request(space)).status == 429) return count;
  }
  return 200;
}

}  // namespace

TEST_CASE("each space has throttle windows of its own", "[mock][space]") {
  const ManualClock clock;
  const auto server = partnertap(&clock);

  CHECK(admitted(server, "one") == 100);
  CHECK(admitted(server, "two") == 100);
  CHECK(admitted(server, "") == 100);
  CHECK(admitted(server, "one") == 0);
}

TEST_CASE("each space has a clock of its own, which its windows follow at once",
          "[mock][space][clock]") {
  const ManualClock clock;
  const auto server = partnertap(&clock);
  CHECK(admitted(server, "one") == 100);
  CHECK(admitted(server, "two") == 100);

  server.space("one").value().clock().advance(std::chrono::seconds{60});

  CHECK(admitted(server, "one") == 100);
  CHECK(admitted(server, "two") == 0);
}

TEST_CASE("each space has records of its own, which start at the seed", "[mock][space]") {
  ServerOptions options;
  options.apis = {"ecg"};
  const auto server = Server::make(options).value();
  const std::string seed = server.save("ecg").value();
  const Space one = server.space("one").value();
  std::string changed = seed;

  CHECK(one.save("ecg").value() == seed);
  const auto other = Server::make({.apis = {"ecg"}, .seed = Seed{2}}).value();
  REQUIRE(one.restore("ecg", other.save("ecg").value()).has_value());

  CHECK(one.save("ecg").value() == other.save("ecg").value());
  CHECK(server.save("ecg").value() == seed);
  CHECK(server.space("two").value().save("ecg").value() == seed);
  REQUIRE(one.reset().has_value());
  CHECK(one.save("ecg").value() == seed);
}

TEST_CASE("a program that cannot set a field names its space before the path", "[mock][space]") {
  const ManualClock clock;
  const auto server = partnertap(&clock);
  Request request = names_request();
  request.target = std::string{"/~one"} + kNames;

  CHECK(server.handle(request).status == 200);

  const auto entries = server.space("one").value().journal().entries();
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].request.target == kNames);
  CHECK(server.space().journal().entries().empty());

  request.fields.add(std::string{kSpaceField}, "two");  // the field wins
  CHECK(server.handle(request).status == 200);
  CHECK(server.space("two").value().journal().entries().size() == 1);

  for (const char* target : {"/~one", "/~one?x=1", "/~one/"}) {
    request = names_request();
    request.target = target;
    CHECK(server.handle(request).status == 404);
  }
}

TEST_CASE("what is no name of a space is refused and makes none", "[mock][space]") {
  const auto server = partnertap();

  for (const std::string& name :
       {std::string{"a b"}, std::string{"a/b"}, std::string{"\xC3\xA9"}, std::string(65, 'a')}) {
    INFO(name);
    CHECK(server.handle(names_request(name)).status == 400);
    CHECK_FALSE(server.space(name).has_value());
  }
  Request request = names_request();
  request.target = std::string{"/~a%20b"} + kNames;
  CHECK(server.handle(request).status == 400);
  CHECK(server.handle(names_request(std::string(64, 'a'))).status == 200);
}

TEST_CASE("a dropped space is a new one for the next request, and lives on for its holders",
          "[mock][space]") {
  const ManualClock clock;
  const auto server = partnertap(&clock);
  const Space held = server.space("one").value();
  CHECK(admitted(server, "one") == 100);

  CHECK(server.drop_space("one"));
  CHECK_FALSE(server.drop_space("one"));
  CHECK_FALSE(server.drop_space(""));

  CHECK(admitted(server, "one") == 100);
  CHECK(held.reply_to(names_request()).response.status == 429);
}

TEST_CASE("spaces nobody uses make room, and past the limit no more are made", "[mock][space]") {
  ManualClock clock;
  ServerOptions options;
  options.apis = {"partnertap"};
  options.clock = &clock;
  options.namespaces = 3;
  options.namespace_idle = std::chrono::minutes{10};
  const auto server = Server::make(options).value();

  for (const char* name : {"a", "b", "c"}) REQUIRE(server.space(name).has_value());
  CHECK(server.space("d").error().code == Errc::limit_exceeded);
  CHECK(server.handle(names_request("d")).status == 503);

  clock.advance(std::chrono::minutes{9});
  CHECK(server.handle(names_request("b")).status == 200);
  clock.advance(std::chrono::minutes{1});
  CHECK(server.space("d").has_value());
  CHECK(server.space("e").has_value());
  CHECK(server.space("f").error().code == Errc::limit_exceeded);
  CHECK(server.space("b").value().journal().entries().size() == 1);
}

TEST_CASE("a thousand spaces of all APIs are asked in turn and keep apart", "[mock][space]") {
  const ManualClock clock;  // so that dates of creation are equal
  ServerOptions options;
  options.throttle = false;
  options.clock = &clock;
  const auto server = Server::make(options).value();
  const Request create{Method::put,
                       "/api/objects/v1/Account",
                       {{"Authorization", "prm-key demo-prm-key"},
                        {"X-PRM-TenantId", "1"},
                        {"Content-Type", "application/json"}},
                       R"({"Name":"Only here"})"};
  const std::string seed = server.save("impartner").value();

  std::vector<Space> spaces;
  for (int i = 0; i < 1'000; ++i) {
    spaces.push_back(server.space("t" + std::to_string(i)).value());
    const Response created = spaces.back().reply_to(create).response;
    INFO(created.body);
    REQUIRE(created.body.find("Only here") != std::string::npos);
  }

  CHECK(spaces[0].save("impartner").value() == spaces[999].save("impartner").value());
  CHECK(spaces[0].save("impartner").value() != seed);
  CHECK(server.save("impartner").value() == seed);
}

}  // namespace understudy::mock
