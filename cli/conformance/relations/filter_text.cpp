// SPDX-License-Identifier: MIT
/// suffix-map  body /filters/<key> = items by "-,-", then a suffix: "-!-" not equal, "-?-"
///             contains, "-^-" contains not; ranges "min<->max"
///             Source: partnertap S13.1 to S13.7 [SEED]
/// query       one parameter for each field, repeated for several values
///             Source: ecg S9, S10.1; partnertap-analytics S6.5 to S6.9
/// odata       $filter: eq ne gt ge lt le, contains startswith endswith, and or not
///             Source: impartner S10.1 [SEED], S10.2 [FW]
/// thql        filter: = != > >= < <= like in, and or not
///             Source: impartner S11.1 [DOC], S11.2 [OBS]
#include "filter_text.hpp"

#include <algorithm>
#include <array>

#include "../src/engine/requests.hpp"

namespace understudy::conformance {

namespace {

std::string text_of(const Json& value) { return text_of_value(value).value_or(""); }

std::string join(const std::vector<Json>& values, std::string_view between) {
  std::string out;
  for (const Json& value : values) {
    out += out.empty() ? "" : between;
    out += text_of(value);
  }
  return out;
}

/// The leaves of an expression that only joins with "and".
std::optional<std::vector<const Condition*>> leaves_of(const Expression& expression) {
  if (expression.kind == Expression::Kind::leaf) return {{&expression.leaf}};
  if (expression.kind != Expression::Kind::all) return std::nullopt;
  std::vector<const Condition*> leaves;
  for (const Expression& part : expression.parts) {
    if (part.kind != Expression::Kind::leaf) return std::nullopt;
    leaves.push_back(&part.leaf);
  }
  return leaves;
}

std::optional<std::string> write_suffixed(const Condition& condition) {
  const std::string items = join(condition.values, "-,-");
  switch (condition.test) {
    case Test::between:
      return join(condition.values, "<->");
    case Test::contains:
      return items + "-?-";
    case Test::equal:
      return items;
    case Test::not_contains:
      return items + "-^-";
    case Test::not_equal:
      return items + "-!-";
    case Test::ends:
    case Test::greater:
    case Test::greater_equal:
    case Test::is_missing:
    case Test::less:
    case Test::less_equal:
    case Test::not_missing:
    case Test::starts:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<ListQuery> write_suffix_map(const Expression& expression) {
  const auto leaves = leaves_of(expression);
  if (!leaves) return std::nullopt;
  Json filters = Json::object();
  for (const Condition* leaf : *leaves) {
    auto text = write_suffixed(*leaf);
    if (!text) return std::nullopt;
    filters[leaf->field.name] = *std::move(text);
  }
  ListQuery query;
  query.body.emplace_back("/filters", std::move(filters));
  return query;
}

/// No separator, no suffix, no blank that somebody may trim.
bool usable_in_suffix_map(const std::string& text) {
  return text.find("-,-") == text.npos && text.find("<->") == text.npos && text.front() != '-' &&
         text.back() != '-' && text.front() != ',' && text.back() != ',';
}

std::optional<ListQuery> write_query(const Expression& expression) {
  const auto leaves = leaves_of(expression);
  if (!leaves) return std::nullopt;
  ListQuery query;
  for (const Condition* leaf : *leaves) {
    if (leaf->test != Test::equal) return std::nullopt;
    const std::string& name =
        leaf->field.parameter.empty() ? leaf->field.name : leaf->field.parameter;
    for (const Json& value : leaf->values) query.query.push_back({name, text_of(value)});
  }
  return query;
}

bool usable_in_query(const std::string& text) { return text.find(',') == text.npos; }

std::string literal_of(const Json& value) {
  const auto* text = value.get_ptr<const std::string*>();
  if (text == nullptr) return dump_json(value);
  std::string out = "'";
  for (const char c : *text) {
    out += c;
    if (c == '\'') out += c;
  }
  return out + "'";
}

/// "a op 'v1' or a op 'v2'" in parentheses where there are several.
std::string each(const Condition& condition, std::string_view between, auto write) {
  std::string out;
  for (const Json& value : condition.values) {
    out += out.empty() ? "" : between;
    out += write(literal_of(value));
  }
  return condition.values.size() > 1 ? "(" + out + ")" : out;
}

std::optional<std::string> odata_leaf(const Condition& condition) {
  const std::string& name = condition.field.name;
  const auto with = [&](std::string_view word) {
    return [&name, word](const std::string& value) {
      return name + " " + std::string{word} + " " + value;
    };
  };
  const auto call = [&](std::string_view function) {
    return [&name, function](const std::string& value) {
      return std::string{function} + "(" + name + "," + value + ")";
    };
  };
  switch (condition.test) {
    case Test::between:
      return name + " ge " + literal_of(condition.values.front()) + " and " + name + " le " +
             literal_of(condition.values.back());
    case Test::contains:
      return each(condition, " and ", call("contains"));
    case Test::ends:
      return each(condition, " and ", call("endswith"));
    case Test::equal:
      return each(condition, " or ", with("eq"));
    case Test::greater:
      return each(condition, " and ", with("gt"));
    case Test::greater_equal:
      return each(condition, " and ", with("ge"));
    case Test::is_missing:
      return name + " eq null";
    case Test::less:
      return each(condition, " and ", with("lt"));
    case Test::less_equal:
      return each(condition, " and ", with("le"));
    case Test::not_equal:
      return each(condition, " and ", with("ne"));
    case Test::not_missing:
      return name + " ne null";
    case Test::starts:
      return each(condition, " and ", call("startswith"));
    case Test::not_contains:
      return "not (" + each(condition, " or ", call("contains")) + ")";
  }
  return std::nullopt;
}

std::string in_list(const Condition& condition) {
  std::string values;
  for (const Json& value : condition.values) {
    values += values.empty() ? "" : ", ";
    values += literal_of(value);
  }
  return condition.field.name + " in (" + values + ")";
}

std::string like(const Condition& condition, std::string_view before, std::string_view behind) {
  std::string out;
  for (const Json& value : condition.values) {
    out += out.empty() ? "" : " and ";
    out += condition.field.name + " like " +
           literal_of(std::string{before} + text_of(value) + std::string{behind});
  }
  return out;
}

std::optional<std::string> thql_leaf(const Condition& condition) {
  const std::string& name = condition.field.name;
  const auto with = [&](std::string_view word) {
    return [&name, word](const std::string& value) {
      return name + " " + std::string{word} + " " + value;
    };
  };
  switch (condition.test) {
    case Test::between:
      return name + " >= " + literal_of(condition.values.front()) + " and " + name +
             " <= " + literal_of(condition.values.back());
    case Test::contains:
      return like(condition, "%", "%");
    case Test::ends:
      return like(condition, "%", "");
    case Test::equal:
      return condition.values.size() > 1 ? in_list(condition) : each(condition, "", with("="));
    case Test::greater:
      return each(condition, " and ", with(">"));
    case Test::greater_equal:
      return each(condition, " and ", with(">="));
    case Test::is_missing:
      return name + " = null";
    case Test::less:
      return each(condition, " and ", with("<"));
    case Test::less_equal:
      return each(condition, " and ", with("<="));
    case Test::not_equal:
      return each(condition, " and ", with("!="));
    case Test::not_missing:
      return name + " != null";
    case Test::starts:
      return like(condition, "", "%");
    case Test::not_contains:
      return std::nullopt;
  }
  return std::nullopt;
}

using Leaf = std::optional<std::string> (*)(const Condition&);

std::optional<std::string> write_tree(const Expression& expression, Leaf leaf) {
  if (expression.kind == Expression::Kind::leaf) return leaf(expression.leaf);
  const std::string_view word = expression.kind == Expression::Kind::all ? " and " : " or ";
  std::string out;
  for (const Expression& part : expression.parts) {
    const auto text = write_tree(part, leaf);
    if (!text) return std::nullopt;
    out += out.empty() ? "" : word;
    out += part.kind == Expression::Kind::leaf ? *text : "(" + *text + ")";
  }
  return expression.kind == Expression::Kind::none ? "not (" + out + ")" : out;
}

std::optional<ListQuery> write_odata(const Expression& expression) {
  const auto text = write_tree(expression, odata_leaf);
  if (!text) return std::nullopt;
  ListQuery query;
  query.query.push_back({"$filter", *text});
  return query;
}

std::optional<ListQuery> write_thql(const Expression& expression) {
  const auto text = write_tree(expression, thql_leaf);
  if (!text) return std::nullopt;
  ListQuery query;
  query.query.push_back({"filter", *text});
  return query;
}

bool usable_in_odata(const std::string& /*text*/) { return true; }

/// Without what a pattern or another reading of quotes would take for itself.
bool usable_in_thql(const std::string& text) { return text.find_first_of("%_'[]\\") == text.npos; }

constexpr std::array<FilterLanguage, 4> kLanguages{
    {{"odata", write_odata, usable_in_odata},
     {"query", write_query, usable_in_query},
     {"suffix-map", write_suffix_map, usable_in_suffix_map},
     {"thql", write_thql, usable_in_thql}}};

}  // namespace

const FilterLanguage* find_filter_language(std::string_view name) {
  const auto* found = std::find_if(kLanguages.begin(), kLanguages.end(),
                                   [&](const FilterLanguage& one) { return one.name == name; });
  return found == kLanguages.end() ? nullptr : found;
}

}  // namespace understudy::conformance
