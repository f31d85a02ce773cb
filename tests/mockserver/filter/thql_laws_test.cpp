// SPDX-License-Identifier: MIT
/// F08: what has to hold between where clauses of thql, whatever they are about.
///
/// The language has no `not` before brackets: the negation of a clause is written out, by de
/// Morgan.
#include <algorithm>
#include <string>

#include "mockserver/filter/laws.hpp"
#include "mockserver/filter/thql_oracle.hpp"
#include "support/catch.hpp"

namespace understudy::mock::testing {

namespace {

constexpr std::size_t kRows = 200;
constexpr std::uint64_t kSeed = 9;

/// One table, one reading of null, and the count.
struct Bench {
  explicit Bench(bool sql) : rules{.sql = sql}, parse{thql_with(rules)} {}

  Rules rules;
  filter::Parse parse;
  Random random{Pcg32{Seed{kSeed}}};
  Partners data = random_partners(random, kRows);
  Laws laws{kSeed, kRows};

  /// A refusal ends the test: everything here is of the language.
  [[nodiscard]] RowSet rows(const std::string& text) const {
    const MaybeRows found = rows_of(data.table, text, parse);
    INFO("seed " << kSeed << ": " << text);
    REQUIRE(found);
    return *found;
  }
};

bool has_null_value(const Clause& clause) {
  return std::any_of(clause.parts.begin(), clause.parts.end(), has_null_value) ||
         std::any_of(clause.values.begin(), clause.values.end(),
                     [](const Written& value) { return value.text == "null"; });
}

Clause negated(Clause clause) {
  static const std::vector<std::pair<const char*, const char*>> kOpposites{
      {"and", "or"},    {"or", "and"},        {"=", "!="},          {"!=", "="}, {"<>", "="},
      {">", "<="},      {">=", "<"},          {"<", ">="},          {"<=", ">"}, {"in", "not in"},
      {"not in", "in"}, {"like", "not like"}, {"not like", "like"},
  };
  const auto it = std::find_if(kOpposites.begin(), kOpposites.end(),
                               [&](const auto& pair) { return clause.op == pair.first; });
  REQUIRE(it != kOpposites.end());
  clause.op = it->second;
  for (Clause& part : clause.parts) part = negated(part);
  return clause;
}

/// The rows in which every field of the clause has a value.
RowSet known_rows(const Clause& clause, const Json& rows) {
  RowSet known;
  if (clause.parts.empty()) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (!rows[i].at(clause.field).is_null()) known.push_back(i + 1);
    }
    return known;
  }
  known = all_rows(rows.size());
  for (const Clause& part : clause.parts) known = both(known, known_rows(part, rows));
  return known;
}

void check_logic(Bench& bench, const Clause& cx, const std::string& x, const std::string& y,
                 const std::string& z) {
  const auto rows = [&](const std::string& text) { return bench.rows(text); };
  const RowSet of_x = rows(x);
  const RowSet of_y = rows(y);
  const RowSet of_z = rows(z);
  Laws& laws = bench.laws;

  laws.same("and is the intersection", rows(x + " and " + y), both(of_x, of_y));
  laws.same("or is the union", rows(x + " or " + y), either(of_x, of_y));
  laws.same("and commutes", rows(y + "and" + x), both(of_x, of_y));
  laws.same("or commutes", rows(y + "or" + x), either(of_x, of_y));
  laws.same("x and x is x", rows(x + " and " + x), of_x);
  laws.same("x or x is x", rows(x + " or " + x), of_x);
  laws.same("and is associative", rows(x + " and (" + y + " and " + z + ")"),
            rows("(" + x + " and " + y + ") and " + z));
  laws.same("and binds more strongly than or", rows(x + " or " + y + " and " + z),
            either(of_x, both(of_y, of_z)));
  laws.same("and distributes over or", rows(x + " and (" + y + " or " + z + ")"),
            either(both(of_x, of_y), both(of_x, of_z)));
  laws.same("or distributes over and", rows(x + " or (" + y + " and " + z + ")"),
            both(either(of_x, of_y), either(of_x, of_z)));
  laws.same("absorption", rows(x + " and (" + x + " or " + y + ")"), of_x);
  laws.same("absorption, the other way", rows(x + " or (" + x + " and " + y + ")"), of_x);

  const Clause opposite = negated(cx);
  const RowSet of_opposite = rows(write(opposite, bench.random));
  laws.same("double negation", rows(write(negated(opposite), bench.random)), of_x);
  if (!bench.rules.sql) return;  // there `<` and `>=` are both false for null
  laws.same("a clause and its negation are never both true", both(of_x, of_opposite), {});
  if (has_null_value(cx)) return;
  const RowSet known = known_rows(cx, bench.data.rows);
  laws.same("where nothing is null, one of the two is true", both(known, either(of_x, of_opposite)),
            known);
}

/// A field with literals of its type, rising.
struct Scale {
  std::string field;
  Words values;
};

const std::vector<Scale> kScales{
    {"n", {"-3", "-1", "'0'", "1.5", "2", "'10'"}},
    {"d", {"-2.25", "-1", "0.0", "'0.75'", "3"}},
    {"t", {"''", "' a '", "'5'", "'A'", "'ab'", "'B'", "'\u00E4b'", "'\u00E9'"}},
    {"b", {"false", "1"}},
    {"on", {"'1969/07/20'", "'2022-05-16'", "'2022-05-17'", "'2024-02-29 00:00:00'"}},
    {"at", {"'1969-07-20'", "'2021-12-31 23:30:00'", "'2022-05-17T01:27:14Z'", "'2024/02/29'"}}};

