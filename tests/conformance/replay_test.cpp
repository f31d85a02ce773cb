// SPDX-License-Identifier: MIT
/// The runner: outcomes, holes, the clock, walks; everything against a scripted host.
#include <chrono>

#include "scripted.hpp"

namespace understudy::conformance {

namespace {

using namespace std::chrono_literals;

/// A host with `total` numbered rows in pages of two.
Result<Response> two_by_two(const Request& request, int total) {
  const int page = request.target.back() - '0';
  auto rows = Json::array();
  for (int row = page * 2; row < std::min(total, page * 2 + 2); ++row)
    rows.push_back({{"id", row}});
  return json_answer({{"rows", rows}, {"last", page * 2 + 2 >= total}, {"total", total}});
}

Json walking_exchange() {
  return exchange_with(
      {{"request", {{"method", "GET"}, {"target", "/?page=${page}"}}},
       {"walk", {{"rows", "/rows"}, {"last", "/last"}, {"total", "/total"}, {"pages", 3}}}});
}

Json with_id(const char* id, Json changes) {
  changes["id"] = id;
  return exchange_with(changes);
}

}  // namespace

TEST_CASE("an exchange that is answered as documented passes", "[conformance][replay]") {
  ScriptedHost host{[](const Request&) { return json_answer({{"a", 1}}, 201); }};
  const auto set = set_of({exchange_with({{"always", {{"status", 201}}}})});

  const Report report = host.replay(set);

  REQUIRE(report.results.size() == 1);
  const ExchangeResult& result = report.results[0];
  CHECK(report.title == "test");
  CHECK(result.id == "one");
  CHECK(result.title == "one exchange");
  CHECK(result.source == "none");
  CHECK(result.grade == Grade::seed);
  CHECK(result.outcome == Outcome::passed);
  CHECK(result.status == 201);
  CHECK(result.requests == 1);
  CHECK(result.message.empty());
}

TEST_CASE("a failure names expected, got and where", "[conformance][replay]") {
  ScriptedHost host{[](const Request&) { return json_answer({{"total", 3}}); }};
  const auto set =
      set_of({exchange_with({{"always", {{"body", {{{"at", "/total"}, {"equals", 2}}}}}}})});

  const Report report = host.replay(set);

  CHECK(report.results.at(0).outcome == Outcome::failed);
  CHECK(report.results[0].status == 200);
  CHECK(report.results[0].message == "body /total: expected 2, got 3");
  CHECK(report.results[0].mismatches == std::vector<Mismatch>{{"body /total", "2", "3"}});
}

TEST_CASE("example expectations are asked on example data only", "[conformance][replay]") {
  ScriptedHost host{[](const Request&) { return json_answer({{"total", 3}}); }};
  const auto set =
      set_of({exchange_with({{"example", {{"body", {{{"at", "/total"}, {"equals", 2}}}}}}})});

  const Report unknown = host.replay(set, {.data = DataKind::unknown});
  const Report example = host.replay(set, {.data = DataKind::example});

  CHECK(unknown.results.at(0).outcome == Outcome::passed);
  CHECK(example.results.at(0).outcome == Outcome::failed);
}

TEST_CASE("a broken assumption is observed on an unknown host and failed on the example data",
          "[conformance][replay]") {
  for (const char* grade : {"INF", "GUESS", "SEED", "DOC", "OBS", "FW"}) {
    INFO(grade);
    const bool is_assumption = std::string{"INF GUESS"}.find(grade) != std::string::npos;
    ScriptedHost host{[](const Request&) { return json_answer({}, 404); }};
    const auto set = set_of({exchange_with({{"grade", grade}, {"always", {{"status", 400}}}})});

    const Report unknown = host.replay(set, {.data = DataKind::unknown});
    const Report example = host.replay(set, {.data = DataKind::example});

    CHECK(unknown.results.at(0).outcome == (is_assumption ? Outcome::observed : Outcome::failed));
    CHECK(unknown.results[0].message == "status: expected 400, got 404");
    CHECK(example.results.at(0).outcome == Outcome::failed);
  }
}

TEST_CASE("a request that gets no answer is an error and the rest goes on",
          "[conformance][replay]") {
  ScriptedHost host{[](const Request& request) -> Result<Response> {
    if (request.target == "/lost") {
      return Failure{
          Error{Errc::unreachable, "expected an answer, the connection was lost", "", ""}};
    }
    return json_answer({});
  }};
  const auto set = set_of({with_id("lost", {{"request", {{"method", "GET"}, {"target", "/lost"}}}}),
                           with_id("found", {{"always", {{"status", 200}}}})});

  const Report report = host.replay(set);

  REQUIRE(report.results.size() == 2);
  CHECK(report.results[0].outcome == Outcome::error);
  CHECK(report.results[0].status == 0);
  CHECK(report.results[0].message == "expected an answer, the connection was lost");
  CHECK(report.results[1].outcome == Outcome::passed);
}

TEST_CASE("outcomes are counted and named", "[conformance][replay]") {
  Report report;
  for (const Outcome outcome : {Outcome::passed, Outcome::failed, Outcome::passed}) {
    report.results.push_back({.id = "x", .title = "", .source = "", .outcome = outcome});
  }

  CHECK(report.count(Outcome::passed) == 2);
  CHECK(report.count(Outcome::failed) == 1);
  CHECK(report.count(Outcome::error) == 0);
  CHECK(name_of(Outcome::error) == "error");
  CHECK(name_of(Outcome::failed) == "failed");
  CHECK(name_of(Outcome::observed) == "observed");
  CHECK(name_of(Outcome::passed) == "passed");
  CHECK(name_of(Outcome::skipped) == "skipped");
}

TEST_CASE("holes are filled by credentials and earlier answers, escaped for their place",
          "[conformance][replay][holes]") {
  ScriptedHost host{[](const Request&) { return json_answer({{"id", "a\"/b"}, {"n", 7}}); }};
  const auto set = set_of(
      {with_id("first", {{"keep", {{"id", "/id"}, {"number", "/n"}}}}),
       with_id("second", {{"request",
                           {{"method", "POST"},
                            {"target", "/x/${id}?n=${number}"},
                            {"fields", {{"api-key", "${api_key}"}, {"other", "${api_key_2}"}}},
                            {"json", {{"id", "${id}"}, {"plain", "$5 ${ } ${UP}"}}}}}}),
       with_id("third",
               {{"request", {{"method", "POST"}, {"target", "/"}, {"text", "${id}${"}}}})});

  const Report report =
      host.replay(set, {}, {{{"api_key", "first-key"}}, {{"api_key", "second-key"}}});

  REQUIRE(host.seen.size() == 3);
  CHECK(report.count(Outcome::passed) == 3);
  CHECK(host.seen[1].target == "/x/a%22%2Fb?n=7");
  CHECK(host.seen[1].fields == Fields{{"api-key", "first-key"}, {"other", "second-key"}});
  CHECK(host.seen[1].body == R"({"id":"a\"/b","plain":"$5 ${ } ${UP}"})");
  CHECK(host.seen[2].body == "a\"/b${");
}

