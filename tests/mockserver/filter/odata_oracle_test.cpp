// SPDX-License-Identifier: MIT
/// F08: parser, binder and columns against the slow reading of OData, on random expressions.
#include "mockserver/filter/odata_oracle.hpp"

#include <optional>
#include <string>
#include <vector>

#include "support/catch.hpp"

namespace understudy::mock::testing {

namespace {

struct Counts {
  int faults = 0;
  int partial = 0;
  int differences = 0;
};

filter::Parse reading(bool folded) {
  return filter::make_odata(text_switches(
      {{"switches", {{"filter.string_case", folded ? "insensitive" : "sensitive"}}}}));
}

void check_rounds(Random& random, int rounds, std::size_t row_count, Counts& counts) {
  std::optional<Partners> data;
  for (int round = 0; round < rounds; ++round) {
    if (round % 100 == 0) data.emplace(random_partners(random, row_count));
    const bool folded = random.percent(25);
    const Tree tree = random_condition(random, 1 + static_cast<int>(random.source.below(4)));
    const std::string text = write(tree, random);

    const auto wanted = odata_rows(tree, data->rows, folded);
    const auto got = rows_of(data->table, text, reading(folded));

    if (!wanted) ++counts.faults;
    if (wanted && !wanted->empty() && wanted->size() < row_count) ++counts.partial;
    if (got == wanted) continue;
    ++counts.differences;
    UNSCOPED_INFO(text << "\n  " << describe(data->table, text, reading(folded)));
  }
}

}  // namespace

TEST_CASE("10,000 random expressions of OData select what the oracle selects",
          "[mock][filter][odata][oracle][F08]") {
  Random random{Pcg32{Seed{2026}}};
  Counts counts;

  check_rounds(random, 9'000, 40, counts);
  check_rounds(random, 1'000, 200, counts);

  CHECK(counts.differences == 0);
  CHECK(counts.faults > 100);
  CHECK(counts.partial > 4'000);
}

TEST_CASE("1,000 random expressions keep the laws of logic on 200 rows",
          "[mock][filter][odata][metamorphic][F08]") {
  Random random{Pcg32{Seed{8}}};
  const Partners data = random_partners(random, 200);
  const filter::Parse parse = reading(false);
  const auto rows = [&](const std::string& text) { return rows_of(data.table, text, parse); };
  int selecting = 0;

  for (int round = 0; round < 1000; ++round) {
    const std::string x = "(" + write(random_condition(random, 3), random) + ")";
    const std::string y = "(" + write(random_condition(random, 2), random) + ")";
    INFO("x = " << x << "\ny = " << y);
    const auto of_x = rows(x);
    if (of_x && !of_x->empty()) ++selecting;

    CHECK(rows("not not " + x) == of_x);
    CHECK(rows(x + " and " + x) == of_x);
    CHECK(rows(x + " or " + x) == of_x);
    CHECK(rows(x + " and true") == of_x);
    CHECK(rows(x + " or false") == of_x);
    CHECK(rows("not (" + x + " and " + y + ")") == rows("not " + x + " or not " + y));
    CHECK(rows("not (" + x + " or " + y + ")") == rows("not " + x + " and not " + y));
    CHECK(rows("(" + x + " and " + y + ") and true") == rows(x + " and (" + y + " and true)"));
    // Each row is true, false or null, and only one of them.
    const auto of_not = rows("not " + x);
    const auto of_null = rows(x + " eq null");
    if (of_x && of_not && of_null) {
      CHECK(of_x->size() + of_not->size() + of_null->size() == 200);
    }
  }
  CHECK(selecting > 300);
}

}  // namespace understudy::mock::testing
