// SPDX-License-Identifier: MIT
#include "understudy/conformance/expected.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "document.hpp"

namespace understudy::conformance {

namespace {

constexpr std::string_view kBlanks = " \t\r\n";

bool is_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// full-date of RFC 3339 section 5.6, with a day that its month has.
bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const std::string digits = std::string{text.substr(0, 4)} + std::string{text.substr(5, 2)} +
                             std::string{text.substr(8, 2)};
  if (!is_digits(digits)) return false;
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    for (const char c : digits.substr(at, size)) value = value * 10 + (c - '0');
    return value;
  };
  const std::chrono::year_month_day day{std::chrono::year{number(0, 4)},
                                        std::chrono::month{static_cast<unsigned>(number(4, 2))},
                                        std::chrono::day{static_cast<unsigned>(number(6, 2))}};
  return day.ok();
}

Result<std::string> read_reason(const Place& place) {
  auto reason = read_text(place, "reason");
  if (!reason) return reason;
  if (reason->find_first_not_of(kBlanks) == std::string::npos) {
    return refuse("expected a reason in words", place.at + "/reason");
  }
  return reason;
}

Result<std::string> read_date(const Place& place) {
  auto date = read_text(place);
  if (date && !is_date(*date)) return refuse("expected a day like \"2026-12-31\"", place.at);
  return date;
}

Result<Verdict> read_verdict(const Place& place) {
  const auto name = read_text(place);
  if (!name) return Failure{name.error()};
  const auto verdict = find_verdict(*name);
  if (verdict == Verdict::fail || verdict == Verdict::observed) return *verdict;
  return refuse("expected \"fail\" or \"observed\"", place.at);
}

/// An id, or its beginning with "*" behind; the API at least is whole.
Result<Deviation> read_id(const Place& place) {
  const auto id = read_text(place, "id");
  if (!id) return Failure{id.error()};
  Deviation deviation{.id = *id, .reason = ""};
  const std::size_t star = id->find('*');
  deviation.is_prefix = star != std::string::npos && star + 1 == id->size();
  if (deviation.is_prefix) deviation.id.pop_back();
  const bool names_api = deviation.id.find('/') != std::string::npos && deviation.id[0] != '/';
  if (!names_api || deviation.id.find('*') != std::string::npos) {
    return refuse("expected the id of a check, or its beginning behind the API and \"*\"",
                  place.at + "/id");
  }
  return deviation;
}

Result<Deviation> read_deviation(const Place& place) {
  if (auto known = require_object(place, {"expires", "id", "reason", "ticket", "verdict"});
      !known) {
    return Failure{known.error()};
  }
  auto deviation = read_id(place);
  if (!deviation) return deviation;
  auto reason = read_reason(place);
  if (!reason) return Failure{reason.error()};
  deviation->reason = *std::move(reason);
  if (place.has("ticket")) {
    auto ticket = read_text(place.member("ticket"));
    if (!ticket) return Failure{ticket.error()};
    deviation->ticket = *std::move(ticket);
  }
  if (place.has("expires")) {
    auto date = read_date(place.member("expires"));
    if (!date) return Failure{date.error()};
    deviation->expires = *std::move(date);
  }
  if (place.has("verdict")) {
    const auto verdict = read_verdict(place.member("verdict"));
    if (!verdict) return Failure{verdict.error()};
    deviation->verdict = *verdict;
  }
  return deviation;
}

std::string spelled_id(const Deviation& deviation) {
  return deviation.is_prefix ? deviation.id + "*" : deviation.id;
}

bool names(const Deviation& deviation, const CheckResult& check) {
  return deviation.is_prefix ? check.id.starts_with(deviation.id) : check.id == deviation.id;
}

bool differs_as(const Deviation& deviation, const CheckResult& check, bool is_strict) {
  if (check.verdict == deviation.verdict) return true;
  return deviation.verdict == Verdict::observed && check.verdict == Verdict::fail && is_strict &&
         is_assumption(check.grade);
}

bool came_to_a_conclusion(const CheckResult& check) {
  return check.verdict == Verdict::pass || check.verdict == Verdict::fail ||
         check.verdict == Verdict::observed;
}

std::string text_of(const Deviation& deviation) {
  return deviation.ticket.empty() ? deviation.reason
                                  : deviation.reason + " (" + deviation.ticket + ")";
}

enum class Duty : std::uint8_t { done, not_judged, names_none, did_not_happen };

/// Marks the checks that differ as the entry says, unless an entry before it has.
Duty mark(CheckReport& report, const Deviation& deviation) {
  bool names_any = false;
  bool happened = false;
  bool is_open = false;
  for (CheckResult& check : report.checks) {
    if (!names(deviation, check)) continue;
    names_any = true;
    is_open = is_open || !came_to_a_conclusion(check);
    if (!differs_as(deviation, check, report.is_strict)) continue;
    happened = true;
    if (check.expectation.empty()) check.expectation = text_of(deviation);
  }
  if (happened) return Duty::done;
  if (names_any) return is_open ? Duty::not_judged : Duty::did_not_happen;
  const std::string api = deviation.id.substr(0, deviation.id.find('/'));
  const bool took_part = std::any_of(report.checks.begin(), report.checks.end(),
                                     [&](const CheckResult& check) { return check.api == api; });
  return took_part ? Duty::names_none : Duty::not_judged;
}

}  // namespace

Result<std::vector<Deviation>> parse_expectations(std::string_view json) {
  const auto document = parse_json(json);
  if (!document) return Failure{document.error()};
  const Place root{*document, ""};
  if (auto known = require_object(root, {"deviations"}); !known) return Failure{known.error()};
  if (!root.has("deviations")) return refuse("expected the member \"deviations\"", "");
  const Place list = root.member("deviations");
  if (!list.value.is_array()) return refuse("expected an array", list.at);
  std::vector<Deviation> deviations;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < list.value.size(); ++i) {
    const Place place = list.element(i);
    auto deviation = read_deviation(place);
    if (!deviation) return Failure{deviation.error()};
    if (!seen.insert(spelled_id(*deviation)).second) {
      return refuse("expected each id once", place.at + "/id");
    }
    deviations.push_back(*std::move(deviation));
  }
  return deviations;
}

void apply(CheckReport& report, std::span<const Deviation> deviations, WallTime today) {
  const std::string day = format_iso_millis(today).substr(0, 10);
  std::size_t not_judged = 0;
  const auto tell = [&](const Deviation& deviation, std::string why) {
    report.stale.push_back({spelled_id(deviation), text_of(deviation), std::move(why)});
  };
  const auto judge = [&](const Deviation& deviation) {
    if (!deviation.expires.empty() && deviation.expires < day) {
      return tell(deviation, "expired on " + deviation.expires);
    }
    switch (mark(report, deviation)) {
      case Duty::done:
        return;
      case Duty::not_judged:
        ++not_judged;
        return;
      case Duty::names_none:
        return tell(deviation, "no such check");
      case Duty::did_not_happen:
        return tell(deviation, "did not happen");
    }
  };
  for (const Deviation& deviation : deviations) {
    if (!deviation.is_prefix) judge(deviation);
  }
  for (const Deviation& deviation : deviations) {
    if (deviation.is_prefix) judge(deviation);
  }
  if (not_judged > 0) {
    report.notices.push_back("expectations that this run could not judge: " +
                             std::to_string(not_judged));
  }
}

}  // namespace understudy::conformance
