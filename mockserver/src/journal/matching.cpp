// SPDX-License-Identifier: MIT
#include "journal/matching.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "understudy/base/json_document.hpp"
#include "understudy/base/json_pointer.hpp"
#include "understudy/base/uri.hpp"

namespace understudy::mock {

namespace {

constexpr std::size_t kLongestValue = 200;  // ours: bytes of a value in a message
/// Bodies that passed the server: its answers have no limit.
constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
constexpr JsonLimits kOwnLimits{.bytes = kNone, .elements = kNone, .nodes = kNone};

std::string quoted(std::string_view text) {
  std::string out;
  append_json_string(out, excerpt(text, kLongestValue));
  return out;
}

std::string shown(const std::optional<Json>& value) {
  return value ? excerpt(dump_json(*value), kLongestValue) : "nothing";
}

std::string_view name_of(Condition::Part part) {
  switch (part) {
    case Condition::Part::query:
      return "query";
    case Condition::Part::field:
      return "field";
    case Condition::Part::body:
      return "body";
    case Condition::Part::response_field:
      return "response field";
    case Condition::Part::response_body:
      break;
  }
  return "response body";
}

std::string wish_of(const Condition& condition) {
  switch (condition.test) {
    case Condition::Test::absent:
      return "nothing";
    case Condition::Test::contains:
      return "with " + shown(condition.value) + " in it";
    case Condition::Test::equals:
      return shown(condition.value);
    case Condition::Test::present:
      break;
  }
  return "anything";
}

/// One exchange, its bodies and its query read when they are first asked for.
class Reading {
 public:
  explicit Reading(const HeldExchange& exchange)
      : entry_(exchange.entry), response_body_(exchange.response_body()) {}

  [[nodiscard]] std::optional<Json> at(const Condition& condition) {
    switch (condition.part) {
      case Condition::Part::query:
        return parameter(condition.place);
      case Condition::Part::field:
        return text(entry_.request.fields.find(condition.place));
      case Condition::Part::body:
        return member(request_, entry_.request.body, condition.place);
      case Condition::Part::response_field:
        return text(entry_.response.fields.find(condition.place));
      case Condition::Part::response_body:
        break;
    }
    return member(response_, response_body_, condition.place);
  }

 private:
  static std::optional<Json> text(const std::string* value) {
    return value == nullptr ? std::nullopt : std::optional<Json>{*value};
  }

  std::optional<Json> parameter(const std::string& name) {
    if (!query_) {
      auto parsed = QueryParams::parse(entry_.request.query());
      query_ = parsed ? *std::move(parsed) : QueryParams{};
    }
    return text(query_->find(name));
  }

  /// A body that is no JSON is a text without members.
  static std::optional<Json> member(std::optional<JsonDocument>& read, const std::string& body,
                                    const std::string& pointer) {
    if (body.empty()) return std::nullopt;
    if (!read) {
      auto document = JsonDocument::parse(body, kOwnLimits);
      read = document ? *std::move(document) : JsonDocument::of(Json(excerpt(body, body.size())));
    }
    const auto value = find_pointer(read->root(), pointer);
    return value ? std::optional{to_json(*value)} : std::nullopt;
  }

