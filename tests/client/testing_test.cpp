// SPDX-License-Identifier: MIT
/// The transports that tests of other people's code are written with.
#include "understudy/client/testing.hpp"

#include <atomic>
#include <thread>

#include "support/catch.hpp"

namespace understudy::client {

TEST_CASE("a script is given in order, and its end is an error that says so",
          "[client][transport][scripted]") {
  const Error lost{Errc::connection_lost, "expected a connection", "", ""};
  ScriptedTransport transport{{Response{200, {}, "a"}, Failure{lost}}};
  transport.add(Response{503, {}, ""});

  const auto first = transport.send({Method::get, "/1", {}, ""});
  const auto second = transport.send({Method::get, "/2", {}, ""});
  CHECK(transport.left() == 1);
  const auto third = transport.send({Method::get, "/3", {}, ""});
  const auto fourth = transport.send({Method::get, "/4", {{"api-key", "k"}}, ""});

  REQUIRE(first);
  CHECK(first->body == "a");
  REQUIRE_FALSE(second);
  CHECK(second.error() == lost);
  REQUIRE(third);
  CHECK(third->status == 503);
  REQUIRE_FALSE(fourth);
  CHECK(fourth.error() == Error{Errc::not_found,
                                "expected one of 3 scripted answers, all were given", "request 4",
                                "add one to the script"});
  const auto requests = transport.requests();
  REQUIRE(requests.size() == 4);
  CHECK(requests[1].target == "/2");
  CHECK(requests[3].fields == Fields{{"api-key", "k"}});
}

TEST_CASE("a stop and a time that have come take nothing from a script",
          "[client][transport][scripted][cancel]") {
  ScriptedTransport transport{{Response{}}};
  std::stop_source source;
  source.request_stop();

  const auto cancelled = transport.send({}, {.stop = source.get_token()});
  const auto late = transport.send({}, {.timeout = Duration::zero()});

  REQUIRE_FALSE(cancelled);
  CHECK(cancelled.error().code == Errc::cancelled);
  REQUIRE_FALSE(late);
  CHECK(late.error().code == Errc::timed_out);
  CHECK(transport.left() == 1);
  CHECK(transport.requests().empty());
}

TEST_CASE("threads share a script", "[client][transport][scripted]") {
  ScriptedTransport transport{std::vector<Result<Response>>(100, Response{})};
  std::atomic<int> answered{0};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (int j = 0; j < 30; ++j) {
          if (transport.send({})) ++answered;
        }
      });
    }
  }
  CHECK(answered == 100);
  CHECK(transport.requests().size() == 120);
}

TEST_CASE("a recording has every exchange, its time, and no secret",
          "[client][transport][recording]") {
  ManualClock clock;
  const Error lost{Errc::connection_lost, "expected a connection", "", ""};
  int calls = 0;
  RecordingTransport transport{
      make_direct_transport([&](const Request&) -> Result<Response> {
        clock.advance(std::chrono::milliseconds{7});
        if (++calls == 2) return Failure{lost};
        return Response{200, {{"Set-Cookie", "c=cookie-secret"}}, R"({"access_token": "t0k"})"};
      }),
      &clock};
  const Request request{Method::post,
                        "/token?api_key=q-secret",
                        {{"api-key", "f-secret"}},
                        R"({"client_secret": "b-secret", "a": 1})"};

  const auto answer = transport.send(request);
  const auto failed = transport.send(request);

  REQUIRE(answer);
  CHECK(answer->body == R"({"access_token": "t0k"})");
  REQUIRE_FALSE(failed);
  const auto exchanges = transport.exchanges();
  REQUIRE(exchanges.size() == 2);
  CHECK(exchanges[0].elapsed == std::chrono::milliseconds{7});
  CHECK(exchanges[0].request.target.find("secret") == std::string::npos);
  CHECK(exchanges[0].request.body.find("b-secret") == std::string::npos);
  CHECK(exchanges[0].request.body.find("\"a\": 1") != std::string::npos);
  CHECK(exchanges[0].request.fields.find("api-key")->find("secret") == std::string::npos);
  REQUIRE(exchanges[0].outcome);
  CHECK(exchanges[0].outcome->body.find("t0k") == std::string::npos);
  CHECK(exchanges[0].outcome->fields.find("Set-Cookie")->find("secret") == std::string::npos);
  REQUIRE_FALSE(exchanges[1].outcome);
  CHECK(exchanges[1].outcome.error() == lost);
  transport.clear();
  CHECK(transport.exchanges().empty());
}

TEST_CASE("a recording passes on what an attempt may take", "[client][transport][recording]") {
  std::optional<Duration> seen;
  RecordingTransport transport{
      make_direct_transport([&](const Request&, const SendOptions& options) -> Result<Response> {
        seen = options.timeout;
        return Response{};
      })};

  REQUIRE(transport.send({}, {.timeout = std::chrono::seconds{3}}));

  CHECK(seen == std::chrono::seconds{3});
}

}  // namespace understudy::client
