// SPDX-License-Identifier: MIT
/// Patterns as JSON.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "understudy/mock/journal.hpp"

namespace understudy::mock {

namespace {

using Part = Condition::Part;

constexpr std::array<std::pair<std::string_view, Part>, 5> kParts{
    {{"body", Part::body},
     {"fields", Part::field},
     {"query", Part::query},
     {"response_body", Part::response_body},
     {"response_fields", Part::response_field}}};

constexpr std::array<std::pair<std::string_view, std::string ExchangePattern::*>, 5> kTexts{
    {{"api", &ExchangePattern::api},
     {"method", &ExchangePattern::method},
     {"operation", &ExchangePattern::operation},
     {"path", &ExchangePattern::path},
     {"stage", &ExchangePattern::stage}}};

template <typename Table>
auto find_in(const Table& table, std::string_view name) {
  return std::find_if(table.begin(), table.end(),
                      [&](const auto& row) { return row.first == name; });
}

Failure<Error> wrong(std::string what, std::string where, std::string advice = "") {
  return Failure{Error{Errc::bad_input, std::move(what), std::move(where), std::move(advice)}};
}

std::string known_names() {
  std::string names{"status"};
  for (const auto& [name, member] : kTexts) names.append(", ").append(name);
  for (const auto& [name, part] : kParts) names.append(", ").append(name);
  return names;
}

Result<Condition> read_test(Condition condition, const Json& test, const std::string& where) {
  if (!test.is_object()) {
    condition.test = Condition::Test::equals;
    condition.value = test;
    return condition;
  }
  const std::string advice =
      R"(write a value, or one of {"equals": value}, {"contains": value}, {"present": true|false})";
  if (test.size() != 1) return wrong("a test has one member", where, advice);
  const auto member = test.begin();
  const std::string& name = member.key();
  const Json& value = member.value();
  if (name == "present") {
    const bool* const present = value.get_ptr<const bool*>();
    if (present == nullptr) return wrong("expected true or false", where + "/present", advice);
    condition.test = *present ? Condition::Test::present : Condition::Test::absent;
    return condition;
  }
  if (name != "equals" && name != "contains") {
    return wrong("there is no test '" + excerpt(name, 60) + "'", where, advice);
  }
  condition.test = name == "equals" ? Condition::Test::equals : Condition::Test::contains;
  condition.value = value;
  return condition;
}

Result<Done> read_conditions(ExchangePattern& pattern, std::string_view name, Part part,
                             const Json& tests) {
  const std::string where = "/" + std::string{name};
  if (!tests.is_object()) return wrong("expected an object of tests", where);
  const bool has_pointers = part == Part::body || part == Part::response_body;
  for (const auto& [place, test] : tests.items()) {
    const std::string inside = where + "/" + pointer_token(place);
    if (has_pointers && !place.empty() && !place.starts_with('/')) {
      return wrong("'" + excerpt(place, 60) + "' is no JSON Pointer", inside,
                   "write /" + excerpt(place, 60));
    }
    auto condition = read_test({.part = part, .place = place}, test, inside);
    if (!condition) return Failure{std::move(condition.error())};
    pattern.conditions.push_back(*std::move(condition));
  }
  return Done{};
}

Result<Done> read_member(ExchangePattern& pattern, const std::string& name, const Json& value) {
  if (const auto text = find_in(kTexts, name); text != kTexts.end()) {
    const auto* given = value.get_ptr<const std::string*>();
    if (given == nullptr) return wrong("expected a text", "/" + name);
    pattern.*(text->second) = *given;
    return Done{};
  }
  if (name == "status") {
    const auto* status = value.get_ptr<const Json::number_integer_t*>();
    if (status == nullptr || *status < 100 || *status > 599) {
      return wrong("expected a status from 100 to 599", "/status");
    }
    pattern.status = static_cast<int>(*status);
    return Done{};
  }
  if (const auto part = find_in(kParts, name); part != kParts.end()) {
    return read_conditions(pattern, name, part->second, value);
  }
  return wrong("a pattern has no member '" + excerpt(name, 60) + "'", "/" + pointer_token(name),
               "choose from: " + known_names());
}

}  // namespace

Result<ExchangePattern> read_pattern(const Json& json) {
  if (!json.is_object()) return wrong("a pattern is an object", "");
  ExchangePattern pattern;
  for (const auto& [name, value] : json.items()) {
    if (auto read = read_member(pattern, name, value); !read) {
      return Failure{std::move(read.error())};
    }
  }
  return pattern;
}

}  // namespace understudy::mock
