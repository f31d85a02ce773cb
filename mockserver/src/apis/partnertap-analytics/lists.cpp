// SPDX-License-Identifier: MIT
#include "apis/partnertap-analytics/lists.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "plan_rows.hpp"
#include "understudy/base/json.hpp"
#include "understudy/fixtures/rows.hpp"

namespace understudy::mock::partnertap_analytics {

namespace {

using query::ColumnType;

constexpr std::string_view kPartnerOrg = "partnerOrg";

// S8.8 to S8.14, in this order
constexpr std::array kDashboard{ColumnFact{"division"}, ColumnFact{"chatCount", ColumnType::number},
                                ColumnFact{"partnershipCount", ColumnType::number},
                                ColumnFact{"salesRepCount", ColumnType::number},
                                ColumnFact{"salesRepLoginCount", ColumnType::number}};
constexpr std::array kConnections{ColumnFact{"repId"},
                                  ColumnFact{"repName"},
                                  ColumnFact{"repEmail"},
                                  ColumnFact{kPartnerOrg},
                                  ColumnFact{"connectionType"},
                                  ColumnFact{"pendingReceived", ColumnType::number},
                                  ColumnFact{"pendingSent", ColumnType::number},
                                  ColumnFact{"accepted", ColumnType::number}};
constexpr std::array kSummary{ColumnFact{kPartnerOrg},
                              ColumnFact{"inboundCount", ColumnType::number},
                              ColumnFact{"outboundCount", ColumnType::number},
                              ColumnFact{"totalValue", ColumnType::currency}};
constexpr std::array kOpportunities{
    ColumnFact{"opportunityName"},
    ColumnFact{kPartnerOrg},
    ColumnFact{"direction"},
    ColumnFact{"stage"},
    ColumnFact{"amount", ColumnType::currency},
    ColumnFact{"closeDate", ColumnType::date},
};
constexpr std::array kAccounts{ColumnFact{"accountName"}, ColumnFact{kPartnerOrg},
                               ColumnFact{"owner"}, ColumnFact{"city"}, ColumnFact{"state"}};
constexpr std::array kChats{ColumnFact{"repName"}, ColumnFact{"repEmail"}, ColumnFact{kPartnerOrg},
                            ColumnFact{"chatsExchanged", ColumnType::number}};

constexpr std::array<ListFact, kListCount> kLists{
    ListFact{.id = ListId::chats,
             .operation = "getChatsExchanged",
             .switch_name = "paths.chatsexchanged",
             .path = "/analytics/chatsexchangedlist",
             .collection = "chats",
             .schema = "/components/schemas/ChatExchangedRow",
             .columns = kChats},
    ListFact{.id = ListId::connections,
             .operation = "getNewRepConnections",  // S1.3: its path is documented
             .switch_name = {},
             .path = {},
             .collection = "reps",
             .schema = "/components/schemas/NewRepConnectionRow",
             .columns = kConnections},
    ListFact{.id = ListId::dashboard,
             .operation = "getDashboardByDivision",
             .switch_name = "paths.dashboardbydivision",
             .path = "/analytics/dashboardbydivisionlist",
             .collection = "divisions",
             .schema = "/components/schemas/DashboardByDivisionRow",
             .columns = kDashboard},
    ListFact{.id = ListId::matched_accounts,
             .operation = "getSaleAccountsMatched",
             .switch_name = "paths.saleaccountsmatched",
             .path = "/analytics/saleaccountsmatchedlist",
             .collection = "accounts",
             .schema = "/components/schemas/SaleAccountMatchedRow",
             .columns = kAccounts,
             .has_partner_org = true,
             .has_search = true},
    ListFact{.id = ListId::opportunities,
             .operation = "getOpportunitiesShared",
             .switch_name = "paths.opportunitiesshared",
             .path = "/analytics/opportunitiessharedlist",
             .collection = "opportunities",
             .schema = "/components/schemas/OpportunitySharedRow",
             .columns = kOpportunities,
             .has_partner_org = true,
             .has_direction = true},
    ListFact{.id = ListId::opportunity_summary,
             .operation = "getOpportunitiesSharedSummary",
             .switch_name = "paths.opportunitiessharedsummary",
             .path = "/analytics/opportunitiessharedsummarylist",
             .collection = "opportunities",
             .schema = "/components/schemas/OpportunitySharedSummaryRow",
             .columns = kSummary},
    ListFact{.id = ListId::unmatched_accounts,
             .operation = "getSaleAccountsUnmatched",
             .switch_name = "paths.saleaccountsunmatched",
             .path = "/analytics/saleaccountsunmatchedlist",
             .collection = "accounts",
             .schema = "/components/schemas/SaleAccountUnmatchedRow",
             .columns = kAccounts,
             .has_partner_org = true,
             .has_search = true},
};

constexpr bool is_in_order() {
  std::size_t place = 0;
  return std::all_of(kLists.begin(), kLists.end(), [&](const ListFact& list) {
    return static_cast<std::size_t>(list.id) == place++;
  });
}
static_assert(is_in_order(), "ListId numbers the lists");

const ListFact& fact_of(ListId id) { return kLists[static_cast<std::size_t>(id)]; }

/// Texts are searched, all of them (S6.7).
query::Schema make_schema(std::span<const ColumnFact> columns) {
  query::Schema schema;
  for (const ColumnFact& column : columns) {
    schema.add({std::string{column.key}, column.type, column.type == ColumnType::text});
  }
  return schema;
}

/// Writes rows, given cells in the order of the columns, into a table.
class RowWriter {
 public:
  explicit RowWriter(std::span<const ColumnFact> columns)
      : columns_(columns), builder_(make_schema(columns)) {
    for (const ColumnFact& column : columns) {
      std::string& name = names_.emplace_back(names_.empty() ? "{" : ",");
      append_json_string(name, column.key);
      name += ':';
    }
  }

