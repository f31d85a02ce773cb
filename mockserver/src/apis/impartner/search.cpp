// SPDX-License-Identifier: MIT
/// POST on an object: a search, as the contract has let it through.
///
/// Shape:    {"filter", "fields", "orderBy": [{"field", "direction"}], "searchText", "skip",
/// "take",
///           "criteria": {"filters": [{"fieldPath", "comparisonType", "compareValue",
///           "evaluationType"}], "customLogic"}}; every member may be missing or null, others are
///           ignored; all conditions have to hold
/// Errors:   400 InvalidFilter for a value that does not fit its comparison, UnsupportedExpression
///           for a comparison, a logic or an evaluation that is not offered, UnknownField
/// Source:   S14; null and case as in `filter` (S11)
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "apis/impartner/failures.hpp"
#include "apis/impartner/lists.hpp"
#include "paging/int32_options.hpp"
#include "understudy/base/json.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::mock::impartner {

namespace {

using query::Fn;
using query::Predicate;
using Built = Result<Predicate, Refusal>;

/// How a comparison is said: by an operator of THQL, or by a function of texts.
struct Comparison {
  std::string_view type;
  std::string_view written = {};  ///< the operator; empty: the function
  Fn fn = Fn::contains;
  std::optional<Fn> joined_by = {};  ///< for several values
};

constexpr std::array kComparisons{
    Comparison{.type = "Contains", .fn = Fn::contains},
    Comparison{.type = "ContainsAll", .fn = Fn::contains, .joined_by = Fn::all_of},
    Comparison{.type = "ContainsAny", .fn = Fn::contains, .joined_by = Fn::any_of},
    Comparison{.type = "EndsWith", .fn = Fn::ends_with},
    Comparison{.type = "Equals", .written = "="},
    Comparison{.type = "GreaterThan", .written = ">"},
    Comparison{.type = "GreaterThanEqual", .written = ">="},
    Comparison{.type = "LessThan", .written = "<"},
    Comparison{.type = "LessThanEqual", .written = "<="},
    Comparison{.type = "NotEquals", .written = "!="},
    Comparison{.type = "StartsWith", .fn = Fn::starts_with},
    Comparison{.type = "WildcardMatch", .written = "like"},
};

/// The member, unless it is missing or null.
std::optional<JsonElement> find_given(JsonElement object, std::string_view name) {
  const auto member = object.find(name);
  return member && !member->is_null() ? member : std::nullopt;
}

std::string text_or_empty(JsonElement object, std::string_view name) {
  const auto member = find_given(object, name);
  return member && member->is_string() ? std::string{member->text()} : std::string{};
}

std::int32_t int32_or(JsonElement object, std::string_view name, std::int32_t fallback) {
  const auto member = find_given(object, name);
  const auto number = member ? to_int64(*member) : std::nullopt;
  return number ? static_cast<std::int32_t>(*number) : fallback;
}

/// A value as THQL writes it; nothing for an array.
std::optional<std::string> literal_of(JsonElement value) {
  if (value.is_null()) return "null";
  if (value.is_boolean()) return value.is_true() ? "true" : "false";
  if (value.is_number()) return std::string{value.text()};
  if (!value.is_string()) return std::nullopt;
  std::string literal{'\''};
  for (const char c : value.text()) {
    if (c == '\'') literal += c;
    literal += c;
  }
  return literal + '\'';
}

/// Appends the nodes of `part` and returns its root.
std::uint32_t append(Predicate& whole, const Predicate& part) {
  const auto offset = static_cast<std::uint32_t>(whole.nodes.size());
  std::uint32_t root = 0;
  for (query::Node node : part.nodes) {
    for (std::uint32_t& operand : node.operands) operand += offset;
    node.span = {};  // a place in a text of its own
    root = whole.add(std::move(node));
  }
  return root;
}

/// All or any of the parts; there is at least one.
Predicate joined(Fn fn, const std::vector<Predicate>& parts) {
  Predicate whole;
  std::vector<std::uint32_t> roots;
  for (const Predicate& part : parts) roots.push_back(append(whole, part));
  if (roots.size() > 1) whole.add({.fn = fn, .operands = std::move(roots)});
  return whole;
}

/// Reads one filter of `criteria`.
class Criterion {
 public:
  Criterion(const Object& object, const filter::Parse& parse, bool folds)
      : object_(object), parse_(parse), folds_(folds) {}

