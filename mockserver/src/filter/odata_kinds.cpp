// SPDX-License-Identifier: MIT
/// Source:   S10.4
#include "filter/odata_kinds.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace understudy::mock::filter::odata {

Kind kind_of(query::ColumnType type) {
  switch (type) {
    case query::ColumnType::boolean:
      return kBoolean;
    case query::ColumnType::currency:
    case query::ColumnType::date:
    case query::ColumnType::number:
      return kNumber;
    case query::ColumnType::date_time:
      return kDateTime;
    case query::ColumnType::day:
      return kDate;
    case query::ColumnType::list:
      return kList;
    case query::ColumnType::text:
      return kText;
    case query::ColumnType::uuid:
      return kGuid;
  }
  return kNothing;
}

bool is_one_of(unsigned kinds, Kind kind) { return kind == kNull || (kinds & kind) != 0; }

bool are_comparable(Kind a, Kind b) {
  if (a == kNull || b == kNull) return true;
  constexpr unsigned kDays = kDate | kDateTime;
  if ((a & kDays) != 0 && (b & kDays) != 0) return true;
  return a == b && a != kList;
}

std::string describe_kinds(unsigned kinds) {
  constexpr std::array<std::string_view, 9> kNames{
      "null",   "a boolean", "a number", "a text", "a date with a time",
      "a date", "a time",    "a guid",   "a list"};
  std::string described;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if ((kinds & (1U << i)) == 0) continue;
    if (!described.empty()) described += " or ";
    described += kNames[i];
  }
  return described;
}

}  // namespace understudy::mock::filter::odata
