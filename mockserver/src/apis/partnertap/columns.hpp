// SPDX-License-Identifier: MIT
/// The columns of both PartnerTap reports: keys, titles and types as the documents spell them.
///
/// Source: S8 (connected partner orgs), S9 (matched accounts), S10 (column objects)
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "query/schema.hpp"

namespace understudy::mock::partnertap {

enum class Category : std::uint8_t { custom_field, custom_object, partner, standard };

struct ColumnFact {
  std::string_view key;
  std::string_view title;
  std::string_view type;  ///< as /columns spells it: "string", "currency", "name"
  Category category = Category::standard;
};

/// In the order of /columns.
std::span<const ColumnFact> org_columns();
std::span<const ColumnFact> account_columns();

/// How the query engine treats a column. Ids of partner orgs compare as UUIDs, though /columns
/// calls them strings (S6).
query::ColumnType type_of(const ColumnFact& fact);

/// What /filterdata calls the type: STRING, UUID, BOOLEAN, NUMBER, CURRENCY or DATE (S11).
std::string_view filter_type_of(const ColumnFact& fact);

/// Types that the documents use for columns but leave out of the operator table (A13).
bool is_name_like(const ColumnFact& fact);

/// Appends the /columns array: 18 keys per column. `account_key` is how the account's name is
/// listed (A2); partner columns are left out unless asked for.
void append_columns(std::string& out, std::span<const ColumnFact> facts,
                    std::string_view account_key, bool with_partner_columns);

/// The same without custom and partner columns, for /report-names (S12).
void append_standard_columns(std::string& out, std::span<const ColumnFact> facts,
                             std::string_view account_key);

}  // namespace understudy::mock::partnertap
