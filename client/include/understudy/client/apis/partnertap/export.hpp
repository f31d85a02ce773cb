// SPDX-License-Identifier: MIT
/// The four steps of PartnerTap's guide as one function: find the partner org, discover its
/// columns and their values, and walk the accounts in common with it.
///
/// Source:   partnertap S18
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/client/apis/partnertap/client.hpp"

namespace understudy::client::partnertap {

struct ExportRequest {
  std::string partner_name = {};  ///< letter case and blanks around it do not matter
  MatchingType matching = MatchingType::mutual;
  std::string search = {};
  SuffixMap conditions = {};  ///< checked against the columns of the report
  SpringOrder order = {};
  std::vector<std::string> value_columns = {};  ///< keys of the columns whose values are wanted
  std::int32_t page_size = kMostSpringRows;
  WalkOptions walk = {};
};

/// What is known before the first row, and the rows.
struct AccountExport {
  PartnerOrg partner = {};
  std::vector<Column> columns = {};  ///< in the order of the host
  std::map<std::string, std::vector<FilterValue>> values = {};
  Pages<SpringPage<MatchedAccount>> pages;  ///< none is fetched yet
};

/// Finds the one partner org of a name.
///
/// Errors:   those of a call; cause not_found when there is none, bad_input when there are several
Outcome<PartnerOrg> find_partner(const Client& client, std::string_view name,
                                 MatchingType matching = MatchingType::mutual,
                                 const std::stop_token& stop = {});

/// Makes the steps up to the first page of accounts, which is fetched when it is asked for.
///
/// Errors:   those of find_partner and of the calls; cause bad_input or not_found for a condition
///           that cannot be said or is not for its column
Outcome<AccountExport> export_accounts(const Client& client, const ExportRequest& request);

/// One column of an export, for tables: how its value is taken out of a row.
class AccountField {
 public:
  /// Of a column that no row has it takes nothing.
  static AccountField of(const Column& column);

  /// Texts as they are, dates in seconds since 1970-01-01T00:00:00Z, everything else as JSON;
  /// nothing for null and for what is not there.
  void append_to(std::string& out, const MatchedAccount& account) const;

 private:
  std::string key_;
  std::size_t member_ = 0;
  bool is_partner_data_ = false;
};

}  // namespace understudy::client::partnertap
