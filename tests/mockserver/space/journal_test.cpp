// SPDX-License-Identifier: MIT
/// What the journal keeps of an exchange, what it forgets and says so, and how it verifies.
#include "understudy/mock/journal.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::mock {

namespace {

Request ask(std::string target, std::string key = "demo-api-key") {
  return {Method::get, std::move(target), {{"api-key", std::move(key)}}, ""};
}

Request report(std::string body, std::string query = "") {
  return {Method::post,
          "/v1/channelecosystem/records" + query,
          {{"api-key", "demo-api-key"}, {"Content-Type", "application/json"}},
          std::move(body)};
}

/// For what it leaves in the journal.
void send(const Server& server, const Request& request) {
  static_cast<void>(server.handle(request));
}

constexpr const char* kNames = "/v1/channelecosystem/report-names";
constexpr const char* kOrgs =
    R"({"channelReportType":"PARTNER_ORG_CONNECTED_PARTNER_ORGS","matchingType":"MUTUAL"})";

constexpr const char* kAccounts =
    R"({"channelReportType":"PARTNER_ORG_MATCHED_ACCOUNTS","matchingType":"MUTUAL",)"
    R"("companyPartnerPublicId":"c1727859-692f-499e-8c2a-b1fa50aa1a65"})";

ExchangePattern pattern(const char* json) {
  auto read = read_pattern(Json::parse(json));
  if (!read) FAIL(render(read.error()));
  return *std::move(read);
}

Server partnertap(std::size_t journal_bytes = 33'554'432) {
  ServerOptions options;
  options.apis = {"partnertap"};
  options.journal_bytes = journal_bytes;
  return Server::make(options).value();
}

}  // namespace

TEST_CASE("the journal has each exchange with what answered and why", "[mock][journal]") {
  const ManualClock clock;
  ServerOptions options;
  options.clock = &clock;
  const auto server = Server::make(options).value();

  const Response good = server.handle(ask(kNames));
  const Response bad = server.handle(ask(kNames, "wrong-key"));
  const Response nowhere = server.handle(ask("/v1/channelecosystem/report-name"));
  send(server, ask("/nothing/like/it"));

  const auto entries = server.space().journal().entries();
  REQUIRE(entries.size() == 4);
  CHECK(entries[0].number == 1);
  CHECK(entries[0].wall == clock.wall_now());
  CHECK(entries[0].api == "partnertap");
  CHECK(entries[0].operation == "getReportNames");
  CHECK(entries[0].stage == "answer");
  CHECK(entries[0].rule.empty());
  CHECK(entries[0].response.body == good.body);
  CHECK(entries[0].window.starts_with("key:"));
  CHECK(entries[0].is_counted);
  CHECK(entries[1].stage == "credentials");
  CHECK_FALSE(entries[1].rule.empty());
  CHECK_FALSE(entries[1].source.empty());
  CHECK(entries[1].response.status == bad.status);
  CHECK(entries[1].window.empty());
  CHECK_FALSE(entries[1].is_counted);
  CHECK(entries[2].stage == "path");
  CHECK(entries[2].nearest == "GET /v1/channelecosystem/report-names");
  CHECK(entries[2].response.body == nowhere.body);
  CHECK(entries[3].api.empty());
  CHECK(entries[3].nearest.empty());
}

TEST_CASE("the journal holds no credential of any API", "[mock][journal][redaction]") {
  const auto server = Server::make().value();
  const std::string token = server.issue_token("ecg").value();

  send(server, ask(kNames, "demo-api-key"));
  send(server, {Method::get, "/api/v2/partners", {{"Authorization", "Bearer " + token}}, ""});
  const Response login = server.handle(ask("/api/auth?apiKey=demo-api-key", ""));
  const Response oauth = server.handle(
      {Method::post,
       "/oauth/token",
       {{"Content-Type", "application/x-www-form-urlencoded"},
        {"Authorization", "Basic ZGVtby1jbGllbnQ6ZGVtby1zZWNyZXQ="}},
       "grant_type=client_credentials&client_id=demo-client&client_secret=demo-secret"});

  std::string all;
  for (const JournalEntry& entry : server.space().journal().entries()) {
    all += entry.request.target + entry.request.body + entry.response.body + entry.subject;
    for (const Field& field : entry.request.fields) all += field.value;
    for (const Field& field : entry.response.fields) all += field.value;
  }
  for (const std::string& secret : {std::string{"demo-api-key"}, token, std::string{"demo-secret"},
                                    std::string{"ZGVtby1jbGllbnQ6ZGVtby1zZWNyZXQ="}}) {
    INFO(secret);
    CHECK(all.find(secret) == std::string::npos);
  }
  REQUIRE(login.status == 200);
  CHECK(all.find(login.body.substr(login.body.find("ey"), 40)) == std::string::npos);
  CHECK(all.find("<redacted>") != std::string::npos);
}

