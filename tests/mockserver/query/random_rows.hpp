// SPDX-License-Identifier: MIT
/// Random rows, small enough for an oracle: few different values, so that much is equal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "example_table.hpp"
#include "query/table.hpp"
#include "understudy/base/random.hpp"

namespace understudy::mock::query {

using Texts = std::vector<std::string>;

inline const Texts kTexts{"",    "a",      "A",      "ab",     "aB",          "b",      "abc",
                          "cab", "-,-",    "b-,-c",  "x-!-",   "1<->2",       " a",     "true",
                          "5",   "\u00E4", "\u00C4", "\u0130", "stra\u00DFe", "STRASSE"};
inline const Texts kIds{"0a-b", "0A-B", "0a-c", "ff-0"};
struct Random {
  Pcg32 source;

  template <typename T>
  const T& pick(const std::vector<T>& from) {
    return from[source.below(static_cast<std::uint32_t>(from.size()))];
  }
  bool percent(std::uint32_t share) { return source.below(100) < share; }
};

inline Schema make_schema() {
  Schema schema;
  schema.add({"text", ColumnType::text, true});
  schema.add({"id", ColumnType::uuid, true});
  schema.add({"flag", ColumnType::boolean, false});
  schema.add({"count", ColumnType::number, false});
  schema.add({"money", ColumnType::currency, false});
  schema.add({"day", ColumnType::date, false});
  return schema;
}

inline Json random_cell(Random& random, ColumnType type) {
  if (random.percent(20)) return nullptr;
  switch (type) {
    case ColumnType::boolean:
      return random.percent(20) ? Json("") : Json(random.percent(50));
    case ColumnType::currency:
      return static_cast<double>(random.source.between(-8, 24)) / 4.0;
    case ColumnType::date:
      return random.percent(50) ? 1'700'000'000 : random.source.between(-2, 4);
    case ColumnType::number:
      return random.percent(10) ? Json("") : Json(random.source.between(-2, 12));
    case ColumnType::date_time:
    case ColumnType::day:
    case ColumnType::list:
      return nullptr;
    case ColumnType::text:
      return random.pick(kTexts);
    case ColumnType::uuid:
      return random.pick(kIds);
  }
  return nullptr;
}

struct Data {
  std::vector<std::vector<Json>> rows;
  Table table;
};

inline Data make_data(Random& random, std::size_t count) {
  const Schema schema = make_schema();
  Table::Builder builder{schema};
  std::vector<std::vector<Json>> rows(count);
  for (std::size_t row = 0; row < count; ++row) {
    std::vector<Value> cells;
    for (std::size_t i = 0; i < schema.size(); ++i) {
      rows[row].push_back(random_cell(random, schema[i].type));
      cells.push_back(testing::cell_of(rows[row].back(), schema[i].type));
    }
    builder.add(std::to_string(row), cells);
  }
  return {std::move(rows), std::move(builder).finish()};
}

}  // namespace understudy::mock::query
