// SPDX-License-Identifier: MIT
/// F08: what has to hold between expressions of OData, whatever they are about.
#include <string>

#include "mockserver/filter/laws.hpp"
#include "mockserver/filter/odata_oracle.hpp"
#include "support/catch.hpp"

namespace understudy::mock::testing {

namespace {

constexpr std::size_t kRows = 200;
constexpr std::uint64_t kSeed = 8;

/// One table, the default reading, and the count.
struct Bench {
  Random random{Pcg32{Seed{kSeed}}};
  Partners data = random_partners(random, kRows);
  filter::Parse parse = filter::make_odata(text_switches());
  Laws laws{kSeed, kRows};

  [[nodiscard]] MaybeRows rows(const std::string& text) const {
    return rows_of(data.table, text, parse);
  }
  /// Both have the same rows, or both a fault: a law of spelling, evaluated in the same order.
  void same(const std::string& law, const std::string& text, const MaybeRows& wanted) {
    const MaybeRows got = rows(text);
    CHECK(got.has_value() == wanted.has_value());
    if (got && wanted) laws.same(law, *got, *wanted);
  }
};

/// What an order of evaluation cannot change, and so only where nothing has a fault.
void check_sets(Bench& bench, const std::string& x, const std::string& y, const std::string& z) {
  const auto rows = [&](const std::string& text) { return *bench.rows(text); };
  const RowSet of_x = rows(x);
  const RowSet of_y = rows(y);
  const RowSet of_z = rows(z);
  const RowSet unknown = rows(x + " eq null");
  const RowSet refuted = rows("not " + x);
  Laws& laws = bench.laws;

  laws.same("and is the intersection", rows(x + " and " + y), both(of_x, of_y));
  laws.same("or is the union", rows(x + " or " + y), either(of_x, of_y));
  laws.same("and commutes", rows(y + " and " + x), both(of_x, of_y));
  laws.same("or commutes", rows(y + " or " + x), either(of_x, of_y));
  laws.same("not is the complement of true and null", refuted,
            without(without(all_rows(kRows), of_x), unknown));
  laws.same("null and true are apart", both(of_x, unknown), {});
  laws.same("de Morgan, and", rows("not (" + x + " and " + y + ")"),
            either(refuted, rows("not " + y)));
  laws.same("de Morgan, or", rows("not (" + x + " or " + y + ")"), both(refuted, rows("not " + y)));
  laws.same("and binds more strongly than or", rows(x + " or " + y + " and " + z),
            either(of_x, both(of_y, of_z)));
  laws.same("and distributes over or", rows(x + " and (" + y + " or " + z + ")"),
            either(both(of_x, of_y), both(of_x, of_z)));
  laws.same("or distributes over and", rows(x + " or (" + y + " and " + z + ")"),
            both(either(of_x, of_y), either(of_x, of_z)));
  laws.same("absorption", rows(x + " and (" + x + " or " + y + ")"), of_x);
  laws.same("x and not x is never true", rows(x + " and not " + x), {});
  laws.same("x or not x is true but for null", rows(x + " or not " + x),
            without(all_rows(kRows), unknown));
  laws.same("eq true is x", rows(x + " eq true"), of_x);
  laws.same("ne true is all the rest", rows(x + " ne true"), without(all_rows(kRows), of_x));
  laws.same("in a list of both values is not null", rows(x + " in (true,false)"),
            without(all_rows(kRows), unknown));
}

void check_spelling(Bench& bench, const std::string& x, const std::string& y) {
  const MaybeRows of_x = bench.rows(x);
  bench.same("double negation", "not not " + x, of_x);
  bench.same("x and x is x", x + " and " + x, of_x);
  bench.same("x or x is x", x + " or " + x, of_x);
  bench.same("x and true is x", x + " and true", of_x);
  bench.same("x or false is x", x + " or false", of_x);
  bench.same("and is associative", "(" + x + " and " + y + ") and true",
             bench.rows(x + " and (" + y + " and true)"));
  bench.same("not and is or of nots", "not (" + x + " and " + y + ")",
             bench.rows("not " + x + " or not " + y));
  bench.same("not or is and of nots", "not (" + x + " or " + y + ")",
             bench.rows("not " + x + " and not " + y));
}

/// A field with literals of its type, rising.
struct Scale {
  const char* field;
  Words values;
};

const std::vector<Scale> kScales{
    {"n", {"-3", "-1", "0", "1.5", "2", "1e1"}},
    {"d", {"-INF", "-2.25", "-1", "0.0", "0.75", "3", "INF"}},
    {"t", {"''", "' a '", "'A'", "'a'", "'ab'", "'b'", "'\u00C4B'", "'\u00E9'"}},
    {"b", {"false", "true"}},
    {"on", {"1969-07-20", "2022-05-16", "2022-05-17", "2024-02-29"}},
    {"at",
     {"1969-07-20T20:17:40Z", "2021-12-31T23:30:00-01:00", "2022-05-16T19:27:14-06:00",
      "2024-02-29T12:00:00.25Z"}}};

void check_orders(Bench& bench, const Scale& scale, std::size_t low, std::size_t high) {
  const std::string f = scale.field;
  const std::string a = scale.values[low];
  const std::string b = scale.values[high];
  const auto rows = [&](const std::string& text) { return *bench.rows(text); };
  const RowSet known = rows(f + " ne null");
  Laws& laws = bench.laws;
  laws.round(0, f + ", " + a + ", " + b);

  laws.within("lt grows with its bound", rows(f + " lt " + a), rows(f + " lt " + b));
  laws.within("le grows with its bound", rows(f + " le " + a), rows(f + " le " + b));
  laws.within("gt shrinks with its bound", rows(f + " gt " + b), rows(f + " gt " + a));
  laws.within("ge shrinks with its bound", rows(f + " ge " + b), rows(f + " ge " + a));
  laws.same("le is lt or eq", rows(f + " le " + a),
            either(rows(f + " lt " + a), rows(f + " eq " + a)));
  laws.same("ge is gt or eq", rows(f + " ge " + a),
            either(rows(f + " gt " + a), rows(f + " eq " + a)));
  laws.same("ge is not lt, but for null", rows(f + " ge " + a),
            without(known, rows(f + " lt " + a)));
  laws.same("not lt keeps null", rows("not (" + f + " lt " + a + ")"),
            without(all_rows(kRows), rows(f + " lt " + a)));
  laws.same("ne is the complement of eq", rows(f + " ne " + a),
            without(all_rows(kRows), rows(f + " eq " + a)));
  laws.same("sides change places", rows(b + " gt " + f), rows(f + " lt " + b));
  laws.same("between is both", rows(f + " ge " + a + " and " + f + " lt " + b),
            without(rows(f + " lt " + b), rows(f + " lt " + a)));
  laws.same("in is a chain of eq", rows(f + " in (" + a + "," + b + ")"),
            either(rows(f + " eq " + a), rows(f + " eq " + b)));
  laws.same("null is in a list that has it", rows(f + " in (null," + a + ")"),
            either(without(all_rows(kRows), known), rows(f + " eq " + a)));
  laws.same("nothing is in no list", rows(f + " in ()"), {});
  laws.same("eq null and ne null part the rows", rows(f + " eq null"),
            without(all_rows(kRows), known));
}

}  // namespace

TEST_CASE("1,000 random expressions of OData keep the laws of logic on 200 rows",
          "[mock][filter][odata][metamorphic][F08]") {
  Bench bench;
  int faulty = 0;

  for (int round = 0; round < 1'000; ++round) {
    const auto condition = [&](int depth) {
      return "(" + write(random_condition(bench.random, depth), bench.random) + ")";
    };
    const std::string x = condition(3);
    const std::string y = condition(2);
    const std::string z = condition(2);
    bench.laws.round(round, "x = " + x + "\n  y = " + y + "\n  z = " + z);
    INFO("seed " << kSeed << ", round " << round << "\nx = " << x << "\ny = " << y);
    check_spelling(bench, x, y);
    if (bench.rows(x) && bench.rows(y) && bench.rows(z)) {
      check_sets(bench, x, y, z);
    } else {
      ++faulty;
    }
  }

  INFO(bench.laws.told());
  CHECK(bench.laws.failures() == 0);
  CHECK(bench.laws.names().size() == 25);
  CHECK(bench.laws.checks() > 20'000);
  CHECK(bench.laws.partial() > 10'000);
  CHECK(faulty < 300);
}

TEST_CASE("orders, equality and lists of OData agree with one another and with null",
          "[mock][filter][odata][metamorphic][F08]") {
  Bench bench;

  for (const Scale& scale : kScales) {
    for (std::size_t low = 0; low < scale.values.size(); ++low) {
      for (std::size_t high = low; high < scale.values.size(); ++high) {
        check_orders(bench, scale, low, high);
      }
    }
  }

  INFO(bench.laws.told());
  CHECK(bench.laws.failures() == 0);
  CHECK(bench.laws.names().size() == 15);
  CHECK(bench.laws.checks() > 1'500);
  CHECK(bench.laws.partial() > 800);
}

}  // namespace understudy::mock::testing
