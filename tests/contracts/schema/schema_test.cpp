// SPDX-License-Identifier: MIT
/// Compilation and validation: own cases in the suite's format, broken schemas, reasons, limits.
#include "understudy/schema/schema.hpp"

#include <chrono>
#include <string>
#include <thread>

#include "suite.hpp"

namespace understudy::schema {

namespace {

const std::filesystem::path kHere = UNDERSTUDY_TESTS_DIR "/contracts/schema";

Schema compiled(const std::string& text, const CompileOptions& options = {}) {
  auto schema = compile_text(text, Registry{}, options);
  INFO(text);
  REQUIRE(schema);
  return *std::move(schema);
}

Verdict verdict_of(const std::string& schema, const std::string& instance) {
  const auto document = JsonDocument::parse_owned(instance, {.bytes = 16'777'216});
  REQUIRE(document);
  return validate(compiled(schema), document->root());
}

Violation only(const Verdict& verdict) {
  REQUIRE(verdict.violations.size() == 1);
  return verdict.violations.front();
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("own cases come out as they are marked", "[schema][S06]") {
  SuiteCount count;
  for (const auto& file : json_files(kHere / "cases")) run_suite_file(file, {}, {}, count);

  CHECK(count.cases == 50);
  for (const std::string& failure : count.failures) FAIL_CHECK(failure);
}

TEST_CASE("a broken schema is refused at the keyword that is wrong", "[schema][S03][S04]") {
  const auto cases = parse_json(read_file(kHere / "broken/schemas.json"));
  REQUIRE(cases);
  CHECK(cases->size() == 35);
  for (const Json& one : *cases) {
    INFO(one.at("description"));
    const auto schema = compile_text(dump_json(one.at("schema")), Registry{});
    REQUIRE_FALSE(schema);
    CHECK(name_of(schema.error().code) == one.at("code").get<std::string>());
    CHECK(schema.error().where == "understudy:schema" + one.at("where").get<std::string>());
    CHECK_FALSE(schema.error().what.empty());
  }
}

TEST_CASE("numbers of a schema are taken as they are written", "[schema][S06]") {
  const char* const schema = R"({"maximum":123456789012345678901234567890.5,"multipleOf":1e-1})";

  CHECK(verdict_of(schema, "123456789012345678901234567890.5").valid);
  CHECK(only(verdict_of(schema, "123456789012345678901234567890.6")).kind == Kind::maximum);
  CHECK(only(verdict_of(schema, "123456789012345678901234567890.45")).kind == Kind::multiple_of);
}

TEST_CASE("a violation says where, what was wanted and what came", "[schema][violation]") {
  const Violation type = only(verdict_of(
      R"({"properties":{"rows":{"items":{"$ref":"#/$defs/row"}}},"$defs":{"row":{"type":["string","null"]}}})",
      R"({"rows":["a",{"b":1}]})"));
  CHECK(type.kind == Kind::type);
  CHECK(type.instance == "/rows/1");
  CHECK(type.keyword == "/properties/rows/items/$ref/type");
  CHECK(type.schema == "understudy:schema#/$defs/row/type");
  CHECK(type.want == R"(["string","null"])");
  CHECK(type.got == R"({"b":1})");
  CHECK(render(type) ==
        "/rows/1: expected the type [\"string\",\"null\"], got {\"b\":1}\n"
        "  by understudy:schema#/$defs/row/type\n");

  const Violation length = only(verdict_of(R"({"maxLength":3})", R"("abcd")"));
  CHECK(describe(length) == "expected at most 3 characters, got 4");
  CHECK(render(length) ==
        "(all of it): expected at most 3 characters, got 4\n"
        "  by understudy:schema#/maxLength\n");
}

TEST_CASE("each keyword has its own kind", "[schema][violation]") {
  struct Row {
    const char* schema;
    const char* instance;
    Kind kind;
    const char* place;
  };
  const std::vector<Row> rows{
      {R"({"additionalProperties":false})", R"({"a":1})", Kind::additional_properties, "/a"},
      {R"({"anyOf":[{"type":"string"},{"minimum":3}]})", "2", Kind::any_of, ""},
      {R"({"const":1})", "2", Kind::constant, ""},
      {R"({"contains":{"const":1}})", "[2]", Kind::contains, ""},
      {R"({"dependentRequired":{"a":["b"]}})", R"({"a":1})", Kind::dependent_required, ""},
      {R"({"enum":[1]})", "2", Kind::enumeration, ""},
      {R"({"exclusiveMaximum":1})", "1", Kind::exclusive_maximum, ""},
      {R"({"exclusiveMinimum":1})", "1", Kind::exclusive_minimum, ""},
      {R"({"items":false})", "[1]", Kind::false_schema, "/0"},
      {R"({"contains":true,"maxContains":1})", "[1,2]", Kind::max_contains, ""},
      {R"({"maxItems":1})", "[1,2]", Kind::max_items, ""},
      {R"({"maxLength":1})", R"("ab")", Kind::max_length, ""},
      {R"({"maxProperties":0})", R"({"a":1})", Kind::max_properties, ""},
      {R"({"maximum":1})", "1.5", Kind::maximum, ""},
      {R"({"contains":true,"minContains":2})", "[1]", Kind::min_contains, ""},
      {R"({"minItems":1})", "[]", Kind::min_items, ""},
      {R"({"minLength":1})", R"("")", Kind::min_length, ""},
      {R"({"minProperties":1})", "{}", Kind::min_properties, ""},
      {R"({"minimum":1})", "0", Kind::minimum, ""},
      {R"({"multipleOf":2})", "3", Kind::multiple_of, ""},
      {R"({"not":{"type":"null"}})", "null", Kind::not_allowed, ""},
      {R"({"oneOf":[true,true]})", "null", Kind::one_of, ""},
      {R"({"pattern":"^a"})", R"("b")", Kind::pattern, ""},
      {R"({"propertyNames":{"maxLength":1}})", R"({"ab":1})", Kind::max_length, "/ab"},
      {R"({"required":["a"]})", "{}", Kind::required, ""},
      {R"({"type":"integer"})", "1.5", Kind::type, ""},
      {R"({"unevaluatedItems":false})", "[1]", Kind::unevaluated_items, "/0"},
      {R"({"unevaluatedProperties":false})", R"({"a":1})", Kind::unevaluated_properties, "/a"},
      {R"({"uniqueItems":true})", "[1,1]", Kind::unique_items, ""},
      {R"({"dependencies":{"a":["b"]}})", R"({"a":1})", Kind::dependencies, ""},
  };
  for (const Row& row : rows) {
    INFO(row.schema << " " << row.instance);
    const Violation violation = only(verdict_of(row.schema, row.instance));
    CHECK(keyword_of(violation.kind) == keyword_of(row.kind));
    CHECK(violation.instance == row.place);
    CHECK(describe(violation).find('%') == std::string::npos);
  }
}

TEST_CASE("the branches of anyOf are the causes of its violation", "[schema][violation]") {
  const Violation any = only(verdict_of(
      R"({"anyOf":[{"required":["name"]},{"required":["accountName"]}]})", R"({"id":1})"));

  REQUIRE(any.causes.size() == 2);
  CHECK(any.causes[0].keyword == "/anyOf/0/required");
  CHECK(describe(any.causes[0]) == "the member \"name\" is missing");
  CHECK(describe(any.causes[1]) == "the member \"accountName\" is missing");
}

TEST_CASE("every missing member is named", "[schema][violation]") {
  const Verdict verdict = verdict_of(R"({"required":["a","b","c"]})", R"({"b":1})");

  REQUIRE(verdict.violations.size() == 2);
  CHECK(verdict.violations[0].want == "\"a\"");
  CHECK(verdict.violations[1].want == "\"c\"");
}

TEST_CASE("secrets are not quoted, and nothing long is", "[schema][violation][redaction]") {
  const char* const schema = R"({"additionalProperties":{"type":"integer"}})";
  for (const char* name : {"password", "client_secret", "apiKey", "api-key", "access_token",
                           "Authorization", "client_assertion"}) {
    INFO(name);
    const Violation violation =
        only(verdict_of(schema, "{\"" + std::string{name} + "\":\"hunter2\"}"));
    CHECK(violation.got == "<redacted>");
  }
  CHECK(only(verdict_of(schema, R"({"monkey":"x"})")).got == "\"x\"");
  CHECK(only(verdict_of(schema, "{\"a\":\"" + std::string(1000, 'x') + "\"}")).got.size() <= 123);
  CHECK(only(verdict_of(schema, "{\"a\":[" + repeated("1,", 50) + "1]}")).got ==
        "an array of 51 elements");
}

TEST_CASE("100,000 violations are capped, and the cap is said", "[schema][S08][limit]") {
  const std::string instance = "[\"x\"" + repeated(",\"x\"", 99'999) + "]";

  const Verdict verdict = verdict_of(R"({"items":{"type":"integer"}})", instance);

  CHECK_FALSE(verdict.valid);
  CHECK(verdict.capped);
  CHECK(verdict.violations.size() == 100);
  CHECK_FALSE(verdict_of(R"({"items":{"type":"integer"}})", "[\"x\"]").capped);
}

TEST_CASE("a schema of 10,000 levels is refused", "[schema][S05][limit]") {
  const std::string deep = repeated(R"({"items":)", 10'000) + "true" + repeated("}", 10'000);

  const auto schema = compile_text(deep, Registry{});

  REQUIRE_FALSE(schema);
  CHECK(schema.error().code == Errc::limit_exceeded);
}

TEST_CASE("more subschemas than the bound are refused", "[schema][limit]") {
  const std::string wide = "{\"allOf\":[{}" + repeated(",{}", 30'000) + "]}";

  const auto schema = compile_text(wide, Registry{});

  REQUIRE_FALSE(schema);
  CHECK(schema.error().code == Errc::limit_exceeded);
}

TEST_CASE("a schema that doubles at every level is bounded by what is written", "[schema][limit]") {
  std::string bomb = R"({"$defs":{"l0":{"type":"integer"})";
  for (int level = 1; level <= 20; ++level) {
    const std::string below = "{\"$ref\":\"#/$defs/l" + std::to_string(level - 1) + "\"}";
    bomb +=
        ",\"l" + std::to_string(level) + "\":{\"items\":{\"anyOf\":[" + below + "," + below + "]}}";
  }
  const Schema schema = compiled(bomb + R"(},"$ref":"#/$defs/l20"})");
  const auto document = JsonDocument::parse_owned(repeated("[", 20) + "1" + repeated("]", 20));
  REQUIRE(document);

  CHECK(is_valid(schema, document->root()));
}

TEST_CASE("10,000 equal or different elements are told apart", "[schema][S07]") {
  std::string different = "[0";
  for (int i = 1; i < 10'000; ++i) different += ",{\"a\":" + std::to_string(i) + "}";

  CHECK(verdict_of(R"({"uniqueItems":true})", different + "]").valid);
  CHECK_FALSE(verdict_of(R"({"uniqueItems":true})", different + ",{\"a\":7.0}]").valid);
}

TEST_CASE("a dynamic reference that only leads to itself ends at the depth bound",
          "[schema][S03][limit]") {
  const Schema schema = compiled(
      R"({"$id":"https://example.org/x","$dynamicAnchor":"a","allOf":[{"$dynamicRef":"#a"}]})");
  const auto document = JsonDocument::parse_owned("1");
  REQUIRE(document);

  const Verdict verdict = validate(schema, document->root());

  CHECK_FALSE(verdict.valid);
  CHECK(only(verdict).kind == Kind::too_deep);
}

TEST_CASE("work that doubles is given up at its bound", "[schema][S03][limit]") {
  std::string chain = R"({"$defs":{)";
  for (int i = 0; i < 40; ++i) {
    const std::string next = "{\"$ref\":\"#/$defs/s" + std::to_string(i + 1) + "\"}";
    chain += "\"s" + std::to_string(i) + "\":{\"KEYWORD\":[" + next + "," + next + "]},";
  }
  const auto with = [&](const std::string& keyword, const char* last) {
    std::string text = chain + "\"s40\":" + last + R"(},"$ref":"#/$defs/s0"})";
    for (std::size_t at = text.find("KEYWORD"); at != text.npos; at = text.find("KEYWORD", at)) {
      text.replace(at, 7, keyword);
    }
    return text;
  };
  const std::string deep = repeated(R"({"a":)", 40) + "1" + repeated("}", 40);
  const std::vector<std::pair<std::string, std::string>> bombs{
      {R"({"$dynamicAnchor":"a","anyOf":[{"$dynamicRef":"#a"},{"$dynamicRef":"#a"}]})", "1"},
      {R"({"$dynamicAnchor":"a","allOf":[{"$dynamicRef":"#a"},{"$dynamicRef":"#a"}]})", "1"},
      {R"({"$dynamicAnchor":"a","not":{"not":{"$dynamicRef":"#a"}}})", "1"},
      {with("anyOf", "false"), "1"},
      {with("allOf", "{\"minimum\":0}"), "1"},
      {R"({"type":"object","anyOf":[{"properties":{"a":{"$ref":"#"}}},{"properties":{"a":{"$ref":"#"}}}]})",
       deep}};
  for (const auto& [text, instance] : bombs) {
    INFO(text.substr(0, 90));
    const Schema schema = compiled(text);
    const auto document = JsonDocument::parse_owned(instance);
    REQUIRE(document);

    const Verdict verdict = validate(schema, document->root());

    CHECK_FALSE(verdict.valid);
    CHECK_FALSE(verdict.violations.empty());
    CHECK(write_output(schema, document->root(), OutputFormat::basic).at("valid") == false);
  }
}

TEST_CASE("work that is given up inside a probe is said of the whole", "[schema][S03][limit]") {
  const Schema schema = compiled(
      R"({"$dynamicAnchor":"a","$dynamicRef":"#a","contains":{"additionalProperties":)"
      R"({"a":{"a":1}}},"$defs":{"b":{"$dynamicAnchor":"a","$dynamicRef":"#a",)"
      R"("additionalProperties":{"a":{"a":1}},"maxProperties":2}},"maxLength":3,"minItems":1,)"
      R"("unevaluatedItems":{"properties":{"a":{"required":["a"]},"b":false}}})");
  const auto document =
      JsonDocument::parse_owned(R"([1,{"a":1},[],true,"","2026-03-04T05:06:07Z",0])");
  REQUIRE(document);

  const Verdict verdict = validate(schema, document->root());

  CHECK_FALSE(verdict.valid);
  REQUIRE_FALSE(verdict.violations.empty());
  CHECK(verdict.violations.front().kind == Kind::too_deep);
}

TEST_CASE("references go to the registry and nowhere else", "[schema][registry][S04]") {
  Registry registry;
  REQUIRE(
      registry.add("https://example.org/folder/main.json",
                   R"({"properties":{"a":{"$ref":"part.json#/$defs/x"},"b":{"$ref":"urn:x:y"}}})"));
  REQUIRE(
      registry.add("https://example.org/folder/part.json",
                   R"({"$defs":{"x":{"$ref":"other.json"},"y":{"$id":"urn:x:y","type":"null"}}})"));
  REQUIRE(registry.add("https://example.org/folder/other.json", R"({"type":"integer"})"));

  const auto schema = compile("https://example.org/folder/main.json", registry);
  REQUIRE(schema);
  const auto good = JsonDocument::parse_owned(R"({"a":1,"b":null})");
  const auto bad = JsonDocument::parse_owned(R"({"a":"1"})");
  REQUIRE(good);
  REQUIRE(bad);
  CHECK(is_valid(*schema, good->root()));
  CHECK(only(validate(*schema, bad->root())).schema ==
        "https://example.org/folder/other.json#/type");

  CHECK_FALSE(registry.add("relative.json", "{}"));
  CHECK_FALSE(registry.add("https://example.org/x#y", "{}"));
  CHECK_FALSE(registry.add("https://example.org/x", "{"));
}

TEST_CASE("schemas compiled together share what they refer to", "[schema]") {
  Registry registry;
  REQUIRE(registry.add(
      "u:doc", R"({"a":{"$ref":"#/c"},"b":{"items":{"$ref":"#/c"}},"c":{"type":"string"}})"));

  const auto schemas = compile_all({"u:doc#/a", "u:doc#/b"}, registry);

  REQUIRE(schemas);
  CHECK(&schemas->at(0).program() == &schemas->at(1).program());
}

TEST_CASE("formats are heard only when asked for", "[schema][format]") {
  const char* const text = R"({"format":"ipv4"})";
  const auto document = JsonDocument::parse_owned(R"("256.1.1.1")");
  REQUIRE(document);

  CHECK(is_valid(compiled(text), document->root()));
  const Schema asserting = compiled(text, {.formats = Formats::asserted});
  CHECK(only(validate(asserting, document->root())).kind == Kind::format);
}

TEST_CASE("meta-schemas accept themselves and refuse broken schemas", "[schema][meta-schema]") {
  const std::vector<std::string> uris{"http://json-schema.org/draft-07/schema",
                                      "https://json-schema.org/draft/2020-12/schema"};
  for (const std::string& uri : uris) {
    INFO(uri);
    const Registry registry;
    const auto schema = compile(uri, registry);
    REQUIRE(schema);
    const Document* const own = registry.find(uri);
    REQUIRE(own != nullptr);
    CHECK(is_valid(*schema, own->json->root()));
    for (const char* broken :
         {R"({"type":"text"})", R"({"minLength":-1})", R"({"items":7})",
          R"({"required":["a","a"]})", R"({"properties":{"a":{"pattern":1}}})"}) {
      INFO(broken);
      const auto document = JsonDocument::parse_owned(broken);
      REQUIRE(document);
      CHECK_FALSE(is_valid(*schema, document->root()));
    }
  }
}

TEST_CASE("one schema serves many threads", "[schema][threads]") {
  const Schema schema = compiled(
      R"({"items":{"properties":{"a":{"type":"integer"},"b":{"type":"string"},"c":{"pattern":"^x"}}}})");
  const auto first =
      JsonDocument::parse_owned(R"([{"a":1,"b":"","c":"x"},{"c":"xy","b":"","a":2}])");
  const auto second = JsonDocument::parse_owned(R"([{"c":"x","a":1,"b":1}])");
  REQUIRE(first);
  REQUIRE(second);

  std::atomic<int> wrong{0};
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&] {
      for (int round = 0; round < 500; ++round) {
        if (!is_valid(schema, first->root())) ++wrong;
        if (is_valid(schema, second->root())) ++wrong;
      }
    });
  }
  threads.clear();

  CHECK(wrong == 0);
}

TEST_CASE("the output formats have the shape of the specification", "[schema][output]") {
  const Schema schema = compiled(
      R"({"title":"T","properties":{"a":{"type":"integer","readOnly":true},"b":{"type":"string"}}})");
  const auto good = JsonDocument::parse_owned(R"({"a":1})");
  const auto bad = JsonDocument::parse_owned(R"({"a":"x","b":1})");
  REQUIRE(good);
  REQUIRE(bad);

  CHECK(write_output(schema, good->root(), OutputFormat::flag) == Json{{"valid", true}});
  const Json basic = write_output(schema, good->root(), OutputFormat::basic);
  CHECK(basic.at("annotations").size() == 2);
  CHECK(basic.at("annotations").at(1).at("annotation") == true);
  CHECK(basic.at("annotations").at(1).at("instanceLocation") == "/a");
  const Json errors = write_output(schema, bad->root(), OutputFormat::basic);
  CHECK(errors.at("errors").size() == 5);  // the schema, its two properties, a type each
  const Json detailed = write_output(schema, bad->root(), OutputFormat::detailed);
  REQUIRE(detailed.at("errors").size() == 2);
  CHECK(detailed.at("errors").at(0).at("keywordLocation") == "/properties/a/type");
  CHECK(detailed.at("errors").at(1).at("absoluteKeywordLocation") ==
        "understudy:schema#/properties/b/type");
}

}  // namespace understudy::schema
