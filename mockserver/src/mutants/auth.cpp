// SPDX-License-Identifier: MIT
/// Mutants of credentials and permissions: who is let in, and what everybody else is told.
#include <chrono>

#include "auth/jwt.hpp"
#include "mutants/mutant_list.hpp"
#include "mutants/twins.hpp"
#include "understudy/base/base64.hpp"
#include "understudy/base/uri.hpp"

namespace understudy::mock::mutation {

namespace {

using auth::Authenticate;
using auth::Authenticated;
using auth::Keyring;
using auth::Principal;

constexpr Area kArea{"auth"};
constexpr std::chrono::hours kLongAgo{24 * 366};

std::string authorization_of(const Request& request) {
  const std::string* const value = request.fields.find("Authorization");
  return value == nullptr ? std::string{} : *value;
}

Request with_authorization(Request request, std::string value) {
  request.fields.set("Authorization", std::move(value));
  return request;
}

Request without_authorization(Request request) {
  request.fields.remove("Authorization");
  return request;
}

/// What has expired is looked at as it was.
Authenticated accept_expired(const Request& request, WallTime now, const Authenticate& right,
                             const Keyring&) {
  auto principal = right(request, now);
  return principal ? principal : right(request, now - kLongAgo);
}

/// Whoever signed a token: it is signed again before it is looked at.
Authenticated accept_signature(const Request& request, WallTime now, const Authenticate& right,
                               const Keyring& keyring) {
  const std::string value = authorization_of(request);
  const std::size_t begin = value.find('.');
  const std::size_t end = begin == value.npos ? begin : value.find('.', begin + 1);
  if (end == value.npos || keyring.jwt_secrets.empty()) return right(request, now);
  const auto claims = decode_base64url(std::string_view{value}.substr(begin + 1, end - begin - 1));
  if (!claims) return right(request, now);
  return right(
      with_authorization(request, "Bearer " + auth::sign_jwt(*claims, keyring.jwt_secrets.front())),
      now);
}

/// Whatever was refused is somebody, if it brings that field.
Authenticated accept_any(const Request& request, WallTime now, const Authenticate& right,
                         std::string_view field) {
  auto principal = right(request, now);
  if (principal || request.fields.find(field) == nullptr) return principal;
  return Principal{.subject = "anybody", .throttle_key = "anybody"};
}

Authenticated forbid_strangers(const Request& request, WallTime now, const Authenticate& right,
                               const Keyring&) {
  auto principal = right(request, now);
  if (!principal && principal.error().status == 401) {
    principal.error().status = 403;
    principal.error().fields.remove("WWW-Authenticate");
  }
  return principal;
}

Authenticated read_query(const Request& request, WallTime now, const Authenticate& right,
                         const Keyring&) {
  const auto query = QueryParams::parse(request.query());
  const std::string* const token = query ? query->find("access_token") : nullptr;
  if (token == nullptr || request.fields.count("Authorization") > 0) return right(request, now);
  return right(with_authorization(request, "Bearer " + *token), now);
}

/// Any scheme stands for the API's own.
Authenticated accept_scheme(const Request& request, WallTime now, const Authenticate& right,
                            const Keyring&) {
  const std::string value = authorization_of(request);
  const std::size_t blank = value.find(' ');
  if (blank == value.npos) return right(request, now);
  return right(with_authorization(request, "prm-key" + value.substr(blank)), now);
}

/// Only what begins with "Bearer" is looked at.
Authenticated want_scheme(const Request& request, WallTime now, const Authenticate& right,
                          const Keyring&) {
  const bool has_scheme = authorization_of(request).starts_with("Bearer ");
  return right(has_scheme ? request : without_authorization(request), now);
}

/// Reading needs what creating does.
Verdict want_creator(const Access& access) {
  for (const std::string& held : access.principal.permissions) {
    if (held == "partners.create") return Done{};
  }
  return Failure{
      Refusal{.status = 403, .message = "Forbidden resource", .rule = "auth.permission"}};
}

constexpr std::array kMutants{
    kArea("ecg/any-signature-accepted", "a bad signature is 401", "S4.3",
          [](ApiProfile& profile) { replace_authenticate(profile, &accept_signature); }),
    kArea("ecg/expired-token-accepted", "a token whose exp is not after now is 401", "S4.4",
          [](ApiProfile& profile) { replace_authenticate(profile, &accept_expired); }),
    kArea("ecg/permission-not-checked", "creation without partners.create is 403", "S4.9",
          [](ApiProfile& profile) { profile.authorize = nullptr; }),
    kArea("ecg/reading-needs-permission", "any valid token may read", "S4.8",
          [](ApiProfile& profile) { profile.authorize = &want_creator; }),
    kArea("ecg/unknown-path-asks-for-token", "an unknown path is 404 even without a token", "S2.2",
          [](ApiProfile& profile) {
            profile.stages.insert(profile.stages.begin(), Stage::credentials);
          }),
    kArea("impartner/any-key-accepted", "an unknown key is 401", "S4.4",
          [](ApiProfile& profile) {
            replace_authenticate(profile, [](const Request& request, WallTime now,
                                             const Authenticate& right, const Keyring&) {
              return accept_any(request, now, right, "Authorization");
            });
          }),
    kArea("impartner/any-scheme-accepted", "another scheme than prm-key is 401", "S4.3",
          [](ApiProfile& profile) { replace_authenticate(profile, &accept_scheme); }),
    kArea("partnerportal/expired-token-accepted", "an expired token is 401", "S9.4",
          [](ApiProfile& profile) { replace_authenticate(profile, &accept_expired); }),
    kArea("partnerportal/foreign-company-answered", "a company of another client is 403", "S9.6",
          [](ApiProfile& profile) { profile.authorize = nullptr; }),
    kArea("partnerportal/token-in-query-accepted", "a token in the query is not looked at", "S9.5",
          [](ApiProfile& profile) { replace_authenticate(profile, &read_query); }),
    kArea("partnertap-analytics/any-signature-accepted", "a signature that does not fit is 401",
          "S5.7", [](ApiProfile& profile) { replace_authenticate(profile, &accept_signature); }),
    kArea("partnertap-analytics/bare-token-refused", "Authorization is the token without a scheme",
          "S5.1", [](ApiProfile& profile) { replace_authenticate(profile, &want_scheme); }),
    kArea("partnertap-analytics/expired-token-accepted", "a token whose exp is past is 401", "S5.9",
          [](ApiProfile& profile) { replace_authenticate(profile, &accept_expired); }),
    kArea("partnertap-analytics/stranger-sees-404", "a stranger gets 401 on an unknown path",
          "S2.1",
          [](ApiProfile& profile) { move_stage(profile, Stage::credentials, Stage::path); }),
    kArea("partnertap/any-key-accepted", "an unknown key is 401", "S4.3",
          [](ApiProfile& profile) {
            replace_authenticate(
                profile, [](const Request& request, WallTime now, const Authenticate& right,
                            const Keyring&) { return accept_any(request, now, right, "api-key"); });
          }),
    kArea("partnertap/expired-token-accepted", "a token whose exp is not after now is 401", "S4.11",
          [](ApiProfile& profile) { replace_authenticate(profile, &accept_expired); }),
    kArea("partnertap/key-in-query-accepted", "the key travels in the field api-key", "S3.1",
          [](ApiProfile& profile) {
            replace_authenticate(profile, [](const Request& request, WallTime now,
                                             const Authenticate& right, const Keyring&) {
              const auto query = QueryParams::parse(request.query());
              const std::string* const key = query ? query->find("api-key") : nullptr;
              Request changed = request;
              if (key != nullptr) changed.fields.set("api-key", *key);
              return right(changed, now);
            });
          }),
    kArea("partnertap/stranger-is-forbidden", "a request without credentials is 401", "S4.8",
          [](ApiProfile& profile) { replace_authenticate(profile, &forbid_strangers); }),
    kArea("partnertap/token-refused", "without a key Authorization: Bearer is accepted", "S4.6",
          [](ApiProfile& profile) {
            replace_authenticate(
                profile, [](const Request& request, WallTime now, const Authenticate& right,
                            const Keyring&) { return right(without_authorization(request), now); });
          }),
};
static_assert(is_sorted_by_name(kMutants));

}  // namespace

std::span<const Entry> auth_mutants() { return kMutants; }

}  // namespace understudy::mock::mutation
