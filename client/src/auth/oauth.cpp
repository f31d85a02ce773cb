// SPDX-License-Identifier: MIT
/// OAuth 2.0 client credentials as a client sends them, and what a token endpoint answers.
#include <algorithm>
#include <chrono>
#include <utility>

#include "understudy/base/json_document.hpp"
#include "understudy/base/uri.hpp"
#include "understudy/client/auth.hpp"
#include "understudy/client/json_codec.hpp"

namespace understudy::client {

namespace {

constexpr std::int64_t kLongestLife = 3'155'760'000;  // ours: seconds, 100 years

struct TokenAnswer {
  std::string access_token;
  std::string token_type;
  std::optional<std::int64_t> expires_in;
};

constexpr auto members_of(const TokenAnswer* /*type*/) {
  return std::tuple{member("access_token", &TokenAnswer::access_token),
                    member("token_type", &TokenAnswer::token_type),
                    member("expires_in", &TokenAnswer::expires_in)};
}

struct TokenFailure {
  std::string error;
  std::optional<std::string> error_description;
};

constexpr auto members_of(const TokenFailure* /*type*/) {
  return std::tuple{member("error", &TokenFailure::error),
                    member("error_description", &TokenFailure::error_description)};
}

Error refuse(std::string what, std::string where) {
  return {Errc::bad_input, std::move(what), std::move(where), ""};
}

}  // namespace

OperationCall client_credentials_request(const ClientCredentials& client) {
  std::string body = "grant_type=client_credentials&client_id=" + encode_component(client.id) +
                     "&client_secret=" + encode_component(client.secret.reveal());
  if (!client.scope.empty()) body += "&scope=" + encode_component(client.scope);
  return {.operation = client.operation,
          .request = {.method = Method::post,
                      .target = client.target,
                      .fields = {{"Accept", "application/json"},
                                 {"Content-Type", "application/x-www-form-urlencoded"}},
                      .body = std::move(body)},
          // A second token does no harm to the first one.
          .idempotency = Idempotency::safe,
          .authentication = Authentication::none,
          .read_error = read_oauth_error,
          .secrets = {client.secret},
          .has_secret_answer = true};
}

Result<Token> read_oauth_token(const Response& response, WallTime now) {
  auto answer = read_json<TokenAnswer>(response.body);
  if (!answer) return Failure{std::move(answer.error())};
  if (answer->access_token.empty()) return Failure{refuse("expected a token", "/access_token")};
  if (!equal_ignoring_case(answer->token_type, "Bearer")) {
    return Failure{refuse("expected the token type Bearer, got another one", "/token_type")};
  }
  Token token{.text = Secret{std::move(answer->access_token)}};
  if (answer->expires_in) {
    if (*answer->expires_in < 0) {
      return Failure{refuse("expected a lifetime of 0 seconds and up", "/expires_in")};
    }
    token.expires = now + std::chrono::seconds{std::min(*answer->expires_in, kLongestLife)};
  }
  return token;
}

std::optional<VendorError> read_oauth_error(const Response& response) {
  if (response.status >= 200 && response.status < 300) return std::nullopt;
  auto failure = read_json<TokenFailure>(response.body);
  if (!failure) return VendorError{};
  return VendorError{.code = std::move(failure->error),
                     .message = std::move(failure->error_description).value_or("")};
}

}  // namespace understudy::client
