// SPDX-License-Identifier: MIT
/// Random rows for the oracles of the text languages: few different values, so that much is equal.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mockserver/filter/text_cases.hpp"
#include "mockserver/query/random_rows.hpp"

namespace understudy::mock::testing {

using query::Random;
using Words = std::vector<std::string>;

inline const Words kWords{"",        "a",      "A",      "ab",   "aB",  "b",          "abc",
                          "cab",     " a ",    "o'",     "5",    "a%b", "a_b",        "\u00E4b",
                          "\u00C4B", "\u00DF", "\u00E9", "true", "b a", "\U0001F4A9a"};
/// With offsets, so that the same instant comes in two spellings.
inline const Words kMoments{"2022-05-16T19:27:14-06:00",    "2022-05-17T01:27:14Z",
                            "2022-05-17T00:00:00Z",         "2021-12-31T23:30:00-01:00",
                            "2024-02-29T12:00:00.25Z",      "1969-07-20T20:17:40Z",
                            "2022-05-17T00:30:00.125+02:00"};
inline const Words kDays{"2022-05-16", "2022-05-17", "2024-02-29", "1969-07-20"};

/// Columns t and u texts, n and m integers, d doubles, b booleans, at date-times, on days.
inline Json partner_columns() {
  Json columns = Json::array();
  const std::vector<std::pair<const char*, const char*>> kinds{
      {"t", "text"},   {"u", "text"},    {"n", "number"},     {"m", "number"},
      {"d", "number"}, {"b", "boolean"}, {"at", "date_time"}, {"on", "day"}};
  for (const auto& [key, type] : kinds) columns.push_back({{"key", key}, {"type", type}});
  return columns;
}

inline Json random_partner(Random& random) {
  const auto or_null = [&](Json value) { return random.percent(20) ? Json() : std::move(value); };
  return {{"t", or_null(random.pick(kWords))},
          {"u", or_null(random.pick(kWords))},
          {"n", or_null(random.source.between(-3, 6))},
          {"m", or_null(random.source.between(0, 3))},
          {"d", or_null(static_cast<double>(random.source.between(-8, 12)) / 4.0)},
          {"b", or_null(random.percent(50))},
          {"at", or_null(random.pick(kMoments))},
          {"on", or_null(random.pick(kDays))}};
}

struct Partners {
  Json rows;
  query::Table table;
};

inline Partners random_partners(Random& random, std::size_t count) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < count; ++i) rows.push_back(random_partner(random));
  return {rows, table_of(partner_columns(), rows)};
}

/// Row numbers from 1, or nothing where some row has a fault or the text is refused.
inline std::optional<std::vector<std::size_t>> rows_of(const query::Table& table,
                                                       const std::string& text,
                                                       const filter::Parse& parse) {
  const Json said = describe(table, text, parse);
  if (!said.contains("want")) return std::nullopt;
  return said.at("want").get<std::vector<std::size_t>>();
}

}  // namespace understudy::mock::testing
