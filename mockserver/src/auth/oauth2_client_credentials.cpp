// SPDX-License-Identifier: MIT
/// `oauth2-client-credentials`: bearer tokens of the endpoint in token_endpoint.hpp.
///
/// Grammar:  authorization = "Bearer" 1*SP b64token, the scheme in any case
///           b64token      = 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="
/// Shape:    subject and throttle_key are "client:" and the client's id, tenant its company;
///           permissions are the scopes that the token carries
/// Units:    a token is valid while now < issued + token.lifetime
/// Errors:   401 "unauthorized" without a bearer token; 400 "invalid_request" for one that is none
///           and for two fields; 401 "invalid_token" for an unknown or expired one, one answer for
///           both. Challenges as RFC 6750 section 3 has them
/// Source:   partnerportal S9; RFC 6750 sections 2.1 and 3. No scope is documented (S8.12): which
///           requests need one is decided by the profile (S9.7)
#include <algorithm>
#include <utility>

#include "auth/access_token.hpp"
#include "auth/dialect.hpp"
#include "auth/oauth2.hpp"

namespace understudy::mock::auth {

namespace {

bool is_b64token(std::string_view text) {
  const auto is_letter = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view{"-._~+/"}.find(c) != std::string_view::npos;
  };
  const std::size_t padding = std::min(text.find('='), text.size());
  const std::string_view letters = text.substr(0, padding);
  return !letters.empty() && std::all_of(letters.begin(), letters.end(), is_letter) &&
         text.find_first_not_of('=', padding) == std::string_view::npos;
}

class BearerToken {
 public:
  BearerToken(const Keyring& keyring, const Switches& switches)
      : clients_(keyring.clients),
        lifetime_(token_lifetime(switches)),
        sends_challenge_(switches.is("auth.challenge", "rfc9110")) {}

  Authenticated operator()(const Request& request, WallTime now) const {
    if (request.fields.count("Authorization") > 1) {
      return refuse_request("Authorization stands more than once");
    }
    const std::string* const value = request.fields.find("Authorization");
    if (value == nullptr) return refuse_nobody();
    const std::size_t end = std::min(value->find(' '), value->size());
    if (!equal_ignoring_case(std::string_view{*value}.substr(0, end), "Bearer")) {
      return refuse_nobody();
    }
    const std::size_t begin = std::min(value->find_first_not_of(' ', end), value->size());
    const std::string_view text = std::string_view{*value}.substr(begin);
    if (text.empty()) return refuse_request("no token follows the scheme Bearer");
    if (!is_b64token(text)) return refuse_request("the token has characters that no token has");

    const auto token = read_access_token(text, clients_);
    if (!token || now >= token->issued + lifetime_) return refuse_token();
    const std::string name = "client:" + token->client->id;
    Principal principal{.subject = name, .throttle_key = name, .tenant = token->client->company};
    for (const std::string_view word : words_of_scope(token->scope)) {
      principal.permissions.emplace_back(word);
    }
    return principal;
  }

 private:
  [[nodiscard]] Failure<Refusal> refuse(int status, std::string code, std::string message,
                                        std::string_view source) const {
    Refusal refusal{.status = status,
                    .message = std::move(message),
                    .rule = "auth." + code,
                    .source = std::string{source},
                    .code = std::move(code)};
    if (sends_challenge_) {
      std::string challenge = kAsksForBearer;
      // RFC 6750 section 3.1: no error code for a request without credentials
      if (refusal.code != "unauthorized") challenge += ", error=\"" + refusal.code + '"';
      refusal.fields.add("WWW-Authenticate", std::move(challenge));
    }
    return Failure{std::move(refusal)};
  }

  [[nodiscard]] Failure<Refusal> refuse_nobody() const {
    return refuse(401, "unauthorized", "a bearer token is needed", "S9.2");
  }
  [[nodiscard]] Failure<Refusal> refuse_request(std::string message) const {
    return refuse(400, "invalid_request", std::move(message), "S9.3");
  }
  [[nodiscard]] Failure<Refusal> refuse_token() const {
    return refuse(401, "invalid_token", "the token is unknown or has expired", "S9.4");
  }

  std::vector<OAuthClient> clients_;
  std::chrono::seconds lifetime_;
  bool sends_challenge_;
};

}  // namespace

Authenticate make_oauth2_client_credentials(const Keyring& keyring, const Switches& switches) {
  return BearerToken{keyring, switches};
}

}  // namespace understudy::mock::auth
