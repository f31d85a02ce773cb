// SPDX-License-Identifier: MIT
#include "transport/attempt.hpp"

#include <algorithm>
#include <utility>

#include "understudy/base/http1.hpp"

namespace understudy::client {

std::optional<Error> why_not_begin(const SendOptions& options) {
  if (options.stop.stop_requested()) return was_cancelled();
  if (options.timeout && *options.timeout <= Duration::zero()) {
    return Error{Errc::timed_out, "expected time for a request, there was none left", "", ""};
  }
  return std::nullopt;
}

std::optional<Error> why_not_send(const Request& request, const Origin& origin,
                                  const SendOptions& options) {
  // The codec of base checks what we send; its bytes are not used.
  auto head = http1::write_request({request.method, request.target, request.fields, ""},
                                   origin.authority());
  if (!head) return std::move(head.error());
  if (request.method == Method::head && !request.body.empty()) {
    return Error{Errc::bad_input, "expected HEAD without a body", "request", ""};
  }
  return why_not_begin(options);
}

std::optional<Error> why_not_use(const TransportOptions& options) {
  if (options.client_certificate.empty() != options.client_key.empty()) {
    return Error{Errc::bad_input, "expected a client certificate and its key, got one of them",
                 options.client_key.empty() ? "client_key" : "client_certificate", ""};
  }
  if (options.proxy.empty()) return std::nullopt;
  const auto proxy = parse_origin(options.proxy);
  if (!proxy || proxy->is_tls) {
    return Error{Errc::bad_input, "expected a proxy as http://host:port", "proxy", ""};
  }
  if (options.addresses.allows_everything()) return std::nullopt;
  return Error{Errc::bad_input, "expected no proxy beside a policy of addresses, got both", "proxy",
               "let the proxy keep to the policy: it looks up the hosts"};
}

bool is_set_by_transport(std::string_view field) {
  return equal_ignoring_case(field, "Content-Length") || equal_ignoring_case(field, "Host") ||
         equal_ignoring_case(field, "Transfer-Encoding");
}

Duration time_for(const SendOptions& options, std::chrono::milliseconds total) {
  return std::min<Duration>(options.timeout.value_or(total), total);
}

Error time_is_up(const std::string& host, Duration within) {
  const auto ms = std::chrono::ceil<std::chrono::milliseconds>(within).count();
  return {Errc::timed_out,
          "expected the whole answer of " + host + " within " + std::to_string(ms) + " ms", "", ""};
}

Error was_cancelled() { return {Errc::cancelled, "the request was cancelled", "", ""}; }

Error no_connection(const std::string& host) {
  return {Errc::unreachable, "expected a connection to " + host + ", got none", "",
          "check that the host is running and the port is right"};
}

Error not_trusted(const std::string& host) {
  return {Errc::untrusted, "expected a certificate of " + host + " that verifies", "",
          "give the CA that signed it; verification cannot be turned off"};
}

Error bad_trust_files() {
  return {Errc::bad_input, "expected a CA file, or a certificate and its key, in PEM form", "",
          "check the paths and their content"};
}

Error connection_ended(const std::string& host, bool has_head) {
  return {has_head ? Errc::truncated : Errc::connection_lost,
          "expected a whole HTTP answer of " + host + ", the connection ended before", "", ""};
}

}  // namespace understudy::client
