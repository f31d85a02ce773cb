// SPDX-License-Identifier: MIT
/// PartnerTap's typed client against the mock: the documented workflow and every operation, with
/// contracts checked on both sides.
///
/// Source: partnertap S6 to S16
#include <optional>

#include "client_support.hpp"
#include "understudy/client/retry.hpp"

namespace understudy::partnertap_test {

namespace {

using client::CallEvent;
using client::Decimal;
using client::SpringOrder;
using client::SpringSort;
using client::partnertap::Column;
using client::partnertap::ColumnClass;
using client::partnertap::FilterValue;
using client::partnertap::MatchingType;
using client::partnertap::PartnerOrg;
using client::partnertap::Report;
using client::partnertap::ReportType;

std::chrono::sys_seconds at(std::int64_t seconds) {
  return std::chrono::sys_seconds{std::chrono::seconds{seconds}};
}

Decimal decimal(const char* text) { return Decimal::parse(text).value(); }

Names filtered(const Client& client, const SuffixMap& map, const std::vector<Column>& columns) {
  auto filters = map.build(client::partnertap::filter_columns(columns));
  INFO((filters ? std::string{} : render(to_error(filters.error()))));
  REQUIRE(filters.has_value());
  return names_of(get(client.matched_accounts(accounts_of(*filters))).content);
}

Names sorted(const Client& client, const SpringSort& sort) {
  MatchedAccountsRequest request = accounts_of();
  request.page.order = sort.build().value();
  const auto page = get(client.matched_accounts(request));
  CHECK(page.extra.find("sort")->at("sorted") == true);
  return names_of(page.content);
}

const Column& column_of(const std::vector<Column>& columns, const std::string& key) {
  for (const Column& column : columns) {
    if (column.key == key) return column;
  }
  FAIL("no column " << key);
  return columns.front();
}

}  // namespace

TEST_CASE("the documented workflow runs through the typed client", "[pair][partnertap][W1]") {
  Pair pair(GENERATE(from_range(routes())), pair_options());
  const Client client = make_client(pair);

  const auto orgs = get(client.partner_orgs({.page = {.page = 0, .size = 100}}));
  REQUIRE(orgs.content.size() == 1);
  CHECK((orgs.total_elements == 1 && orgs.total_pages == 1 && orgs.number == 0));
  CHECK((orgs.size == 100 && orgs.first == true && orgs.last == true && orgs.empty == false));
  const PartnerOrg& org = orgs.content.front();
  CHECK(org.company_partner_public_id == kExamplePharma);
  REQUIRE(org.name() != nullptr);
  CHECK(*org.name() == "Example Pharma Inc.");
  CHECK(org.partner_org_name == org.partner_name);
  CHECK(get(client.partner_orgs({.matching = MatchingType::all_partner_orgs})).total_elements == 2);

  const auto columns = get(client.columns({.partner = kExamplePharma}));
  REQUIRE(columns.size() == 53);
  CHECK((columns[0].title == "Account Name" && columns[0].key == "name"));
  CHECK((columns[0].classification == ColumnClass::standard && columns[0].source == "standard"));
  const Column& sold = column_of(columns, "partnersystemssold");
  CHECK((sold.type == "number" && sold.is_partner_data && sold.column_index == 8));
  CHECK((!sold.source && !sold.classification));

  const auto types =
      get(client.filter_values({.column = "accountType", .partner = kExamplePharma}));
  REQUIRE(types.content.size() == 3);
  CHECK((types.content[0].value == "Customer" && types.content[2].value == "customer"));
  CHECK((types.content[1].type == "STRING" && !types.content[1].least));

  const auto customers = get(
      client.matched_accounts(accounts_of(SuffixMap{}
                                              .equals("accountType", {"Customer"})
                                              .build(client::partnertap::filter_columns(columns))
                                              .value())));
  CHECK((customers.total_elements == 2 && customers.last == true));
  CHECK(names_of(customers.content) == Names{"Example Pharma", "example tools"});
  CHECK(pair.count(CallEvent::Kind::warning) == 0);
  CHECK(pair.count(CallEvent::Kind::wait) == 0);
}

TEST_CASE("an account has its own fields, custom ones and those of the partner",
          "[pair][partnertap][S9]") {
  Pair pair(GENERATE(from_range(routes())), pair_options());

  const auto page = get(make_client(pair).matched_accounts(accounts_of()));

  REQUIRE(page.content.size() == 6);
  const MatchedAccount& fleet = page.content[0];
  CHECK(fleet.crm_account_id == std::string{"001ABC123"});
  CHECK(fleet.is_customer == false);
  REQUIRE(fleet.annual_revenue.value() != nullptr);
  CHECK(fleet.annual_revenue.value()->text() == "120000.0");
  CHECK(fleet.open_opp_count == 0);
  CHECK(fleet.recent_open_opp_date == at(1'746'706'810));
  CHECK(fleet.company_partner_name == std::string{"Example Pharma Inc."});
  CHECK(fleet.extra.find("customSegment") != nullptr);
  CHECK(fleet.extra.find("city") == nullptr);
  CHECK(fleet.partner_fields.systems_sold == 89'022);
  CHECK(fleet.partner_fields.registration_date == at(1'746'706'810));
  CHECK(fleet.partner_fields.owner == std::string{" "});
  REQUIRE(fleet.partner_fields.is_active.other() != nullptr);
  CHECK(*fleet.partner_fields.is_active.other() == "");
  CHECK(fleet.partner_fields.extra.values.empty());
  CHECK_FALSE(page.content[3].annual_revenue);
  CHECK(page.content[2].partner_fields.systems_sold.value() == nullptr);
}

TEST_CASE("the filters of the documents select the documents' rows", "[pair][partnertap][S13]") {
  Pair pair(GENERATE(from_range(routes())), pair_options());
  const Client client = make_client(pair);
  const auto columns = get(client.columns({.partner = kExamplePharma}));
  const auto rows = [&](const SuffixMap& map) { return filtered(client, map, columns); };
  const std::string fleet = "RUD Fleet";
  const std::string pharma = "Example Pharma";
  const std::string tools = "example tools";
  const std::string labs = "Test Labs";
  const std::string hard = "A-,-B <-> C";
  const std::string best = "Best Example Test";

  CHECK(rows(SuffixMap{}.equals("state", {"Oklahoma"})) == Names{pharma, labs});
  CHECK(rows(SuffixMap{}.equals("state", {"oklahoma"})).empty());
  CHECK(rows(SuffixMap{}.equals("state", {"Oklahoma", "Texas", "California"})) ==
        Names{pharma, tools, labs, best});
  CHECK(rows(SuffixMap{}.differs("state", {"Oklahoma", "Texas"})) == Names{fleet, hard, best});
  CHECK(rows(SuffixMap{}.contains("name", {"Example"})) == Names{pharma, tools, best});
  CHECK(rows(SuffixMap{}.contains("accountName", {"example", "TEST"})) == Names{best});
  CHECK(rows(SuffixMap{}.lacks("name", {"Test"})) == Names{fleet, pharma, tools, hard});
  CHECK(rows(SuffixMap{}.lacks("state", {"a"})) == Names{hard});
  CHECK(rows(SuffixMap{}.differs("accountType", {"Customer"})) == Names{fleet, labs, hard, best});
  CHECK(rows(SuffixMap{}.is("isCustomer", true)) == Names{pharma, tools, best});
  CHECK(rows(SuffixMap{}.equals("isCustomer", {"true", "false"})) ==
        Names{fleet, pharma, tools, hard, best});
  CHECK(rows(SuffixMap{}.between("openOppCount", 1, 10)) == Names{pharma, tools, best});
  CHECK(rows(SuffixMap{}.between("annualRevenue", 0, decimal("2500.5"))) ==
        Names{tools, hard, best});
  CHECK(rows(SuffixMap{}.between("recentOpenOppDate", at(1'700'000'000), at(1'760'000'000))) ==
        Names{fleet, pharma, tools});
  CHECK(rows(SuffixMap{}.between("partnersystemssold", 0, 100)) == Names{pharma, labs, best});
  CHECK(rows(SuffixMap{}
                 .equals("state", {"Oklahoma"})
                 .equals("accountType", {"Customer"})
                 .contains("name", {"Example"})) == Names{pharma});
  CHECK(rows(SuffixMap{}.contains("accountName", {"B <-> C"})) == Names{hard});
  CHECK(rows(SuffixMap{}.equals("state", {"A<->Z"})).empty());
}

TEST_CASE("search and sort select and order the documents' rows", "[pair][partnertap][S14][S15]") {
  Pair pair(GENERATE(from_range(routes())), pair_options());
  const Client client = make_client(pair);
  const auto found = [&](const char* term) {
    MatchedAccountsRequest request = accounts_of();
    request.search = term;
    return names_of(get(client.matched_accounts(request)).content);
  };

  CHECK(found("oklahoma") == Names{"Example Pharma", "Test Labs"});
  CHECK(found("TEST") == Names{"Test Labs", "Best Example Test"});
  CHECK(found("zzz").empty());
  CHECK(sorted(client, SpringSort{}.descending("state")) ==
        Names{"example tools", "Example Pharma", "Test Labs", "RUD Fleet", "Best Example Test",
              "A-,-B <-> C"});
  CHECK(sorted(client, SpringSort{}.ascending("accountName", SpringSort::LetterCase::ignored)) ==
        Names{"A-,-B <-> C", "Best Example Test", "Example Pharma", "example tools", "RUD Fleet",
              "Test Labs"});
  CHECK(sorted(client, SpringSort{}.descending("accountType").descending("accountName")) ==
        Names{"A-,-B <-> C", "Test Labs", "RUD Fleet", "example tools", "Example Pharma",
              "Best Example Test"});
}

TEST_CASE("pages and rows are walked to the end, and from where a walk stopped",
          "[pair][partnertap][S16]") {
  Pair pair(GENERATE(from_range(routes())), pair_options());
  const Client client = make_client(pair);
  MatchedAccountsRequest request = accounts_of();
  request.page.size = 4;
  const Names all = names_of(get(client.matched_accounts(accounts_of())).content);

  std::vector<std::size_t> sizes;
  auto pages = client.matched_account_pages(request);
  for (auto& page : pages) sizes.push_back(get(std::move(page)).content.size());
  CHECK(sizes == std::vector<std::size_t>{4, 2});
  CHECK_FALSE(pages.resume_token().has_value());

  Names walked;
  for (auto& row : client.matched_account_items(request, {.prefetch = true})) {
    walked.push_back(*get(std::move(row)).name());
  }
  CHECK(walked == all);

  auto first = client.matched_account_pages(request);
  REQUIRE(get(first.next()));
  Names rest;
  for (auto& row : client.matched_account_items(request, {.from = *first.resume_token()})) {
    rest.push_back(*get(std::move(row)).name());
  }
  CHECK(rest == Names(all.begin() + 4, all.end()));

  request.page.page = 2;
  const auto beyond = get(client.matched_accounts(request));
  CHECK((beyond.content.empty() && beyond.last == true && beyond.total_elements == 6));
}

TEST_CASE("a token that is none of the list is refused before anything is sent",
          "[pair][partnertap]") {
  Pair pair(pair_test::in_process(), pair_options());
  auto pages = make_client(pair).matched_account_pages(accounts_of(), {.from = {"page two"}});

  const client::CallError error = error_of(pages.next());

  CHECK(error.operation == "partnertap.getRecords");
  CHECK(error.cause.code == Errc::bad_input);
  CHECK(error.attempts == 0);
  CHECK(pair.events().empty());
}

TEST_CASE("columns tell their values or their range", "[pair][partnertap][S11]") {
  Pair pair(GENERATE(from_range(routes())), pair_options());
  const Client client = make_client(pair);
  const auto range_of = [&](const char* key) {
    const auto page = get(client.filter_values({.column = key, .partner = kExamplePharma}));
    REQUIRE(page.content.size() == 1);
    CHECK_FALSE(page.content[0].value.has_value());
    return page.content[0];
  };

  const FilterValue revenue = range_of("annualRevenue");
  CHECK((revenue.least == decimal("0.0") && revenue.most == decimal("500000000.0")));
  CHECK(revenue.type == "CURRENCY");
  const FilterValue count = range_of("openOppCount");
  CHECK((count.least == Decimal{0} && count.most == Decimal{11} && count.type == "NUMBER"));
  const FilterValue date = range_of("recentOpenOppDate");
  CHECK((date.least == Decimal{1'694'607'610} && date.type == "DATE"));

  Names walked;
  for (auto& value : client.filter_value_items(
           {.column = "name", .partner = kExamplePharma, .page = {.size = 2}})) {
    walked.push_back(get(std::move(value)).value.value());
  }
  CHECK(walked.size() == 6);
  const auto orgs = get(client.filter_values({.column = "partnerName",
                                              .report = ReportType::connected_partner_orgs,
                                              .matching = MatchingType::all_partner_orgs}));
  CHECK(orgs.content.size() == 2);
}

TEST_CASE("the reports of a host are read in both shapes", "[pair][partnertap][S12]") {
  const auto* const shape = GENERATE("array", "map");
  Pair pair(pair_test::in_process(), pair_options({{"report_names.shape", shape}}));

  const std::vector<Report> reports = get(make_client(pair).report_names());

  REQUIRE(reports.size() == 2);
  CHECK(reports[0].type == ReportType::connected_partner_orgs);
  CHECK(reports[1].type == ReportType::matched_accounts);
  CHECK(reports[0].columns.size() == 13);
  CHECK(reports[1].columns.size() == 30);
}

TEST_CASE("records are read by either spelling of a name", "[pair][partnertap][A1][A2]") {
  struct Spelling {
    const char* org;
    const char* account;
  };
  const auto [org, account] = GENERATE(Spelling{"both", "both"}, Spelling{"partnerName", "name"},
                                       Spelling{"partnerOrgName", "accountName"});
  Pair pair(pair_test::in_process(),
            pair_options({{"alias.partner_name", org}, {"alias.account_name", account}}));
  const Client client = make_client(pair);

  CHECK(*get(client.partner_orgs()).content.at(0).name() == "Example Pharma Inc.");
  CHECK(*get(client.matched_accounts(accounts_of())).content.at(0).name() == "RUD Fleet");
}

TEST_CASE("generated rows come through unharmed", "[pair][partnertap]") {
  mock::ServerOptions options = pair_options();
  options.data = fixtures::DataSet::generated;
  Pair pair(GENERATE(from_range(routes())), std::move(options));
  const Client client = make_client(pair);
  MatchedAccountsRequest request = accounts_of();
  request.page.size = 400;

  std::size_t rows = 0;
  for (auto& row : client.matched_account_items(request)) {
    const MatchedAccount account = get(std::move(row));
    REQUIRE(account.name() != nullptr);
    ++rows;
  }
  std::size_t orgs = 0;
  for (auto& org : client.partner_org_items())
    orgs += get(std::move(org)).name() != nullptr ? 1U : 0U;

  CHECK(rows == 1'523);
  CHECK(orgs == 42);
}

}  // namespace understudy::partnertap_test