TEST_CASE("a pattern matches by API, operation, message and place", "[mock][journal]") {
  const auto server = partnertap();
  send(server, report(kOrgs, "?size=2&page=0"));
  send(server, report(kOrgs, "?size=5"));
  send(server, ask(kNames));
  const Journal& journal = server.space().journal();

  const auto count = [&](const char* json) { return journal.find(pattern(json)).value().size(); };
  CHECK(count("{}") == 3);
  CHECK(count(R"({"api":"partnertap"})") == 3);
  CHECK(count(R"({"api":"ecg"})") == 0);
  CHECK(count(R"({"operation":"getRecords"})") == 2);
  CHECK(count(R"({"method":"GET","path":"/v1/channelecosystem/report-names"})") == 1);
  CHECK(count(R"({"query":{"size":"2"}})") == 1);
  CHECK(count(R"({"query":{"size":{"present":true}}})") == 2);
  CHECK(count(R"({"query":{"page":{"present":false}}})") == 2);
  CHECK(count(R"({"body":{"/channelReportType":{"contains":"PARTNER"}}})") == 2);
  CHECK(count(R"({"body":{"/channelReportType":"PARTNER_ORG_MATCHED_ACCOUNTS"}})") == 0);
  CHECK(count(R"({"fields":{"content-type":{"contains":"json"}}})") == 2);
  CHECK(count(R"({"response_body":{"/size":5}})") == 1);
  CHECK(count(R"({"response_body":{"/size":5.0,"/content":{"present":true}}})") == 1);
  CHECK(count(R"({"response_fields":{"Content-Type":"application/json"},"status":200})") == 3);
  CHECK(count(R"({"stage":"answer","status":404})") == 0);
}

TEST_CASE("a verification that fails shows the closest exchange and where it differs",
          "[mock][journal]") {
  const auto server = partnertap();
  send(server, ask(kNames));
  send(server, report(kOrgs, "?size=2"));
  const Journal& journal = server.space().journal();
  const auto wanted = pattern(
      R"({"operation":"getRecords","query":{"size":"20"},
          "body":{"/channelReportType":"PARTNER_ORG_MATCHED_ACCOUNTS","/partnerId":{"present":true}}})");

  const auto verification = journal.verify(wanted).value();

  CHECK_FALSE(verification.holds);
  CHECK(verification.count == 0);
  CHECK(verification.closest == 2);
  CHECK(verification.differences ==
        std::vector<Difference>{{"body /channelReportType", "\"PARTNER_ORG_MATCHED_ACCOUNTS\"",
                                 "\"PARTNER_ORG_CONNECTED_PARTNER_ORGS\""},
                                {"body /partnerId", "anything", "nothing"},
                                {"query size", "\"20\"", "\"2\""}});
  CHECK(verification.message.find("expected at least 1 of (operation getRecords") == 0);
  CHECK(verification.message.find("query size: want \"20\", got \"2\"") != std::string::npos);
}

TEST_CASE("counts are verified at both ends", "[mock][journal]") {
  const auto server = partnertap();
  for (int i = 0; i < 3; ++i) send(server, ask(kNames));
  const Journal& journal = server.space().journal();
  const auto names = pattern(R"({"operation":"getReportNames"})");

  CHECK(journal.verify(names).value().holds);
  CHECK(journal.verify(names, Times::exactly(3)).value().holds);
  CHECK(journal.verify(names, {.at_least = 2, .at_most = 3}).value().holds);
  CHECK_FALSE(journal.verify(names, Times::exactly(2)).value().holds);
  CHECK_FALSE(journal.verify(names, {.at_least = 4}).value().holds);
  CHECK(journal.verify(pattern(R"({"status":500})"), Times::exactly(0)).value().holds);
  CHECK_FALSE(journal.verify(names, Times::exactly(0)).value().holds);
}

TEST_CASE("an order holds when each pattern finds its exchange behind the one before",
          "[mock][journal]") {
  const auto server = partnertap();
  send(server, ask(kNames));
  send(server, report(kOrgs));
  const Journal& journal = server.space().journal();
  const auto names = pattern(R"({"operation":"getReportNames"})");
  const auto records = pattern(R"({"operation":"getRecords"})");

  CHECK(journal.verify_order(std::vector{names, records}).value().holds);
  CHECK(journal.verify_order(std::vector{records}).value().holds);
  const auto swapped = journal.verify_order(std::vector{records, names}).value();
  CHECK_FALSE(swapped.holds);
  CHECK(swapped.count == 1);
  CHECK(swapped.message.find("came before only") != std::string::npos);
  CHECK_FALSE(journal.verify_order(std::vector{names, names}).value().holds);
}

