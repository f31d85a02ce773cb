// SPDX-License-Identifier: MIT
/// Reports of a validation, and what they mean for the exit code.
#include "commands/validate_report.hpp"

#include "support/catch.hpp"

namespace understudy::cli {

namespace {

using Outcome = Judgement::Outcome;

schema::Violation violation() {
  return {.kind = schema::Kind::max_length,
          .instance = "/rows/0/name",
          .keyword = "/properties/rows/items/$ref/maxLength",
          .schema = "file:///tmp/s.json#/$defs/row/maxLength",
          .want = "5",
          .got = "6"};
}

openapi::Finding finding() {
  return {.kind = openapi::Finding::Kind::broken_rule,
          .where = "query size",
          .what = "expected at most 100, got 500",
          .expected = "100",
          .got = "500",
          .rule = "understudy:contract/a#/components/parameters/Size/schema/maximum",
          .source = "S1",
          .grade = "DOC",
          .violations = {}};
}

}  // namespace

TEST_CASE("unreadable is worse than invalid, which is worse than valid",
          "[cli][validate][report]") {
  const auto code = [](std::initializer_list<Outcome> outcomes) {
    Counts counts;
    for (const Outcome outcome : outcomes) counts.add({.file = "f", .outcome = outcome});
    return code_of(counts);
  };

  CHECK(code({}) == ExitCode::ok);
  CHECK(code({Outcome::valid}) == ExitCode::ok);
  CHECK(code({Outcome::valid, Outcome::invalid}) == ExitCode::findings);
  CHECK(code({Outcome::unreadable, Outcome::invalid, Outcome::valid}) == ExitCode::bad_input);
}

TEST_CASE("a violation says where, what and by which rule", "[cli][validate][report]") {
  const Judgement judgement{
      .file = "i.json", .outcome = Outcome::invalid, .violations = {violation()}};

  CHECK(render_text(judgement, {"file:///tmp/s.json", "s.json"}) ==
        "i.json: 1 violation\n"
        "  /rows/0/name: expected at most 5 characters, got 6\n"
        "    by s.json#/$defs/row/maxLength\n");
}

TEST_CASE("a finding has the source and grade of its rule", "[cli][validate][report]") {
  const Judgement judgement{.file = "r.json",
                            .outcome = Outcome::invalid,
                            .capped = true,
                            .findings = {finding(), finding()}};

  const std::string text = render_text(judgement, {});

  CHECK(text.find("r.json: more than 2 violations\n"
                  "  query size: expected at most 100, got 500\n"
                  "    by understudy:contract/a#/components/parameters/Size/schema/maximum\n"
                  "    source S1 [DOC]\n") == 0);
}

TEST_CASE("lines carry their numbers and end with their counts", "[cli][validate][report]") {
  const Judgement judgement{.file = "e.jsonl", .line = 12};
  CHECK(render_text(judgement, {}) == "e.jsonl:12: valid\n");

  CHECK(render_lines("e.jsonl", {.valid = 1}) == "e.jsonl: 1 line: 1 valid\n");
  CHECK(render_lines("e.jsonl", {.valid = 9'998, .invalid = 1, .unreadable = 1}) ==
        "e.jsonl: 10,000 lines: 9,998 valid, 1 invalid, 1 unreadable\n");
}

TEST_CASE("a JSON report has the same parts for schemas and contracts", "[cli][validate][report]") {
  auto parent = violation();
  parent.causes.push_back(violation());
  const Json schema =
      render_json({.file = "i", .outcome = Outcome::invalid, .violations = {parent}});
  const Json contract =
      render_json({.file = "i", .line = 3, .outcome = Outcome::invalid, .findings = {finding()}});

  const Json& first = schema.at("violations").at(0);
  CHECK(first.at("kind") == "maxLength");
  CHECK(first.at("where") == "/rows/0/name");
  CHECK(first.at("what") == "expected at most 5 characters, got 6");
  CHECK(first.at("rule") == "file:///tmp/s.json#/$defs/row/maxLength");
  CHECK(first.at("causes").at(0).at("got") == "6");
  CHECK(contract.at("line") == 3);
  CHECK(contract.at("violations").at(0).at("kind") == "broken_rule");
  CHECK(contract.at("violations").at(0).at("grade") == "DOC");
  for (const auto& [name, value] : first.items()) {
    INFO(name);
    CHECK((name == "causes" || contract.at("violations").at(0).contains(name)));
  }
}

TEST_CASE("why something is unreadable is in the JSON report", "[cli][validate][report]") {
  const Json json = render_json({.file = "i",
                                 .outcome = Outcome::unreadable,
                                 .error = {Errc::io, "what", "where", "advice"}});

  CHECK(json == Json::parse(R"({"file": "i", "outcome": "unreadable",
                                "error": {"code": "io", "what": "what", "where": "where"}})"));
}

TEST_CASE("times have the unit that suits them", "[cli][validate][report]") {
  CHECK(render_time(0.4) == "0 ns");
  CHECK(render_time(812) == "812 ns");
  CHECK(render_time(1'250) == "1.25 us");
  CHECK(render_time(3'100'000) == "3.10 ms");
  CHECK(render_text({.file = "i", .timing = Timing{1'000, 812}}, {}) ==
        "i: valid\ni: 812 ns each, mean of 1,000\n");
}

TEST_CASE("only the schema's own URI is replaced by its file", "[cli][validate][report]") {
  const SchemaName name{"file:///tmp/s.json", "s.json"};

  CHECK(shorten("file:///tmp/s.json", name) == "s.json");
  CHECK(shorten("file:///tmp/s.json#/a", name) == "s.json#/a");
  CHECK(shorten("file:///tmp/s.json5#/a", name) == "file:///tmp/s.json5#/a");
  CHECK(shorten("https://example.org/#/a", name) == "https://example.org/#/a");
}

}  // namespace understudy::cli
