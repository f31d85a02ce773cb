// SPDX-License-Identifier: MIT
#include "auth/token_endpoint.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "auth/access_token.hpp"
#include "auth/oauth2.hpp"
#include "blanks.hpp"
#include "understudy/base/base64.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::auth {

namespace {

constexpr std::array<std::string_view, 4> kParameters{"client_id", "client_secret", "grant_type",
                                                      "scope"};

/// S8.4: no cache keeps what this endpoint says.
Response json_response(int status, std::string body) {
  return {
      status,
      {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}, {"Pragma", "no-cache"}},
      std::move(body)};
}

// S8.15
Response error_response(int status, std::string_view error, std::string_view description) {
  std::string body = "{\"error\":";
  append_json_string(body, error);
  body += ",\"error_description\":";
  append_json_string(body, description);
  return json_response(status, body + '}');
}

bool is_form(const Fields& fields) {
  const std::string* const type = fields.find("Content-Type");
  if (type == nullptr) return false;
  const std::string_view name = std::string_view{*type}.substr(0, type->find(';'));
  return equal_ignoring_case(trim(name, kFieldBlanks), "application/x-www-form-urlencoded");
}

/// The first value of a parameter that has one. S8.11: without a value it counts as absent.
std::string_view value_of(const QueryParams& form, std::string_view name) {
  for (const auto& [known, value] : form.list()) {
    if (known == name && !value.empty()) return value;
  }
  return {};
}

/// S8.10: the known parameter that stands twice; empty when none does.
std::string_view find_repeated(const QueryParams& form) {
  for (const std::string_view name : kParameters) {
    const auto is_it = [&](const auto& pair) { return pair.first == name && !pair.second.empty(); };
    if (std::count_if(form.list().begin(), form.list().end(), is_it) > 1) return name;
  }
  return {};
}

/// What follows "Basic", in any case; nothing for another scheme.
std::optional<std::string_view> basic_of(const Fields& fields) {
  const std::string* const value = fields.find("Authorization");
  if (value == nullptr) return std::nullopt;
  const std::size_t end = std::min(value->find(' '), value->size());
  if (!equal_ignoring_case(std::string_view{*value}.substr(0, end), "Basic")) return std::nullopt;
  return trim(std::string_view{*value}.substr(end), kFieldBlanks);
}

/// RFC 6749 appendix B: "+" is a space, "%XX" is decoded once.
std::optional<std::string> decode_form_text(std::string_view raw) {
  std::string text{raw};
  std::replace(text.begin(), text.end(), '+', ' ');
  auto decoded = decode_segment(text);
  return decoded ? std::optional{*std::move(decoded)} : std::nullopt;
}

// scope characters = %x21 / %x23-5B / %x5D-7E / SP
bool is_scope(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
}

bool has_word(std::string_view scope, std::string_view word) {
  const auto words = words_of_scope(scope);
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Those of the configured scopes that were asked for, each once.
std::string carried_scope(std::string_view asked, std::string_view configured) {
  std::string carried;
  for (const std::string_view word : words_of_scope(configured)) {
    if (has_word(asked, word)) (carried += carried.empty() ? "" : " ") += word;
  }
  return carried;
}

}  // namespace

TokenEndpoint::TokenEndpoint(const Keyring& keyring, const Switches& switches)
    : clients_(keyring.clients),
      lifetime_(token_lifetime(switches)),
      bad_content_type_status_(switches.is("oauth.bad_content_type", "415") ? 415 : 400),
      bad_body_client_status_(switches.is("oauth.body_invalid_client", "400") ? 400 : 401),
      sends_challenge_(switches.is("auth.challenge", "rfc9110")),
      every_scope_(every_scope(switches)) {}

Response TokenEndpoint::refuse_client(std::string_view description, int status) const {
  Response response = error_response(status, "invalid_client", description);
  if (status == 401 && sends_challenge_) response.fields.add("WWW-Authenticate", kAsksForBasic);
  return response;
}

