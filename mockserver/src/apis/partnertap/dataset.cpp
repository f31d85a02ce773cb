// SPDX-License-Identifier: MIT
#include "apis/partnertap/dataset.hpp"

#include <utility>

#include "apis/partnertap/records.hpp"
#include "query/build.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::mock::partnertap {

namespace {

constexpr std::string_view kOrgs = "partner-orgs";
constexpr std::string_view kAccounts = "matched-accounts";
constexpr std::string_view kMutualField = "mutual";  // the plan's mark of a two-way connection
constexpr std::string_view kIdField = "companyPartnerPublicId";

/// A2, A13, A28: own texts are searched; the partner's only where the switch says so.
query::Schema make_schema(std::span<const ColumnFact> facts, const Switches& switches) {
  const bool partner_too = switches.is("search.scope", "own+partner");
  query::Schema schema;
  for (const ColumnFact& fact : facts) {
    const bool own = fact.category != Category::partner;
    const auto type = type_of(fact);
    const bool textual = type == query::ColumnType::text || type == query::ColumnType::uuid;
    const std::size_t column =
        schema.add({std::string{fact.key}, type, textual && (own || partner_too)});
    if (fact.key == "partnerName") schema.add_alias("partnerOrgName", column);
    if (fact.key == "accountName") schema.add_alias("name", column);
  }
  return schema;
}

/// Whether the plan has the collection with every field that the report is made of.
Result<Done> check_plan(const fixtures::Plan& plan, std::string_view collection,
                        std::span<const ColumnFact> facts,
                        std::initializer_list<std::string_view> hidden) {
  std::vector<std::string_view> wanted{hidden};
  for (const ColumnFact& fact : facts) wanted.push_back(fact.key);
  return check_fields(plan, "partnertap", collection, wanted);
}

/// Whether the plan has both collections.
Result<Done> check_plan(const fixtures::Plan& plan) {
  auto checked = check_plan(plan, kOrgs, org_columns(), {kMutualField});
  return checked ? check_plan(plan, kAccounts, account_columns(), {}) : checked;
}

}  // namespace

Dataset::Dataset(Planned planned, const ServerOptions& options, const Switches& switches)
    : plan_(std::move(planned.plan)),
      data_(planned.data),
      seed_(options.seed),
      rows_(options.rows),
      switches_(switches) {}

Result<std::unique_ptr<Dataset>> Dataset::make(const ServerOptions& options,
                                               const Switches& switches) {
  auto planned = plan_for("partnertap", options);
  if (!planned) return Failure{std::move(planned.error())};
  if (auto checked = check_plan(planned->plan); !checked) {
    return Failure{std::move(checked.error())};
  }
  std::unique_ptr<Dataset> dataset{new Dataset(*std::move(planned), options, switches)};
  dataset->make_orgs();
  dataset->no_accounts_ = dataset->make_accounts(0, 0);
  return dataset;
}

void Dataset::make_orgs() {
  const fixtures::CollectionInfo& info = *plan_.find_collection(kOrgs);
  const std::size_t mutual_field = field_number(info, kMutualField);
  const std::size_t id_field = field_number(info, kIdField);
  const query::Schema schema = make_schema(org_columns(), switches_);
  const bool superset = switches_.is("matching.all", "superset");  // A8
  query::Table::Builder mutual{schema};
  query::Table::Builder all{schema};
  RecordWriter writer{org_columns(), info.fields, switches_};

  std::size_t row = 0;
  const std::size_t count = plan_.count(kOrgs, data_, std::nullopt);
  plan_.generate(kOrgs, data_, seed_, 0, count, [&](std::span<const fixtures::Cell> cells) {
    writer.write(cells);
    const bool* is_mutual = std::get_if<bool>(&cells[mutual_field]);
    const bool connected = is_mutual != nullptr && *is_mutual;
    if (connected) mutual.add(writer.json(), writer.cells());
    if (connected || superset) all.add(writer.json(), writer.cells());
    if (const auto* id = std::get_if<std::string_view>(&cells[id_field])) {
      partners_[fold_case(*id)].row = row;
    }
    ++row;
  });
  mutual_orgs_ = Report{std::move(mutual).finish(), org_columns()};
  all_orgs_ = Report{std::move(all).finish(), org_columns()};
}

Report Dataset::make_accounts(std::size_t partner_row, std::size_t count) const {
  const fixtures::CollectionInfo& info = *plan_.find_collection(kAccounts);
  const query::Schema schema = make_schema(account_columns(), switches_);
  const auto fill = [&](query::Table::Builder& builder, std::size_t first, std::size_t last) {
    RecordWriter writer{account_columns(), info.fields, switches_};
    plan_.generate(
        kAccounts, data_, seed_, first, last - first,
        [&](std::span<const fixtures::Cell> cells) {
          writer.write(cells);
          builder.add(writer.json(), writer.cells());
        },
        partner_row);
  };
  return {query::build_table(schema, query::RowTexts::copied, count, fill), account_columns()};
}

const Report* Dataset::accounts(std::string_view partner_id) const {
  const auto it = partners_.find(fold_case(partner_id));
  if (it == partners_.end()) return nullptr;
  Partner& partner = it->second;
  std::call_once(partner.once, [&] {
    const std::size_t count = plan_.count(kAccounts, data_, rows_, partner.row);
    partner.accounts = make_accounts(partner.row, count);
  });
  return &*partner.accounts;
}

Result<Done> show_rows(const ServerOptions& options, const Switches& switches, OwnRows& rows) {
  constexpr std::string_view kOrgSchema = "/components/schemas/PartnerOrgRecord";
  constexpr std::string_view kAccountSchema = "/components/schemas/MatchedAccountRecord";
  const auto planned = plan_for("partnertap", options);
  if (!planned) return Failure{planned.error()};
  const fixtures::Plan& plan = planned->plan;
  if (auto checked = check_plan(plan); !checked) return checked;

  const fixtures::CollectionInfo& orgs = *plan.find_collection(kOrgs);
  const std::size_t mutual_field = field_number(orgs, kMutualField);
  RecordWriter org_writer{org_columns(), orgs.fields, switches};
  RecordWriter account_writer{account_columns(), plan.find_collection(kAccounts)->fields, switches};
  const std::size_t org_count = plan.count(kOrgs, planned->data, std::nullopt);
  for (std::size_t org = 0; org < org_count; ++org) {
    plan.generate(kOrgs, planned->data, options.seed, org, 1,
                  [&](std::span<const fixtures::Cell> cells) {
                    const fixtures::Cell& mutual = cells[mutual_field];
                    org_writer.write(cells);
                    rows.compare({kOrgs, org}, kOrgSchema, org_writer.json());
                    if (mutual.index() != 0 && !std::holds_alternative<bool>(mutual)) {
                      rows.misfit({kOrgs, org}, kOrgSchema, kMutualField, "true or false", mutual);
                    }
                  });
    std::size_t row = 0;
    plan.generate(
        kAccounts, planned->data, options.seed, 0,
        plan.count(kAccounts, planned->data, options.rows, org),
        [&](std::span<const fixtures::Cell> cells) {
          account_writer.write(cells);
          rows.compare({kAccounts, row++, org}, kAccountSchema, account_writer.json());
        },
        org);
  }
  return Done{};
}

}  // namespace understudy::mock::partnertap
