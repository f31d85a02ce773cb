// SPDX-License-Identifier: MIT
/// `page-skip-take`: `skip=2&take=10` skips two pages of ten, answered by a page object.
///
/// Grammar:  number = [ "-" ] 1*DIGIT            ; nothing around it; an empty `skip` is absent
/// Shape:    {"items", "currentPageNumber", "recordsPerPage", "totalRecords", "totalPages"}
/// Units:    skip in pages from 0 (paging.skip_unit=records: in records); take in records,
///           1..paging.max_take
/// Errors:   400 with one detail per parameter: what is no integer, `skip` below 0, `take` below 1
///           or past the maximum; under paging.malformed=default, zero_take=empty and
///           over_max=clamp the default, an empty page and the maximum instead
/// Source:   ecg S9.2, S11 [DOC, FW]; A2, A17, A18 the readings
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "paging/dialect.hpp"

namespace understudy::mock::paging {

namespace {

constexpr std::int64_t kDefaultTake = 10;  // S9.2 [SEED]
// ours: the largest integer of the host's language; what is beyond counts as this
constexpr std::int64_t kMostNumber = 9'007'199'254'740'991;

/// What the switches say, read once.
struct Readings {
  bool skips_records;
  bool defaults_malformed;
  bool empties_zero_take;
  bool clamps;
  bool counts_from_one;
  std::int64_t max_take = 0;

  explicit Readings(const Switches& switches)
      : skips_records(switches.is("paging.skip_unit", "records")),
        defaults_malformed(switches.is("paging.malformed", "default")),
        empties_zero_take(switches.is("paging.zero_take", "empty")),
        clamps(switches.is("paging.over_max", "clamp")),
        counts_from_one(switches.is("paging.current_page", "one-based")) {
    const std::string_view most = switches["paging.max_take"];  // nine digits at most
    std::from_chars(most.data(), most.data() + most.size(), max_take);
  }
};

/// number = [ "-" ] 1*DIGIT, at most kMostNumber on both sides
std::optional<std::int64_t> parse_number(std::string_view text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error == std::errc::invalid_argument || stop != end) return std::nullopt;
  if (error == std::errc::result_out_of_range) {
    return text.front() == '-' ? -kMostNumber : kMostNumber;
  }
  return std::clamp(number, -kMostNumber, kMostNumber);
}

/// Reads both parameters and collects what is wrong with them.
class Reader {
 public:
  Reader(const QueryParams& query, const Readings& readings) : query_(query), readings_(readings) {}

  Result<Window, Refusal> read() {
    const std::int64_t skip = read_skip();
    const std::int64_t take = read_take();
    if (!refusal_.details.empty()) {
      refusal_.message = refusal_.details.front().message;
      return Failure{std::move(refusal_)};
    }
    Window window;
    window.count = static_cast<std::uint64_t>(take);
    window.first = static_cast<std::uint64_t>(skip);
    window.number = skip;
    if (readings_.skips_records) {
      window.number = take == 0 ? 0 : skip / take;
    } else {
      constexpr auto kMost = std::numeric_limits<std::uint64_t>::max();
      window.first =
          take > 0 && window.first > kMost / window.count ? kMost : window.first * window.count;
    }
    if (readings_.counts_from_one) ++window.number;
    return window;
  }

 private:
  void refuse(std::string_view name, const std::string& text) {
    refusal_.details.push_back({std::string{name}, std::string{name} + text});
  }

  /// S9.11: a scalar that comes twice is no number either.
  std::int64_t read_number(std::string_view name, std::int64_t absent) {
    const auto values = query_.all(name);
    if (values.empty() || (name == "skip" && values.size() == 1 && values[0].empty())) {
      return absent;  // S11.7
    }
    const auto number = values.size() == 1 ? parse_number(values[0]) : std::nullopt;
    if (number) return *number;
    if (!readings_.defaults_malformed) refuse(name, " must be an integer number");
    return absent;
  }

  std::int64_t read_skip() {
    const std::int64_t skip = read_number("skip", 0);
    if (skip < 0) refuse("skip", " must not be less than 0");
    return skip;
  }

  std::int64_t read_take() {
    const std::int64_t take = read_number("take", std::min(kDefaultTake, readings_.max_take));
    if (take < 1 && !readings_.empties_zero_take) refuse("take", " must not be less than 1");
    if (take > readings_.max_take && !readings_.clamps) {
      refuse("take", " must not be greater than " + std::to_string(readings_.max_take));
    }
    return std::clamp(take, std::int64_t{0}, readings_.max_take);
  }

  const QueryParams& query_;
  const Readings& readings_;
  Refusal refusal_{.status = 400, .message = {}, .rule = "paging", .source = "S11"};
};

void append_number(std::string& out, std::string_view start, std::uint64_t number) {
  out += start;
  char digits[20];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

void write_page(std::string& out, const PageFacts& facts,
                const std::function<void(std::string&)>& content) {
  const std::uint64_t take = facts.window.count;
  const std::uint64_t pages = take == 0 ? 0 : facts.total / take + (facts.total % take != 0);
  out += "{\"items\":";
  content(out);
  append_number(out, ",\"currentPageNumber\":", static_cast<std::uint64_t>(facts.window.number));
  append_number(out, ",\"recordsPerPage\":", take);
  append_number(out, ",\"totalRecords\":", facts.total);
  append_number(out, ",\"totalPages\":", pages);
  out += '}';
}

}  // namespace

Paging make_page_skip_take(const Switches& switches) {
  return {.read =
              [readings = Readings{switches}](const QueryParams& query) {
                return Reader{query, readings}.read();
              },
          .write = &write_page};
}

}  // namespace understudy::mock::paging
