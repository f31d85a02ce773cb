// SPDX-License-Identifier: MIT
/// PartnerTap's answers on the example rows: pages, columns, values, names.
#include <set>
#include <string>
#include <vector>

#include "support.hpp"

namespace understudy::partnertap_test {

namespace {

using Names = std::vector<std::string>;

Response ask(const Request& request) {
  ManualClock clock;
  return mock::Server::make(example_options(clock)).value().handle(request);
}

}  // namespace

TEST_CASE("a page carries every key of the documents' sample", "[partnertap][page][S7]") {
  const Json page = body_of(ask(post("records?page=1&size=4", accounts_body())));

  std::set<std::string> keys;
  for (const auto& [key, value] : page.items()) keys.insert(key);
  CHECK(keys == std::set<std::string>{"content", "empty", "first", "last", "number",
                                      "numberOfElements", "pageable", "size", "sort",
                                      "totalElements", "totalPages"});
  CHECK(page.at("pageable") ==
        Json{{"pageNumber", 1},
             {"pageSize", 4},
             {"offset", 4},
             {"unpaged", false},
             {"paged", true},
             {"sort", {{"unsorted", true}, {"sorted", false}, {"empty", true}}}});
  CHECK((page.at("numberOfElements") == 2 && page.at("last") == true && page.at("first") == false));
}

TEST_CASE("a sorted page says so in both places", "[partnertap][page][S15]") {
  const Json page = body_of(ask(post("records?sort=state,desc", accounts_body())));
  const Json sorted{{"unsorted", false}, {"sorted", true}, {"empty", false}};

  CHECK(page.at("sort") == sorted);
  CHECK(page.at("pageable").at("sort") == sorted);
}

TEST_CASE("an account has own fields at the top and the partner's in partnerFields",
          "[partnertap][records][S9]") {
  const Json row = body_of(ask(post("records", accounts_body()))).at("content").at(0);

  CHECK(row.at("crmAccountId") == "001ABC123");
  CHECK(row.at("isCustomer") == false);
  CHECK(row.at("annualRevenue") == 120000.0);
  CHECK(row.at("companyPartnerPublicId") == kExamplePharma);
  CHECK(row.at("companyPartnerName") == "Example Pharma Inc.");
  const Json& shared = row.at("partnerFields");
  CHECK(shared.size() == 21);
  CHECK(shared.at("partneraccountname") == "RUD Fleet");
  CHECK(shared.at("partnersystemssold") == 89022);
  CHECK(shared.at("partnerisactive") == "");
  CHECK(shared.at("partnerowner") == " ");
  for (const auto& [key, value] : shared.items()) CHECK(key.starts_with("partner"));
  for (const auto& [key, value] : shared.items()) CHECK_FALSE(row.contains(key));
}

TEST_CASE("partner ids compare without regard to case", "[partnertap][records][S6]") {
  const Json body =
      accounts_body({{"companyPartnerPublicId", "C1727859-692F-499E-8C2A-B1FA50AA1A65"}});

  CHECK(names_of(ask(post("records", body))).size() == 6);
}

TEST_CASE("columns keep the invariants of the documents", "[partnertap][columns][S10]") {
  const Json columns = body_of(ask(post("columns", accounts_body())));
  const Json row = body_of(ask(post("records", accounts_body()))).at("content").at(0);

  REQUIRE(columns.size() == 53);
  for (const Json& column : columns) {
    INFO(column.dump());
    CHECK(column.size() == 18);
    const std::string key = column.at("key").get<std::string>();
    if (column.at("isPartnerData") == true) {
      CHECK((column.at("source").is_null() && column.at("columnClassification").is_null()));
      CHECK(key.starts_with("partner"));
      CHECK(row.at("partnerFields").contains(key));
    } else {
      CHECK((column.at("source").is_string() && column.at("columnClassification").is_string()));
      CHECK(row.contains(key));
    }
  }
  CHECK(columns.at(0) == parse_json(R"({"title":"Account Name","key":"name","type":"string",
          "isFromOtherFields":false,"isJson":false,"isHidden":false,"otherFieldsPrefix":null,
          "otherFieldsJsonPrefix":null,"active":true,"values":{},"crmAccountBaseUri":null,
          "crmOpportunityBaseUri":null,"columnIndex":0,"isPartnerData":false,"prefix":null,
          "color":null,"source":"standard","columnClassification":"STANDARD"})")
                             .value());
  const auto sold = std::find_if(columns.begin(), columns.end(), [](const Json& column) {
    return column.at("key") == "partnersystemssold";
  });
  REQUIRE(sold != columns.end());
  CHECK(*sold ==
        parse_json(R"({"title":"Partner Systems Sold","key":"partnersystemssold","type":"number",
          "isFromOtherFields":false,"isJson":false,"isHidden":false,"otherFieldsPrefix":null,
          "otherFieldsJsonPrefix":null,"active":true,"values":{},"crmAccountBaseUri":null,
          "crmOpportunityBaseUri":null,"columnIndex":8,"isPartnerData":true,"prefix":null,
          "color":null,"source":null,"columnClassification":null})")
            .value());
}

