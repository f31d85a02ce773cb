// SPDX-License-Identifier: MIT
/// Tables built by several threads against those of one.
#include "query/build.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "understudy/base/random.hpp"

namespace understudy::mock::query {

namespace {

std::string text_of(std::size_t row) {
  Pcg32 random{Seed{41}, row};
  std::string text = "Text " + std::to_string(random.below(3'000));
  if (row % 4'001 == 7) text.append(1'100'000, 'x');  // a block of its own
  return text;
}

void fill(Table::Builder& builder, std::size_t first, std::size_t last) {
  for (std::size_t row = first; row < last; ++row) {
    Pcg32 random{Seed{42}, row};
    std::vector<Value> cells;
    cells.emplace_back(text_of(row));
    // Equal and yet different numbers: the first one stands for all.
    if (random.chance(500)) {
      cells.emplace_back(std::int64_t{random.below(9)});
    } else {
      cells.emplace_back(static_cast<double>(random.below(9)));
    }
    cells.emplace_back();
    if (random.chance(900)) cells.back() = random.chance(500);
    builder.add(text_of(row), cells);
  }
}

}  // namespace

TEST_CASE("a table that several threads have built is that of one", "[mock][query][threads]") {
  Schema schema;
  schema.add({"text", ColumnType::text, true});
  schema.add({"number", ColumnType::number, false});
  schema.add({"flag", ColumnType::boolean, false});
  for (const std::size_t count : {0U, 1U, 9'999U, 10'000U, 20'003U}) {
    Table::Builder builder{schema};
    fill(builder, 0, count);
    const Table one = std::move(builder).finish();

    const Table several = build_table(schema, RowTexts::copied, count, &fill);

    REQUIRE(several.size() == count);
    for (std::uint32_t row = 0; row < count; ++row) {
      REQUIRE(several.json(row) == one.json(row));
      REQUIRE(several.value(row, 1) == one.value(row, 1));
    }
    for (std::size_t column = 0; column < schema.size(); ++column) {
      REQUIRE(several.distinct(column) == one.distinct(column));
      const Selection sorted{.search = "text 1", .order = {{.column = column}}};
      REQUIRE(*several.select(sorted) == *one.select(sorted));
    }
  }
}

}  // namespace understudy::mock::query
