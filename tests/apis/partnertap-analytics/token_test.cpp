// SPDX-License-Identifier: MIT
/// The exchange of a key for a token, and how long a token opens the lists.
#include <chrono>

#include "support.hpp"

namespace understudy::analytics_test {

namespace {

using std::chrono::seconds;

/// The samples of the readme, as it prints them.
const std::string kFirstSample =
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9."
    "eyJzdWIiOiI4YTQyODFmMjZhOTYxMjdmMDE2YTk2MTJkYjQwMDAwMCIsImNvbS5wYXJ0bmVydGFwLnBlcm1pc3Npb25z"
    "IjoiQURNSU5fVklFV19SRVBPUlRTLEFQSV9BQ0NFU1MiLCJpc3MiOiJQYXJ0bmVyVGFwIiwiZXhwIjoxNTU5OTI4MzIx"
    "LCJpYXQiOjE1NTczMzU3MjEsImNvbS5wYXJ0bmVydGFwLmFkbWluLmlkIjoiOGE0MjgxZjI2YThlY2Q5NDAxNmE4ZWNl"
    "OWQzZDAwMDIifQ.lCTNoPiLjKWiZMnaHCsPVZF-S6MPN902A0FHIkI3RbY";

int status_of(const mock::Server& server, const std::string& authorization) {
  return server.handle(with_token(kConnections, authorization)).status;
}

}  // namespace

TEST_CASE("the answer is a token with the claims of the samples, in their order",
          "[analytics][token][S3][S4]") {
  const ManualClock clock{at(kSampleTime)};
  const mock::Server server = make_server(clock);

  const Response response = exchange(server, "demo-api-key");

  REQUIRE(response.status == 200);
  CHECK(field_of(response, "Content-Type") == "application/json");
  const Json body = body_of(response);
  CHECK(body.size() == 1);
  const std::string token = body.at("token").get<std::string>();
  // the sample, but for its signature: its secret is not public
  CHECK(token.substr(0, token.rfind('.')) == kFirstSample.substr(0, kFirstSample.rfind('.')));
  CHECK(token == signed_token(payload_of(token)));
}

TEST_CASE("each key has tokens of its own subject", "[analytics][token][S4]") {
  const ManualClock clock;
  const mock::Server server = make_server(clock);
  const auto subject_for = [&](const std::string& key) {
    return Json::parse(payload_of(token_for(server, key))).at("sub").get<std::string>();
  };

  CHECK(subject_for("demo-api-key") == "8a4281f26a96127f016a9612db400000");
  CHECK(subject_for(kSampleKey) == "8a4281f26a96127f016a9612db400001");
}

TEST_CASE("a token opens the lists from its first second to the one before its last",
          "[analytics][token][S5.9][timeline]") {
  ManualClock clock{at(kSampleTime)};
  const mock::Server server = make_server(clock);
  const std::string token = token_for(server);
  const Json claims = Json::parse(payload_of(token));
  CHECK(claims.at("iat") == kSampleTime);
  CHECK(claims.at("exp") == kSampleTime + kLifetime);

  CHECK(status_of(server, token) == 200);
  clock.advance(seconds{10});
  const std::string second = token_for(server);
  CHECK(second != token);
  CHECK(status_of(server, token) == 200);
  CHECK(status_of(server, second) == 200);
  clock.set_wall(at(kSampleTime + kLifetime - 1));
  CHECK(status_of(server, token) == 200);
  clock.set_wall(at(kSampleTime + kLifetime));
  const Response late = server.handle(with_token(kConnections, token));
  CHECK(late.status == 401);
  CHECK(field_of(late, "WWW-Authenticate") == "Bearer error=\"invalid_token\"");
  CHECK(status_of(server, second) == 200);
  CHECK(status_of(server, token_for(server)) == 200);
}

TEST_CASE("a token that was tampered with is refused", "[analytics][token][timeline]") {
  const ManualClock clock{at(kSampleTime)};
  const mock::Server server = make_server(clock);
  const std::string token = token_for(server);
  const std::string signature = token.substr(token.rfind('.'));
  Json claims = Json::parse(payload_of(token));
  claims["com.partnertap.permissions"] = "ADMIN_VIEW_REPORTS,API_ACCESS,EVERYTHING";
  const std::string header = token.substr(0, token.find('.'));
  const std::string none = mock::auth::base64url(R"({"typ":"JWT","alg":"none"})");
  const std::string payload = mock::auth::base64url(payload_of(token));

  CHECK(status_of(server, header + "." + mock::auth::base64url(claims.dump()) + signature) == 401);
  CHECK(status_of(server, none + "." + payload + ".") == 401);
  CHECK(status_of(server, none + "." + payload + signature) == 401);
  CHECK(status_of(server, header + "." + payload + signature) == 200);
  CHECK(status_of(server, header + "." + payload + signature + "=") == 401);
}

TEST_CASE("a token comes bare or behind Bearer in any case", "[analytics][token][S5.2]") {
  const ManualClock clock;
  const mock::Server server = make_server(clock);
  const std::string token = token_for(server);

  CHECK(status_of(server, token) == 200);
  for (const char* scheme : {"Bearer ", "bearer ", "BEARER   "}) {
    CHECK(status_of(server, scheme + token) == 200);
  }
  for (const char* scheme : {"Token ", "Basic ", "Bearer Bearer ", "Bearer, "}) {
    INFO(scheme);
    CHECK(status_of(server, scheme + token) == 401);
  }
}

TEST_CASE("of two Authorization fields the first counts", "[analytics][token][S5.13]") {
  const ManualClock clock;
  const mock::Server server = make_server(clock);
  const std::string token = token_for(server);

  CHECK(server.handle(get(kMatched, {{"Authorization", token}, {"Authorization", "x"}})).status ==
        200);
  CHECK(server.handle(get(kMatched, {{"Authorization", "x"}, {"Authorization", token}})).status ==
        401);
}

TEST_CASE("the endpoint looks at the key alone", "[analytics][token][S3.9]") {
  const ManualClock clock;
  const mock::Server server = make_server(clock);
  const Response plain = exchange(server);

  for (const char* authorization : {"", "x", "Basic eDp5", "Bearer a.b.c"}) {
    CHECK(server.handle(with_token("/api/auth?apiKey=" + kSampleKey, authorization)) == plain);
  }
  CHECK(server.handle(get("/api/auth?page=x&apiKey=" + kSampleKey + "&nope")) == plain);
}

TEST_CASE("the server issues tokens for tests as the endpoint does", "[analytics][token]") {
  const ManualClock clock;
  const mock::Server server = make_server(clock);

  CHECK(server.issue_token(kApi).value() == token_for(server, "demo-api-key"));
}

TEST_CASE("without a secret to sign with nobody gets a token", "[analytics][token]") {
  const ManualClock clock;
  mock::ServerOptions options = example_options(clock);
  options.credentials = {{kApi, {{{"api_key", "k"}}}}};
  const mock::Server server = mock::Server::make(options).value();

  const Response response = exchange(server, "k");

  CHECK(response.status == 500);
  CHECK(body_of(response).at("message").get<std::string>().find("jwt_secret") != std::string::npos);
  CHECK(exchange(server, "demo-api-key").status == 401);
  CHECK(server.issue_token(kApi).error().code == Errc::unsupported);
}

TEST_CASE("the newer API of the host takes the same token", "[analytics][token][W2]") {
  const ManualClock clock;
  mock::ServerOptions options = example_options(clock);
  options.apis = {"partnertap", kApi};
  const mock::Server server = mock::Server::make(options).value();
  const Request names =
      with_token("/v1/channelecosystem/report-names", "Bearer " + token_for(server));

  CHECK(server.handle(names).status == 200);
}

TEST_CASE("the samples of the readme open the lists where signatures are not verified",
          "[analytics][token][A13]") {
  ManualClock clock{at(kSampleTime)};
  const mock::Server strict = make_server(clock);
  const mock::Server trusting = make_server(clock, {{"auth.verify_signature", "no"}});
  const std::string cut = kFirstSample.substr(0, kFirstSample.size() - 4);

  CHECK(status_of(strict, kFirstSample) == 401);
  CHECK(status_of(trusting, kFirstSample) == 200);
  CHECK(status_of(trusting, cut) == 401);
  clock.set_wall(at(1'559'928'321));
  CHECK(status_of(trusting, kFirstSample) == 401);
}

}  // namespace understudy::analytics_test
