// SPDX-License-Identifier: MIT
#include "auth/partnertap_token.hpp"

#include <algorithm>
#include <cstddef>

#include "blanks.hpp"
#include "understudy/base/http.hpp"

namespace understudy::mock::auth {

namespace {

constexpr const char* kPermissionsClaim = "com.partnertap.permissions";
constexpr std::string_view kApiAccess = "API_ACCESS";
constexpr std::string_view kSampleSubject = "8a4281f26a96127f016a9612db400000";
constexpr std::string_view kAdmin = "8a4281f26a8ecd94016a8ece9d3d0002";  // of both samples

}  // namespace

std::optional<std::string_view> find_token(std::string_view authorization, TokenForms forms) {
  const std::size_t end = std::min(authorization.find(' '), authorization.size());
  if (forms.bearer && equal_ignoring_case(authorization.substr(0, end), "Bearer")) {
    return trim(authorization.substr(end), kFieldBlanks);
  }
  const bool has_scheme = end != authorization.size();
  if (!forms.raw || has_scheme || authorization.empty()) return std::nullopt;
  return authorization;
}

std::vector<std::string> split_permissions(std::string_view text) {
  std::vector<std::string> permissions;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view item = trim(text.substr(0, comma), kFieldBlanks);
    if (!item.empty()) permissions.emplace_back(item);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return permissions;
}

std::vector<std::string> read_permissions(const Json& claims) {
  const auto claim = claims.find(kPermissionsClaim);
  const auto* text = claim == claims.end() ? nullptr : claim->get_ptr<const std::string*>();
  return text == nullptr ? std::vector<std::string>{} : split_permissions(*text);
}

bool grants_api_access(const std::vector<std::string>& permissions) {
  return std::find(permissions.begin(), permissions.end(), kApiAccess) != permissions.end();
}

std::string subject_of_key(std::size_t number) {
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  std::string subject{kSampleSubject};  // its last four digits are zeros
  for (std::size_t i = 1; i <= 4; ++i, number /= 16) {
    subject[subject.size() - i] = kHexDigits[number % 16];
  }
  return subject;
}

std::optional<std::string> find_subject(const Keyring& keyring, std::string_view api_key) {
  const Secret* known = find_secret(keyring.api_keys, api_key);
  if (known == nullptr) return std::nullopt;
  return subject_of_key(static_cast<std::size_t>(known - keyring.api_keys.data()));
}

std::string write_claims(const PartnerTapClaims& claims) {
  const std::int64_t issued = epoch_seconds(claims.issued);
  std::string json = R"({"sub":)";
  append_json_string(json, claims.subject);
  json += R"(,"com.partnertap.permissions":)";
  append_json_string(json, claims.permissions);
  json += R"(,"iss":)";
  append_json_string(json, kPartnerTapIssuer);
  json += R"(,"exp":)" + std::to_string(issued + claims.lifetime.count());
  json += R"(,"iat":)" + std::to_string(issued);
  json += R"(,"com.partnertap.admin.id":)";
  append_json_string(json, kAdmin);
  json += '}';
  return json;
}

std::string permissions_of(const TokenRequest& wanted, std::string_view otherwise) {
  if (!wanted.permissions) return std::string{otherwise};
  std::string list;
  for (const std::string& one : *wanted.permissions) (list += list.empty() ? "" : ",") += one;
  return list;
}

}  // namespace understudy::mock::auth
