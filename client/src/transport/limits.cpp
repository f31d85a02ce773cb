// SPDX-License-Identifier: MIT
#include "transport/limits.hpp"

#include <algorithm>

namespace understudy::client {

std::optional<Error> why_not_begin(const SendOptions& options) {
  if (options.stop.stop_requested()) return was_cancelled();
  if (options.timeout && *options.timeout <= Duration::zero()) {
    return Error{Errc::timed_out, "expected time for a request, there was none left", "", ""};
  }
  return std::nullopt;
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

}  // namespace understudy::client
