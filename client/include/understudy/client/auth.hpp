// SPDX-License-Identifier: MIT
/// Credentials: the fields that a request is sent with, and where they come from.
///
/// This header knows the ways, not the vendors: names of fields, paths and members of answers are
/// arguments, which the client of each API brings.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/clock.hpp"
#include "understudy/client/call_error.hpp"
#include "understudy/client/operation_call.hpp"
#include "understudy/client/secret.hpp"

namespace understudy::client {

/// A field that is sent as `prefix` and the secret behind it.
struct SecretField {
  std::string name = {};
  std::string prefix = {};  ///< "Bearer ", "prm-key "; empty: the bare secret
  Secret value = {};
};

/// What one request is sent with.
struct Grant {
  std::vector<SecretField> fields = {};
  std::uint64_t generation = 0;  ///< of a token: the how manieth it is
};

/// What a source of credentials may use while a call waits for it.
struct AuthContext {
  const Clock& clock;
  std::stop_token stop;
  SteadyTime deadline;
  /// Makes a call of its own within the deadline of the one that waits: checked, repeated, without
  /// credentials.
  const std::function<Outcome<Answer>(const OperationCall&)>& call;
  /// The error for an answer of such a call that does not hold what it should.
  const std::function<CallError(const OperationCall&, const Answer&, Error)>& unreadable;
};

/// Where grants come from. Copies share what they have fetched.
struct Credentials {
  /// What the next request is sent with. Empty: requests go without credentials.
  std::function<Outcome<Grant>(const AuthContext&)> authorize = {};
  /// Told of a grant that a host has answered 401 to. True: the next one will be another, and the
  /// call is worth one more attempt. Empty: never.
  std::function<bool(const Grant&)> renew = {};
};

/// The same fields for every request: an API key, a token of the caller, a key with a scheme.
///
///   fixed_credentials({{"api-key", "", Secret{key}}})
///   fixed_credentials({{"Authorization", "Bearer ", Secret{jwt}}})
Credentials fixed_credentials(std::vector<SecretField> fields);

struct Token {
  Secret text = {};
  std::optional<WallTime> expires = {};  ///< nothing: good until a host refuses it
};

/// A token that a request fetches.
struct TokenSource {
  OperationCall request = {};
  /// Reads the token of a successful answer that came at `now`.
  std::function<Result<Token>(const Response& response, WallTime now)> read = {};
  std::string field = "Authorization";
  std::string prefix = "Bearer ";
  /// How long before its end a token is replaced, a tenth of its life at most. A refresh that
  /// fails leaves the old one in use while it is good.
  Duration refresh_before = std::chrono::seconds{60};
};

/// A token that is fetched when it is first needed, kept, replaced before it expires and when a
/// host refuses it. Callers that need it at the same time share one request. Thread-safe.
Credentials token_credentials(TokenSource source);

/// The request for a token by client credentials, with id and secret in its form body.
///
/// Source:   RFC 6749 sections 2.3.1 and 4.4.2
struct ClientCredentials {
  std::string operation = {};  ///< operationId of the token endpoint
  std::string target = {};     ///< "/oauth/token"
  std::string id = {};
  Secret secret = {};
  std::string scope = {};  ///< empty: none is asked for
};
OperationCall client_credentials_request(const ClientCredentials& client);

/// Reads {"access_token", "token_type": "Bearer", "expires_in"}.
///
/// Errors:   bad_input with the JSON Pointer of what is missing or of another type
/// Source:   RFC 6749 section 5.1
Result<Token> read_oauth_token(const Response& response, WallTime now);

/// Reads {"error", "error_description"}. Source: RFC 6749 section 5.2
std::optional<VendorError> read_oauth_error(const Response& response);

/// Reads a JWT that stands in the member of that name, good until its own `exp`.
///
/// Errors:   bad_input where there is no text
Result<Token> read_jwt_member(const Response& response, std::string_view name);

/// The `exp` of a JWT, whose signature is not looked at; nothing where it cannot be read.
///
/// Source:   RFC 7519 section 4.1.4
std::optional<WallTime> jwt_expiry(std::string_view jwt);

}  // namespace understudy::client
