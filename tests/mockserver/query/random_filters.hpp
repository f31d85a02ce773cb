// SPDX-License-Identifier: MIT
/// Random filters of suffix-map for random rows: mostly of the language, now and then beside it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "random_rows.hpp"

namespace understudy::mock::query {

inline const Texts kSuffixes{"", "-!-", "-?-", "-^-"};

/// A bound and what it is worth; nothing where a column's type does not have it.
struct Bound {
  std::string text;
  std::optional<double> number;
  std::optional<double> date;
};
inline const std::vector<Bound> kBounds{{"0", 0.0, 0.0},
                                        {"-1", -1.0, -1.0},
                                        {"3", 3.0, 3.0},
                                        {"007", 7.0, 7.0},
                                        {"2.5", 2.5, {}},
                                        {"1e1", 10.0, {}},
                                        {"+3", 3.0, {}},
                                        {"-2.5E-1", -0.25, {}},
                                        {"x", {}, {}},
                                        {" 1", {}, {}},
                                        {"1.", {}, {}},
                                        {"-", {}, {}},
                                        {"1700000000", 1.7e9, 1.7e9}};

/// A text for a column of that type; now and then one that is none.
inline std::string random_text(Random& random, ColumnType type) {
  std::string text;
  const std::uint32_t pieces = 1 + random.source.below(3);
  const bool is_range =
      type == ColumnType::number || type == ColumnType::currency || type == ColumnType::date;
  if (is_range) {
    text = random.percent(10) ? "" : random.pick(kBounds).text;
    if (random.percent(95)) text += "<->" + (random.percent(10) ? "" : random.pick(kBounds).text);
    if (random.percent(3)) text += "<->3";
    return random.percent(5) ? text + random.pick(kSuffixes) : text;
  }
  for (std::uint32_t i = 0; i < pieces; ++i) {
    if (i > 0) text += "-,-";
    if (type == ColumnType::boolean) {
      text += random.percent(5) ? random.pick(kTexts) : random.percent(50) ? "true" : "false";
    } else {
      text += type == ColumnType::uuid ? random.pick(kIds) : random.pick(kTexts);
    }
  }
  if (type == ColumnType::boolean && random.percent(95)) return text;
  return text + random.pick(kSuffixes);
}

/// An object of filters; now and then with a key or a value that is none.
inline Json random_filters(Random& random) {
  const Schema schema = make_schema();
  Json filters = Json::object();
  const std::uint32_t entries = 1 + random.source.below(2);
  for (std::uint32_t i = 0; i < entries; ++i) {
    const auto& column = random.pick(schema.columns());
    const bool is_mixed_up = random.percent(3);
    const auto type = is_mixed_up ? random.pick(schema.columns()).type : column.type;
    const std::string key = random.percent(2) ? "unknown" : column.key;
    filters[key] = random_text(random, type);
    if (random.percent(2))
      filters[key] = random.pick(std::vector<Json>{nullptr, true, 5, Json::array()});
  }
  return filters;
}

}  // namespace understudy::mock::query
