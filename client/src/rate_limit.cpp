// SPDX-License-Identifier: MIT
/// Fields about limits: Retry-After, the draft's two lists, and the older fields of single numbers.
#include "understudy/client/rate_limit.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace understudy::client {

namespace {

constexpr std::int64_t kLongest = 10'000'000'000;   // ours: seconds; fits Duration, 317 years
constexpr std::int64_t kSince1970 = 1'000'000'000;  // ours: as a wait it would be 31 years
constexpr std::int64_t kBillion = 1'000'000'000;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// 1*DIGIT; what is larger than anybody means is cut to that.
std::optional<std::int64_t> read_number(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789") != text.npos) return std::nullopt;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} ? std::min(number, kLongest) : kLongest;
}

Duration seconds(std::int64_t count) {
  static_assert(Duration::max().count() / kBillion > 9'000'000'000);
  return std::chrono::seconds{std::min<std::int64_t>(count, 9'000'000'000)};
}

/// An item of a list with those of its parameters that are whole numbers.
struct Item {
  std::string name;
  std::map<std::string, std::int64_t, std::less<>> parameters;

  [[nodiscard]] std::optional<std::int64_t> find(std::string_view key) const {
    const auto it = parameters.find(key);
    return it == parameters.end() ? std::nullopt : std::optional{it->second};
  }
};

/// Cuts a piece up to one of `ends` off the front; quoted strings are passed over whole.
std::string_view cut(std::string_view& text, std::string_view ends) {
  std::size_t at = 0;
  bool is_quoted = false;
  for (; at < text.size(); ++at) {
    if (is_quoted && text[at] == '\\') {
      ++at;
      continue;
    }
    if (text[at] == '"') is_quoted = !is_quoted;
    if (!is_quoted && ends.find(text[at]) != ends.npos) break;
  }
  at = std::min(at, text.size());
  const std::string_view piece = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return trimmed(piece);
}

// sf-list = item *( "," item ); item = bare-item *( ";" key [ "=" bare-item ] )
std::vector<Item> read_items(const Fields& fields, std::string_view name) {
  std::vector<Item> items;
  for (const Field& field : fields) {
    if (!equal_ignoring_case(field.name, name)) continue;
    for (std::string_view rest = field.value; !rest.empty();) {
      std::string_view text = cut(rest, ",");
      Item item{std::string{cut(text, ";")}, {}};
      while (!text.empty()) {
        std::string_view value = cut(text, ";");
        const std::string_view key = cut(value, "=");
        if (const auto number = read_number(value)) item.parameters[std::string{key}] = *number;
      }
      items.push_back(std::move(item));
    }
  }
  return items;
}

std::optional<std::int64_t> number_in(const Fields& fields, const std::string& name) {
  const std::string* const value = fields.find(name);
  return value == nullptr ? std::nullopt : read_number(trimmed(*value));
}

std::optional<RateLimit> read_lists(const Fields& fields) {
  const std::vector<Item> states = read_items(fields, "RateLimit");
  const Item* tightest = nullptr;
  for (const Item& state : states) {
    if (!state.find("r")) continue;
    if (tightest == nullptr || *state.find("r") < *tightest->find("r")) tightest = &state;
  }
  if (tightest == nullptr) return std::nullopt;
  RateLimit limit{.remaining = tightest->find("r")};
  if (const auto reset = tightest->find("t")) limit.reset = seconds(*reset);
  for (const Item& policy : read_items(fields, "RateLimit-Policy")) {
    if (policy.name != tightest->name) continue;
    limit.limit = policy.find("q");
    if (const auto window = policy.find("w")) limit.window = seconds(*window);
  }
  return limit;
}

std::optional<RateLimit> read_numbers(const Fields& fields, const std::string& prefix,
                                      WallTime now) {
  RateLimit limit{.limit = number_in(fields, prefix + "-Limit"),
                  .remaining = number_in(fields, prefix + "-Remaining")};
  if (!limit.remaining) return std::nullopt;
  if (const auto reset = number_in(fields, prefix + "-Reset")) {
    const bool is_time = *reset >= kSince1970;
    const std::int64_t wait = is_time ? *reset - epoch_seconds(now) : *reset;
    limit.reset = seconds(std::max<std::int64_t>(wait, 0));
  }
  return limit;
}

}  // namespace

std::optional<Duration> parse_retry_after(std::string_view value, WallTime now) {
  value = trimmed(value);
  if (const auto number = read_number(value)) return seconds(*number);
  const auto at = parse_http_date(value, now);
  if (!at) return std::nullopt;
  return *at > now ? *at - now : Duration::zero();
}

RateLimit read_rate_limit(const Fields& fields, WallTime now) {
  if (const auto limit = read_lists(fields)) return *limit;
  if (const auto limit = read_numbers(fields, "RateLimit", now)) return *limit;
  return read_numbers(fields, "X-RateLimit", now).value_or(RateLimit{});
}

std::optional<Duration> asked_wait(const Fields& fields, WallTime now) {
  if (const std::string* const value = fields.find("Retry-After")) {
    if (const auto wait = parse_retry_after(*value, now)) return wait;
  }
  const RateLimit limit = read_rate_limit(fields, now);
  return limit.remaining == 0 ? limit.reset : std::nullopt;
}

}  // namespace understudy::client
