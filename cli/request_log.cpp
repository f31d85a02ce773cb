// SPDX-License-Identifier: MIT
#include "request_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <utility>

#include "understudy/base/error.hpp"

namespace understudy::cli {

namespace {

// An allow-list: a field that nobody has thought of may carry a secret.
constexpr std::array<std::string_view, 6> kHarmless{"Accept",       "Connection", "Content-Length",
                                                    "Content-Type", "Host",       "User-Agent"};

bool is_harmless(const std::string& name) {
  return std::any_of(kHarmless.begin(), kHarmless.end(),
                     [&](std::string_view known) { return equal_ignoring_case(known, name); });
}

std::string describe(const Fields& fields) {
  std::string text;
  for (const Field& field : fields) {
    text += fmt::format("{}{}={}", text.empty() ? "" : " ", excerpt(field.name, 60),
                        is_harmless(field.name) ? excerpt(field.value, 60) : "***");
  }
  return text;
}

}  // namespace

std::string log_line(LogLevel level, const Request& request, const Response& response,
                     Duration elapsed) {
  const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(elapsed).count();
  std::string line = fmt::format("{} {} {} {}us", name_of(request.method),
                                 excerpt(request.path(), 200), response.status, microseconds);
  if (level == LogLevel::debug) {
    line += fmt::format(" [{}] {} bytes in, {} bytes out", describe(request.fields),
                        request.body.size(), response.body.size());
  }
  return line + "\n";
}

mock::Handler log_requests(mock::Handler handler, LogLevel level) {
  if (level == LogLevel::none) return handler;
  return [handler = std::move(handler), level](const Request& request) {
    const SystemClock clock;
    const SteadyTime begin = clock.steady_now();
    mock::Reply reply = handler(request);
    const std::string line = log_line(level, request, reply.response, clock.steady_now() - begin);
    static_cast<void>(std::fputs(line.c_str(), stderr));
    return reply;
  };
}

}  // namespace understudy::cli
