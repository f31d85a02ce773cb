// SPDX-License-Identifier: MIT
/// Every ambiguity of the documents: the default reading, and each other one that is on offer.
///
/// The ids are those of contracts/apis/partnertap/SOURCES.md. What concerns the limit is in
/// throttle_test.cpp. tests/mockserver/auth/api_key_test.cpp has more about credentials.
#include <map>
#include <string>
#include <vector>

#include "support.hpp"

namespace understudy::partnertap_test {

namespace {

using Names = std::vector<std::string>;
using Readings = std::map<std::string, std::string>;

/// One answer under some readings.
Response ask(const Request& request, Readings readings = {},
             mock::Strictness strictness = mock::Strictness::documented) {
  ManualClock clock;
  mock::ServerOptions options = example_options(clock, std::move(readings));
  options.strictness = strictness;
  return mock::Server::make(std::move(options)).value().handle(request);
}

Response filtered(const Json& filters, Readings readings = {}) {
  return ask(post("records", accounts_body({{"filters", filters}})), std::move(readings));
}

Json first_row(const Request& request, Readings readings = {}) {
  return body_of(ask(request, std::move(readings))).at("content").at(0);
}

/// With a token in place of the key.
Request with_jwt(const std::string& scheme, const std::string& permission = "API_ACCESS") {
  const ManualClock clock;
  const auto server = mock::Server::make(example_options(clock)).value();
  const mock::TokenRequest wanted{.permissions = std::vector<std::string>{permission}};
  Request request = post("records", accounts_body());
  request.fields.remove("api-key");
  request.fields.set("Authorization", scheme + server.issue_token("partnertap", wanted).value());
  return request;
}

}  // namespace

TEST_CASE("A1: the partner's name goes out under both keys, or one", "[partnertap][A1]") {
  const Request request = post("records", orgs_body());

  const Json both = first_row(request);
  const Json name = first_row(request, {{"alias.partner_name", "partnerName"}});
  const Json org = first_row(request, {{"alias.partner_name", "partnerOrgName"}});

  CHECK(both.at("partnerName") == "Example Pharma Inc.");
  CHECK(both.at("partnerOrgName") == "Example Pharma Inc.");
  CHECK((name.contains("partnerName") && !name.contains("partnerOrgName")));
  CHECK((!org.contains("partnerName") && org.contains("partnerOrgName")));
}

TEST_CASE("A2: the account's name goes out under both keys, or one", "[partnertap][A2]") {
  const Request request = post("records", accounts_body());
  const Request columns = post("columns", accounts_body());

  const Json both = first_row(request);
  const Json name = first_row(request, {{"alias.account_name", "name"}});
  const Json account = first_row(request, {{"alias.account_name", "accountName"}});

  CHECK((both.at("name") == "RUD Fleet" && both.at("accountName") == "RUD Fleet"));
  CHECK((name.contains("name") && !name.contains("accountName")));
  CHECK((!account.contains("name") && account.contains("accountName")));
  CHECK(body_of(ask(columns)).at(0).at("key") == "name");
  CHECK(body_of(ask(columns, {{"alias.account_name", "accountName"}})).at(0).at("key") ==
        "accountName");
}

TEST_CASE("A5: a size past the maximum is clamped, or refused", "[partnertap][A5]") {
  const Request request = post("records?size=2001", accounts_body());

  CHECK(body_of(ask(request)).at("size") == 2000);
  CHECK(ask(request, {{"page.over_max", "reject"}}).status == 400);
}

TEST_CASE("A7: filterdata sends a full page, or the sample's five keys", "[partnertap][A7]") {
  const Request request = post("filterdata?filterField=accountType&size=2", accounts_body());

  const Json full = body_of(ask(request));
  const Json brief = body_of(ask(request, {{"filterdata.envelope", "short"}}));

  CHECK(full.contains("pageable"));
  CHECK(full.at("totalPages") == 2);
  CHECK(brief.size() == 5);
  CHECK(brief.at("totalElements") == 3);
  CHECK(brief.at("totalPages") == 2);
  CHECK(brief.at("number") == 0);
  CHECK(brief.at("size") == 2);
  CHECK(brief.at("content") == full.at("content"));
}

TEST_CASE("A8: ALL_PARTNER_ORGS adds partners of one direction, or none", "[partnertap][A8]") {
  const Request all = post("records", orgs_body({{"matchingType", "ALL_PARTNER_ORGS"}}));
  const Request mutual = post("records", orgs_body({{"matchingType", "MUTUAL"}}));

  CHECK(body_of(ask(mutual)).at("totalElements") == 1);
  CHECK(body_of(ask(all)).at("totalElements") == 2);
  CHECK(body_of(ask(all, {{"matching.all", "same"}})).at("totalElements") == 1);
}

TEST_CASE("A9: records of matched accounts need a matchingType, unless lenient",
          "[partnertap][A9]") {
  Json body = accounts_body();
  body.erase("matchingType");
  const Request request = post("records", body);

  CHECK(ask(request).status == 400);
  CHECK(ask(request, {{"matching.required", "no"}}).status == 200);
  CHECK(ask(request, {}, mock::Strictness::lenient).status == 200);
  CHECK(ask(post("columns", body)).status == 200);
  CHECK(ask(post("filterdata?filterField=state", body)).status == 200);
}

TEST_CASE("A10: an unknown partner has an empty page, or is not found", "[partnertap][A10]") {
  const Json body =
      accounts_body({{"companyPartnerPublicId", "00000000-0000-4000-8000-000000000000"}});
  const Readings not_found{{"partner.unknown", "not-found"}};

  const Json page = body_of(ask(post("records", body)));
  const Json columns = body_of(ask(post("columns", body)));
  const Json values = body_of(ask(post("filterdata?filterField=state", body)));

  CHECK((page.at("totalElements") == 0 && page.at("totalPages") == 0 && page.at("last") == true));
  CHECK(columns.size() == 32);
  CHECK(values.at("totalElements") == 0);
  CHECK(ask(post("records", body), not_found).status == 404);
  CHECK(ask(post("columns", body), not_found).status == 404);
  CHECK(ask(post("filterdata?filterField=state", body), not_found).status == 404);
}

TEST_CASE("A13: name and email columns filter as text, or not at all", "[partnertap][A13]") {
  const Request request =
      post("records", orgs_body({{"filters", {{"partnerName", "Example Pharma Inc."}}}}));

  CHECK(body_of(ask(request)).at("totalElements") == 1);
  CHECK(ask(request, {{"filter.name_types", "reject"}}).status == 400);
  const Request email =
      post("records", orgs_body({{"filters", {{"partnerOwnerEmail", "jo@example.com"}}}}));
  CHECK(body_of(ask(email)).at("totalElements") == 1);
  CHECK(ask(email, {{"filter.name_types", "reject"}}).status == 400);
  const Request text = post("records", orgs_body({{"filters", {{"partnerType", "Reseller"}}}}));
  CHECK(body_of(ask(text, {{"filter.name_types", "reject"}})).at("totalElements") == 1);
}

TEST_CASE("A14: a malformed filter is refused, or has no effect", "[partnertap][A14]") {
  const Json filters{{"isCustomer", "maybe"}};

  const Response refused = filtered(filters);

  CHECK(refused.status == 400);
  CHECK(body_of(refused).at("message").get<std::string>().find("isCustomer") != std::string::npos);
  CHECK(names_of(filtered(filters, {{"filter.malformed", "ignore"}})).size() == 6);
}

TEST_CASE("A16: exact match minds letter case, or does not", "[partnertap][A16]") {
  CHECK(names_of(filtered({{"state", "oklahoma"}})).empty());
  CHECK(names_of(filtered({{"state", "oklahoma"}}, {{"filter.exact_case", "insensitive"}})) ==
        Names{"Example Pharma", "Test Labs"});
}

TEST_CASE("A17: a row without the value stays under does-not-contain, or goes",
          "[partnertap][A17]") {
  const Readings drop{{"filter.null_not_contains", "drop"}};

  CHECK(names_of(filtered({{"state", "a-^-"}})) == Names{"A-,-B <-> C"});
  CHECK(names_of(filtered({{"state", "a-^-"}}, drop)).empty());
}

TEST_CASE("A18: a range without an end is refused, or open", "[partnertap][A18]") {
  CHECK(filtered({{"openOppCount", "10<->"}}).status == 400);
  CHECK(names_of(filtered({{"openOppCount", "10<->"}}, {{"filter.open_range", "open"}})) ==
        Names{"example tools", "Test Labs"});
}

TEST_CASE("A19: an empty text in a number column is no value, or a text", "[partnertap][A19]") {
  const Request by_sold = post("records?sort=partnersystemssold,desc", accounts_body());

  CHECK(names_of(ask(by_sold)).back() == "A-,-B <-> C");
  CHECK(names_of(ask(by_sold, {{"filter.empty_is_null", "no"}})).front() == "example tools");
}

TEST_CASE("A24: a JWT comes with its scheme and without, or in one of the forms",
          "[partnertap][A24]") {
  const auto statuses = [](const std::string& form) {
    return std::pair{ask(with_jwt("Bearer "), {{"auth.jwt_form", form}}).status,
                     ask(with_jwt(""), {{"auth.jwt_form", form}}).status};
  };

  CHECK(ask(with_jwt("Bearer ")).status == 200);
  CHECK(ask(with_jwt("")).status == 200);
  CHECK(statuses("both") == std::pair{200, 200});
  CHECK(statuses("bearer") == std::pair{200, 401});
  CHECK(statuses("raw") == std::pair{401, 200});
}

TEST_CASE("A28: search looks at own texts, or at the partner's too", "[partnertap][A28]") {
  const Request request = post("records", accounts_body({{"search", "small business"}}));

  CHECK(names_of(ask(request)).empty());
  CHECK(names_of(ask(request, {{"search.scope", "own+partner"}})).front() == "RUD Fleet");
}

TEST_CASE("A29: report names come as an array, or as a map", "[partnertap][A29]") {
  const Request request{
      Method::get, "/v1/channelecosystem/report-names", {{"api-key", "demo-api-key"}}, ""};

  const Json array = body_of(ask(request));
  const Json map = body_of(ask(request, {{"report_names.shape", "map"}}));

  REQUIRE(array.size() == 2);
  CHECK(array.at(0).at("channelReportType") == "PARTNER_ORG_CONNECTED_PARTNER_ORGS");
  CHECK(array.at(0).at("columns").size() == 13);
  CHECK(array.at(1).at("channelReportType") == "PARTNER_ORG_MATCHED_ACCOUNTS");
  CHECK(array.at(1).at("columns").size() == 30);
  CHECK(map.at("PARTNER_ORG_MATCHED_ACCOUNTS") == array.at(1).at("columns"));
}

TEST_CASE("A30: an unknown key is refused, or ignored", "[partnertap][A30]") {
  const Readings ignore{{"keys.unknown", "ignore"}};
  const Request sorted = post("records?sort=nope,desc", accounts_body());
  const Request values = post("filterdata?filterField=nope", accounts_body());

  CHECK(filtered({{"nope", "1"}}).status == 400);
  CHECK(ask(sorted).status == 400);
  CHECK(ask(values).status == 400);
  CHECK(names_of(filtered({{"nope", "1"}}, ignore)).size() == 6);
  CHECK(names_of(ask(sorted, ignore)).front() == "RUD Fleet");
  CHECK(body_of(ask(values, ignore)).at("content") == Json::array());
}

TEST_CASE("A31: filter values ignore the body's filters, or follow them", "[partnertap][A31]") {
  const Request request = post("filterdata?filterField=state",
                               accounts_body({{"filters", {{"accountType", "Customer"}}}}));

  CHECK(body_of(ask(request)).at("totalElements") == 4);
  CHECK(body_of(ask(request, {{"filterdata.apply_filters", "yes"}})).at("totalElements") == 2);
}

TEST_CASE("A32: an empty api-key is absent, or wrong", "[partnertap][A32]") {
  Request request = with_jwt("Bearer ");
  request.fields.set("api-key", " ");

  CHECK(ask(request).status == 200);
  CHECK(ask(request, {{"auth.empty_key", "invalid"}}).status == 401);
}

TEST_CASE("A33: an error has a message, an empty one, or none", "[partnertap][A33]") {
  const Request request = post("records", "{");

  CHECK(body_of(ask(request)).at("message").get<std::string>().find("byte") != std::string::npos);
  CHECK(body_of(ask(request, {{"errors.message", "empty"}})).at("message") == "");
  CHECK_FALSE(body_of(ask(request, {{"errors.message", "absent"}})).contains("message"));
}

TEST_CASE("A34: a JWT has to have API_ACCESS, or not", "[partnertap][A34]") {
  const Request request = with_jwt("Bearer ", "ADMIN_VIEW_REPORTS");

  CHECK(ask(request).status == 403);
  CHECK(ask(request, {{"auth.require_api_access", "no"}}).status == 200);
  CHECK(ask(request, {}, mock::Strictness::lenient).status == 200);
}

TEST_CASE("A35: nulls sort as the smallest, the largest or last", "[partnertap][A35]") {
  const Request up = post("records?sort=openOppCount", accounts_body());
  const Request down = post("records?sort=openOppCount,desc", accounts_body());
  const std::string null_row = "A-,-B <-> C";
  const Readings largest{{"sort.nulls", "largest"}};
  const Readings last{{"sort.nulls", "last"}};

  CHECK(names_of(ask(up)).front() == null_row);
  CHECK(names_of(ask(down)).back() == null_row);
  CHECK(names_of(ask(up, largest)).back() == null_row);
  CHECK(names_of(ask(down, largest)).front() == null_row);
  CHECK(names_of(ask(up, last)).back() == null_row);
  CHECK(names_of(ask(down, last)).back() == null_row);
}

TEST_CASE("A36: a wrong api-key is refused, or falls back to the JWT", "[partnertap][A36]") {
  Request request = with_jwt("Bearer ");
  request.fields.set("api-key", "demo-api-kex");

  CHECK(ask(request).status == 401);
  CHECK(ask(request, {{"auth.bad_key_fallback", "yes"}}).status == 200);
}

TEST_CASE("A39: sort objects say whether they are empty, or are of the older shape",
          "[partnertap][A39]") {
  const Request request = post("records", accounts_body());

  const Json now = body_of(ask(request));
  const Json older = body_of(ask(request, {{"page.shape", "spring-2.0"}}));

  CHECK(now.at("sort") == Json{{"unsorted", true}, {"sorted", false}, {"empty", true}});
  CHECK(now.at("empty") == false);
  CHECK(older.at("sort") == Json{{"unsorted", true}, {"sorted", false}});
  CHECK_FALSE(older.contains("empty"));
  CHECK_FALSE(older.at("pageable").at("sort").contains("empty"));
}

TEST_CASE("C7: a 401 challenges, or stays silent", "[partnertap][C7]") {
  Request request = post("records", accounts_body());
  request.fields.remove("api-key");

  CHECK(*ask(request).fields.find("WWW-Authenticate") == "Bearer");
  CHECK(ask(request, {{"auth.challenge", "none"}}).fields.find("WWW-Authenticate") == nullptr);
}

TEST_CASE("lenient forgives what the documents leave open, and a switch set alone wins",
          "[partnertap][strictness]") {
  const Request malformed =
      post("records", accounts_body({{"filters", {{"isCustomer", "maybe"}}}}));

  CHECK(ask(malformed, {}, mock::Strictness::lenient).status == 200);
  CHECK(ask(malformed, {{"filter.malformed", "reject"}}, mock::Strictness::lenient).status == 400);
}

TEST_CASE("a reading that is not on offer stops the server at its start",
          "[partnertap][switches]") {
  ManualClock clock;

  const auto unknown = mock::Server::make(example_options(clock, {{"filter.nope", "x"}}));
  const auto value = mock::Server::make(example_options(clock, {{"filter.malformed", "x"}}));
  mock::ServerOptions elsewhere = example_options(clock);
  elsewhere.switches = {{"nowhere.filter.malformed", "ignore"}};
  const auto api = mock::Server::make(elsewhere);

  REQUIRE_FALSE(unknown.has_value());
  CHECK(unknown.error().code == Errc::bad_input);
  REQUIRE_FALSE(value.has_value());
  CHECK(render(value.error()).find("reject") != std::string::npos);
  REQUIRE_FALSE(api.has_value());
  CHECK(render(api.error()).find("partnertap") != std::string::npos);
}

}  // namespace understudy::partnertap_test
