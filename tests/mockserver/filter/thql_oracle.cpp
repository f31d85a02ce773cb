// SPDX-License-Identifier: MIT
#include "mockserver/filter/thql_oracle.hpp"

#include <algorithm>
#include <utility>

namespace understudy::mock::testing {

namespace {

enum class Said : std::uint8_t { no, unknown, yes };

Said invert(Said said) {
  if (said == Said::unknown) return said;
  return said == Said::yes ? Said::no : Said::yes;
}

const std::vector<Written> kDates{{"'2022-05-17'", {}, "2022-05-17T00:00:00.000"},
                                  {"'2022/05/17 01:27:14'", {}, "2022-05-17T01:27:14.000"},
                                  {"'2022-05-17T01:27:14Z'", {}, "2022-05-17T01:27:14.000"},
                                  {"'2024-02-29 12:00:00.25'", {}, "2024-02-29T12:00:00.250"},
                                  {"'1969-07-20'", {}, "1969-07-20T00:00:00.000"}};
/// What the date-times and days of the rows are in UTC, to the millisecond.
const std::vector<std::pair<std::string, std::string>> kInstants{
    {"2022-05-16T19:27:14-06:00", "2022-05-17T01:27:14.000"},
    {"2022-05-17T01:27:14Z", "2022-05-17T01:27:14.000"},
    {"2022-05-17T00:00:00Z", "2022-05-17T00:00:00.000"},
    {"2021-12-31T23:30:00-01:00", "2022-01-01T00:30:00.000"},
    {"2024-02-29T12:00:00.25Z", "2024-02-29T12:00:00.250"},
    {"1969-07-20T20:17:40Z", "1969-07-20T20:17:40.000"},
    {"2022-05-17T00:30:00.125+02:00", "2022-05-16T22:30:00.125"}};

std::string instant_of(const std::string& cell) {
  if (cell.size() == 10) return cell + "T00:00:00.000";
  for (const auto& [text, instant] : kInstants) {
    if (text == cell) return instant;
  }
  return {};
}

std::string lowered(const std::string& text) {
  std::string low;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool accented =
        c == '\xC3' && i + 1 < text.size() && (text[i + 1] == '\x84' || text[i + 1] == '\x89');
    if (accented) {
      low += c;
      low += static_cast<char>(text[++i] + 0x20);
    } else {
      low += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return low;
}

std::vector<std::string> characters(const std::string& text) {
  std::vector<std::string> all;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0U) == 0x80U) {
      all.back() += c;
    } else {
      all.emplace_back(1, c);
    }
  }
  return all;
}

/// Recursion over both, the plainest there is.
bool is_like(const std::vector<std::string>& text, std::size_t i,
             const std::vector<std::string>& pattern, std::size_t j, bool wild) {
  if (j == pattern.size()) return i == text.size();
  if (pattern[j] == "%") {
    return is_like(text, i, pattern, j + 1, wild) ||
           (i < text.size() && is_like(text, i + 1, pattern, j, wild));
  }
  if (i == text.size()) return false;
  const bool matches = text[i] == pattern[j] || (wild && pattern[j] == "_");
  return matches && is_like(text, i + 1, pattern, j + 1, wild);
}

int sign(double a, double b) { return a < b ? -1 : a > b ? 1 : 0; }