  Built read(JsonElement filter, std::size_t number) {
    where_ = "criteria.filters[" + std::to_string(number) + "]";
    if (equal_ignoring_case(text_or_empty(filter, "evaluationType"), "Formula")) {
      return unsupported("evaluationType Formula");
    }
    field_ = text_or_empty(filter, "fieldPath");
    const auto column = object_.schema.find_in_any_case(field_);
    if (!column) {
      return refuse({kUnknownField, where_ + ": there is no field '" + excerpt(field_, 60) + "'",
                     "search.field", "S14"});
    }
    column_ = *column;
    const std::string type = text_or_empty(filter, "comparisonType");
    const auto value = filter.find("compareValue");
    if (equal_ignoring_case(type, "Between")) return between(value);
    const auto it =
        std::find_if(kComparisons.begin(), kComparisons.end(),
                     [&](const Comparison& one) { return equal_ignoring_case(one.type, type); });
    if (it == kComparisons.end()) return unsupported("comparisonType " + excerpt(type, 60));
    if (it->joined_by) return several(*it, value);
    if (it->written.empty()) return text_function(it->fn, value);
    return written(it->written, value);
  }

 private:
  [[nodiscard]] Failure<Refusal> unsupported(const std::string& what) const {
    return refuse({kUnsupportedExpression, where_ + ": " + what + " is not supported",
                   "search.unsupported", "S14.3"});
  }
  [[nodiscard]] Failure<Refusal> misfit(const std::string& wanted) const {
    return refuse(
        {kInvalidFilter, where_ + ": compareValue has to be " + wanted, "search.value", "S14.2"});
  }

  /// The condition in THQL, read by its dialect.
  [[nodiscard]] Built written(std::string_view comparison, std::optional<JsonElement> value) const {
    const auto literal = value ? literal_of(*value) : std::string{"null"};
    if (!literal) return misfit("one value");
    auto parsed =
        parse_(Json(field_ + ' ' + std::string{comparison} + ' ' + *literal), object_.schema);
    if (!parsed) {
      return refuse(
          {kInvalidFilter, where_ + ": " + parsed.error().message, "search.value", "S14"});
    }
    return std::move(parsed->where);
  }

  [[nodiscard]] Built between(std::optional<JsonElement> value) const {
    if (!value || value->size() != 2 || !value->is_array()) return misfit("an array of two");
    std::vector<Predicate> bounds;
    for (const JsonElement bound : value->elements()) {
      auto part = written(bounds.empty() ? ">=" : "<=", bound);
      if (!part) return part;
      bounds.push_back(*std::move(part));
    }
    return joined(Fn::all_of, bounds);
  }

  [[nodiscard]] Built text_function(Fn fn, std::optional<JsonElement> value) const {
    if (object_.schema[column_].type != query::ColumnType::text) {
      return refuse(
          {kInvalidFilter, where_ + ": " + field_ + " is no text", "search.value", "S14"});
    }
    if (!value || !value->is_string()) return misfit("a text");
    Predicate part;
    const auto letter_case = folds_ ? query::LetterCase::folded : query::LetterCase::kept;
    const std::string text{value->text()};
    const std::uint32_t column = part.add({.fn = Fn::column,
                                           .column = static_cast<std::uint32_t>(column_),
                                           .letter_case = letter_case});
    const std::uint32_t literal = part.add({.values = {folds_ ? fold_case(text) : text}});
    part.add({.fn = fn, .operands = {column, literal}});
    return part;
  }

