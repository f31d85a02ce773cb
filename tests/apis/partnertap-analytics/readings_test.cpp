// SPDX-License-Identifier: MIT
/// Every ambiguity of the documents: the default reading, and each other one that is on offer.
///
/// The ids are those of contracts/apis/partnertap-analytics/SOURCES.md. A13 is in token_test.cpp,
/// A14 in throttle_test.cpp.
#include <chrono>

#include "support.hpp"
#include "understudy/fixtures/rows.hpp"
#include "understudy/openapi/contracts.hpp"
#include "understudy/openapi/validation.hpp"

namespace understudy::analytics_test {

namespace {

mock::Server lenient_server(const Clock& clock, const Readings& readings = {}) {
  mock::ServerOptions options = example_options(clock, readings);
  options.strictness = mock::Strictness::lenient;
  return mock::Server::make(std::move(options)).value();
}

Names reps(const std::string& query, const Readings& readings = {}) {
  return column_of(ask(kConnections + "?" + query, readings), "repName");
}

Names accounts(const std::string& query, const Readings& readings = {}) {
  return column_of(ask(kMatched + "?" + query, readings), "accountName");
}

}  // namespace

TEST_CASE("A1: tokens carry the permissions of the reading, and API_ACCESS is needed, or not",
          "[analytics][A1]") {
  const ManualClock clock;
  const mock::Server server = make_server(clock);
  const Readings reports_only{{"token.permissions", "ADMIN_VIEW_REPORTS"}};
  const mock::Server without = make_server(clock, reports_only);
  const auto permissions_of = [](const mock::Server& one) {
    return Json::parse(payload_of(token_for(one))).at("com.partnertap.permissions");
  };

  CHECK(permissions_of(server) == "ADMIN_VIEW_REPORTS,API_ACCESS");
  CHECK(list(server, kMatched).status == 200);
  CHECK(permissions_of(without) == "ADMIN_VIEW_REPORTS");
  const Response refused = list(without, kMatched);
  CHECK(refused.status == 403);
  CHECK(field_of(refused, "WWW-Authenticate") == "(none)");
  CHECK(body_of(refused).at("message").get<std::string>().find("API_ACCESS") != std::string::npos);
  CHECK(list(without, "/analytics/nosuchlist").status == 403);
  CHECK(ask(kMatched, {{"token.permissions", "x"}, {"auth.require_api_access", "no"}}).status ==
        200);
  CHECK(list(lenient_server(clock, reports_only), kMatched).status == 200);
}

TEST_CASE("A2: a token lives for 30 days and 10 minutes, or as long as the reading says",
          "[analytics][A2]") {
  ManualClock clock;
  const mock::Server server = make_server(clock, {{"token.lifetime", "60"}});
  const mock::Server none = make_server(clock, {{"token.lifetime", "0"}});
  const std::string token = token_for(server);
  const Request request = with_token(kMatched, token);

  CHECK(server.handle(request).status == 200);
  clock.advance(std::chrono::seconds{59});
  CHECK(server.handle(request).status == 200);
  clock.advance(std::chrono::seconds{1});
  CHECK(server.handle(request).status == 401);
  CHECK(list(none, kMatched).status == 401);
}

TEST_CASE("A3: the keys of the newer API are strangers here, or known", "[analytics][A3]") {
  const ManualClock clock;
  const mock::Server apart = make_server(clock);
  const mock::Server shared = make_server(clock, {{"auth.share_keys", "yes"}});

  CHECK(exchange(apart, "demo-api-key-2").status == 401);
  CHECK(exchange(shared, "demo-api-key-2").status == 200);
  CHECK(exchange(shared, kSampleKey).status == 200);
  CHECK(exchange(shared, "demo-api-key-3").status == 401);
  const Request request = with_token(kMatched, token_for(shared, "demo-api-key-2"));
  CHECK(shared.handle(request).status == 200);
}

TEST_CASE("A3: an api-key field is not looked at, or brings a key or a token", "[analytics][A3]") {
  const ManualClock clock;
  const mock::Server ignoring = make_server(clock);
  const mock::Server accepting = make_server(clock, {{"auth.key_header", "accept"}});
  const mock::Server lenient = lenient_server(clock);
  const std::string token = token_for(ignoring);
  const auto status = [](const mock::Server& server, const std::string& target, Fields fields) {
    return server.handle(get(target, std::move(fields))).status;
  };

  CHECK(status(ignoring, "/api/auth", {{"api-key", kSampleKey}}) == 400);
  CHECK(status(ignoring, kMatched, {{"api-key", kSampleKey}}) == 401);
  CHECK(status(ignoring, kMatched, {{"api-key", token}}) == 401);
  for (const mock::Server* server : {&accepting, &lenient}) {
    CHECK(status(*server, "/api/auth", {{"api-key", kSampleKey}}) == 200);
    CHECK(status(*server, "/api/auth", {{"api-key", "x"}}) == 401);
    CHECK(status(*server, "/api/auth", {}) == 400);
    CHECK(status(*server, "/api/auth?apiKey=x", {{"api-key", kSampleKey}}) == 401);
    CHECK(status(*server, kMatched, {{"api-key", kSampleKey}}) == 200);
    CHECK(status(*server, kMatched, {{"api-key", token}}) == 200);
    CHECK(status(*server, kMatched, {{"api-key", "x"}}) == 401);
    CHECK(status(*server, kMatched, {{"api-key", ""}}) == 401);
    CHECK(status(*server, kMatched, {{"Authorization", "x"}, {"api-key", kSampleKey}}) == 401);
  }
}

TEST_CASE("A3: a key in a field has what its tokens may do", "[analytics][A3]") {
  const ManualClock clock;
  const mock::Server server = make_server(
      clock, {{"auth.key_header", "accept"}, {"token.permissions", "ADMIN_VIEW_REPORTS"}});

  CHECK(server.handle(get(kMatched, {{"api-key", kSampleKey}})).status == 403);
}

TEST_CASE("A4: every guessed path can be another one", "[analytics][A4]") {
  const ManualClock clock;
  const std::map<std::string, std::string> paths{
      {"paths.chatsexchanged", kChats},
      {"paths.dashboardbydivision", kDashboard},
      {"paths.opportunitiesshared", kOpportunities},
      {"paths.opportunitiessharedsummary", kSummary},
      {"paths.saleaccountsmatched", kMatched},
      {"paths.saleaccountsunmatched", kUnmatched},
  };
  Readings moved;
  for (const auto& [name, path] : paths) moved[name] = "/stats" + path;
  const mock::Server here = make_server(clock);
  const mock::Server there = make_server(clock, moved);

  for (const auto& [name, path] : paths) {
    INFO(name);
    CHECK(list(there, "/stats" + path) == list(here, path));
    CHECK(list(there, path).status == 404);
  }
  CHECK(list(there, kConnections).status == 200);
}

TEST_CASE("A4: two lists cannot have one path", "[analytics][A4]") {
  const ManualClock clock;

  const auto server =
      mock::Server::make(example_options(clock, {{"paths.chatsexchanged", kConnections}}));

  REQUIRE_FALSE(server.has_value());
  CHECK(server.error().code == Errc::bad_input);
}

TEST_CASE("A4: the contract asks nothing of a row, or the keys of the fixtures",
          "[analytics][A4]") {
  const std::string page = ask(kChats).body;
  std::string without = page;
  without.replace(without.find("\"chatsExchanged\":14"), 19, "\"chats\":14");
  const auto is_clean = [](const std::string& reading, const std::string& body) {
    openapi::LoadOptions load;
    load.switches = {{"rows.contract", reading}};
    const auto contract = openapi::load_contract(kApi, std::move(load)).value();
    const Fields fields{{"Content-Type", "application/json"}};
    return openapi::validate_response(contract, *contract.find_operation("getChatsExchanged"),
                                      {.status = 200, .fields = &fields, .body = body})
        .is_clean();
  };

  CHECK(is_clean("open", page));
  CHECK(is_clean("open", without));
  CHECK(is_clean("fixture", page));
  CHECK_FALSE(is_clean("fixture", without));
  for (const std::string& path : kLists) {
    INFO(path);
    CHECK(ask(path, {{"rows.contract", "fixture"}}).status == 200);
  }
}

TEST_CASE("A4: an answer without a key of the fixtures is what the reading says it is",
          "[analytics][A4]") {
  const ManualClock clock;
  // A row of one's own leaves out what it likes: that is null, and counts are numbers.
  const std::string row =
      R"({"api":"partnertap-analytics","collection":"divisions","row":{"division":"East"}})";
  const auto status = [&](const Readings& readings) {
    mock::ServerOptions options = example_options(clock, readings);
    auto plans = fixtures::plans_with_rows(row).value();
    for (auto& [api, plan] : plans) {
      options.plans[api] = {.json = plan, .data = fixtures::DataSet::example};
    }
    return list(mock::Server::make(std::move(options)).value(), kDashboard).status;
  };

  CHECK(status({}) == 200);
  CHECK(status({{"rows.contract", "fixture"}}) == 500);
}

TEST_CASE("A7: a token comes in both forms, or bare only", "[analytics][A7]") {
  const ManualClock clock;
  const mock::Server both = make_server(clock);
  const mock::Server raw = make_server(clock, {{"auth.jwt_form", "raw"}});
  const std::string token = token_for(both);

  CHECK(both.handle(with_token(kMatched, "Bearer " + token)).status == 200);
  CHECK(raw.handle(with_token(kMatched, token)).status == 200);
  const Response refused = raw.handle(with_token(kMatched, "Bearer " + token));
  CHECK(refused.status == 401);
  CHECK(field_of(refused, "WWW-Authenticate") == "Bearer");
}

TEST_CASE("A8: every list is paged, or the dashboard is an array", "[analytics][A8]") {
  const Readings documented{{"list.paged", "documented"}};
  const Json page = body_of(ask(kDashboard + "?sort=division,desc&size=1"));

  CHECK(page.at("totalElements") == 2);
  CHECK(column_of(page.at("content"), "division") == Names{"West"});
  const Json array = body_of(ask(kDashboard + "?sort=division,desc&size=1", documented));
  CHECK(column_of(array, "division") == Names{"East", "West"});
  for (const std::string& path : kLists) {
    INFO(path);
    CHECK(body_of(ask(path, documented)).is_array() == (path == kDashboard));
  }
}

TEST_CASE("A9: a bad key is 401, 403 or 400", "[analytics][A9]") {
  const ManualClock clock;
  const auto answer = [&](const Readings& readings) {
    return exchange(make_server(clock, readings), "x");
  };

  CHECK(answer({}).status == 401);
  CHECK(field_of(answer({}), "WWW-Authenticate") == "Bearer");
  for (const std::string status : {"403", "400"}) {
    const Response response = answer({{"auth.bad_key_status", status}});
    CHECK(std::to_string(response.status) == status);
    CHECK(field_of(response, "WWW-Authenticate") == "(none)");
    CHECK(body_of(response).at("path") == "/api/auth");
  }
}

TEST_CASE("A9: a bad token is 401 or 403", "[analytics][A9]") {
  const ManualClock clock;
  const mock::Server server = make_server(clock, {{"auth.bad_token_status", "403"}});

  for (const Request& request : {get(kMatched), with_token(kMatched, "a.b.c"),
                                 with_token(kMatched, "Basic x"), get("/analytics/nosuchlist")}) {
    const Response response = server.handle(request);
    CHECK(response.status == 403);
    CHECK(field_of(response, "WWW-Authenticate") == "(none)");
  }
  CHECK(exchange(server, "x").status == 401);
}

TEST_CASE("A10: an unknown column in sort is ignored, or refused", "[analytics][A10]") {
  const Readings reject{{"sort.unknown", "reject"}};

  CHECK(reps("sort=nope,asc").front() == "Ann Lee");
  const Response refused = ask(kConnections + "?sort=repName&sort=nope,asc", reject);
  CHECK(refused.status == 400);
  CHECK(body_of(refused).at("message").get<std::string>().find("nope") != std::string::npos);
  CHECK(reps("sort=repName,desc", reject).front() == "Flo Kay");
}

TEST_CASE("A11: the filter parameters can have other names", "[analytics][A11]") {
  const Readings renamed{
      {"params.partner_org", "org"}, {"params.search", "q"}, {"params.direction", "way"}};

  CHECK(accounts("org=Acme&q=texas", renamed) == Names{"Stark"});
  CHECK(accounts("partnerOrg=Acme&search=texas", renamed).size() == 6);
  CHECK(column_of(ask(kOpportunities + "?way=inbound", renamed), "opportunityName") ==
        Names{"Wayne pilot"});
  CHECK(ask(kOpportunities + "?way=sideways", renamed).status == 400);
  CHECK(ask(kOpportunities + "?direction=sideways", renamed).status == 200);
}

TEST_CASE("A11: two parameters of a list cannot have one name", "[analytics][A11]") {
  const ManualClock clock;

  const auto server =
      mock::Server::make(example_options(clock, {{"params.partner_org", "search"}}));

  REQUIRE_FALSE(server.has_value());
  CHECK(server.error().code == Errc::bad_input);
}

TEST_CASE("A12: a page is that of Spring 2.1, 2.0 or 1", "[analytics][A12]") {
  const std::string target = kConnections + "?sort=nope&sort=repName,desc,ignorecase&size=4";
  const Json newest = body_of(ask(target));
  const Json newer = body_of(ask(target, {{"page.shape", "spring-2.0"}}));
  const Json oldest = body_of(ask(target, {{"page.shape", "spring-1"}}));

  CHECK(newest.at("sort") == Json{{"sorted", true}, {"unsorted", false}, {"empty", false}});
  CHECK(newest.at("empty") == false);
  CHECK(newer.at("sort") == Json{{"sorted", true}, {"unsorted", false}});
  CHECK(newer.contains("pageable"));
  CHECK_FALSE(newer.contains("empty"));
  CHECK_FALSE(oldest.contains("pageable"));
  CHECK_FALSE(oldest.contains("empty"));
  CHECK(oldest.size() == 9);
  CHECK(oldest.at("content") == newest.at("content"));
  CHECK(oldest.at("totalPages") == 2);
  CHECK(oldest.at("sort") == Json::array({{{"direction", "ASC"},
                                           {"property", "nope"},
                                           {"ignoreCase", false},
                                           {"nullHandling", "NATIVE"},
                                           {"ascending", true},
                                           {"descending", false}},
                                          {{"direction", "DESC"},
                                           {"property", "repName"},
                                           {"ignoreCase", true},
                                           {"nullHandling", "NATIVE"},
                                           {"ascending", false},
                                           {"descending", true}}}));
  CHECK(body_of(ask(kConnections, {{"page.shape", "spring-1"}})).at("sort").is_null());
}

TEST_CASE("A15: nulls sort as the smallest, the largest or last", "[analytics][A15]") {
  const Readings largest{{"sort.nulls", "largest"}};
  const Readings last{{"sort.nulls", "last"}};
  const std::string null_rep = "Flo Kay";

  CHECK(reps("sort=accepted").front() == null_rep);
  CHECK(reps("sort=accepted,desc").back() == null_rep);
  CHECK(reps("sort=accepted", largest).back() == null_rep);
  CHECK(reps("sort=accepted,desc", largest).front() == null_rep);
  CHECK(reps("sort=accepted", last).back() == null_rep);
  CHECK(reps("sort=accepted,desc", last).back() == null_rep);
}

TEST_CASE("C7: a 401 carries a challenge, or none", "[analytics][C7]") {
  const ManualClock clock;
  const mock::Server silent = make_server(clock, {{"auth.challenge", "none"}});

  for (const Request& request :
       {get(kMatched), with_token(kMatched, "a.b.c"), get("/api/auth?apiKey=x")}) {
    const Response response = silent.handle(request);
    CHECK(response.status == 401);
    CHECK(field_of(response, "WWW-Authenticate") == "(none)");
  }
}

TEST_CASE("S5.9: a token is late at once, or after the leeway", "[analytics][S5.9]") {
  ManualClock clock;
  const mock::Server exact = make_server(clock);
  const mock::Server patient = make_server(clock, {{"auth.leeway", "30"}});
  const std::string token = token_for(exact);
  const auto statuses = [&] {
    return std::pair{exact.handle(with_token(kMatched, token)).status,
                     patient.handle(with_token(kMatched, token)).status};
  };

  clock.advance(std::chrono::seconds{kLifetime});
  CHECK(statuses() == std::pair{401, 200});
  clock.advance(std::chrono::seconds{29});
  CHECK(statuses() == std::pair{401, 200});
  clock.advance(std::chrono::seconds{1});
  CHECK(statuses() == std::pair{401, 401});
}

TEST_CASE("S11.2: an error has a message, an empty one, or none", "[analytics][S11]") {
  const ManualClock clock;
  const auto body = [&](const Readings& readings) {
    return body_of(make_server(clock, readings).handle(get(kMatched)));
  };

  CHECK_FALSE(body({}).at("message").get<std::string>().empty());
  CHECK(body({{"errors.message", "empty"}}).at("message") == "");
  CHECK_FALSE(body({{"errors.message", "absent"}}).contains("message"));
}

TEST_CASE("readings that are not on offer stop the server at its start", "[analytics][switches]") {
  const ManualClock clock;
  const std::vector<std::pair<std::string, std::string>> refused{
      {"token.lifetime", "-1"},       {"token.lifetime", "1234567890"},
      {"token.permissions", ""},      {"auth.leeway", "ten"},
      {"page.shape", "spring-3"},     {"retired", "skip"},
      {"auth.bad_key_status", "500"}, {"throttle.jwt", "per-subject"},
      {"paths.chatsexchanged", "x"},  {"throttle.limit", "many"},
      {"params.search", ""}};

  for (const auto& [name, value] : refused) {
    INFO(name << "=" << value);
    const auto server = mock::Server::make(example_options(clock, {{name, value}}));
    REQUIRE_FALSE(server.has_value());
    CHECK(server.error().code == Errc::bad_input);
  }
}

}  // namespace understudy::analytics_test
