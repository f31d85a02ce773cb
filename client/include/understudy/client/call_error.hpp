// SPDX-License-Identifier: MIT
/// Why a call has no answer: which call, how it ended, what the host said, without any credential.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/clock.hpp"
#include "understudy/base/error.hpp"
#include "understudy/base/result.hpp"
#include "understudy/openapi/finding.hpp"

namespace understudy::client {

/// How a call ended.
enum class Ending : std::uint8_t {
  budget,          ///< could be repeated, but the retry budget of its credential is spent
  cancelled,       ///< its stop token was asked to stop
  contract,        ///< its request or its answer breaks the contract, or the answer cannot be read
  deadline,        ///< its time is over, or the next wait would outlast it
  exhausted,       ///< could be repeated, but was attempted as often as the policy allows
  not_idempotent,  ///< could help to repeat it, but it may have been processed already
  permanent,       ///< repeating it would not help
};

/// "not_idempotent" and so on.
std::string_view name_of(Ending ending);

/// One of several things that a host has found wrong with a request.
struct VendorProblem {
  std::string code = {};
  std::string field = {};  ///< as the host spells its place
  std::string message = {};

  friend bool operator==(const VendorProblem&, const VendorProblem&) = default;
};

/// What an error answer says in the words of its host; empty where it does not say.
struct VendorError {
  std::string code = {};
  std::string message = {};
  std::string request_id = {};
  std::vector<VendorProblem> problems = {};  ///< in the order of the host

  friend bool operator==(const VendorError&, const VendorError&) = default;
};

/// The error side of every call. No member holds a credential: what comes from a host is redacted
/// by the names of members and by the texts of the secrets that the call has sent.
struct CallError {
  std::string operation = {};  ///< "partnertap.getRecords"
  Ending ending = Ending::permanent;
  Error cause = {};       ///< of the last attempt, or of what kept the call from having one
  int attempts = 0;       ///< requests handed to the transport
  Duration elapsed = {};  ///< waits included
  int status = 0;         ///< HTTP status of the last answer; 0: there was none
  VendorError vendor = {};
  std::string excerpt = {};                     ///< of the body of the last answer
  std::vector<openapi::Finding> findings = {};  ///< where request or answer break the contract
};

/// One paragraph for a person; the host's problems and the findings on lines below it.
std::string render(const CallError& error);

/// What every call gives.
template <typename T>
using Outcome = Result<T, CallError>;

}  // namespace understudy::client
