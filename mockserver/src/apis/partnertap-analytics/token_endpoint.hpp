// SPDX-License-Identifier: MIT
/// GET /api/auth: an API key in, a token for the lists out.
///
/// Errors:   400 without a key; for every key that is not known one answer, 401 or what
///           auth.bad_key_status says
/// Source:   S3, S4; A1, A2, A3, A9 the switches
#pragma once

#include <string>
#include <string_view>

#include "auth/keyring.hpp"
#include "profile.hpp"

namespace understudy::mock::partnertap_analytics {

/// The keys of this API, and with auth.share_keys=yes those of the newer one behind them.
///
/// Errors:   those of auth::make_keyring()
Result<auth::Keyring> make_keyring(const ServerOptions& options, const Switches& switches);

/// A token of that subject; empty where the keyring has no secret to sign with.
std::string make_token(const auth::Keyring& keyring, const Switches& switches,
                       std::string_view subject, std::string_view permissions, WallTime now);

/// Thread-safe.
class TokenEndpoint {
 public:
  TokenEndpoint(auth::Keyring keyring, const Switches& switches);

  [[nodiscard]] Answer answer(const Call& call) const;

 private:
  [[nodiscard]] Failure<Refusal> refuse_key() const;

  auth::Keyring keyring_;
  Switches switches_;
};

}  // namespace understudy::mock::partnertap_analytics
