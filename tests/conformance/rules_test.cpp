// SPDX-License-Identifier: MIT
/// Every kind of assertion, held against an answer: what a mismatch says is part of the case.
#include "scripted.hpp"

namespace understudy::conformance {

namespace {

Response answer_of(const Json& answer) {
  Response response;
  response.status = answer.contains("status") ? static_cast<int>(*to_int64(answer["status"])) : 200;
  if (answer.contains("fields")) {
    for (const auto& [name, value] : answer["fields"].items()) {
      response.fields.add(name, value.get<std::string>());
    }
  }
  if (answer.contains("json")) response.body = dump_json(answer["json"]);
  if (answer.contains("text")) response.body = answer["text"].get<std::string>();
  return response;
}

Json rendered(const std::vector<Mismatch>& mismatches) {
  auto list = Json::array();
  for (const Mismatch& mismatch : mismatches) list.push_back(render(mismatch));
  return list;
}

}  // namespace

TEST_CASE("rules agree with every case in their file", "[conformance][rules]") {
  for (const Json& group : read_cases("rules.cases.json")) {
    for (const Json& item : group.at("cases")) {
      INFO(group.at("description") << " / " << item.at("description"));
      ScriptedHost host{[&](const Request&) { return answer_of(item["input"]["answer"]); }};
      const auto set = set_of({exchange_with({{"always", item["input"]["expect"]}})});

      const Report report = host.replay(set);

      CHECK(rendered(report.results.at(0).mismatches) == item.at("want"));
      CHECK((report.results.at(0).outcome == Outcome::passed) == item.at("want").empty());
    }
  }
}

TEST_CASE("an answer with thousands of faults is explained by twenty",
          "[conformance][rules][limit]") {
  Json rows = Json::array();
  for (int i = 0; i < 5'000; ++i) rows.push_back(i);
  ScriptedHost host{[&](const Request&) { return json_answer(rows); }};
  const auto set = set_of({exchange_with(
      {{"always", {{"body", {{{"at", ""}, {"each", {{{"at", ""}, {"type", "string"}}}}}}}}}})});

  const Report report = host.replay(set);

  REQUIRE(report.results.at(0).mismatches.size() == 20);
  CHECK(report.results[0].message ==
        "body /0: expected a value of type string, got 0 (and 19 more)");
}

TEST_CASE("what a host sent is cut before it is quoted", "[conformance][rules]") {
  ScriptedHost host{[&](const Request&) { return json_answer(std::string(5'000, 'x')); }};
  const auto set =
      set_of({exchange_with({{"always", {{"body", {{{"at", ""}, {"equals", "y"}}}}}}})});

  const Report report = host.replay(set);

  CHECK(report.results.at(0).mismatches.at(0).got.size() <= 123);
}

TEST_CASE("rule kinds are named as documents spell them", "[conformance][rules]") {
  CHECK(name_of(BodyRule::Kind::contains) == "contains");
  CHECK(name_of(BodyRule::Kind::each) == "each");
  CHECK(name_of(BodyRule::Kind::equals) == "equals");
  CHECK(name_of(BodyRule::Kind::length) == "length");
  CHECK(name_of(BodyRule::Kind::matches) == "matches");
  CHECK(name_of(BodyRule::Kind::type) == "type");
}

}  // namespace understudy::conformance
