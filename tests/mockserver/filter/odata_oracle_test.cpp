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

}  // namespace understudy::mock::testing
