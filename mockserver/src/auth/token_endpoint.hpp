// SPDX-License-Identifier: MIT
/// The token endpoint of OAuth 2.0, for the client credentials grant.
///
/// Shape:    a form with grant_type and an optional scope; the client in HTTP Basic or in the form.
///           200 {"access_token", "token_type": "Bearer", "expires_in", "scope" when one was asked
///           for}; an error is {"error", "error_description"}. Never cached
/// Units:    expires_in in seconds
///           Where scopes are configured a token carries those that were asked for, or all, and
///           the answer names them
/// Errors:   invalid_request, unsupported_grant_type, invalid_scope: 400; invalid_client: 401 with
///           a challenge. In the order: content type, form, repeated parameters, client, grant
///           type, scope
/// Source:   partnerportal S8, A21, A26; RFC 6749 sections 2.3, 3.2, 3.3, 4.4, 5.1, 5.2
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/keyring.hpp"
#include "switches.hpp"
#include "understudy/base/clock.hpp"
#include "understudy/base/http.hpp"
#include "understudy/base/result.hpp"
#include "understudy/base/uri.hpp"

namespace understudy::mock::auth {

/// Thread-safe: it keeps nothing of a request.
class TokenEndpoint {
 public:
  TokenEndpoint(const Keyring& keyring, const Switches& switches);

  /// Answers a POST. `number` has to differ from request to request.
  [[nodiscard]] Response answer(const Request& request, WallTime now, std::uint64_t number) const;

 private:
  /// An error of OAuth 2.0 as the response that tells it.
  using Found = Result<const OAuthClient*, Response>;
  [[nodiscard]] Found find_client(const Request& request, const QueryParams& form) const;
  [[nodiscard]] Found find_basic_client(std::string_view encoded) const;
  [[nodiscard]] const OAuthClient* find_client(std::string_view id, std::string_view secret) const;
  [[nodiscard]] Response refuse_client(std::string_view description, int status = 401) const;

  std::vector<OAuthClient> clients_;
  std::chrono::seconds lifetime_;
  int bad_content_type_status_;
  int bad_body_client_status_;
  bool sends_challenge_;
  std::string every_scope_;  ///< empty: none is configured
};

}  // namespace understudy::mock::auth