/// Looks at every client, so that the time does not tell whether an id is known.
const OAuthClient* TokenEndpoint::find_client(std::string_view id, std::string_view secret) const {
  const auto digest = digest_of(secret);
  if (!digest) return nullptr;
  const OAuthClient* found = nullptr;
  for (const OAuthClient& client : clients_) {
    const bool matches = client.secret.matches(*digest);
    if (matches && client.id == id) found = &client;
  }
  return found;
}

// credentials = base64( form-text ":" form-text ), cut at the first colon
TokenEndpoint::Found TokenEndpoint::find_basic_client(std::string_view encoded) const {
  const auto pair = decode_base64(encoded);
  const std::size_t colon = pair ? pair->find(':') : std::string::npos;
  if (colon == std::string::npos) {
    return Failure{refuse_client("the credentials of Authorization cannot be decoded")};
  }
  const auto id = decode_form_text(std::string_view{*pair}.substr(0, colon));
  const auto secret = decode_form_text(std::string_view{*pair}.substr(colon + 1));
  if (!id || !secret) {
    return Failure{refuse_client("the credentials of Authorization cannot be decoded")};
  }
  const OAuthClient* const client = find_client(*id, *secret);
  if (client == nullptr) return Failure{refuse_client("unknown client or wrong secret")};
  return client;
}

TokenEndpoint::Found TokenEndpoint::find_client(const Request& request,
                                                const QueryParams& form) const {
  const std::string_view secret = value_of(form, "client_secret");
  if (request.fields.count("Authorization") > 1) {
    return Failure{error_response(400, "invalid_request", "Authorization stands more than once")};
  }
  if (const auto basic = basic_of(request.fields)) {
    if (secret.empty()) return find_basic_client(*basic);
    return Failure{error_response(400, "invalid_request",
                                  "the client authenticates in Authorization and in the body")};
  }
  if (secret.empty()) return Failure{refuse_client("the client has to authenticate")};
  const OAuthClient* const client = find_client(value_of(form, "client_id"), secret);
  if (client == nullptr) {
    return Failure{refuse_client("unknown client or wrong secret", bad_body_client_status_)};
  }
  return client;
}

Response TokenEndpoint::answer(const Request& request, WallTime now, std::uint64_t number) const {
  if (!is_form(request.fields)) {
    return error_response(bad_content_type_status_, "invalid_request",
                          "the body has to be application/x-www-form-urlencoded");
  }
  const auto form = QueryParams::parse(request.body);
  if (!form) return error_response(400, "invalid_request", "the form cannot be decoded");
  if (const std::string_view name = find_repeated(*form); !name.empty()) {
    return error_response(400, "invalid_request", std::string{name} + " stands more than once");
  }
  const Found client = find_client(request, *form);
  if (!client) return client.error();

  const std::string_view grant = value_of(*form, "grant_type");
  if (grant.empty()) return error_response(400, "invalid_request", "grant_type is missing");
  if (grant != "client_credentials") {
    return error_response(400, "unsupported_grant_type", "grant_type has to be client_credentials");
  }
  std::string_view scope = value_of(*form, "scope");
  if (!is_scope(scope)) {
    return error_response(400, "invalid_scope", "scope has characters that no scope has");
  }
  if (scope.empty()) scope = every_scope_;
  const std::string carried = carried_scope(scope, every_scope_);
  const auto asked = words_of_scope(scope);
  if (!every_scope_.empty() && !std::all_of(asked.begin(), asked.end(),
                                            [&](auto word) { return has_word(carried, word); })) {
    return error_response(400, "invalid_scope", "scope has to be of: " + every_scope_);
  }

  std::string body = "{\"access_token\":";
  append_json_string(body, write_access_token(**client, now, number, carried));
  body += ",\"token_type\":\"Bearer\",\"expires_in\":" + std::to_string(lifetime_.count());
  if (!scope.empty()) {
    body += ",\"scope\":";
    append_json_string(body, scope);
  }
  return json_response(200, body + '}');
}

}  // namespace understudy::mock::auth