  /// The row as it is sent; until the next one.
  const std::string& write(std::span<const fixtures::Cell> cells) {
    json_.clear();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      json_ += names_[i];
      fixtures::append_cell(json_, cells[i]);
    }
    return json_ += '}';
  }

  void add(std::span<const fixtures::Cell> cells) {
    values_.clear();
    for (std::size_t i = 0; i < columns_.size(); ++i) values_.push_back(value_of(cells[i]));
    builder_.add(write(cells), values_);
  }

  query::Table finish() { return std::move(builder_).finish(); }

 private:
  std::span<const ColumnFact> columns_;
  query::Table::Builder builder_;
  std::vector<std::string> names_;  ///< by column: as JSON, what stands before its value
  std::string json_;
  std::vector<query::Value> values_;
};

/// Takes the cells of some columns out of the rows of a collection.
class Chooser {
 public:
  Chooser(const fixtures::CollectionInfo& info, std::span<const ColumnFact> columns) {
    for (const ColumnFact& column : columns) fields_.push_back(field_number(info, column.key));
  }

  std::span<const fixtures::Cell> operator()(std::span<const fixtures::Cell> row) {
    chosen_.clear();
    for (const std::size_t field : fields_) chosen_.push_back(row[field]);
    return chosen_;
  }

 private:
  std::vector<std::size_t> fields_;
  std::vector<fixtures::Cell> chosen_;
};

/// S8.16: an account that has a partner org is matched, one without is not.
bool belongs(ListId id, const fixtures::Cell& partner_org) {
  const bool has_partner = !std::holds_alternative<std::monostate>(partner_org);
  if (id == ListId::matched_accounts) return has_partner;
  return id != ListId::unmatched_accounts || !has_partner;
}

/// The opportunities shared with one partner org.
struct Sum {
  std::int64_t inbound = 0;
  std::int64_t outbound = 0;
  std::int64_t hundredths = 0;  ///< of the amounts, so that no sum is rounded twice
  bool has_amount = false;
};

void add_amount(Sum& sum, const fixtures::Cell& amount) {
  if (const auto* whole = std::get_if<std::int64_t>(&amount)) {
    sum.hundredths += *whole * 100;
  } else if (const auto* number = std::get_if<double>(&amount)) {
    sum.hundredths += std::llround(*number * 100);
  } else {
    return;
  }
  sum.has_amount = true;
}

}  // namespace

std::span<const ListFact, kListCount> lists() { return kLists; }

Lists::Lists(Planned planned, const ServerOptions& options)
    : plan_(std::move(planned.plan)),
      data_(planned.data),
      seed_(options.seed),
      rows_(options.rows) {}

