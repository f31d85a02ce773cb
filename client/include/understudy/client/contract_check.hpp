// SPDX-License-Identifier: MIT
/// Requests and responses of a client, compared with the contract that ships with understudy.
#pragma once

#include <cstdint>
#include <string_view>

#include "understudy/base/http.hpp"
#include "understudy/base/result.hpp"
#include "understudy/openapi/document.hpp"
#include "understudy/openapi/finding.hpp"

namespace understudy::client {

/// What is done about a message that breaks its contract.
enum class Check : std::uint8_t {
  fail,  ///< the call fails; a request does not leave
  off,   ///< nobody looks
  warn,  ///< it passes, and the log is told
};

/// The contract of one API. Copies are cheap and share everything. Thread-safe.
class Contract {
 public:
  /// Reads an embedded contract; once in a process, however often it is asked for.
  ///
  /// Errors:   not_found for an unknown API
  static Result<Contract> of(std::string_view api);

  /// Where a request breaks the rules of its operation, or is one of another operation.
  [[nodiscard]] openapi::Report check_request(std::string_view operation,
                                              const Request& request) const;
  /// Where an answer to a request of that method breaks them.
  [[nodiscard]] openapi::Report check_response(std::string_view operation, Method method,
                                               const Response& response) const;

 private:
  explicit Contract(openapi::Document document) : document_(std::move(document)) {}
  openapi::Document document_;
};

}  // namespace understudy::client