  const JournalEntry& entry_;
  const std::string& response_body_;
  std::optional<QueryParams> query_;
  std::optional<JsonDocument> request_;
  std::optional<JsonDocument> response_;
};

bool holds(const Condition& condition, const std::optional<Json>& got) {
  switch (condition.test) {
    case Condition::Test::absent:
      return !got;
    case Condition::Test::present:
      return got.has_value();
    case Condition::Test::equals:
      return got && *got == condition.value;
    case Condition::Test::contains:
      break;
  }
  if (!got) return false;
  if (got->is_array()) {
    return std::find(got->begin(), got->end(), condition.value) != got->end();
  }
  const auto* whole = got->get_ptr<const std::string*>();
  const auto* part = condition.value.get_ptr<const std::string*>();
  return whole != nullptr && part != nullptr && whole->find(*part) != std::string::npos;
}

std::string described(const JournalEntry& entry) {
  std::string text = std::to_string(entry.number) + ", ";
  text += name_of(entry.request.method);
  text += ' ' + excerpt(entry.request.path(), kLongestValue);
  return text + ", answered " + std::to_string(entry.response.status);
}

/// The exchange with the fewest differences, the newest of several.
void add_closest(Verification& verification, const std::deque<HeldExchange>& exchanges,
                 const ExchangePattern& pattern) {
  const JournalEntry* closest = nullptr;
  for (const HeldExchange& exchange : exchanges) {
    auto found = differences(pattern, exchange);
    if (found.empty()) continue;  // it is one of those that do match
    if (closest != nullptr && found.size() > verification.differences.size()) continue;
    closest = &exchange.entry;
    verification.differences = std::move(found);
  }
  if (closest == nullptr) return;
  verification.closest = closest->number;
  verification.message += "; the closest is exchange " + described(*closest);
  for (const Difference& difference : verification.differences) {
    verification.message +=
        "\n  " + difference.where + ": want " + difference.want + ", got " + difference.got;
  }
}

std::string described(const Times& times) {
  const std::string least = std::to_string(times.at_least);
  if (!times.at_most) return "at least " + least;
  if (*times.at_most == times.at_least) return "exactly " + least;
  return least + " to " + std::to_string(*times.at_most);
}

}  // namespace

std::vector<Difference> differences(const ExchangePattern& pattern, const HeldExchange& exchange) {
  const JournalEntry& entry = exchange.entry;
  std::vector<Difference> found;
  const auto compare = [&](std::string_view where, std::string_view want, std::string_view got) {
    if (want.empty() || want == got) return;
    found.push_back({std::string{where}, quoted(want), quoted(got)});
  };
  compare("api", pattern.api, entry.api);
  compare("operation", pattern.operation, entry.operation);
  compare("method", pattern.method, name_of(entry.request.method));
  compare("path", pattern.path, entry.request.path());
  compare("stage", pattern.stage, entry.stage);
  if (pattern.status && *pattern.status != entry.response.status) {
    found.push_back(
        {"status", std::to_string(*pattern.status), std::to_string(entry.response.status)});
  }
  Reading reading{exchange};
  for (const Condition& condition : pattern.conditions) {
    const std::optional<Json> got = reading.at(condition);
    if (holds(condition, got)) continue;
    found.push_back({std::string{name_of(condition.part)} + ' ' + condition.place,
                     wish_of(condition), shown(got)});
  }
  return found;
}

bool matches(const ExchangePattern& pattern, const HeldExchange& exchange) {
  return differences(pattern, exchange).empty();
}

std::string describe(const ExchangePattern& pattern) {
  std::string text;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    text.append(text.empty() ? "" : ", ").append(name).append(" ").append(value);
  };
  add("api", pattern.api);
  add("operation", pattern.operation);
  add("method", pattern.method);
  add("path", pattern.path);
  add("stage", pattern.stage);
  if (pattern.status) add("status", std::to_string(*pattern.status));
  for (const Condition& condition : pattern.conditions) {
    add(name_of(condition.part), condition.place + " = " + wish_of(condition));
  }
  return text.empty() ? "anything" : text;
}

Verification verify_times(const std::deque<HeldExchange>& exchanges, const ExchangePattern& pattern,
                          Times times) {
  Verification verification;
  verification.count = static_cast<std::size_t>(
      std::count_if(exchanges.begin(), exchanges.end(),
                    [&](const HeldExchange& exchange) { return matches(pattern, exchange); }));
  const bool too_many = times.at_most && verification.count > *times.at_most;
  verification.holds = verification.count >= times.at_least && !too_many;
  if (verification.holds) return verification;
  verification.message = "expected " + described(times) + " of (" + describe(pattern) +
                         "), found " + std::to_string(verification.count) + " among " +
                         std::to_string(exchanges.size()) + " exchanges";
  if (!too_many) add_closest(verification, exchanges, pattern);
  return verification;
}

Verification verify_order(const std::deque<HeldExchange>& exchanges,
                          std::span<const ExchangePattern> patterns) {
  Verification verification;
  auto at = exchanges.begin();
  for (const ExchangePattern& pattern : patterns) {
    at = std::find_if(at, exchanges.end(),
                      [&](const HeldExchange& exchange) { return matches(pattern, exchange); });
    if (at == exchanges.end()) break;
    ++at;
    ++verification.count;
  }
  verification.holds = verification.count == patterns.size();
  if (verification.holds) return verification;
  const ExchangePattern& missing = patterns[verification.count];
  verification.message =
      "the first " + std::to_string(verification.count) + " of " + std::to_string(patterns.size()) +
      " patterns came in their order, then none that is (" + describe(missing) + ")";
  const bool came_before =
      std::any_of(exchanges.begin(), exchanges.end(),
                  [&](const HeldExchange& exchange) { return matches(missing, exchange); });
  if (came_before) {
    verification.message += "; such exchanges came before only";
  } else {
    add_closest(verification, exchanges, missing);
  }
  return verification;
}

}  // namespace understudy::mock
