// SPDX-License-Identifier: MIT
#include "query/words.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "understudy/base/error.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::query {

namespace {

constexpr std::size_t kLongestText = 80;  // ours: bytes of a text that is shown

std::string json_text(std::string_view text) {
  std::string out;
  append_json_string(out, excerpt(text, kLongestText));
  return out;
}

/// With zeros in front.
std::string padded(std::int64_t number, std::size_t digits) {
  std::string text = std::to_string(number);
  if (text.size() < digits) text.insert(0, digits - text.size(), '0');
  return text;
}

std::string describe(const Moment& moment) {
  const CivilTime civil = civil_time(moment);
  std::string text = padded(civil.year, 4) + '-' + padded(civil.month, 2) + '-' +
                     padded(civil.day, 2) + 'T' + padded(civil.hour, 2) + ':' +
                     padded(civil.minute, 2) + ':' + padded(civil.second, 2);
  if (civil.picosecond != 0) {
    text += '.' + padded(civil.picosecond, 12);
    text.erase(text.find_last_not_of('0') + 1);
  }
  if (moment.offset == 0) return text + 'Z';
  const int minutes = std::abs(moment.offset);
  return text + (moment.offset < 0 ? '-' : '+') + padded(minutes / 60, 2) + ':' +
         padded(minutes % 60, 2);
}

std::string joined(const std::vector<Value>& values) {
  std::string text;
  for (const Value& value : values) {
    if (!text.empty()) text += ", ";
    text += query::describe(value);
  }
  return text;
}

bool is_null(const Value& value) { return std::holds_alternative<Null>(value); }

/// "is from 1 to 2", "is at least 1", "is at most 2".
std::string range_in_words(const Condition& condition) {
  const Value& low = condition.values.front();
  const Value& high = condition.values.back();
  const std::string verb = condition.negated ? "is not " : "is ";
  if (is_null(low)) return verb + "at most " + query::describe(high);
  if (is_null(high)) return verb + "at least " + query::describe(low);
  return verb + "from " + query::describe(low) + " to " + query::describe(high);
}

/// "is", "is none of", "contains each of".
std::string_view verb_of(const Condition& condition) {
  const bool contains = condition.op == Op::contains;
  if (condition.values.size() == 1) {
    if (condition.negated) return contains ? "does not contain" : "is not";
    return contains ? "contains" : "is";
  }
  if (condition.quantifier == Quantifier::all) {
    if (condition.negated) return contains ? "does not contain each of" : "is not each of";
    return contains ? "contains each of" : "is each of";
  }
  if (condition.negated) return contains ? "contains none of" : "is none of";
  return contains ? "contains one of" : "is one of";
}

}  // namespace

std::string describe(const Value& value) {
  return std::visit(
      [](const auto& held) -> std::string {
        using Held = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, Null>) return "null";
        if constexpr (std::is_same_v<Held, std::string>) return json_text(held);
        if constexpr (std::is_same_v<Held, Moment>) return describe(held);
        if constexpr (std::is_arithmetic_v<Held>) return dump_json(Json(held));
      },
      value);
}

std::string describe(const Condition& condition, const Schema& columns) {
  std::string text = columns[condition.column].key + ' ';
  if (condition.op == Op::between) {
    text += range_in_words(condition);
  } else {
    text += verb_of(condition);
    text += ' ' + joined(condition.values);
  }
  if (condition.null_row == NullRow::kept) text += ", or null";
  return text;
}

std::string describe(const SortKey& key, const Schema& columns) {
  return columns[key.column].key + (key.descending ? " descending" : " ascending");
}

}  // namespace understudy::mock::query