void check_orders(Bench& bench, const Scale& scale, std::size_t low, std::size_t high) {
  const std::string& f = scale.field;
  const std::string& a = scale.values[low];
  const std::string& b = scale.values[high];
  const auto rows = [&](const std::string& text) { return bench.rows(text); };
  const RowSet known = rows(f + " != null");
  const RowSet others = bench.rules.sql ? known : all_rows(kRows);  // what "not equal" is about
  Laws& laws = bench.laws;
  laws.round(0, f + ", " + a + ", " + b);

  laws.within("< grows with its bound", rows(f + "<" + a), rows(f + "<" + b));
  laws.within("<= grows with its bound", rows(f + "<=" + a), rows(f + "<=" + b));
  laws.within("> shrinks with its bound", rows(f + ">" + b), rows(f + ">" + a));
  laws.within(">= shrinks with its bound", rows(f + ">=" + b), rows(f + ">=" + a));
  laws.same("<= is < or =", rows(f + "<=" + a), either(rows(f + "<" + a), rows(f + "=" + a)));
  laws.same(">= is > or =", rows(f + ">=" + a), either(rows(f + ">" + a), rows(f + "=" + a)));
  laws.same(">= is not <, but for null", rows(f + ">=" + a), without(known, rows(f + "<" + a)));
  laws.same("!= is the rest of =", rows(f + "!=" + a), without(others, rows(f + "=" + a)));
  laws.same("<> is !=", rows(f + "<>" + a), rows(f + "!=" + a));
  laws.same("between is both", rows(f + ">=" + a + " and " + f + "<" + b),
            without(rows(f + "<" + b), rows(f + "<" + a)));
  const std::string list = "(" + a + "," + b + ")";
  const RowSet listed = either(rows(f + "=" + a), rows(f + "=" + b));
  laws.same("in is a chain of =", rows(f + " in " + list), listed);
  laws.same("not in is the rest of in", rows(f + " not in " + list), without(others, listed));
  laws.same("= null and != null part the rows", rows(f + " = null"),
            without(all_rows(kRows), known));
}

void check_like(Bench& bench, const std::string& text) {
  const std::string word = text.substr(1, text.size() - 2);
  const auto like = [&](const std::string& pattern, const std::string& no = "") {
    return bench.rows("t " + no + "like '" + pattern + "'");
  };
  const RowSet known = bench.rows("t != null");
  Laws& laws = bench.laws;
  laws.round(0, "t, " + text);

  laws.same("like without a wildcard is =", like(word), bench.rows("t = " + text));
  laws.same("like anything is not null", like("%"), known);
  laws.same("like the front, and what has it", both(like(word + "%"), like("%" + word + "%")),
            like(word + "%"));
  laws.within("what ends with it has it", like("%" + word), like("%" + word + "%"));
  laws.within("what is it begins with it", like(word), like(word + "%"));
  laws.within("_ is a part of %", like(word + "_"), like(word + "%"));
  laws.same("%% is %", like("%%" + word), like("%" + word));
  laws.same("not like is the rest of like", like("%" + word + "%", "not "),
            without(known, like("%" + word + "%")));
}

}  // namespace

TEST_CASE("1,000 random where clauses keep the laws of logic on 200 rows",
          "[mock][filter][thql][metamorphic][F08]") {
  int checks = 0;
  for (const bool sql : {true, false}) {
    Bench bench{sql};
    for (int round = 0; round < 500; ++round) {
      const Clause cx = random_clause(bench.random, 2);
      const auto in_brackets = [&](const Clause& clause) {
        return "(" + write(clause, bench.random) + ")";
      };
      const std::string x = in_brackets(cx);
      const std::string y = in_brackets(random_clause(bench.random, 1));
      const std::string z = in_brackets(random_clause(bench.random, 1));
      bench.laws.round(round, "x = " + x + "\n  y = " + y + "\n  z = " + z);
      check_logic(bench, cx, x, y, z);
    }
    INFO((sql ? "null as in SQL" : "null as in OData"));
    INFO(bench.laws.told());
    CHECK(bench.laws.failures() == 0);
    CHECK(bench.laws.names().size() == (sql ? 15 : 13));
    CHECK(bench.laws.partial() > 3'000);
    checks += bench.laws.checks();
  }
  CHECK(checks > 13'000);
}

TEST_CASE("orders, equality, lists and patterns of thql agree with one another and with null",
          "[mock][filter][thql][metamorphic][F08]") {
  for (const bool sql : {true, false}) {
    Bench bench{sql};
    for (const Scale& scale : kScales) {
      for (std::size_t low = 0; low < scale.values.size(); ++low) {
        for (std::size_t high = low; high < scale.values.size(); ++high) {
          check_orders(bench, scale, low, high);
        }
      }
    }
    for (const std::string& word : kScales[2].values) check_like(bench, word);

    INFO((sql ? "null as in SQL" : "null as in OData"));
    INFO(bench.laws.told());
    CHECK(bench.laws.failures() == 0);
    CHECK(bench.laws.names().size() == 21);
    CHECK(bench.laws.checks() > 1'200);
    CHECK(bench.laws.partial() > 700);
  }
}

}  // namespace understudy::mock::testing