TEST_CASE("an exchange with a hole nothing fills is skipped, not sent",
          "[conformance][replay][holes]") {
  ScriptedHost host{[](const Request&) { return json_answer({{"id", nullptr}}); }};
  const auto set =
      set_of({with_id("first", {{"keep", {{"id", "/id"}}}}),
              with_id("second", {{"request", {{"method", "GET"}, {"target", "/${id}"}}}})});

  const Report report = host.replay(set);

  CHECK(host.seen.size() == 1);
  CHECK(report.results.at(1).outcome == Outcome::skipped);
  CHECK(report.results[1].message == "needs ${id}, which no credential and no earlier answer gave");
}

TEST_CASE("a known credential in an answer is masked", "[conformance][replay][secrets]") {
  ScriptedHost host{[](const Request&) { return json_answer({{"you sent", "secret-key-1"}}); }};
  const auto set =
      set_of({exchange_with({{"always", {{"body", {{{"at", "/you sent"}, {"equals", ""}}}}}}})});

  const Report report = host.replay(set, {}, {{{"api_key", "secret-key-1"}}});

  CHECK(report.results.at(0).message == "body /you sent: expected \"\", got \"***\"");
  CHECK(report.results[0].mismatches.at(0).got == "\"***\"");
}

TEST_CASE("an exchange that moves the clock is skipped where there is none to move",
          "[conformance][replay][clock]") {
  ScriptedHost host{[](const Request&) { return json_answer({}); }};
  const auto set = set_of({exchange_with({{"advance_ms", 1500}})});
  Duration moved{0};

  const Report without = host.replay(set);
  const Report with = host.replay(set, {.advance_clock = [&](Duration by) { moved += by; }});

  CHECK(without.results.at(0).outcome == Outcome::skipped);
  CHECK(without.results[0].message == "moves the host's clock, which only a mock allows");
  CHECK(without.results[0].requests == 0);
  CHECK(with.results.at(0).outcome == Outcome::passed);
  CHECK(moved == 1500ms);
}

