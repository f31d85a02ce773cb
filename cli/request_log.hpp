// SPDX-License-Identifier: MIT
/// One line per request on stderr, without what is nobody's business.
#pragma once

#include <cstdint>
#include <string>

#include "understudy/base/clock.hpp"
#include "understudy/base/http.hpp"
#include "understudy/mock/listener.hpp"

namespace understudy::cli {

enum class LogLevel : std::uint8_t {
  none,
  access,  ///< method, path, status, microseconds
  debug,   ///< and the names of all fields, with the values of harmless ones
};

/// "POST /v1/x 200 412us"; the query is left out, because some APIs take a key there.
std::string log_line(LogLevel level, const Request& request, const Response& response,
                     Duration elapsed);

/// The handler itself, or one that logs each of its answers. Thread-safe if `handler` is.
mock::Handler log_requests(mock::Handler handler, LogLevel level);

}  // namespace understudy::cli
