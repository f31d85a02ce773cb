// SPDX-License-Identifier: MIT
/// The seam between a client and the network: one request out, one response or a typed error back.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "understudy/base/http.hpp"
#include "understudy/base/http1.hpp"
#include "understudy/base/result.hpp"

namespace understudy::client {

/// Sends one request to one host. Redirects are returned, never followed.
class Transport {
 public:
  Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  virtual ~Transport() = default;

  /// Errors:   unreachable (no connection, connection lost), limit_exceeded (time, sizes),
  ///           bad_input (the request cannot be sent; the answer is no HTTP)
  virtual Result<Response> send(const Request& request) = 0;
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

/// Calls a function instead of a host: a mock server in the same process, or a script.
std::unique_ptr<Transport> make_direct_transport(
    std::function<Result<Response>(const Request&)> answer);

}  // namespace understudy::client