TEST_CASE("elapsed time is read from the clock that was given", "[conformance][replay][clock]") {
  ManualClock clock;
  ScriptedHost host{[&](const Request&) {
    clock.advance(7ms);
    return json_answer({});
  }};
  const auto set = set_of({exchange_with({{"repeat", 3}})});

  const Report report = host.replay(set, {.clock = &clock});

  CHECK(report.results.at(0).elapsed == 21ms);
}

TEST_CASE("a repeated exchange stops at the first answer that differs, and says which it was",
          "[conformance][replay]") {
  int requests = 0;
  ScriptedHost host{[&](const Request&) { return json_answer({}, ++requests == 4 ? 429 : 200); }};
  const auto set = set_of({exchange_with({{"repeat", 9}, {"always", {{"status", 200}}}})});

  const Report report = host.replay(set);

  CHECK(report.results.at(0).requests == 4);
  CHECK(report.results[0].message == "request 4: status: expected 200, got 429");
}

TEST_CASE("a walk reads pages until the last and counts every row once",
          "[conformance][replay][walk]") {
  ScriptedHost host{[](const Request& request) { return two_by_two(request, 5); }};

  const Report report = host.replay(set_of({walking_exchange()}));

  CHECK(report.results.at(0).outcome == Outcome::passed);
  REQUIRE(host.seen.size() == 3);
  CHECK(host.seen[2].target == "/?page=2");
}

TEST_CASE("a walk past its bound concludes nothing", "[conformance][replay][walk][limit]") {
  ScriptedHost six{[](const Request& request) { return two_by_two(request, 6); }};
  ScriptedHost seven{[](const Request& request) { return two_by_two(request, 7); }};

  const Report within = six.replay(set_of({walking_exchange()}));
  const Report past = seven.replay(set_of({walking_exchange()}));

  CHECK(within.results.at(0).outcome == Outcome::passed);
  CHECK(past.results.at(0).outcome == Outcome::skipped);
  CHECK(past.results[0].message == "there are more than 3 pages, so nothing is concluded");
}

TEST_CASE("a walk fails on a row that comes twice", "[conformance][replay][walk]") {
  ScriptedHost host{[](const Request& request) {
    return json_answer(
        {{"rows", {{{"id", 1}}}}, {"last", request.target == "/?page=1"}, {"total", 1}});
  }};

  const Report report = host.replay(set_of({walking_exchange()}));

  CHECK(report.results.at(0).outcome == Outcome::failed);
  CHECK(report.results[0].message ==
        "request 2: body /rows/0: expected a row that no page had before, got a row of page 0");
}

TEST_CASE("a walk fails when the total is not the rows of all pages",
          "[conformance][replay][walk]") {
  ScriptedHost host{[](const Request&) {
    return json_answer({{"rows", {{{"id", 1}}}}, {"last", true}, {"total", 2}});
  }};

  const Report report = host.replay(set_of({walking_exchange()}));

  CHECK(report.results.at(0).message ==
        "request 1: body /total: expected the 1 rows of all pages, got 2");
}

TEST_CASE("a walk fails on a page without rows or without the mark of the last",
          "[conformance][replay][walk]") {
  ScriptedHost no_rows{[](const Request&) { return json_answer({{"last", true}}); }};
  ScriptedHost no_last{[](const Request&) { return json_answer({{"rows", Json::array()}}); }};
  ScriptedHost no_json{[](const Request&) { return Response{200, {}, "<html>"}; }};

  const auto rows = no_rows.replay(set_of({walking_exchange()}));
  const auto last = no_last.replay(set_of({walking_exchange()}));
  const auto json = no_json.replay(set_of({walking_exchange()}));

  CHECK(rows.results.at(0).message == "request 1: body /rows: expected an array, got none");
  CHECK(last.results.at(0).message == "request 1: body /last: expected a boolean, got none");
  CHECK(json.results.at(0).message == "request 1: body /rows: expected an array, got none");
}

