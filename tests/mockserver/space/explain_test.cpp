// SPDX-License-Identifier: MIT
/// Why an answer is as it is: lists of each API, windows, contracts, paths, and requests that
/// nobody sends, which change nothing.
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "understudy/mock/explanation.hpp"
#include "understudy/mock/server.hpp"
#include "understudy/mock/space.hpp"

namespace understudy::mock {

namespace {

constexpr const char* kRecords = "/v1/channelecosystem/records?size=5";
constexpr const char* kObjects = "/api/objects/v1/Account";

Server make_server(std::string api, const Clock& clock,
                   std::map<std::string, std::string> switches = {}) {
  ServerOptions options;
  options.apis = {std::move(api)};
  options.clock = &clock;
  options.switches = std::move(switches);
  return Server::make(options).value();
}

Request records_request(const std::string& filters) {
  return {Method::post,
          kRecords,
          {{"api-key", "demo-api-key"}, {"Content-Type", "application/json"}},
          R"({"channelReportType":"PARTNER_ORG_MATCHED_ACCOUNTS","matchingType":"MUTUAL",)"
          R"("companyPartnerPublicId":"c1727859-692f-499e-8c2a-b1fa50aa1a65","filters":)" +
              filters + "}"};
}

Request objects_request(const std::string& query) {
  return {Method::get, kObjects + query, {{"Authorization", "prm-key demo-prm-key"}}, ""};
}

}  // namespace

TEST_CASE("a list of the journal is explained clause by clause", "[mock][space][explain]") {
  const ManualClock clock;
  const auto server = make_server("partnertap", clock);
  const Space space = server.space("").value();
  REQUIRE(server.handle(records_request(R"({"state":"Texas","isCustomer":"true"})")).status == 200);

  const Explanation explained = space.explain(1).value();

  CHECK(explained.operation == "getRecords");
  CHECK(explained.stage == "answer");
  CHECK(explained.is_as_answered == true);
  REQUIRE(explained.selection);
  CHECK(explained.selection->kept < explained.selection->rows);
  REQUIRE(explained.selection->clauses.size() == 2);
  for (const ExplainedRow& row : explained.selection->examples) {
    CHECK(row.is_kept == !row.dropped_by.has_value());
  }
  CHECK_FALSE(explained.window);
  CHECK(explained.findings.empty());
}

TEST_CASE("lists of objects show the words of the filter", "[mock][space][explain]") {
  const ManualClock clock;
  const auto server = make_server("impartner", clock);
  const Space space = server.space("").value();

  const auto explained =
      space
          .explain(objects_request("?$filter=Id%20gt%205%20and%20(Id%20lt%209%20or%20Id%20eq%20"
                                   "2)"))
          .value();

  INFO(explained.response->body);
  REQUIRE(explained.selection);
  std::vector<std::string> texts;
  for (const auto& clause : explained.selection->clauses) texts.push_back(clause.text);
  CHECK(texts == std::vector<std::string>{"Id gt 5", "Id lt 9 or Id eq 2", "Id lt 9", "Id eq 2"});
  CHECK(explained.selection->clauses[2].within == 1);
}

TEST_CASE("a refused request names the window, who filled it and when it frees",
          "[mock][space][explain][throttle]") {
  const ManualClock clock;
  const auto server = make_server("partnertap", clock, {{"partnertap.throttle.limit", "2/60s"}});
  const Space space = server.space("").value();
  const Request request = records_request("{}");
  REQUIRE(server.handle(request).status == 200);
  space.clock().advance(std::chrono::seconds{20});
  REQUIRE(server.handle(request).status == 200);
  REQUIRE(server.handle(request).status == 429);

  const Explanation explained = space.explain(3).value();

  CHECK(explained.stage == "throttle");
  CHECK(explained.source == "S5");
  REQUIRE(explained.window);
  CHECK(explained.window->dialect == "rolling-window");
  CHECK(explained.window->limit == 2);
  CHECK(explained.window->filled_by == std::vector<std::uint64_t>{1, 2});
  CHECK(explained.window->is_whole);
  CHECK(explained.window->frees_after == std::chrono::seconds{40});
  CHECK(format_iso_millis(explained.window->frees_at) == "2026-03-04T12:01:00.000+00:00");

  space.clock().advance(std::chrono::seconds{40});
  REQUIRE(server.handle(request).status == 200);
  CHECK(space.explain(3).value().window->filled_by == std::vector<std::uint64_t>{1, 2});
}

TEST_CASE("a window whose requests made room says that it is not whole",
          "[mock][space][explain][throttle]") {
  const ManualClock clock;
  ServerOptions options;
  options.apis = {"partnertap"};
  options.clock = &clock;
  options.journal_bytes = 8'000;
  const auto server = Server::make(options).value();
  const Request request = records_request("{}");
  int last = 0;
  while (server.handle(request).status != 429) REQUIRE(++last < 200);

  const auto explained = server.space("").value().explain(static_cast<std::uint64_t>(last) + 1);

  REQUIRE(explained);
  REQUIRE(explained->window);
  CHECK(explained->window->filled_by.size() < 100);
  CHECK_FALSE(explained->window->is_whole);
}

TEST_CASE("every broken rule of the contract is named, with its place and source",
          "[mock][space][explain]") {
  const ManualClock clock;
  const auto server = make_server("partnertap", clock);
  Request request = records_request("{}");
  request.target = "/v1/channelecosystem/records?size=x";
  request.body = R"({"channelReportType":"NONE","matchingType":7})";
  const int status = server.handle(request).status;
  REQUIRE(status == 400);

  const Explanation explained = server.space("").value().explain(1).value();

  CHECK(explained.stage == "contract");
  REQUIRE(explained.findings.size() > 1);
  for (const ExplainedFinding& finding : explained.findings) {
    CHECK_FALSE(finding.where.empty());
    CHECK_FALSE(finding.rule.empty());
    CHECK_FALSE(finding.source.empty());
  }
  CHECK_FALSE(explained.selection);
}

TEST_CASE("a request that is not sent changes nothing", "[mock][space][explain]") {
  const ManualClock clock;
  const auto server = make_server("ecg", clock);
  const Space space = server.space("").value();
  const std::string before = space.save("ecg").value();
  Request create{Method::post,
                 "/api/v2/partners",
                 {{"Authorization", "Bearer " + server.issue_token("ecg").value()},
                  {"Content-Type", "application/json"}},
                 R"({"name":"Acme"})"};

  const Explanation explained = space.explain(create).value();

  REQUIRE(explained.response);
  CHECK(explained.operation == "createPartner");
  CHECK(space.save("ecg").value() == before);
  CHECK(space.journal().entries().empty());
  // sent, it is answered the same
  CHECK(server.handle(create).status == explained.response->status);
}

TEST_CASE("a request that is not sent counts nowhere, and hears how much is used",
          "[mock][space][explain][throttle]") {
  const ManualClock clock;
  const auto server = make_server("partnertap", clock, {{"partnertap.throttle.limit", "2/60s"}});
  const Space space = server.space("").value();
  REQUIRE(server.handle(records_request("{}")).status == 200);

  for (int i = 0; i < 5; ++i) {
    const Explanation explained = space.explain(records_request("{}")).value();
    CHECK(explained.response->status == 200);
    REQUIRE(explained.window);
    CHECK(explained.window->used == 1);
    CHECK(explained.window->filled_by == std::vector<std::uint64_t>{1});
  }
  CHECK(server.handle(records_request("{}")).status == 200);
}

TEST_CASE("a path that leads nowhere names the nearest one", "[mock][space][explain]") {
  const ManualClock clock;
  const auto server = make_server("partnertap", clock);
  const Space space = server.space("").value();

  const auto explain = [&](const char* path) {
    const Request request{Method::get, path, {{"api-key", "demo-api-key"}}, ""};
    return space.explain(request).value();
  };

  const Explanation inside = explain("/v1/channelecosystem/report-name");
  const Explanation outside = explain("/v2/channelecosystem/report-names");

  CHECK(inside.nearest == "GET /v1/channelecosystem/report-names");
  CHECK(outside.nearest == "GET /v1/channelecosystem/report-names");
  CHECK(outside.api.empty());
}

TEST_CASE("an exchange that is not there is an error", "[mock][space][explain]") {
  const ManualClock clock;
  const auto server = make_server("partnertap", clock);
  CHECK(server.space("").value().explain(1).error().code == Errc::not_found);
}

}  // namespace understudy::mock