  [[nodiscard]] Built several(const Comparison& comparison,
                              std::optional<JsonElement> value) const {
    if (!value || !value->is_array() || value->size() == 0) return misfit("an array of texts");
    std::vector<Predicate> parts;
    for (const JsonElement one : value->elements()) {
      auto part = text_function(comparison.fn, one);
      if (!part) return part;
      parts.push_back(*std::move(part));
    }
    return joined(*comparison.joined_by, parts);
  }

  const Object& object_;
  const filter::Parse& parse_;
  bool folds_;
  std::string where_;
  std::string field_;
  std::size_t column_ = 0;
};

Result<std::vector<query::SortKey>, Refusal> read_order(JsonElement body, const Object& object,
                                                        query::LetterCase letter_case) {
  std::vector<query::SortKey> order;
  const auto list = find_given(body, "orderBy");
  if (!list) return order;
  for (const JsonElement item : list->elements()) {
    const std::string field = text_or_empty(item, "field");
    const auto column = object.schema.find_in_any_case(field);
    if (!column) {
      return refuse({kInvalidParameter, "orderBy: there is no field '" + excerpt(field, 60) + "'",
                     "sort.item", "S12.3"});
    }
    order.push_back({*column, text_or_empty(item, "direction") == "Desc", letter_case});
  }
  return order;
}

}  // namespace

Result<query::Filter, Refusal> Lists::read_criteria(JsonElement body, const Object& object) const {
  const auto criteria = find_given(body, "criteria");
  if (!criteria) return query::Filter{};
  if (!text_or_empty(*criteria, "customLogic").empty()) {
    return refuse({kUnsupportedExpression, "criteria: customLogic is not supported",
                   "search.unsupported", "S14.3"});
  }
  const auto filters = find_given(*criteria, "filters");
  if (!filters || filters->size() == 0) return query::Filter{};
  Criterion criterion{object, parse_thql_, switches_.is("thql.string_case", "insensitive")};
  std::vector<Predicate> parts;
  for (const JsonElement filter : filters->elements()) {
    auto part = criterion.read(filter, parts.size());
    if (!part) return Failure{std::move(part.error())};
    parts.push_back(*std::move(part));
  }
  return query::Filter{.where = joined(Fn::all_of, parts)};
}

Result<ListRequest, Refusal> Lists::read_search(JsonElement body, const Object& object) const {
  const paging::TakeRules rules{switches_};
  auto take = paging::limit_take("take", int32_or(body, "take", rules.default_take), rules);
  if (!take) return Failure{std::move(take.error())};
  ListRequest request{.window = {static_cast<std::uint64_t>(int32_or(body, "skip", 0)),
                                 static_cast<std::uint64_t>(*take)},
                      .projection = default_projection(object)};
  if (const auto fields = find_given(body, "fields")) {
    std::vector<std::string_view> names;
    for (const JsonElement name : fields->elements()) names.push_back(name.text());
    auto projection = Projection::of(object, names, "fields");
    if (!projection) return Failure{std::move(projection.error())};
    request.projection = *std::move(projection);
  }
  auto order =
      read_order(body, object,
                 switches_.is("sort.string_case", "insensitive") ? query::LetterCase::folded
                                                                 : query::LetterCase::kept);
  if (!order) return Failure{std::move(order.error())};
  request.order = *std::move(order);

  std::vector<Predicate> parts;
  if (const auto text = find_given(body, "filter")) {
    request.condition = {"filter", text->text()};
    auto filter = read_condition(request.condition, object);
    if (!filter) return Failure{std::move(filter.error())};
    if (!filter->where.empty()) parts.push_back(std::move(filter->where));
  }
  auto criteria = read_criteria(body, object);
  if (!criteria) return Failure{std::move(criteria.error())};
  if (!criteria->where.empty()) parts.push_back(std::move(criteria->where));
  if (!parts.empty()) request.filter.where = joined(Fn::all_of, parts);
  request.search = text_or_empty(body, "searchText");
  return request;
}

}  // namespace understudy::mock::impartner
