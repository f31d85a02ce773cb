// SPDX-License-Identifier: MIT
/// Credentials in a session: which fields leave, when tokens are fetched, and that nobody sees
/// them.
#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include "client/fake_host.hpp"
#include "support/catch.hpp"
#include "understudy/base/base64.hpp"
#include "understudy/client/typed_call.hpp"

namespace understudy::client {

namespace {

using namespace std::chrono_literals;

const Response kGood{200, {}, "[]"};
constexpr const char* kCanary = "canary-7\"/+ key";

Response token_answer(const std::string& token, int lifetime) {
  return {200,
          {},
          R"({"access_token":")" + token + R"(","token_type":"bearer","expires_in":)" +
              std::to_string(lifetime) + "}"};
}

TokenSource oauth_source() {
  return {
      .request = client_credentials_request(
          {.operation = "token", .target = "/oauth/token", .id = "me", .secret = Secret{kCanary}}),
      .read = read_oauth_token};
}

SessionParts with_tokens(FakeHost& host, TokenSource source = oauth_source()) {
  SessionParts parts = host.parts();
  parts.api = "partnerportal";
  parts.credentials = token_credentials(std::move(source));
  return parts;
}

std::string sent_token(const Request& request) {
  const std::string* const value = request.fields.find("Authorization");
  return value == nullptr ? "" : *value;
}

}  // namespace

TEST_CASE("fixed credentials are sent with every request", "[client][session][auth]") {
  FakeHost host{.script = {{kGood}, {kGood}}};
  SessionParts parts = host.parts();
  parts.credentials = fixed_credentials(
      {{"Authorization", "prm-key ", Secret{"k"}}, {"X-PRM-TenantId", "", Secret{"1"}}});
  const Session session = Session::make(std::move(parts)).value();

  CHECK(session.call(report_names()).has_value());
  OperationCall open = report_names();
  open.authentication = Authentication::none;
  CHECK(session.call(open).has_value());

  CHECK(sent_token(host.requests[0]) == "prm-key k");
  CHECK(*host.requests[0].fields.find("X-PRM-TenantId") == "1");
  CHECK(sent_token(host.requests[1]).empty());
}

TEST_CASE("a token is fetched once and used until it ages", "[client][session][auth]") {
  FakeHost host{.script = {{token_answer("t1", 3'600), 0ms},
                           {kGood, 0ms},
                           {kGood, 0ms},
                           {token_answer("t2", 3'600), 0ms},
                           {kGood, 0ms}}};
  const Session session = Session::make(with_tokens(host)).value();

  CHECK(session.call(report_names()).has_value());
  host.clock.advance(3'539s);
  CHECK(session.call(report_names()).has_value());
  host.clock.advance(1s);  // 60 s before its end
  CHECK(session.call(report_names()).has_value());

  REQUIRE(host.requests.size() == 5);
  CHECK(host.requests[0].target == "/oauth/token");
  CHECK(host.requests[0].body ==
        "grant_type=client_credentials&client_id=me&client_secret=canary-7%22%2F%2B%20key");
  CHECK(sent_token(host.requests[0]).empty());
  CHECK(sent_token(host.requests[1]) == "Bearer t1");
  CHECK(sent_token(host.requests[2]) == "Bearer t1");
  CHECK(host.requests[3].target == "/oauth/token");
  CHECK(sent_token(host.requests[4]) == "Bearer t2");
}

TEST_CASE("a token of a short life is replaced in its last tenth", "[client][session][auth]") {
  FakeHost host{.script = {{token_answer("t1", 100), 0ms},
                           {kGood, 0ms},
                           {kGood, 0ms},
                           {token_answer("t2", 100), 0ms},
                           {kGood, 0ms}}};
  const Session session = Session::make(with_tokens(host)).value();
  for (const auto pause : {0s, 89s, 1s}) {
    host.clock.advance(pause);
    CHECK(session.call(report_names()).has_value());
  }
  CHECK(host.requests.size() == 5);
}

TEST_CASE("a refresh that fails leaves a good token in use", "[client][session][auth]") {
  FakeHost host{.script = {{token_answer("t1", 3'600), 0ms},
                           {kGood, 0ms},
                           {Response{400, {}, ""}, 0ms},
                           {kGood, 0ms},
                           {kGood, 0ms},
                           {Response{400, {}, ""}, 0ms},
                           {kGood, 0ms}}};
  const Session session = Session::make(with_tokens(host)).value();
  for (const auto pause : {0s, 3'545s, 9s, 1s}) {
    host.clock.advance(pause);
    CHECK(session.call(report_names()).has_value());
  }
  CHECK(sent_token(host.requests[6]) == "Bearer t1");
}

TEST_CASE("a 401 renews a token once and is attempted once more", "[client][session][auth]") {
  const Response refused{401, {}, ""};
  FakeHost host{.script = {{token_answer("t1", 3'600)},
                           {refused},
                           {token_answer("t2", 3'600)},
                           {kGood},
                           {refused},
                           {token_answer("t3", 3'600)},
                           {refused}}};
  const Session session = Session::make(with_tokens(host)).value();
  OperationCall call = report_names();
  call.idempotency = Idempotency::unsafe;  // a 401 has done nothing

  const auto answer = session.call(call);
  const auto refusal = session.call(call);

  REQUIRE(answer);
  CHECK(answer->attempts == 2);
  CHECK(sent_token(host.requests[3]) == "Bearer t2");
  REQUIRE_FALSE(refusal);
  CHECK(refusal.error().ending == Ending::permanent);
  CHECK(refusal.error().status == 401);
  CHECK(refusal.error().attempts == 2);
  CHECK(host.waits().empty());
}

TEST_CASE("without a token a call says what kept it from having one", "[client][session][auth]") {
  FakeHost host{.script = {{Response{401, {}, R"({"error":"invalid_client"})"}}}};

  const auto answer = Session::make(with_tokens(host)).value().call(report_names());

  REQUIRE_FALSE(answer);
  CHECK(answer.error().operation == "partnerportal.getReportNames");
  CHECK(answer.error().ending == Ending::permanent);
  CHECK(answer.error().attempts == 0);
  CHECK(answer.error().status == 401);
  CHECK(answer.error().vendor.code == "invalid_client");
  CHECK(answer.error().cause.what ==
        "no credentials from partnerportal.token: expected a success, got 401 Unauthorized");
}

TEST_CASE("the request for a token is repeated like any other", "[client][session][auth]") {
  FakeHost host{.script = {{Response{503, {}, ""}}, {token_answer("t1", 60)}, {kGood}}};

  CHECK(Session::make(with_tokens(host)).value().call(report_names()).has_value());
}

TEST_CASE("an answer without a token is an error of the call", "[client][session][auth]") {
  for (const char* body :
       {"", "[]", "{}", R"({"access_token":"","token_type":"Bearer"})",
        R"({"access_token":"t","token_type":"mac"})", R"({"access_token":7,"token_type":"Bearer"})",
        R"({"access_token":"t","token_type":"Bearer","expires_in":-1})",
        R"({"access_token":"t","token_type":"Bearer","expires_in":"60"})"}) {
    INFO(body);
    FakeHost host{.script = {{Response{200, {}, body}}}};
    const auto answer = Session::make(with_tokens(host)).value().call(report_names());
    REQUIRE_FALSE(answer);
    CHECK(answer.error().ending == Ending::contract);
  }
}

TEST_CASE("callers that need a token at the same time share one request",
          "[client][session][auth][threads]") {
  ManualClock clock;
  ManualSleeper sleeper{clock};
  std::atomic<int> fetched{0};
  std::atomic<int> waiting{0};
  std::atomic<int> right{0};
  SessionParts parts{
      .api = "partnerportal",
      .transport = make_direct_transport([&](const Request& request) -> Result<Response> {
        if (request.target == "/oauth/token") {
          while (waiting < 16) std::this_thread::yield();
          return token_answer("t" + std::to_string(++fetched), 3'600);
        }
        right += sent_token(request) == "Bearer t1" ? 1 : 0;
        return kGood;
      }),
      .credentials = token_credentials(oauth_source()),
      .options = {.clock = &clock,
                  .sleeper = &sleeper,
                  .check_requests = Check::off,
                  .check_responses = Check::off}};
  const Session session = Session::make(std::move(parts)).value();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 16; ++i) {
      threads.emplace_back([&] {
        ++waiting;
        static_cast<void>(session.call(report_names()));
      });
    }
  }
  CHECK(fetched == 1);
  CHECK(right == 16);
}

TEST_CASE("a caller that gives up leaves the token to the others",
          "[client][session][auth][threads]") {
  std::stop_source stop;
  std::atomic<int> fetched{0};
  ManualClock clock;
  ManualSleeper sleeper{clock};
  SessionParts parts{
      .api = "partnerportal",
      .transport = make_direct_transport(
          [&](const Request& request, const SendOptions& options) -> Result<Response> {
            if (request.target != "/oauth/token") return kGood;
            if (++fetched == 1) {
              while (!options.stop.stop_requested()) std::this_thread::yield();
              return Failure{Error{Errc::cancelled, "cancelled", "", ""}};
            }
            return token_answer("t1", 3'600);
          }),
      .credentials = token_credentials(oauth_source()),
      .options = {.clock = &clock,
                  .sleeper = &sleeper,
                  .check_requests = Check::off,
                  .check_responses = Check::off}};
  const Session session = Session::make(std::move(parts)).value();
  std::optional<Outcome<Answer>> first;
  std::optional<Outcome<Answer>> second;
  {
    std::jthread one{[&] { first = session.call(report_names(), {.stop = stop.get_token()}); }};
    while (fetched == 0) std::this_thread::yield();
    std::jthread other{[&] { second = session.call(report_names()); }};
    stop.request_stop();
  }
  REQUIRE_FALSE(first->has_value());
  CHECK(first->error().ending == Ending::cancelled);
  CHECK(second->has_value());
}

TEST_CASE("a JWT is good until its own end", "[client][auth][jwt]") {
  const auto jwt = [](const std::string& claims) {
    return "e30." + encode_base64url(claims) + ".sig";
  };
  CHECK(epoch_seconds(jwt_expiry(jwt(R"({"exp":1559928321})")).value()) == 1'559'928'321);
  CHECK(jwt_expiry(jwt(R"({"exp":9000000000})")).has_value());
  for (const std::string& bad :
       {std::string{}, std::string{"a.b"}, std::string{"a.!.c"}, jwt("{}"), jwt("[]"), jwt("x"),
        jwt(R"({"exp":"1"})"), jwt(R"({"exp":-1})"), jwt(R"({"exp":1.5})"),
        jwt(R"({"exp":9000000001})"), jwt(R"({"exp":1e400})")}) {
    INFO(bad);
    CHECK_FALSE(jwt_expiry(bad).has_value());
  }

  const auto token =
      read_jwt_member({200, {}, R"({"token":")" + jwt(R"({"exp":7})") + "\"}"}, "token");
  REQUIRE(token);
  CHECK(epoch_seconds(token->expires.value()) == 7);
  CHECK(read_jwt_member({200, {}, R"({"token":""})"}, "token").error().where == "/token");
}

TEST_CASE("an answer that is a credential is shown in no message, whatever it breaks",
          "[client][session][secrets]") {
  const Response strange{
      200, {{"Content-Type", "application/json"}}, R"({"strange":"canary-9","data":["canary-9"]})"};
  for (const Check check : {Check::off, Check::warn, Check::fail}) {
    FakeHost host{.script = {{strange}}};
    SessionParts parts = host.parts();
    parts.options.check_requests = Check::off;
    parts.options.check_responses = check;
    const Session session = Session::make(std::move(parts)).value();
    OperationCall call = report_names();
    call.has_secret_answer = true;

    const Outcome<std::vector<int>> read = call_json<std::vector<int>>(session, call);

    REQUIRE_FALSE(read);
    CHECK(read.error().ending == Ending::contract);
    CHECK(render(read.error()).find("canary-9") == std::string::npos);
    for (const CallEvent& event : host.events) {
      CHECK(event.text.find("canary-9") == std::string::npos);
    }
  }
}

TEST_CASE("no credential comes out of any ending", "[client][session][secrets]") {
  // A host that quotes all it was sent, in fields and body, as text, as JSON and percent-encoded.
  const std::string quotes =
      std::string{kCanary} + " canary-7%22%2F%2B%20key " + R"({"message":"canary-7\"/+ key"})";
  // And one that tells secrets that we have not sent, by their names.
  const std::string body = quotes + R"({"password":"canary-8"})";
  const Error loud{Errc::connection_lost, quotes, quotes, quotes};
  const std::vector<std::vector<Act>> scripts{
      {{Response{400, {}, body}}},
      {{Response{200, {}, body}}},
      {{Response{401, {}, body}}},
      {{Response{503, {{"Retry-After", quotes}}, body}},
       {Response{503, {}, body}},
       {Response{503, {}, body}},
       {Response{503, {}, body}}},
      {{Failure{loud}}, {Failure{loud}}, {Failure{loud}}, {Failure{loud}}},
      {{Failure{Error{Errc::bad_answer, quotes, quotes, quotes}}}},
  };
  int errors = 0;
  for (const bool is_token : {false, true}) {
    for (const auto& script : scripts) {
      FakeHost host{.script = script};
      SessionParts parts = is_token ? with_tokens(host) : host.parts();
      parts.api = is_token ? "partnerportal" : "partnertap";
      if (!is_token) parts.credentials = fixed_credentials({{"api-key", "", Secret{kCanary}}});
      parts.options.check_requests = Check::warn;
      parts.options.check_responses = Check::fail;
      parts.read_error = [](const Response& response) -> std::optional<VendorError> {
        if (response.status == 200) return std::nullopt;
        return VendorError{response.body,
                           response.body,
                           response.body,
                           {{response.body, response.body, response.body}}};
      };
      const auto answer = Session::make(std::move(parts)).value().call(report_names());
      REQUIRE_FALSE(answer);
      ++errors;
      CHECK(render(answer.error()).find("canary-") == std::string::npos);
      for (const CallEvent& event : host.events) {
        CHECK(event.text.find("canary-") == std::string::npos);
      }
    }
  }
  CHECK(errors == 12);
}

}  // namespace understudy::client
