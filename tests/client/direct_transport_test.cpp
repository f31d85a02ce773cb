// SPDX-License-Identifier: MIT
/// A function as a host.
#include <stdexcept>

#include "support/catch.hpp"
#include "understudy/client/transport.hpp"

namespace understudy::client {

TEST_CASE("a direct transport hands the request to the function and its answer back",
          "[client][transport][direct]") {
  Request seen;
  const auto transport = make_direct_transport([&](const Request& request) -> Result<Response> {
    seen = request;
    return Response{201, {{"X", "1"}}, "body"};
  });
  const Request request{Method::post, "/a?b=c", {{"api-key", "k"}}, "text"};

  const auto answer = transport->send(request);

  REQUIRE(answer);
  CHECK(*answer == Response{201, {{"X", "1"}}, "body"});
  CHECK(seen == request);
}

TEST_CASE("the error of the function passes through unchanged", "[client][transport][direct]") {
  const Error error{Errc::unreachable, "expected a host", "here", "wait"};
  const auto transport =
      make_direct_transport([&](const Request&) -> Result<Response> { return Failure{error}; });

  const auto answer = transport->send({});

  REQUIRE_FALSE(answer);
  CHECK(answer.error() == error);
}

TEST_CASE("a function may see what its attempt may take, and is not asked when that is nothing",
          "[client][transport][direct][cancel]") {
  int calls = 0;
  std::optional<Duration> seen;
  const auto transport =
      make_direct_transport([&](const Request&, const SendOptions& options) -> Result<Response> {
        ++calls;
        seen = options.timeout;
        return Response{};
      });
  std::stop_source source;
  source.request_stop();

  const auto answered = transport->send({}, {.timeout = std::chrono::seconds{3}});
  const auto cancelled = transport->send({}, {.stop = source.get_token()});
  const auto late = transport->send({}, {.timeout = Duration::zero()});

  CHECK(answered);
  CHECK(seen == std::chrono::seconds{3});
  REQUIRE_FALSE(cancelled);
  CHECK(cancelled.error().code == Errc::cancelled);
  REQUIRE_FALSE(late);
  CHECK(late.error().code == Errc::timed_out);
  CHECK(calls == 1);
}

TEST_CASE("what the function throws becomes an error that does not quote it",
          "[client][transport][direct]") {
  const auto standard = make_direct_transport(
      [](const Request&) -> Result<Response> { throw std::runtime_error{"the secret"}; });
  const auto other = make_direct_transport([](const Request&) -> Result<Response> { throw 7; });

  const auto first = standard->send({});
  const auto second = other->send({});

  REQUIRE_FALSE(first);
  CHECK(first.error().code == Errc::internal);
  CHECK(render(first.error()).find("secret") == std::string::npos);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == Errc::internal);
}

}  // namespace understudy::client
