// SPDX-License-Identifier: MIT
/// What a client reads of a host: dates, limits, tokens and records. What was read and is written
/// again reads the same, and nobody is told to wait a negative time.
#include <optional>
#include <string>

#include "fuzz/fuzz.hpp"
#include "understudy/client/auth.hpp"
#include "understudy/client/json_codec.hpp"
#include "understudy/client/rate_limit.hpp"

namespace {

using namespace understudy::client;
using understudy::fuzz::require;

struct Node {
  std::string id;
  std::optional<Nullable<std::int64_t>> count;
  std::optional<Decimal> amount;
  std::optional<Instant> at;
  std::vector<Node> children;
  ExtraFields extra;
};

constexpr auto members_of(const Node* /*type*/) {
  return std::tuple{
      member("id", &Node::id), member("count", &Node::count),       member("amount", &Node::amount),
      member("at", &Node::at), member("children", &Node::children), extra_members(&Node::extra)};
}

void check_dates(std::string_view text, understudy::WallTime now) {
  if (const auto at = understudy::parse_http_date(text, now)) {
    require(understudy::parse_http_date(understudy::format_imf_date(*at), now) == at,
            "a date that is written reads back");
  }
  if (const auto at = parse_instant(text)) {
    require(parse_instant(format_instant(*at)) == at, "a moment that is written reads back");
  }
  if (const auto at = parse_local_time(text)) {
    require(parse_local_time(format_local_time(*at)) == at, "a time that is written reads back");
  }
  if (const auto date = parse_date(text)) require(format_date(*date) == text, "a date is its text");
}

void check_limits(std::string_view text, understudy::WallTime now) {
  const auto wait = parse_retry_after(text, now);
  require(!wait || wait->count() >= 0, "no host asks for a negative wait");
  const RateLimit limit = read_rate_limit(
      {{"RateLimit", std::string{text}}, {"RateLimit-Policy", std::string{text}}}, now);
  require(limit.remaining.value_or(0) >= 0, "nothing left is the least");
  require(!limit.reset || limit.reset->count() >= 0, "a reset is not in the past");
}

void check_records(std::string_view text) {
  const auto node = read_json<Node>(text);
  if (!node) return;
  const std::string written = write_json(*node);
  const auto again = read_json<Node>(written);
  require(again.has_value() && write_json(*again) == written, "a written record reads back");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = understudy::fuzz::text_of(data, size);
  const understudy::WallTime now = understudy::ManualClock{}.wall_now();
  check_dates(text, now);
  check_limits(text, now);
  check_records(text);
  static_cast<void>(jwt_expiry(text));
  return 0;
}
