// SPDX-License-Identifier: MIT
/// Documents of exchanges: what is refused, and where; and the documents that ship.
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "scripted.hpp"

namespace understudy::conformance {

namespace {

/// The document of a case: its text, or the smallest document with the changes the case names.
std::string document_of(const Json& input) {
  if (input.is_string()) return input.get<std::string>();
  Json exchange = exchange_with(input.value("exchange", Json::object()));
  for (const char* name : {"request", "always", "example"}) {
    if (input.contains(name)) exchange[name] = input[name];
  }
  if (input.contains("without")) exchange.erase(input["without"].get<std::string>());
  Json document{{"title", "one"}, {"exchanges", Json::array({exchange})}};
  if (input.contains("fragments")) document["fragments"] = input["fragments"];
  return dump_json(document);
}

/// As much of the outcome as the case states: a parser's own words are not part of its contract.
Json describe(const Result<ExchangeSet>& loaded, const Json& item) {
  if (loaded) return {{"want", {{"title", loaded->title}}}};
  Json error{{"where", loaded.error().where}};
  if (item.contains("error") && item["error"].contains("what")) error["what"] = loaded.error().what;
  return {{"error", error}};
}

}  // namespace

TEST_CASE("documents agree with every case in their file", "[conformance][document]") {
  for (const Json& group : read_cases("documents.cases.json")) {
    for (const Json& item : group.at("cases")) {
      INFO(group.at("description") << " / " << item.at("description"));
      const char* expected = item.contains("want") ? "want" : "error";

      const auto loaded = load_exchanges(document_of(item.at("input")));

      if (!loaded) CHECK(loaded.error().code == Errc::bad_input);
      CHECK(describe(loaded, item) == Json{{expected, item.at(expected)}});
    }
  }
}

TEST_CASE("two exchanges of one id are refused at the second", "[conformance][document]") {
  const Json one = exchange_with(Json::object());

  const auto loaded = load_exchanges(dump_json({{"title", "t"}, {"exchanges", {one, one}}}));

  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().where == "/exchanges/1/id");
}

TEST_CASE("a fragment adds its rules before those beside it", "[conformance][document]") {
  const Json document{
      {"title", "t"},
      {"fragments",
       {{"plain", {{"status", 400}, {"text", {"a"}}}},
        {"built", {{"like", {"plain"}}, {"text", {"b"}}, {"fields", {{"X", "1"}}}}}}},
      {"exchanges",
       {exchange_with({{"always", {{"like", {"built"}}, {"status", 404}, {"text", {"c"}}}}})}}};

  const auto loaded = load_exchanges(dump_json(document));

  REQUIRE(loaded);
  const Expectation& always = loaded->exchanges.at(0).always;
  CHECK(always.status == 404);
  CHECK(always.text == std::vector<std::string>{"a", "b", "c"});
  CHECK(always.fields.size() == 1);
}

TEST_CASE("tokens are named with the permissions they carry", "[conformance][document]") {
  const Json exchanges = Json::array({exchange_with({{"writes", true}})});
  const auto load = [&](const Json& tokens) {
    return load_exchanges(
        dump_json({{"title", "t"}, {"tokens", tokens}, {"exchanges", exchanges}}));
  };

  const auto set = load({{"jwt", {"a", "b"}}, {"jwt_2", Json::array()}});
  REQUIRE(set);
  CHECK(set->exchanges.at(0).writes);
  REQUIRE(set->tokens.size() == 2);
  CHECK(set->tokens[0].name == "jwt");
  CHECK(set->tokens[0].permissions == std::vector<std::string>{"a", "b"});
  CHECK(set->tokens[1].permissions.empty());
  CHECK(load({{"jwt", "a"}}).error().where == "/tokens/jwt");
  CHECK(load({{"jwt", {1}}}).error().where == "/tokens/jwt/0");
  CHECK(load(Json::array()).error().where == "/tokens");
}

TEST_CASE("grades are named as documents spell them", "[conformance][document]") {
  for (const Grade grade :
       {Grade::seed, Grade::doc, Grade::obs, Grade::fw, Grade::inf, Grade::guess}) {
    const auto set = set_of({exchange_with({{"grade", std::string{name_of(grade)}}})});
    CHECK(set.exchanges.at(0).grade == grade);
  }
}

TEST_CASE("the exchanges of partnertap cover both workflows and every curl",
          "[conformance][document][partnertap]") {
  const auto loaded = load_exchanges(exchange_text("partnertap"));

  REQUIRE(loaded);
  std::set<std::string> ids;
  for (const Exchange& exchange : loaded->exchanges) ids.insert(exchange.id);
  for (const char* id : {"w1.1",           "w1.2",         "w1.3",
                         "w1.3-currency",  "w1.4",         "w1.5-first",
                         "w1.5-last",      "w1.5-beyond",  "w1.5-walk-4",
                         "w1.6-combined",  "w1.6-either",  "w1.7",
                         "w2.1",           "w2.2-partner", "w2.2-matching",
                         "w2.3",           "w2.4",         "w2.5-method",
                         "w2.5-type",      "w2.5-json",    "w2.6-limit",
                         "w2.6-other-key", "w2.7",         "curl-partners",
                         "curl-accounts",  "curl-columns", "curl-filterdata",
                         "curl-filter",    "curl-step-1",  "curl-step-2",
                         "curl-step-3",    "curl-step-4",  "curl-next-page"}) {
    INFO(id);
    CHECK(ids.count(id) == 1);
  }
  CHECK(ids.size() == 44);
}

TEST_CASE("every exchange cites rows of the sources of its API",
          "[conformance][document][partnertap]") {
  std::ifstream in{std::string{UNDERSTUDY_TESTS_DIR} + "/../contracts/apis/partnertap/SOURCES.md"};
  const std::string sources{std::istreambuf_iterator<char>{in}, {}};
  const auto set = load_exchanges(exchange_text("partnertap")).value();

  for (const Exchange& exchange : set.exchanges) {
    std::istringstream ids{exchange.source.substr(0, exchange.source.find(": "))};
    for (std::string id; std::getline(ids >> std::ws, id, ',');) {
      INFO(exchange.id << " cites " << id);
      CHECK(sources.find("\n| " + id + " |") != std::string::npos);
    }
  }
}

TEST_CASE("an API without documented exchanges has an empty text", "[conformance][document]") {
  CHECK(exchange_text("nobody").empty());
}

}  // namespace understudy::conformance
