// SPDX-License-Identifier: MIT
/// Two runs side by side, and two shapes.
#include "understudy/conformance/compare.hpp"

#include "check_reports.hpp"
#include "scripted.hpp"

namespace understudy::conformance {

namespace {

Shape shape_of(const Json& bodies) {
  Shape shape;
  for (const Json& body : bodies) shape.add(JsonDocument::of(body).root());
  return shape;
}

CheckResult found(const char* id, Verdict verdict, const char* got) {
  CheckResult check = check_with(id, verdict);
  check.got = got;
  return check;
}

Comparison sample() {
  CheckReport left = report_of({found("ecg/a/both-pass", Verdict::pass, "3 rows"),
                                found("ecg/a/fails-right", Verdict::pass, ""),
                                found("ecg/a/other-way", Verdict::fail, "404"),
                                found("ecg/a/left-only", Verdict::pass, ""),
                                found("ecg/a/same-way", Verdict::fail, "404")});
  CheckReport right = report_of({found("ecg/a/both-pass", Verdict::pass, "5 rows"),
                                 found("ecg/a/fails-right", Verdict::fail, "`x` <b>"),
                                 found("ecg/a/other-way", Verdict::fail, "500"),
                                 found("ecg/a/same-way", Verdict::fail, "404")});
  right.target = "mock";
  const Shapes left_shapes{{"ecg get 200", shape_of({{{"a", 1}}})}, {"ecg left 200", Shape{}}};
  const Shapes right_shapes{{"ecg get 200", shape_of({{{"a", "1"}, {"b", 1}}})}};
  return compare(left, right, left_shapes, right_shapes);
}

}  // namespace

TEST_CASE("shapes differ as every case in their file says", "[conformance][shape]") {
  for (const Json& group : read_cases("shape.cases.json")) {
    for (const Json& item : group.at("cases")) {
      INFO(group.at("description") << " / " << item.at("description"));
      Json changes = Json::array();
      for (const ShapeChange& change :
           diff(shape_of(item.at("left")), shape_of(item.at("right")))) {
        changes.push_back(std::string{change.is_breaking ? "breaking " : "additive "} +
                          std::string{name_of(change.kind)} + " " + change.path + ": " +
                          change.left + " -> " + change.right);
      }
      CHECK(changes == item.at("want"));
    }
  }
}

TEST_CASE("a shape does not grow with names that are data", "[conformance][shape]") {
  Json body = Json::object();
  for (int i = 0; i < 10'001; ++i) body["k" + std::to_string(i)] = i;

  const Shape shape = shape_of(Json::array({body}));

  CHECK(shape.places().size() == 10'000);
  CHECK(shape.is_capped());
}

TEST_CASE("rules differ in their verdict, or in what was got where they do not hold",
          "[conformance][compare]") {
  const Comparison comparison = sample();

  std::vector<std::string> differing;
  for (const ComparedCheck& check : comparison.checks) {
    if (check.differs) differing.push_back(check.id);
  }
  CHECK(comparison.checks.size() == 5);
  CHECK(differing ==
        std::vector<std::string>{"ecg/a/fails-right", "ecg/a/left-only", "ecg/a/other-way"});
  CHECK(comparison.differences() == 3);
  CHECK(comparison.breaking() == 1);
  REQUIRE(comparison.shapes.size() == 1);
  CHECK(comparison.shapes[0].changes.size() == 2);
}

TEST_CASE("a comparison as text names rule, document and both sides", "[conformance][compare]") {
  const std::string text = render(ComparisonFormat::text, sample());
  INFO(text);
  CHECK(text.find("DIFFERS ecg/a/fails-right  (must, SEED)\n"
                  "     document a rule holds; S1 (Guide, section 1)\n"
                  "     left     pass\n"
                  "     right    fail; got `x` <b>\n") != std::string::npos);
  CHECK(text.find("     right    not checked\n") != std::string::npos);
  CHECK(text.find("SHAPE ecg get 200\n"
                  "     breaking  type_changed  /a: number -> string\n"
                  "     additive  added  /b: absent -> number\n") != std::string::npos);
  CHECK(text.ends_with("\n3 of 5 rules differ; shapes: 1 breaking, 1 additive\n"));
  CHECK(text.find("both-pass") == std::string::npos);
}

TEST_CASE("a comparison as JSON has all rules", "[conformance][compare]") {
  const Json json = parse_json(render(ComparisonFormat::json, sample())).value();
  CHECK(json["differences"] == 3);
  CHECK(json["breaking"] == 1);
  REQUIRE(json["checks"].size() == 5);
  CHECK(json["checks"][2]["id"] == "ecg/a/left-only");
  CHECK(json["checks"][2]["right"]["verdict"].is_null());
  CHECK(json["shapes"][0]["changes"][0]["breaking"] == true);
}

TEST_CASE("a comparison as Markdown keeps foreign text in code", "[conformance][compare]") {
  const std::string text = render(ComparisonFormat::markdown, sample());
  CHECK(text.find("* right: fail; got `` `x` <b> ``\n") != std::string::npos);
  CHECK(text.find("#### ecg/a/other\\-way") != std::string::npos);
}

TEST_CASE("formats of comparisons are found by name", "[conformance][compare]") {
  for (const auto format :
       {ComparisonFormat::json, ComparisonFormat::markdown, ComparisonFormat::text}) {
    CHECK(find_comparison_format(name_of(format)) == format);
  }
  CHECK_FALSE(find_comparison_format("html"));
}

}  // namespace understudy::conformance
