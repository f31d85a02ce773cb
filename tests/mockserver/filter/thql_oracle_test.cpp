// SPDX-License-Identifier: MIT
/// F08: thql against a slow reading of its rules, row by row over JSON and without the engine.
#include "mockserver/filter/thql_oracle.hpp"

#include <optional>
#include <string>

#include "support/catch.hpp"

namespace understudy::mock::testing {

TEST_CASE("10,000 random where clauses select what the oracle selects",
          "[mock][filter][thql][oracle][F08]") {
  Random random{Pcg32{Seed{2027}}};
  std::optional<Partners> data;
  int differences = 0;
  int partial = 0;

  for (int round = 0; round < 10'000; ++round) {
    if (round % 100 == 0) data.emplace(random_partners(random, round % 1000 == 0 ? 200 : 40));
    const Rules rules{random.percent(75), random.percent(75), random.percent(75)};
    const filter::Parse parse = thql_with(rules);
    const Clause clause = random_clause(random, static_cast<int>(random.source.below(4)));
    const std::string text = write(clause, random);
    const auto wanted = thql_rows(clause, data->rows, rules);

    const auto got = rows_of(data->table, text, parse);

    if (!wanted.empty() && wanted.size() < data->rows.size()) ++partial;
    if (got == wanted) continue;
    ++differences;
    UNSCOPED_INFO(text << "\n  " << describe(data->table, text, parse));
  }

  CHECK(differences == 0);
  CHECK(partial > 5'000);
}

}  // namespace understudy::mock::testing