TEST_CASE("a journal that has forgotten answers no question about everything",
          "[mock][journal][limits]") {
  const auto server = partnertap(20'000);
  for (int i = 0; i < 50; ++i) send(server, ask(kNames));
  const Journal& journal = server.space().journal();

  CHECK(journal.dropped() > 0);
  CHECK_FALSE(journal.entries().empty());
  CHECK(journal.entries().back().number == 50);
  CHECK(journal.find({}).error().code == Errc::limit_exceeded);
  CHECK(journal.verify({}).error().code == Errc::limit_exceeded);
  CHECK(journal.verify_order({}).error().code == Errc::limit_exceeded);
  CHECK(journal.entry(1).error().code == Errc::limit_exceeded);
  CHECK(journal.entry(50).value().number == 50);
  CHECK(journal.entry(51).error().code == Errc::not_found);

  REQUIRE(server.space().reset().has_value());
  send(server, ask(kNames));
  CHECK(journal.verify({}, Times::exactly(1)).value().holds);
}

TEST_CASE("large answers that are equal take room once, and are shown whole",
          "[mock][journal][limits]") {
  const auto server = partnertap(100'000);
  const auto ask_page = [&](int page) {
    return server.handle(report(kAccounts, "?size=20&page=" + std::to_string(page))).body;
  };
  const std::string first = ask_page(0);
  const std::string second = ask_page(1);
  REQUIRE(first.size() > 20'000);
  REQUIRE(first != second);
  for (int i = 0; i < 10; ++i) {
    ask_page(0);
    ask_page(1);
  }

  const Journal& journal = server.space().journal();
  CHECK(journal.dropped() == 0);  // 22 pages, two of which are held
  const auto entries = journal.entries();
  REQUIRE(entries.size() == 22);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    CHECK(entries[i].response.body == (i % 2 == 0 ? first : second));
  }
  CHECK(journal.entry(22).value().response.body == second);
  CHECK(journal.verify(pattern(R"({"response_body": {"/number": 1}})"), Times::exactly(11))
            .value()
            .holds);
  CHECK(
      journal.find(pattern(R"({"response_body": {"/number": 0}})")).value().front().response.body ==
      first);
}

TEST_CASE("answers that differ make room for each other, whatever was shared before",
          "[mock][journal][limits]") {
  const auto server = partnertap(100'000);
  const auto ask_page = [&](int page) {
    send(server, report(kAccounts, "?size=20&page=" + std::to_string(page)));
  };
  const Journal& journal = server.space().journal();
  for (std::size_t round = 0; round < 4; ++round) {
    for (int i = 0; i < 3; ++i) ask_page(0);
    for (int page = 1; page < 20; ++page) ask_page(page);

    std::size_t held = 0;
    for (const JournalEntry& entry : journal.entries()) held += entry.response.body.size();
    CHECK(held < 100'000);
    CHECK(held > 40'000);  // what has gone leaves its room to others
    CHECK(journal.dropped() + journal.entries().size() == 22 * (round + 1));
  }
}

TEST_CASE("a server that keeps no journal says so", "[mock][journal][limits]") {
  const auto server = partnertap(0);
  send(server, ask(kNames));
  CHECK(server.space().journal().verify({}).error().code == Errc::limit_exceeded);
}

TEST_CASE("a pattern that cannot be read is refused with its place", "[mock][journal]") {
  const auto refused = [](const char* json) { return read_pattern(Json::parse(json)).error(); };

  CHECK(refused("[]").what == "a pattern is an object");
  CHECK(refused(R"({"operatoin":"x"})").where == "/operatoin");
  CHECK(refused(R"({"api":1})").where == "/api");
  CHECK(refused(R"({"status":"200"})").where == "/status");
  CHECK(refused(R"({"status":99})").where == "/status");
  CHECK(refused(R"({"body":{"a":1}})").advice == "write /a");
  CHECK(refused(R"({"query":{"a":{"is":1}}})").where == "/query/a");
  CHECK(refused(R"({"query":{"a":{"present":"yes"}}})").where == "/query/a/present");
  CHECK(refused(R"({"query":{"a":{}}})").where == "/query/a");
  CHECK(refused(R"({"query":[]})").where == "/query");
}

}  // namespace understudy::mock