TEST_CASE("connected partner orgs have standard columns only", "[partnertap][columns][S10]") {
  const Json columns = body_of(ask(post("columns", orgs_body())));

  REQUIRE(columns.size() == 13);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    CHECK(columns[i].at("columnClassification") == "STANDARD");
    CHECK(columns[i].at("columnIndex") == i);
  }
}

TEST_CASE("filterdata gives values of text and bounds of numbers",
          "[partnertap][filterdata][S11]") {
  const auto content = [](const std::string& field) {
    return body_of(ask(post("filterdata?filterField=" + field, accounts_body()))).at("content");
  };
  const auto bounds = [](const Json& low, const Json& high, const char* type) {
    return Json::array({{{"filterData", nullptr},
                         {"filterRangeMin", low},
                         {"filterRangeMax", high},
                         {"filterType", type}}});
  };

  Names types;
  for (const Json& element : content("accountType")) {
    types.push_back(element.at("filterData").get<std::string>());
    CHECK((element.at("filterRangeMin").is_null() && element.at("filterType") == "STRING"));
  }
  CHECK(types == Names{"Customer", "Prospect", "customer"});
  CHECK(content("annualRevenue") == bounds(0.0, 500000000.0, "CURRENCY"));
  CHECK(content("annualRevenue").at(0).at("filterRangeMin").is_number_float());
  CHECK(content("openOppCount") == bounds(0, 11, "NUMBER"));
  CHECK(content("recentOpenOppDate") == bounds(1694607610, 1760000000, "DATE"));
  CHECK(content("partnersystemssold") == bounds(0, 89022, "NUMBER"));
  const Json flags = content("isCustomer");
  REQUIRE(flags.size() == 2);
  CHECK((flags.at(0).at("filterData") == "false" && flags.at(1).at("filterData") == "true"));
  CHECK(flags.at(0).at("filterType") == "BOOLEAN");
  CHECK(content("name") == content("accountName"));
}

TEST_CASE("search is one folded term over own texts", "[partnertap][search][S14]") {
  const auto found = [](const Json& term) {
    return names_of(ask(post("records", accounts_body({{"search", term}}))));
  };

  CHECK(found("oklahoma") == Names{"Example Pharma", "Test Labs"});
  CHECK(found("  TEST ") == Names{"Test Labs", "Best Example Test"});
  CHECK(found("zzz").empty());
  CHECK(found("   ").size() == 6);
  CHECK(found(nullptr).size() == 6);
}

TEST_CASE("the default data is the size of the documents' samples", "[partnertap][fixtures]") {
  ManualClock clock;
  mock::ServerOptions options;
  options.clock = &clock;
  auto server = mock::Server::make(options).value();

  CHECK(body_of(server.handle(post("records", orgs_body()))).at("totalElements") == 42);
  CHECK(body_of(server.handle(post("records", accounts_body()))).at("totalElements") == 1523);
  CHECK(body_of(server.handle(post("records", accounts_body()))).at("totalPages") == 77);
}

TEST_CASE("rows scales the accounts of the first partner", "[partnertap][fixtures]") {
  ManualClock clock;
  mock::ServerOptions options;
  options.clock = &clock;
  options.rows = 10'000;
  auto server = mock::Server::make(options).value();

  CHECK(body_of(server.handle(post("records", accounts_body()))).at("totalElements") == 10'000);
}

TEST_CASE("pages partition the list, whatever their size", "[partnertap][page]") {
  ManualClock clock;
  mock::ServerOptions options;
  options.clock = &clock;
  options.throttle = false;
  auto server = mock::Server::make(options).value();
  const Json whole =
      body_of(server.handle(post("records?size=2000&sort=city,desc", accounts_body())))
          .at("content");

  for (const int size : {7, 100, 762, 1523}) {
    Json walked = Json::array();
    for (int page = 0;; ++page) {
      const Json body = body_of(server.handle(post(
          "records?sort=city,desc&size=" + std::to_string(size) + "&page=" + std::to_string(page),
          accounts_body())));
      walked.insert(walked.end(), body.at("content").begin(), body.at("content").end());
      if (body.at("last") == true) break;
    }
    CHECK(walked == whole);
  }
}

}  // namespace understudy::partnertap_test
