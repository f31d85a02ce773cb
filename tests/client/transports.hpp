// SPDX-License-Identifier: MIT
/// The transports that talk through a socket, as types: a test that is a template over them is one
/// entry for each.
#pragma once

#include <chrono>
#include <csignal>
#include <memory>
#include <string>

#include "support/catch.hpp"
#include "understudy/client/transport.hpp"

namespace understudy::client {

struct Curl {
  static constexpr bool kIsHttplib = false;
  static Result<std::unique_ptr<Transport>> make(const std::string& url,
                                                 const TransportOptions& options = {}) {
    return make_curl_transport(url, options);
  }
};

struct Httplib {
  static constexpr bool kIsHttplib = true;
  static Result<std::unique_ptr<Transport>> make(const std::string& url,
                                                 const TransportOptions& options = {}) {
    std::signal(SIGPIPE, SIG_IGN);
    return make_httplib_transport(url, options);
  }
};

#ifdef UNDERSTUDY_HAS_CURL
#define UNDERSTUDY_SOCKET_TRANSPORTS Curl, Httplib
#else
#define UNDERSTUDY_SOCKET_TRANSPORTS Httplib
#endif

/// How long a request may take that has to end for another reason.
inline constexpr std::chrono::seconds kLong{20};

}  // namespace understudy::client
