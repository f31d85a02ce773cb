// SPDX-License-Identifier: MIT
/// `record-skip-limit`: `skip=0&limit=25`, answered by the rows alone.
///
/// Grammar:  number = 1*18DIGIT, leading zeros allowed; a parameter without a value is absent, the
///           first of several counts
/// Shape:    [row...]: no total, no page number, no link
/// Units:    records to leave out, records to return: 1..paging.max_limit
/// Errors:   400 "validation_failed" with an entry for each bad parameter: no number, and by switch
///           a limit of zero or past the maximum
/// Source:   partnerportal S6, S2.7; A1 the switches
#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "paging/dialect.hpp"

namespace understudy::mock::paging {

namespace {

constexpr std::size_t kMostDigits = 18;  // S6.7: what fits 64 bits

struct Readings {
  std::uint64_t default_limit;
  std::uint64_t max_limit;
  bool rejects_over_max;
  bool rejects_malformed;
  bool rejects_zero;
};

std::optional<std::uint64_t> parse_number(std::string_view text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  const bool is_whole = error == std::errc{} && stop == end && text.size() <= kMostDigits;
  return is_whole ? std::optional{number} : std::nullopt;
}

/// The number of a parameter, or `otherwise`; a problem is added to `problems`.
std::uint64_t read_number(const QueryParams& query, std::string_view name, std::uint64_t otherwise,
                          const Readings& readings, std::vector<Detail>& problems) {
  const std::string* const text = query.find(name);
  if (text == nullptr || text->empty()) return otherwise;
  const auto number = parse_number(*text);
  if (number) return *number;
  if (readings.rejects_malformed) {
    problems.push_back({std::string{name}, "must be a whole number of at most 18 digits"});
  }
  return otherwise;
}

Result<Window, Refusal> read_window(const QueryParams& query, const Readings& readings) {
  std::vector<Detail> problems;
  Window window;
  window.first = read_number(query, "skip", 0, readings, problems);
  window.count = read_number(query, "limit", readings.default_limit, readings, problems);
  if (window.count == 0 && readings.rejects_zero) {
    problems.push_back({"limit", "must be 1 or more"});
  }
  if (window.count > readings.max_limit) {
    if (readings.rejects_over_max) {
      problems.push_back({"limit", "must be at most " + std::to_string(readings.max_limit)});
    }
    window.count = readings.max_limit;
  }
  if (problems.empty()) return window;
  std::string message;
  for (const Detail& problem : problems) {
    message += (message.empty() ? "" : "; ") + problem.where + ' ' + problem.message;
  }
  return Failure{Refusal{.status = 400,
                         .message = std::move(message),
                         .rule = "paging.parameters",
                         .source = "S10.6",
                         .code = "validation_failed",
                         .details = std::move(problems)}};
}

}  // namespace

Paging make_record_skip_limit(const Switches& switches) {
  // Both are numbers, as Switches has checked; a default past the maximum is the maximum.
  const std::uint64_t most = parse_number(switches["paging.max_limit"]).value_or(0);
  const std::uint64_t usual = parse_number(switches["paging.default_limit"]).value_or(0);
  const Readings readings{.default_limit = std::min(usual, most),
                          .max_limit = most,
                          .rejects_over_max = switches.is("paging.over_max", "reject"),
                          .rejects_malformed = switches.is("paging.malformed", "reject"),
                          .rejects_zero = switches.is("paging.zero_limit", "reject")};
  return {.read = [readings](const QueryParams& query) { return read_window(query, readings); },
          .write = [](std::string& out, const PageFacts&,
                      const std::function<void(std::string&)>& content) { content(out); }};
}

}  // namespace understudy::mock::paging
