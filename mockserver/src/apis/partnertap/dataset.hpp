// SPDX-License-Identifier: MIT
/// The rows behind PartnerTap's reports: made from the plan, stored as query tables.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "apis/partnertap/columns.hpp"
#include "own_rows.hpp"
#include "plan_rows.hpp"
#include "query/table.hpp"
#include "switches.hpp"
#include "understudy/base/result.hpp"
#include "understudy/fixtures/dataset.hpp"
#include "understudy/mock/options.hpp"

namespace understudy::mock::partnertap {

/// One table and what its columns are: facts[i] describes column i of the schema.
struct Report {
  query::Table table;
  std::span<const ColumnFact> facts;
};

/// Thread-safe. Matched accounts of a partner are made when they are first asked for.
class Dataset {
 public:
  /// Errors:   bad_input when the plan cannot be honoured
  static Result<std::unique_ptr<Dataset>> make(const ServerOptions& options,
                                               const Switches& switches);

  /// Partner orgs connected in both directions, or every one.
  [[nodiscard]] const Report& mutual_orgs() const { return *mutual_orgs_; }
  [[nodiscard]] const Report& all_orgs() const { return *all_orgs_; }
  /// The accounts matched with a partner, or null when there is no such partner. The id compares
  /// without regard to case.
  [[nodiscard]] const Report* accounts(std::string_view partner_id) const;
  /// A report of matched accounts without rows, to check keys and filters by.
  [[nodiscard]] const Report& no_accounts() const { return *no_accounts_; }

 private:
  struct Partner {
    std::size_t row = 0;  ///< among the partner orgs of the plan
    std::once_flag once;
    std::optional<Report> accounts;
  };

  Dataset(Planned planned, const ServerOptions& options, const Switches& switches);
  void make_orgs();
  [[nodiscard]] Report make_accounts(std::size_t partner_row, std::size_t count) const;

  fixtures::Plan plan_;
  fixtures::DataSet data_;
  Seed seed_;
  std::optional<std::size_t> rows_;
  Switches switches_;
  std::optional<Report> mutual_orgs_;
  std::optional<Report> all_orgs_;
  std::optional<Report> no_accounts_;
  mutable std::map<std::string, Partner, std::less<>> partners_;  ///< by folded id
};

/// Partner orgs, and the accounts matched with each.
Result<Done> show_rows(const ServerOptions& options, const Switches& switches, OwnRows& rows);

}  // namespace understudy::mock::partnertap