TEST_CASE("an exchange that writes is sent only when that was asked for", "[conformance][replay]") {
  ScriptedHost host{[](const Request&) { return json_answer({{"a", 1}}); }};
  const auto set = set_of({exchange_with({{"writes", true}})});

  const Report careful = host.replay(set);
  const Report allowed = host.replay(set, {.writes = true});

  CHECK(careful.results.at(0).outcome == Outcome::skipped);
  CHECK(careful.results[0].requests == 0);
  CHECK(careful.results[0].message == "changes what the host holds, which was not asked for");
  CHECK(allowed.results.at(0).outcome == Outcome::passed);
}

TEST_CASE("what follows a write is asked only where it was sent", "[conformance][replay]") {
  ScriptedHost host{[](const Request&) { return json_answer({{"total", 3}}); }};
  const auto set =
      set_of({with_id("write", {{"writes", true}}), with_id("follow", {{"after", "write"}}),
              with_id("other", {{"example", {{"body", {{{"at", "/total"}, {"equals", 2}}}}}}})});

  const Report careful = host.replay(set, {.data = DataKind::example});
  const Report allowed = host.replay(set, {.data = DataKind::example, .writes = true});

  CHECK(careful.results.at(1).outcome == Outcome::skipped);
  CHECK(careful.results[1].message == "follows write, which was not sent");
  CHECK(careful.results.at(2).outcome == Outcome::passed);  // the examples hold no more
  CHECK(allowed.results.at(1).outcome == Outcome::passed);
  CHECK(allowed.results.at(2).outcome == Outcome::failed);
}

TEST_CASE("an answer that keeps its expectations may still break its contract",
          "[conformance][replay]") {
  const auto contract = openapi::Document::load(R"({
    "openapi": "3.1.1", "info": {"title": "T", "version": "1"},
    "paths": {"/": {"get": {"operationId": "get", "responses": {"200": {
      "description": "d", "content": {"application/json": {"schema": {"properties": {
        "known": {"type": "integer", "x-grade": "SEED"},
        "guessed": {"type": "integer", "x-grade": "GUESS"}}}}}}}}}}})");
  REQUIRE(contract);
  const auto answer_of = [&](const char* member, DataKind data) {
    ScriptedHost host{[&](const Request&) { return json_answer({{member, "text"}}); }};
    const Report report =
        host.replay(set_of({exchange_with({})}), {.data = data, .contract = &*contract});
    return report.results.at(0);
  };

  const ExchangeResult known = answer_of("known", DataKind::unknown);
  CHECK(known.outcome == Outcome::failed);
  CHECK(known.message.find("contract: body /known") == 0);
  CHECK(answer_of("guessed", DataKind::unknown).outcome == Outcome::observed);
  CHECK(answer_of("guessed", DataKind::example).outcome == Outcome::failed);
  CHECK(answer_of("other", DataKind::unknown).outcome == Outcome::passed);
}

TEST_CASE("an answer of more than a megabyte is compared with its contract",
          "[conformance][replay]") {
  const auto contract = openapi::Document::load(R"({
    "openapi": "3.1.1", "info": {"title": "T", "version": "1"},
    "paths": {"/": {"get": {"operationId": "get", "responses": {"200": {
      "description": "d", "content": {"application/json": {"schema": {
        "properties": {"text": {"maxLength": 2000000}, "a": {"type": "integer"}}}}}}}}}}})");
  REQUIRE(contract);
  const auto outcome_of = [&](const Json& a) {
    ScriptedHost host{[&](const Request&) {
      return json_answer({{"text", std::string(1'500'000, 'x')}, {"a", a}});
    }};
    return host.replay(set_of({exchange_with({})}), {.contract = &*contract}).results.at(0).outcome;
  };

  CHECK(outcome_of(1) == Outcome::passed);
  CHECK(outcome_of("1") == Outcome::failed);
}

}  // namespace understudy::conformance
