// SPDX-License-Identifier: MIT
/// The worked tables of the lists, the rows of the example set, and what every list has in common.
#include <algorithm>
#include <thread>

#include "support.hpp"

namespace understudy::analytics_test {

namespace {

/// The numbers of the rows that came, as the tables have them.
Json numbers_of(const Json& page, const Json& group) {
  Json numbers = Json::array();
  for (const Json& row : page.at("content")) {
    const Json& names = group.at("rows");
    const auto it = std::find(names.begin(), names.end(), row.at(group.at("key")));
    REQUIRE(it != names.end());
    numbers.push_back(it - names.begin() + 1);
  }
  return numbers;
}

}  // namespace

TEST_CASE("filters, sort and pages agree with every case of the tables", "[analytics][cases]") {
  const ManualClock clock;
  const mock::Server server = make_server(clock);
  each_case("lists.cases.json", 67, [&](const Json& group, const Json& item) {
    const std::string query = item.at("query").get<std::string>();
    const Response response =
        list(server, group.at("list").get<std::string>() + (query.empty() ? "" : "?" + query));
    INFO(response.body);
    REQUIRE(response.status == 200);
    const Json page = body_of(response);
    CHECK(numbers_of(page, group) == item.at("want"));
    CHECK(page.at("numberOfElements") == item.at("want").size());
    const Json facts = item.value("page", Json::object());
    for (const auto& [key, value] : facts.items()) {
      INFO(key);
      CHECK(page.at(key) == value);
    }
  });
}

TEST_CASE("the example set is the example rows of the documents", "[analytics][rows][S8]") {
  const auto rows = [](const std::string& target) { return body_of(ask(target)).at("content"); };

  CHECK(rows(kConnections).at(2) == Json{{"repId", "rep-3"},
                                         {"repName", "Cy Roe"},
                                         {"repEmail", "cy.roe@example.com"},
                                         {"partnerOrg", nullptr},
                                         {"connectionType", "channel"},
                                         {"pendingReceived", 1},
                                         {"pendingSent", 1},
                                         {"accepted", 3}});
  CHECK(rows(kMatched).at(1) == Json{{"accountName", "Umbrella"},
                                     {"partnerOrg", "Globex"},
                                     {"owner", nullptr},
                                     {"city", "Austin"},
                                     {"state", "Texas"}});
  CHECK(rows(kUnmatched) == Json::array({{{"accountName", "Tyrell"},
                                          {"partnerOrg", nullptr},
                                          {"owner", "Di Fox"},
                                          {"city", "Mesa"},
                                          {"state", "Arizona"}}}));
  CHECK(rows(kSummary) == Json::array({{{"partnerOrg", "Acme"},
                                        {"inboundCount", 1},
                                        {"outboundCount", 2},
                                        {"totalValue", 48000.5}},
                                       {{"partnerOrg", "Globex"},
                                        {"inboundCount", 0},
                                        {"outboundCount", 1},
                                        {"totalValue", nullptr}}}));
  CHECK(rows(kChats).at(0) == Json{{"repName", "Ann Lee"},
                                   {"repEmail", "ann.lee@example.com"},
                                   {"partnerOrg", "Acme"},
                                   {"chatsExchanged", 14}});
  CHECK(rows(kDashboard).at(0) == Json{{"division", "East"},
                                       {"chatCount", 31},
                                       {"partnershipCount", 12},
                                       {"salesRepCount", 8},
                                       {"salesRepLoginCount", 140}});
  CHECK(rows(kOpportunities).at(0) == Json{{"opportunityName", "Hooli renewal"},
                                           {"partnerOrg", "Acme"},
                                           {"direction", "outbound"},
                                           {"stage", "Proposal"},
                                           {"amount", 48000.5},
                                           {"closeDate", 1'559'928'321}});
}

TEST_CASE("rows are written in the order of the documents' keys", "[analytics][rows][S8]") {
  const Response page = ask(kConnections + "?size=1");

  CHECK(page.body.find(R"([{"repId":"rep-1","repName":"Ann Lee","repEmail":"ann.lee@example.com",)"
                       R"("partnerOrg":"Globex","connectionType":"sales","pendingReceived":2,)"
                       R"("pendingSent":0,"accepted":5}])") != std::string::npos);
}

TEST_CASE("one token opens every list, and each answers as JSON", "[analytics][S1]") {
  const ManualClock clock;
  const mock::Server server = make_server(clock);
  const std::string token = token_for(server);

  for (const std::string& path : kLists) {
    Request request = with_token(path, token);
    request.fields.add("Accept", "*/*");
    request.body = "{broken";  // S11.7: ignored
    request.fields.add("Content-Type", "text/plain");
    const Response response = server.handle(request);
    INFO(path << " " << response.body);
    CHECK(response.status == 200);
    CHECK(field_of(response, "Content-Type") == "application/json");
    CHECK(body_of(response).at("content").size() > 0);
  }
}

TEST_CASE("HEAD is answered as GET, OPTIONS with the methods", "[analytics][C11]") {
  const ManualClock clock;
  const mock::Server server = make_server(clock);
  Request request = with_token(kConnections, token_for(server));

  request.method = Method::head;
  CHECK(server.handle(request).status == 200);
  request.method = Method::options;
  const Response options = server.handle(request);
  CHECK(options.status == 200);
  CHECK(options.body.empty());
  CHECK(field_of(options, "Allow") == "GET, HEAD, OPTIONS");
  const Response auth = server.handle({Method::options, "/api/auth", {}, ""});
  CHECK(auth.status == 200);
  CHECK(field_of(auth, "Allow") == "GET, HEAD, OPTIONS");
}

TEST_CASE("lists are made once, whoever asks first", "[analytics][concurrency]") {
  const ManualClock clock;
  const mock::Server server = make_server(clock);
  const std::string token = token_for(server);
  std::vector<Json> seen(8);
  {
    std::vector<std::jthread> threads;
    for (Json& answers : seen) {
      threads.emplace_back([&server, &token, &answers] {
        for (const std::string& path : kLists) {
          answers.push_back(server.handle(with_token(path, token)).body);
        }
      });
    }
  }

  CHECK(seen.front().size() == kLists.size());
  for (const Json& answers : seen) CHECK(answers == seen.front());
}

TEST_CASE("the API keeps no records: a reset changes no answer", "[analytics][state]") {
  const ManualClock clock;
  mock::Server server = make_server(clock);
  const Response before = list(server, kMatched);

  REQUIRE(server.reset().has_value());

  CHECK(list(server, kMatched) == before);
  CHECK(server.save(kApi).error().code == Errc::unsupported);
}

}  // namespace understudy::analytics_test
