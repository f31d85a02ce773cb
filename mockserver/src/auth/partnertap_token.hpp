// SPDX-License-Identifier: MIT
/// The tokens of PartnerTap's two APIs, which are the same: their claims, and how they are sent.
///
/// Source: partnertap S4 "Authentication"; partnertap-analytics S4 "Token", S5.1, S5.2
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/keyring.hpp"
#include "understudy/base/clock.hpp"
#include "understudy/base/json.hpp"
#include "understudy/mock/options.hpp"

namespace understudy::mock::auth {

inline constexpr std::string_view kPartnerTapIssuer = "PartnerTap";

/// How a token may stand in Authorization.
struct TokenForms {
  bool bearer = true;  ///< behind the word Bearer
  bool raw = true;     ///< by itself
};

/// The token of an Authorization field; nothing for another scheme and for a form not taken.
///
/// Grammar:  authorization = [ "Bearer" 1*SP ] jwt, the scheme in any case
std::optional<std::string_view> find_token(std::string_view authorization, TokenForms forms);

/// The items of a permissions text.
///
/// Grammar:  permissions = item *( "," item ), with blanks around an item; empty items do not count
std::vector<std::string> split_permissions(std::string_view text);
/// Those of a token; none where the claim is missing or no text.
std::vector<std::string> read_permissions(const Json& claims);
/// Whether API_ACCESS, exactly, is among them.
bool grants_api_access(const std::vector<std::string>& permissions);

/// Who a caller is by the number of its key: the subject of the samples for the first one.
std::string subject_of_key(std::size_t number);
/// The subject of the tokens for an API key; nothing for a key that is not known.
std::optional<std::string> find_subject(const Keyring& keyring, std::string_view api_key);

/// What the issuer decides about a token.
struct PartnerTapClaims {
  std::string_view subject;
  std::string_view permissions;
  WallTime issued;
  std::chrono::seconds lifetime;
};

/// The claims of the documents' samples, in their order, as compact JSON.
std::string write_claims(const PartnerTapClaims& claims);

/// The permissions that a token is wanted with, as its claim has them.
std::string permissions_of(const TokenRequest& wanted, std::string_view otherwise);

/// 30 days and 10 minutes: exp - iat of both samples.
inline constexpr std::chrono::seconds kSampleLifetime{2'592'600};

}  // namespace understudy::mock::auth
