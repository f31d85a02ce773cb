// SPDX-License-Identifier: MIT
#include "sign_in.hpp"

#include "../keyed_hash.hpp"
#include "requests.hpp"
#include "understudy/base/base64.hpp"

namespace understudy::conformance {

namespace {

/// Seconds before the end of a token at which a new one is asked for.
constexpr std::int64_t kMargin = 60;  // ours: longer than any request

std::optional<Token> ask_for_token(Probe& probe, const SignIn& sign_in, std::size_t set) {
  const auto request = probe.make_request(*sign_in.token_request, set);
  if (!request) return std::nullopt;
  const Reply& reply = probe.send_bare(*request);
  const Json* token = reply.at(sign_in.token_at);
  if (token == nullptr || !token->is_string()) return std::nullopt;
  Token made{*token->get_ptr<const std::string*>(), std::nullopt};
  const Json* lifetime = reply.at("/expires_in");
  const auto seconds = lifetime != nullptr ? to_int64(*lifetime) : std::nullopt;
  if (seconds && *seconds > kMargin && *seconds < 1'000'000'000) {
    made.ends = probe.wall_now() + std::chrono::seconds{*seconds - kMargin};
  }
  return made;
}

}  // namespace

std::string sign_jwt(const Json& claims, const Json& header, std::string_view secret,
                     WallTime now) {
  Json payload = claims;
  for (const char* name : {"iat", "exp", "nbf"}) {
    const auto offset = payload.contains(name) ? to_int64(payload[name]) : std::nullopt;
    if (offset) payload[name] = epoch_seconds(now) + *offset;
  }
  const Json head = header.is_null() ? Json{{"alg", "HS256"}, {"typ", "JWT"}} : header;
  const std::string text =
      encode_base64url(dump_json(head)) + "." + encode_base64url(dump_json(payload));
  return text + "." + encode_base64url(hmac_sha256(secret, text));
}

std::vector<std::string> credentials_of(const SignIn& sign_in) {
  RequestTemplate signed_request;
  if (!sign_in.ways.empty()) signed_request.fields = sign_in.ways.front();
  std::vector<std::string> names;
  for (const std::string& hole : holes_of(signed_request)) {
    if (hole != "token") {
      names.push_back(hole);
    } else if (!sign_in.token_request) {
      names.push_back(sign_in.token_credential);
    } else {
      for (const std::string& inner : holes_of(sign_in.token_request->request)) {
        if (inner != "basic") names.push_back(inner);
        if (inner == "basic") names.insert(names.end(), {"client_id", "client_secret"});
      }
    }
  }
  return names;
}

std::optional<Token> make_token(Probe& probe, std::size_t set) {
  const SignIn& sign_in = probe.profile().sign_in;
  const auto& sets = probe.subject().credentials;
  if (set >= sets.size()) return std::nullopt;
  const auto given = sets[set].find(sign_in.token_credential);
  if (given != sets[set].end()) return Token{given->second, std::nullopt};
  const auto secret = sets[set].find("jwt_secret");
  if (!sign_in.claims.is_null() && secret != sets[set].end()) {
    return Token{sign_jwt(sign_in.claims, {}, secret->second, probe.wall_now()), std::nullopt};
  }
  if (!sign_in.token_request) return std::nullopt;
  return ask_for_token(probe, sign_in, set);
}

}  // namespace understudy::conformance