int order_of(const Json& cell, const Written& wanted, const std::string& field,
             const Rules& rules) {
  if (field == "at" || field == "on") {
    const int order = instant_of(cell.get<std::string>()).compare(wanted.instant);
    return order < 0 ? -1 : order > 0 ? 1 : 0;
  }
  if (cell.is_boolean()) return (cell == Json(true) ? 1 : 0) - (wanted.value == Json(true) ? 1 : 0);
  if (cell.is_number()) return sign(*to_double(cell), *to_double(wanted.value));
  auto text = cell.get<std::string>();
  auto other = wanted.value.get<std::string>();
  if (rules.folded) text = lowered(text);
  if (rules.folded) other = lowered(other);
  const int order = text.compare(other);
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

bool is_null(const Written& written) { return written.text == "null"; }

Said compare(const std::string& op, const Json& cell, const Written& wanted,
             const std::string& field, const Rules& rules) {
  const bool equality = op == "=" || op == "!=" || op == "<>";
  const bool differs = op == "!=" || op == "<>";
  if (cell.is_null() || is_null(wanted)) {
    const bool asks = equality && is_null(wanted);
    if (rules.sql && !asks) return Said::unknown;
    const bool same = cell.is_null() && is_null(wanted);
    return equality && same != differs ? Said::yes : Said::no;
  }
  const int order = order_of(cell, wanted, field, rules);
  const bool holds = op == "="    ? order == 0
                     : differs    ? order != 0
                     : op == ">"  ? order > 0
                     : op == ">=" ? order >= 0
                     : op == "<"  ? order < 0
                                  : order <= 0;
  return holds ? Said::yes : Said::no;
}

Said say(const Clause& clause, const Json& row, const Rules& rules) {
  if (clause.op == "and" || clause.op == "or") {
    Said said = clause.op == "and" ? Said::yes : Said::no;
    for (const Clause& part : clause.parts) {
      const Said next = say(part, row, rules);
      said = clause.op == "and" ? std::min(said, next) : std::max(said, next);
    }
    return said;
  }
  const Json& cell = row.at(clause.field);
  if (clause.op == "like" || clause.op == "not like") {
    if (cell.is_null()) return Said::unknown;
    auto text = cell.get<std::string>();
    auto pattern = clause.values[0].value.get<std::string>();
    if (rules.folded) text = lowered(text);
    if (rules.folded) pattern = lowered(pattern);
    const bool like = is_like(characters(text), 0, characters(pattern), 0, rules.wild);
    const Said said = like ? Said::yes : Said::no;
    return clause.op == "like" ? said : invert(said);
  }
  if (clause.op == "in" || clause.op == "not in") {
    Said said = Said::no;
    for (const Written& item : clause.values) {
      Said one = compare("=", cell, item, clause.field, rules);
      // In a list null is a value like another: it asks for nothing.
      if (rules.sql && is_null(item)) one = Said::unknown;
      said = std::max(said, one);
    }
    return clause.op == "in" ? said : invert(said);
  }
  return compare(clause.op, cell, clause.values[0], clause.field, rules);
}

std::string quoted(const std::string& text) {
  std::string all = "'";
  for (const char c : text) all += c == '\'' ? std::string{"''"} : std::string{c};
  return all + "'";
}

std::string write_in(const Clause& clause, Random& random, bool inside_and) {
  const auto space = [&] { return random.percent(10) ? std::string{" \t "} : std::string{" "}; };
  const auto word = [&](std::string text) {
    for (char& c : text) {
      if (c >= 'a' && c <= 'z' && random.percent(10)) c = static_cast<char>(c - 'a' + 'A');
    }
    return text;
  };
  if (!clause.parts.empty()) {
    std::string text;
    for (std::size_t i = 0; i < clause.parts.size(); ++i) {
      if (i > 0) text += space() + word(clause.op) + space();
      text += write_in(clause.parts[i], random, clause.op == "and");
    }
    const bool needs = inside_and && clause.op == "or";
    return needs || random.percent(10) ? "(" + text + ")" : text;
  }
  if (clause.op == "in" || clause.op == "not in") {
    std::string text =
        word(clause.field) + " " + word(clause.op) + (random.percent(50) ? " (" : "(");
    for (std::size_t i = 0; i < clause.values.size(); ++i) {
      text += (i > 0 ? "," : "") + clause.values[i].text;
    }
    return text + ")";
  }
  const bool is_sign = clause.op.find("like") == std::string::npos;
  const std::string apart = is_sign && random.percent(30) ? "" : " ";
  return word(clause.field) + apart + word(clause.op) + apart + clause.values[0].text;
}

}  // namespace

Written random_value(Random& random, const std::string& field) {
  if (random.percent(8)) return {"null"};
  if (field == "at" || field == "on") return random.pick(kDates);
  if (field == "b") {
    const bool flag = random.percent(50);
    if (random.percent(30)) return {flag ? "1" : "0", flag};
    return {flag ? "True" : "false", flag};
  }
  if (field == "t" || field == "u") {
    const std::string& text = random.pick(kWords);
    return {quoted(text), text};
  }
  const double number = static_cast<double>(random.source.between(-6, 12)) / 2.0;
  std::string text = Json(number).dump();
  if (text.ends_with(".0") && random.percent(70)) text.resize(text.size() - 2);
  return {random.percent(30) ? "'" + text + "'" : text, number};
}

Clause random_clause(Random& random, int depth) {
  static const Words kFields{"t", "t", "u", "n", "m", "d", "b", "at", "on"};
  static const Words kOps{"=", "!=", "<>", ">", ">=", "<", "<="};
  static const Words kPatterns{"%",    "%a%", "a%", "%b", "_",  "a_b", "%\u00E4%", "A%b",
                               "a%b%", "%%",  "",   "ab", "_b", "%_",  "b%a%",     "%'%"};
  if (depth > 0 && random.percent(60)) {
    Clause clause{random.percent(50) ? "and" : "or"};
    const std::uint32_t parts = 2 + random.source.below(2);
    for (std::uint32_t i = 0; i < parts; ++i) {
      clause.parts.push_back(random_clause(random, depth - 1));
    }
    return clause;
  }
  Clause clause{random.pick(kOps), {}, random.pick(kFields)};
  if (random.percent(25)) {
    clause.op = random.percent(50) ? "in" : "not in";
    const std::uint32_t items = 1 + random.source.below(3);
    for (std::uint32_t i = 0; i < items; ++i) {
      clause.values.push_back(random_value(random, clause.field));
    }
    return clause;
  }
  if (clause.field == "t" && random.percent(60)) {
    clause.op = random.percent(50) ? "like" : "not like";
    const std::string& pattern = random.percent(80) ? random.pick(kPatterns) : random.pick(kWords);
    clause.values = {{quoted(pattern), pattern}};
    return clause;
  }
  clause.values = {random_value(random, clause.field)};
  return clause;
}

std::string write(const Clause& clause, Random& random) { return write_in(clause, random, false); }

std::vector<std::size_t> thql_rows(const Clause& clause, const Json& rows, const Rules& rules) {
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (say(clause, rows[i], rules) == Said::yes) kept.push_back(i + 1);
  }
  return kept;
}

filter::Parse thql_with(const Rules& rules) {
  return filter::make_thql(
      text_switches({{"switches",
                      {{"thql.null", rules.sql ? "sql" : "odata"},
                       {"thql.string_case", rules.folded ? "insensitive" : "sensitive"},
                       {"thql.underscore", rules.wild ? "wildcard" : "literal"}}}}));
}

}  // namespace understudy::mock::testing
