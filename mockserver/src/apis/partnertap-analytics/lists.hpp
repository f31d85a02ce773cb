// SPDX-License-Identifier: MIT
/// The rows behind the seven lists: made from the plan, stored as query tables.
///
/// Source: S8 (keys and what they mean; S8.16 what has to agree)
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>

#include "own_rows.hpp"
#include "plan_rows.hpp"
#include "query/schema.hpp"
#include "query/table.hpp"
#include "switches.hpp"
#include "understudy/base/random.hpp"
#include "understudy/base/result.hpp"
#include "understudy/fixtures/dataset.hpp"
#include "understudy/mock/options.hpp"

namespace understudy::mock::partnertap_analytics {

enum class ListId : std::uint8_t {
  chats,
  connections,
  dashboard,
  matched_accounts,
  opportunities,
  opportunity_summary,
  unmatched_accounts,
};

struct ColumnFact {
  std::string_view key;
  query::ColumnType type = query::ColumnType::text;
};

/// What the contract calls a list, and what its rows have.
struct ListFact {
  ListId id;
  std::string_view operation;  ///< operationId
  std::string_view switch_name;
  std::string_view path;        ///< unless the switch says another one; empty: no switch
  std::string_view collection;  ///< of the plan
  std::string_view schema;      ///< of a row, in the contract
  std::span<const ColumnFact> columns;
  bool has_partner_org = false;  ///< which filters it takes
  bool has_search = false;
  bool has_direction = false;
};

inline constexpr std::size_t kListCount = 7;

/// In the order of ListId.
std::span<const ListFact, kListCount> lists();

/// Thread-safe. The rows of a list are made when they are first asked for.
class Lists {
 public:
  /// Errors:   bad_input when the plan cannot be honoured
  static Result<std::unique_ptr<Lists>> make(const ServerOptions& options);

  [[nodiscard]] const query::Table& table(ListId id) const;
  /// Shows the rows of every list but the summary, which is counted.
  void show_rows(OwnRows& rows) const;

 private:
  struct Slot {
    std::once_flag once;
    std::optional<query::Table> table;
  };

  Lists(Planned planned, const ServerOptions& options);
  [[nodiscard]] query::Table make_table(ListId id) const;
  [[nodiscard]] query::Table make_summary() const;
  /// All rows of a collection; of one with a parent, those below its first row, and so on.
  using Visit = std::function<void(const RowId& id, std::span<const fixtures::Cell> row)>;
  void each_row(const fixtures::CollectionInfo& info, const Visit& visit) const;

  fixtures::Plan plan_;
  fixtures::DataSet data_;
  Seed seed_;
  std::optional<std::size_t> rows_;
  mutable std::array<Slot, kListCount> slots_;
};

Result<Done> show_rows(const ServerOptions& options, const Switches& switches, OwnRows& rows);

}  // namespace understudy::mock::partnertap_analytics
