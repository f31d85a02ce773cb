// SPDX-License-Identifier: MIT
/// Relations between the rows of a list, the columns that the host tells of it, and the values it
/// offers to filter by.
///
///   columns-are-filters  {lists}            every text column can be filtered by
///   columns-have-types   {lists}            a column of texts has no numbers, and the like
///   members-are-columns  {lists, aliases}   members of rows are columns, marked as the partner's
///                                           where they stand among the partner's
///   filterdata-values    {list, call}       the distinct values of a text column, each once
///   filterdata-bounds    {list, call, type} the smallest and the largest value of a column
///   filterdata-type      {list, call, type, is}   `filterType` of a column
#pragma once

#include <vector>

#include "../src/engine/check.hpp"

namespace understudy::conformance {

std::vector<Check> columns_are_filters(const Subject& subject, const RuleSpec& rule);
std::vector<Check> columns_have_types(const Subject& subject, const RuleSpec& rule);
std::vector<Check> filterdata_bounds(const Subject& subject, const RuleSpec& rule);
std::vector<Check> filterdata_type(const Subject& subject, const RuleSpec& rule);
std::vector<Check> filterdata_values(const Subject& subject, const RuleSpec& rule);
std::vector<Check> members_are_columns(const Subject& subject, const RuleSpec& rule);

}  // namespace understudy::conformance
