// SPDX-License-Identifier: MIT
#include "apis/partnertap-analytics/token_endpoint.hpp"

#include <chrono>
#include <iterator>
#include <optional>
#include <utility>

#include "apis/partnertap-analytics/parameters.hpp"
#include "auth/jwt.hpp"
#include "auth/partnertap_token.hpp"
#include "list_page.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::partnertap_analytics {

Result<auth::Keyring> make_keyring(const ServerOptions& options, const Switches& switches) {
  auto keyring = auth::make_keyring("partnertap-analytics", options.credentials);
  if (!keyring || switches.is("auth.share_keys", "no")) return keyring;
  auto shared = auth::make_keyring("partnertap", options.credentials);
  if (!shared) return shared;
  keyring->api_keys.insert(keyring->api_keys.end(),
                           std::make_move_iterator(shared->api_keys.begin()),
                           std::make_move_iterator(shared->api_keys.end()));
  return keyring;
}

std::string make_token(const auth::Keyring& keyring, const Switches& switches,
                       std::string_view subject, std::string_view permissions, WallTime now) {
  if (keyring.jwt_secrets.empty()) return {};
  const std::chrono::seconds lifetime{switches.number("token.lifetime")};
  return auth::sign_jwt(
      auth::write_claims(
          {.subject = subject, .permissions = permissions, .issued = now, .lifetime = lifetime}),
      keyring.jwt_secrets.front());
}

TokenEndpoint::TokenEndpoint(auth::Keyring keyring, const Switches& switches)
    : keyring_(std::move(keyring)), switches_(switches) {}

Failure<Refusal> TokenEndpoint::refuse_key() const {
  constexpr int kUnauthorized = 401;
  Refusal refusal{.status = switches_.number("auth.bad_key_status"),
                  .message = "no such API key",
                  .rule = "auth.key",
                  .source = "S3"};
  if (refusal.status == kUnauthorized && switches_.is("auth.challenge", "rfc9110")) {
    refusal.fields.add("WWW-Authenticate", "Bearer");
  }
  return Failure{std::move(refusal)};
}

Answer TokenEndpoint::answer(const Call& call) const {
  std::optional<std::string> key = find_joined(call.query, "apiKey");
  if (!key && switches_.is("auth.key_header", "accept")) {
    if (const std::string* field = call.request.fields.find("api-key")) key = *field;
  }
  if (!key) {
    return Failure{Refusal{.status = 400,
                           .message = "the query parameter 'apiKey' is required",
                           .rule = "auth.key_missing",
                           .source = "S3"}};
  }
  const auto subject = auth::find_subject(keyring_, *key);
  if (!subject) return refuse_key();
  const std::string token =
      make_token(keyring_, switches_, *subject, switches_["token.permissions"], call.now);
  if (token.empty()) {
    return Failure{Refusal{.status = 500,
                           .message = "this mock has no jwt_secret to sign a token with",
                           .rule = "auth.no_secret",
                           .source = "S4"}};
  }
  std::string body = R"({"token":)";
  append_json_string(body, token);
  body += '}';
  return json_response(std::move(body));
}

}  // namespace understudy::mock::partnertap_analytics
