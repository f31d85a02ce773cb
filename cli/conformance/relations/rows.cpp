// SPDX-License-Identifier: MIT
#include "rows.hpp"

#include <algorithm>
#include <functional>
#include <unordered_map>

#include "../src/rules.hpp"
#include "understudy/base/error.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::conformance {

namespace {

/// What tells a row from another, or the whole row where it has no key.
const Json& mark_of(const Json& row, const ListSpec& list) {
  if (list.key.empty()) return row;
  const Json* key = find_value(row, list.key);
  return key != nullptr && key->is_primitive() && !key->is_null() ? *key : row;
}

using Counts = std::unordered_map<std::size_t, std::size_t>;  ///< by the hash of the mark

Counts counted(Rows rows, const ListSpec& list) {
  Counts counts;
  for (const Json& row : rows) ++counts[std::hash<Json>{}(mark_of(row, list))];
  return counts;
}

int rank_of(const Json& value) {
  if (value.is_boolean()) return 0;
  return value.is_number() ? 1 : 2;
}

int sign(int value) { return (value > 0) - (value < 0); }

int compare_numbers(const Json& a, const Json& b) {
  const auto x = to_int64(a);
  const auto y = to_int64(b);
  if (x && y) return (*x > *y) - (*x < *y);
  const double u = to_double(a).value_or(0);
  const double v = to_double(b).value_or(0);
  return (u > v) - (u < v);
}

bool fits_type(const Json& value, std::string_view type) {
  if (type == "number" || type == "date") return value.is_number();
  if (type == "boolean") return value.is_boolean();
  return value.is_string();
}

}  // namespace

std::string identity(const Json& row, const ListSpec& list) {
  return dump_json(mark_of(row, list));
}

Judgement rows_within(Rows some, Rows all, const ListSpec& list) {
  auto counts = counted(all, list);
  for (const Json& row : some) {
    auto& left = counts[std::hash<Json>{}(mark_of(row, list))];
    if (left == 0) {
      return broken("a row is there that should not be, or once too often", "no more such row",
                    excerpt(identity(row, list)));
    }
    --left;
  }
  return holds();
}

Judgement same_rows(Rows want, Rows got, const ListSpec& list) {
  Judgement extra = rows_within(got, want, list);
  if (extra.kind == Judgement::Kind::broken) return extra;
  Judgement lost = rows_within(want, got, list);
  if (lost.kind == Judgement::Kind::broken) {
    return broken("a row is missing", lost.got, std::to_string(got.size()) + " rows without it");
  }
  return holds();
}

bool is_missing(const Json* value, std::string_view type) {
  if (value == nullptr || value->is_null()) return true;
  const auto* text = value->get_ptr<const std::string*>();
  return text != nullptr && text->empty() && type != "string" && type != "uuid";
}

const Json* value_of(const Json& row, const FieldSpec& field) {
  const Json* value = find_value(row, field.at);
  return is_missing(value, field.type) ? nullptr : value;
}

int compare_values(const Json& a, const Json& b, Collation collation) {
  if (rank_of(a) != rank_of(b)) return rank_of(a) - rank_of(b);
  if (a.is_number()) return compare_numbers(a, b);
  const auto* x = a.get_ptr<const std::string*>();
  const auto* y = b.get_ptr<const std::string*>();
  if (x == nullptr || y == nullptr) return (a == b) ? 0 : (a < b ? -1 : 1);
  switch (collation) {
    case Collation::code_point:
      return sign(x->compare(*y));
    case Collation::folded:
      return sign(fold_case(*x).compare(fold_case(*y)));
  }
  return 0;
}

std::string shown(const Json* value) {
  return value == nullptr ? "no value" : excerpt(dump_json(*value), 60);
}

std::string shown(const std::vector<const Json*>& values) {
  constexpr std::size_t kMost = 6;  // ours: of a message
  std::string out;
  for (std::size_t i = 0; i < std::min(values.size(), kMost); ++i) {
    out += (out.empty() ? "" : ", ") + shown(values[i]);
  }
  if (values.size() > kMost) out += " ...";
  return out;
}

std::vector<ValueCount> distinct_values(const ListSample& sample, const FieldSpec& field) {
  std::unordered_map<std::size_t, std::size_t> places;  // by hash
  std::vector<ValueCount> values;
  for (const Json& row : sample.rows) {
    const Json* value = value_of(row, field);
    if (value == nullptr || !fits_type(*value, field.type)) continue;
    const auto [place, is_new] = places.emplace(std::hash<Json>{}(*value), values.size());
    if (is_new) values.push_back({value, 0});
    ++values[place->second].rows;
  }
  std::stable_sort(values.begin(), values.end(),
                   [](const ValueCount& a, const ValueCount& b) { return a.rows < b.rows; });
  return values;
}

const FieldSpec* pick_field(const ListSample& sample, std::string_view type,
                            bool (*wants)(const FieldSpec&), std::string_view column) {
  const FieldSpec* best = nullptr;
  std::size_t best_score = 0;
  for (const FieldSpec& field : sample.fields) {
    if (field.type != type || !wants(field)) continue;
    if (!column.empty() && field.column != column) continue;
    const auto values = distinct_values(sample, field);
    if (values.empty()) continue;
    // Rows without a value and values that several rows share tell more faults apart.
    std::size_t present = 0;
    for (const ValueCount& value : values) present += value.rows;
    const bool has_missing = present < sample.rows.size();
    const bool has_ties = values.size() < present;
    const std::size_t score = std::min<std::size_t>(values.size(), 8) + (has_missing ? 4 : 0) +
                              (has_ties ? 4 : 0) + (values.size() > 1 ? 8 : 0);
    if (score > best_score) {
      best = &field;
      best_score = score;
    }
  }
  return best;
}

const std::vector<Json>* rows_in(const Reply& reply, const ListSpec& list) {
  const Json* rows = reply.at(list.rows);
  if (reply.status() != 200 || rows == nullptr) return nullptr;
  return rows->get_ptr<const Json::array_t*>();
}

std::optional<std::size_t> total_in(const Reply& reply, const ListSpec& list) {
  if (list.total.empty()) return std::nullopt;
  const Json* total = reply.at(list.total);
  const auto number = total != nullptr ? to_int64(*total) : std::nullopt;
  if (!number || *number < 0) return std::nullopt;
  return static_cast<std::size_t>(*number);
}

Judgement no_list(const Reply& reply) {
  return broken("the request was not answered with a list", "200 and rows",
                std::to_string(reply.status()) + " " + excerpt(reply.response.body, 80));
}

}  // namespace understudy::conformance