Result<std::unique_ptr<Lists>> Lists::make(const ServerOptions& options) {
  constexpr std::string_view kApi = "partnertap-analytics";
  auto planned = plan_for(kApi, options);
  if (!planned) return Failure{std::move(planned.error())};
  for (const ListFact& list : kLists) {
    // the summary is no collection: its columns are counted
    const bool is_counted = list.id == ListId::opportunity_summary;
    std::vector<std::string_view> fields;
    for (const ColumnFact& column : list.columns) {
      if (!is_counted) fields.push_back(column.key);
    }
    if (auto checked = check_fields(planned->plan, kApi, list.collection, fields); !checked) {
      return Failure{std::move(checked.error())};
    }
  }
  return std::unique_ptr<Lists>{new Lists(*std::move(planned), options)};
}

void Lists::each_row(const fixtures::CollectionInfo& info, const Visit& visit) const {
  const std::size_t parents = info.parent.empty() ? 1 : plan_.count(info.parent, data_, rows_);
  for (std::size_t parent = 0; parent < parents; ++parent) {
    const std::size_t count = plan_.count(info.name, data_, rows_, parent);
    RowId id{info.name, 0, parent};
    const auto sink = [&](std::span<const fixtures::Cell> row) {
      visit(id, row);
      ++id.row;
    };
    plan_.generate(info.name, data_, seed_, 0, count, sink, parent);
  }
}

query::Table Lists::make_table(ListId id) const {
  if (id == ListId::opportunity_summary) return make_summary();
  const ListFact& list = fact_of(id);
  const fixtures::CollectionInfo& info = *plan_.find_collection(list.collection);
  const std::size_t partner_org = field_number(info, kPartnerOrg);
  Chooser choose{info, list.columns};
  RowWriter writer{list.columns};
  each_row(info, [&](const RowId&, std::span<const fixtures::Cell> row) {
    if (partner_org < row.size() && !belongs(id, row[partner_org])) return;
    writer.add(choose(row));
  });
  return writer.finish();
}

/// One row for each partner org of the opportunities, in the order in which they first come.
query::Table Lists::make_summary() const {
  const ListFact& list = fact_of(ListId::opportunities);
  const fixtures::CollectionInfo& info = *plan_.find_collection(list.collection);
  const std::size_t org_field = field_number(info, kPartnerOrg);
  const std::size_t direction_field = field_number(info, "direction");
  const std::size_t amount_field = field_number(info, "amount");
  std::vector<std::pair<std::string, Sum>> sums;
  std::map<std::string, std::size_t, std::less<>> place_of;
  each_row(info, [&](const RowId&, std::span<const fixtures::Cell> row) {
    const auto* org = std::get_if<std::string_view>(&row[org_field]);
    const auto* direction = std::get_if<std::string_view>(&row[direction_field]);
    if (org == nullptr || direction == nullptr) return;
    auto known = place_of.find(*org);
    if (known == place_of.end()) {
      known = place_of.emplace(*org, sums.size()).first;
      sums.emplace_back(*org, Sum{});
    }
    Sum& sum = sums[known->second].second;
    ++(*direction == "inbound" ? sum.inbound : sum.outbound);
    add_amount(sum, row[amount_field]);
  });

  RowWriter writer{kSummary};
  for (const auto& [org, sum] : sums) {
    const fixtures::Cell value = sum.has_amount
                                     ? fixtures::Cell{static_cast<double>(sum.hundredths) / 100}
                                     : fixtures::Cell{};
    writer.add(std::array{fixtures::Cell{std::string_view{org}}, fixtures::Cell{sum.inbound},
                          fixtures::Cell{sum.outbound}, value});
  }
  return writer.finish();
}

void Lists::show_rows(OwnRows& rows) const {
  for (const ListFact& list : kLists) {
    if (list.id == ListId::opportunity_summary) continue;
    const fixtures::CollectionInfo& info = *plan_.find_collection(list.collection);
    const std::size_t partner_org = field_number(info, kPartnerOrg);
    Chooser choose{info, list.columns};
    RowWriter writer{list.columns};
    each_row(info, [&](const RowId& id, std::span<const fixtures::Cell> row) {
      if (partner_org < row.size() && !belongs(list.id, row[partner_org])) return;
      rows.compare(id, list.schema, writer.write(choose(row)));
    });
  }
}

Result<Done> show_rows(const ServerOptions& options, const Switches&, OwnRows& rows) {
  const auto lists = Lists::make(options);
  if (!lists) return Failure{lists.error()};
  (*lists)->show_rows(rows);
  return Done{};
}

const query::Table& Lists::table(ListId id) const {
  Slot& slot = slots_[static_cast<std::size_t>(id)];
  std::call_once(slot.once, [&] { slot.table = make_table(id); });
  return *slot.table;
}

}  // namespace understudy::mock::partnertap_analytics
