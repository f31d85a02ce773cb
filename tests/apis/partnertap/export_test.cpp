// SPDX-License-Identifier: MIT
/// The four steps of PartnerTap's guide as one function.
///
/// Source: partnertap S18
#include "understudy/client/apis/partnertap/export.hpp"

#include <map>
#include <string>

#include "client_support.hpp"

namespace understudy::partnertap_test {

namespace {

using client::CallError;
using client::partnertap::AccountExport;
using client::partnertap::AccountField;
using client::partnertap::Column;
using client::partnertap::export_accounts;
using client::partnertap::ExportRequest;
using client::partnertap::find_partner;
using client::partnertap::MatchingType;

std::string text_of(const AccountExport& report, const MatchedAccount& row, const char* key) {
  for (const Column& column : report.columns) {
    if (column.key != key) continue;
    std::string text;
    AccountField::of(column).append_to(text, row);
    return text;
  }
  return "(no column)";
}

/// A host whose partner orgs have these names.
Client host_of(Pair& pair, const std::vector<std::string>& names) {
  Json page{{"totalElements", names.size()}, {"last", true}, {"content", Json::array()}};
  for (const std::string& name : names) {
    page["content"].push_back({{"companyPartnerPublicId", "id of " + name}, {"partnerName", name}});
  }
  client::ClientOptions options = pair.options();
  options.check_responses = client::Check::off;
  auto transport = client::make_direct_transport([page](const Request&) -> Result<Response> {
    return Response{200, {{"Content-Type", "application/json"}}, page.dump()};
  });
  return Client::make(std::move(transport), demo_key(), options).value();
}

}  // namespace

TEST_CASE("an export finds its partner, its columns and their values, and walks the accounts",
          "[pair][partnertap][W1][export]") {
  Pair pair(GENERATE(from_range(routes())), pair_options());
  const Client client = make_client(pair);

  AccountExport report = get(export_accounts(
      client, {.partner_name = " example PHARMA inc. ",
               .conditions = SuffixMap{}.contains("name", {"e"}).is("isCustomer", true),
               .order = client::SpringSort{}.ascending("name").build().value(),
               .value_columns = {"accountType", "annualRevenue"},
               .page_size = 2}));

  CHECK(report.partner.company_partner_public_id == kExamplePharma);
  CHECK(report.columns.size() == 53);
  CHECK(report.values.at("accountType").size() == 3);
  CHECK(report.values.at("annualRevenue").size() == 1);
  std::vector<Names> pages;
  for (auto& page : report.pages) pages.push_back(names_of(get(std::move(page)).content));
  CHECK(pages == std::vector<Names>{{"Best Example Test", "Example Pharma"}, {"example tools"}});
}

TEST_CASE("a field takes its text out of any row", "[pair][partnertap][export]") {
  Pair pair(pair_test::in_process(), pair_options());
  const Client client = make_client(pair);
  AccountExport report = get(export_accounts(client, {.partner_name = "Example Pharma Inc."}));
  REQUIRE(get(report.pages.next()));
  const auto& rows = report.pages.current()->content;
  const auto text = [&](std::size_t row, const char* key) {
    return text_of(report, rows.at(row), key);
  };

  CHECK(text(0, "name") == "RUD Fleet");
  CHECK(text(0, "isCustomer") == "false");
  CHECK(text(0, "openOppCount") == "0");
  CHECK(text(0, "annualRevenue") == "120000.0");
  CHECK(text(0, "recentOpenOppDate") == "1746706810");
  CHECK(text(0, "partnersystemssold") == "89022");
  CHECK(text(0, "partnerisactive").empty());
  CHECK(text(3, "annualRevenue").empty());
  CHECK(text(3, "isCustomer").empty());
  // every column of the host finds the same as the row's own JSON
  for (const MatchedAccount& row : rows) {
    const Json whole = parse_json(client::write_json(row)).value();
    for (const Column& column : report.columns) {
      const Json& place = column.is_partner_data ? whole.at("partnerFields") : whole;
      const Json value = place.contains(column.key) ? place.at(column.key) : Json{};
      std::string want = value.is_string() ? value.get<std::string>() : value.dump();
      if (value.is_null()) want.clear();
      INFO(column.key);
      CHECK(text_of(report, row, column.key.c_str()) == want);
    }
  }
}

TEST_CASE("custom columns are found beside the standard ones", "[partnertap][export]") {
  MatchedAccount row;
  row.extra.values = {{"customSegment", "gold"}, {"customCount", 3}, {"customNothing", nullptr}};
  row.partner_fields.extra.values = {{"partnercustom", "their"}};
  const auto text = [&](const char* key, bool is_partner_data) {
    Column column;
    column.key = key;
    column.is_partner_data = is_partner_data;
    std::string out;
    AccountField::of(column).append_to(out, row);
    return out;
  };

  CHECK(text("customSegment", false) == "gold");
  CHECK(text("customCount", false) == "3");
  CHECK(text("customNothing", false).empty());
  CHECK(text("partnercustom", true) == "their");
  CHECK(text("partnercustom", false).empty());
  CHECK(text("nobody", true).empty());
}

TEST_CASE("a partner is found by its name alone, whatever the filter language can say",
          "[pair][partnertap][export]") {
  mock::ServerOptions options = pair_options();
  options.data = fixtures::DataSet::generated;
  Pair pair(pair_test::in_process(), std::move(options));
  const Client client = make_client(pair);

  std::map<std::string, std::vector<client::partnertap::PartnerOrg>> by_name;
  for (auto& org : client.partner_org_items({.page = {.size = 2'000}})) {
    auto wanted = get(std::move(org));
    by_name[*wanted.name()].push_back(std::move(wanted));
  }
  REQUIRE(by_name.size() > 20);
  std::size_t shared = 0;
  for (const auto& [name, orgs] : by_name) {
    INFO(name);
    const auto found = find_partner(client, name);
    REQUIRE(found.has_value() == (orgs.size() == 1));
    if (found) CHECK(*found == orgs.front());
    if (found) continue;
    ++shared;
    for (const auto& org : orgs) {
      CHECK(found.error().cause.advice.find(org.company_partner_public_id) != std::string::npos);
    }
  }
  CHECK(shared > 0);  // names in the data are not unique
}

TEST_CASE("a name of nobody, of several and of nothing is told apart",
          "[pair][partnertap][export]") {
  Pair pair(pair_test::in_process(), pair_options());
  const auto error_for = [&](const std::vector<std::string>& names, const char* wanted) {
    return error_of(find_partner(host_of(pair, names), wanted)).cause;
  };

  CHECK(error_for({"Globex East"}, "Globex").code == Errc::not_found);
  const Error several = error_for({"Globex", "GLOBEX "}, "globex");
  CHECK(several.code == Errc::bad_input);
  CHECK(several.advice.find("id of Globex or id of GLOBEX") != std::string::npos);
  CHECK(error_for({}, "  ").code == Errc::bad_input);
  // connected in one direction only
  const Client client = make_client(pair);
  CHECK(error_of(export_accounts(client, {.partner_name = "Globex GmbH"})).cause.code ==
        Errc::not_found);
  CHECK(get(find_partner(client, "Globex GmbH", MatchingType::all_partner_orgs))
            .company_partner_public_id == kGlobex);
}

TEST_CASE("conditions that are not for their column stop an export before its rows",
          "[pair][partnertap][export]") {
  Pair pair(pair_test::in_process(), pair_options());
  const Client client = make_client(pair);
  const auto cause_of = [&](const SuffixMap& conditions) {
    return error_of(export_accounts(
                        client, {.partner_name = "Example Pharma Inc.", .conditions = conditions}))
        .cause;
  };

  CHECK(cause_of(SuffixMap{}.equals("nope", {"1"})).code == Errc::not_found);
  CHECK(cause_of(SuffixMap{}.equals("openOppCount", {"5"})).code == Errc::bad_input);
  CHECK(cause_of(SuffixMap{}.equals("name", {"A-,-B"})).where == "filter name");
}

}  // namespace understudy::partnertap_test
