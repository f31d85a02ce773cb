// SPDX-License-Identifier: MIT
/// The seam between a client and the network: one request out, one response or a typed error back.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "understudy/base/clock.hpp"
#include "understudy/base/http.hpp"
#include "understudy/base/result.hpp"

namespace understudy::client {

/// What one attempt may take.
struct SendOptions {
  /// Of this request, body included; none: the transport's own total.
  std::optional<Duration> timeout = {};
  /// A stop ends the request as soon as the transport can.
  std::stop_token stop = {};
};

/// Sends one request to one host. Redirects are returned, never followed.
class Transport {
 public:
  Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  virtual ~Transport() = default;

  /// One attempt: nothing is repeated that may have reached the host.
  ///
  /// Errors:   no byte of the request has left: bad_input (it cannot be sent as it is),
  ///           unreachable (no connection within its time), untrusted (TLS did not come about: a
  ///           certificate of either side was refused);
  ///           the request may have reached the host, whole or in part: connection_lost (it ended
  ///           before the head of an answer was there), timed_out, cancelled, internal;
  ///           the host has begun to answer: truncated (the connection ended within the body),
  ///           bad_answer (what came breaks HTTP), limit_exceeded (it is larger than allowed).
  ///           A stop that is there beforehand, and a timeout of 0, send nothing
  virtual Result<Response> send(const Request& request, const SendOptions& options) = 0;
  Result<Response> send(const Request& request) { return send(request, {}); }
};

struct TransportOptions {
  std::chrono::milliseconds connect_timeout{5'000};
  std::chrono::milliseconds total_timeout{30'000};  ///< of one request, body included
  std::size_t max_body = 16'777'216;
  std::string ca_file = {};  ///< PEM; empty: the system's store. TLS is always verified
};

/// cpp-httplib behind the seam, one kept connection. `url` is "http://host:port" or "https://...".
///
/// Errors:   bad_input for any other URL
Result<std::unique_ptr<Transport>> make_httplib_transport(const std::string& url,
                                                          const TransportOptions& options = {});

/// Calls a function instead of a host: a mock server in the same process. The function is not
/// interrupted: a stop that is there beforehand is `cancelled`, a timeout of 0 `timed_out`, later
/// ones are for the function to obey, in the second form. An answer that it gives stands.
std::unique_ptr<Transport> make_direct_transport(
    std::function<Result<Response>(const Request&)> answer);
std::unique_ptr<Transport> make_direct_transport(
    std::function<Result<Response>(const Request&, const SendOptions&)> answer);

}  // namespace understudy::client
