// SPDX-License-Identifier: MIT
#include "throttle/fields.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

namespace understudy::mock::throttle {

namespace {

constexpr std::uint32_t kMostInLimit = 1'000'000'000;  // ours: keeps every product in 64 bits

std::int64_t whole_seconds(Duration wait) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
  return std::max<std::int64_t>(1, seconds);
}

void add_draft_fields(const Decision& decision, const Limit& limit, Fields& fields) {
  const auto window = std::chrono::ceil<std::chrono::seconds>(limit.window).count();
  fields.set("RateLimit-Policy",
             "\"default\";q=" + std::to_string(limit.requests) + ";w=" + std::to_string(window));
  fields.set("RateLimit", "\"default\";r=" + std::to_string(decision.left) +
                              ";t=" + std::to_string(whole_seconds(decision.reset_after)));
}

void add_x_fields(const Decision& decision, const Limit& limit, Fields& fields) {
  fields.set("X-RateLimit-Limit", std::to_string(limit.requests));
  fields.set("X-RateLimit-Remaining", std::to_string(decision.left));
  fields.set("X-RateLimit-Reset", std::to_string(whole_seconds(decision.reset_after)));
}

/// Cuts a number of 1 to kMostInLimit off the front.
std::optional<std::uint32_t> read_number(std::string_view& text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number == 0 || number > kMostInLimit) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

}  // namespace

std::span<const Switch> common_switches() {
  static const std::array kSwitches{
      Switch{"throttle.count_rejected", {"no", "yes"}, {}, "GUESS", "S5"},
      Switch{"throttle.headers", {"none", "draft", "x-ratelimit"}, {}, "GUESS", "S3"},
      Switch{"throttle.retry_after", {"seconds", "http-date", "none"}, {}, "INF", "S5"},
      Switch{"throttle.window", {"rolling", "fixed"}, {}, "INF", "S5"},
  };
  return kSwitches;
}

void add_fields(const Decision& decision, const Limit& limit, const Switches& switches,
                WallTime now, Fields& fields) {
  const std::string_view style = switches["throttle.headers"];
  if (style == "draft") add_draft_fields(decision, limit, fields);
  if (style == "x-ratelimit") add_x_fields(decision, limit, fields);
  if (decision.admitted) return;

  const std::string_view form = switches["throttle.retry_after"];
  const std::int64_t seconds = whole_seconds(decision.retry_after);
  if (form == "seconds") fields.set("Retry-After", std::to_string(seconds));
  if (form == "http-date") {
    fields.set("Retry-After", format_imf_date(now + std::chrono::seconds{seconds}));
  }
}

Result<std::optional<Limit>> parse_limit(std::string_view text) {
  if (text == "off") return std::optional<Limit>{};
  std::string_view rest = text;
  const auto requests = read_number(rest);
  const bool slash = requests && !rest.empty() && rest.front() == '/';
  if (slash) rest.remove_prefix(1);
  const auto seconds = slash ? read_number(rest) : std::nullopt;
  if (!seconds || rest != "s") {
    return Failure{Error{Errc::bad_input, "a limit has to be \"off\" or \"N/Ss\"", excerpt(text),
                         "write for example 100/60s"}};
  }
  return std::optional{Limit{*requests, std::chrono::seconds{*seconds}, false}};
}

}  // namespace understudy::mock::throttle
