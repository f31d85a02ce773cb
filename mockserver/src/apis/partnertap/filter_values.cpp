// SPDX-License-Identifier: MIT
#include "apis/partnertap/filter_values.hpp"

#include <cstdint>
#include <utility>
#include <variant>

#include "blanks.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::partnertap {

namespace {

std::string element(std::string_view data, std::string_view low, std::string_view high,
                    std::string_view type) {
  std::string json = R"({"filterData":)";
  json += data;
  json += R"(,"filterRangeMin":)";
  json += low;
  json += R"(,"filterRangeMax":)";
  json += high;
  json += R"(,"filterType":")";
  json += type;
  json += R"("})";
  return json;
}

bool is_number(const query::Value& value) {
  return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<double>(value);
}

/// A bound as the samples spell it: "0.0" in a currency column, an integer elsewhere where it is
/// one.
std::string bound(const query::Value& value, bool is_currency) {
  std::string text;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    if (!is_currency) return std::to_string(*integer);
    append_json_number(text, static_cast<double>(*integer));
  } else if (const auto* number = std::get_if<double>(&value)) {
    append_json_number(text, *number);
  }
  return text;
}

std::string bounds_element(const std::vector<query::Value>& distinct, std::string_view type) {
  const query::Value* low = nullptr;
  const query::Value* high = nullptr;
  for (const query::Value& value : distinct) {
    if (!is_number(value)) continue;
    if (low == nullptr) low = &value;
    high = &value;
  }
  const bool is_currency = type == "CURRENCY";
  if (low == nullptr) return element("null", "null", "null", type);
  return element("null", bound(*low, is_currency), bound(*high, is_currency), type);
}

}  // namespace

FilterValues::FilterValues(const ColumnFact& fact, std::vector<query::Value> distinct) {
  const std::string_view type = filter_type_of(fact);
  const query::ColumnType column = type_of(fact);
  if (column == query::ColumnType::currency || column == query::ColumnType::date ||
      column == query::ColumnType::number) {
    elements_.push_back(bounds_element(distinct, type));
    return;
  }
  for (const query::Value& value : distinct) {
    std::string data;
    if (column == query::ColumnType::boolean) {
      const bool* flag = std::get_if<bool>(&value);
      if (flag == nullptr) continue;
      data = *flag ? R"("true")" : R"("false")";
    } else {
      const auto* text = std::get_if<std::string>(&value);
      if (text == nullptr || text->empty()) continue;
      append_json_string(data, *text);
    }
    elements_.push_back(element(data, "null", "null", type));
  }
}

void FilterValues::append(std::string& out, std::size_t first, std::size_t count) const {
  out += '[';
  for (std::size_t i = first; i < first + count; ++i) {
    if (i != first) out += ',';
    out += elements_[i];
  }
  out += ']';
}

std::string trim_search(std::string_view text) { return std::string{trim(text, kJsonBlanks)}; }

}  // namespace understudy::mock::partnertap
