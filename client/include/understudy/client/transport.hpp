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
#include <string_view>
#include <vector>

#include "understudy/base/clock.hpp"
#include "understudy/base/http.hpp"
#include "understudy/base/result.hpp"
#include "understudy/client/address_policy.hpp"

namespace understudy::client {

/// What one attempt may take.
struct SendOptions {
  /// Of this request, body included; none: the transport's own total.
  std::optional<Duration> timeout = {};
  /// A stop ends the request as soon as the transport can.
  std::stop_token stop = {};
};

/// Sends one request to one host. Redirects are returned, never followed. Thread-safe: requests at
/// the same time have a connection each.
class Transport {
 public:
  Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  virtual ~Transport() = default;

  /// One attempt: nothing is repeated that may have reached the host.
  ///
  /// Errors:   no byte of the request has left: bad_input (it cannot be sent as it is),
  ///           unreachable (no connection within its time), unsupported (no address of the host
  ///           is allowed); untrusted: TLS did not come about, since one side refused the other's
  ///           certificate, so that the host has read nothing;
  ///           the request may have reached the host, whole or in part: connection_lost (it ended
  ///           before the head of an answer was there), timed_out, cancelled, internal;
  ///           the host has begun to answer: truncated (the connection ended within the body),
  ///           bad_answer (what came breaks HTTP), limit_exceeded (it is larger than allowed).
  ///           A stop that is there beforehand, and a timeout of 0, send nothing
  virtual Result<Response> send(const Request& request, const SendOptions& options) = 0;
  Result<Response> send(const Request& request) { return send(request, {}); }
};

/// Certificates are always verified, the name of the host among it: nothing turns that off.
struct TransportOptions {
  std::chrono::milliseconds connect_timeout{5'000};  ///< with the TLS handshake
  std::chrono::milliseconds total_timeout{30'000};   ///< of one request, body included
  std::size_t max_body = 16'777'216;                 ///< of an answer, decompressed
  std::string ca_file = {};                          ///< PEM, trusted instead of the system's store
  std::string client_certificate = {};               ///< PEM, chain first; goes with `client_key`
  std::string client_key = {};                       ///< PEM
  /// "http://host:port"; empty: none, whatever the environment says. libcurl only.
  std::string proxy = {};
  /// Lets a TLS host choose HTTP/2. cpp-httplib always speaks HTTP/1.1.
  bool http2 = false;
  /// Asks for gzip and deflate, and gives the answer decompressed, without `Content-Encoding` and
  /// `Content-Length`. cpp-httplib never asks.
  bool accept_compressed = false;
  /// Where connections may lead; anywhere, unless it says otherwise. A proxy looks up hosts by
  /// itself: there is none beside a policy.
  AddressPolicy addresses = {};
};

/// The transports to a host that this build has, the one that make_transport() takes first:
/// "libcurl" where it is built in, and "cpp-httplib".
std::vector<std::string_view> transport_names();

/// The best transport of this build, which survives a hostile host if it is libcurl. `url` is
/// "http://host:port" or "https://..."; connections are kept.
///
/// Errors:   bad_input for any other URL and for options that do not fit; unsupported for what this
///           build lacks; limit_exceeded when the system gives no thread
Result<std::unique_ptr<Transport>> make_transport(const std::string& url,
                                                  const TransportOptions& options = {});

/// libcurl behind the seam: every limit of docs/transports.md holds whatever the host sends.
///
/// Errors:   as make_transport(); unsupported in a build without libcurl
Result<std::unique_ptr<Transport>> make_curl_transport(const std::string& url,
                                                       const TransportOptions& options = {});

/// cpp-httplib behind the seam, for hosts that are trusted: 0.11.4 cannot survive a status line of
/// 40 KB and more, reads heads of any size, decodes field values, cannot be stopped while it
/// connects, and may call a broken answer `truncated` or `connection_lost`: docs/transports.md.
///
/// Errors:   as make_transport(); bad_input for a proxy
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
