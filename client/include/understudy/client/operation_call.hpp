// SPDX-License-Identifier: MIT
/// One call as the client of an API hands it to a session.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "understudy/base/http.hpp"
#include "understudy/client/call_error.hpp"
#include "understudy/client/retry.hpp"
#include "understudy/client/secret.hpp"

namespace understudy::client {

/// Reads what an answer says of its failure, in the dialect of its host; asked for every answer
/// that is not thrown away. Nothing for a status of 2xx: a success. Something for one: a failure
/// all the same, for hosts that say so in the body.
using ErrorReader = std::optional<VendorError> (*)(const Response& response);

enum class Authentication : std::uint8_t { none, required };

/// An operation of a contract with everything that one call of it sends, but for credentials.
struct OperationCall {
  std::string operation = {};  ///< operationId: "getRecords"
  Request request = {};
  Idempotency idempotency = Idempotency::unsafe;
  Authentication authentication = Authentication::required;
  /// The field that carries the idempotency key of a call; empty: the host knows none.
  std::string idempotency_field = {};
  /// Null: the session's.
  ErrorReader read_error = nullptr;
  /// Texts in the request that no message may show.
  std::vector<Secret> secrets = {};
  /// Whether a successful answer is a credential: no message shows any of it then.
  bool has_secret_answer = false;
};

/// The answer to a call that succeeded, and what it took.
struct Answer {
  Response response = {};
  int attempts = 0;
  Duration elapsed = {};
  /// Where the answer breaks its contract and is let pass.
  std::vector<openapi::Finding> findings = {};
  /// What the call was sent with: no message about the answer may show it.
  std::vector<Secret> secrets = {};
};

}  // namespace understudy::client
