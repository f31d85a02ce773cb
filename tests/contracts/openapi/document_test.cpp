// SPDX-License-Identifier: MIT
/// The loader: its cases file first, then what a table cannot say.
#include "understudy/openapi/document.hpp"

#include <cstddef>
#include <string>
#include <utility>

#include "case_file.hpp"
#include "support/catch.hpp"
#include "understudy/openapi/validation.hpp"
#include "understudy/schema/validate.hpp"

namespace understudy::openapi {

namespace {

constexpr std::size_t kMaxBytes = 4 * 1024 * 1024;

const std::string kSmall = R"({"openapi":"3.1.0","info":{"title":"T","version":"2"},)"
                           R"("paths":{"/a":{"get":{"operationId":"getA"}}}})";

/// What came out, in the notation of the cases file: one comparison shows every difference.
Json describe(const Result<Document>& loaded) {
  if (!loaded) {
    const Error& error = loaded.error();
    return {{"error", {{"code", name_of(error.code)}, {"where", error.where}}}};
  }
  Json operations = Json::array();
  for (const Operation& operation : loaded->operations()) {
    operations.push_back({{"id", operation.id},
                          {"method", name_of(operation.method)},
                          {"path", operation.path},
                          {"source", operation.source},
                          {"grade", operation.grade}});
  }
  return {{"want",
           {{"title", loaded->title()},
            {"version", loaded->version()},
            {"operations", std::move(operations)}}}};
}

}  // namespace

TEST_CASE("the loader agrees with every case in its file", "[openapi][document]") {
  for_each_case("document.cases.json", [](const Json& item) {
    const Json& input = item.at("input");
    const std::string text = input.is_string() ? text_of(item, "input") : dump_json(input);
    const char* expected = item.contains("want") ? "want" : "error";

    CHECK(describe(Document::load(text)) == Json{{expected, item.at(expected)}});
  });
}

TEST_CASE("a document of 4 MB is read and one byte more is refused", "[openapi][document][limit]") {
  const std::string allowed = kSmall + std::string(kMaxBytes - kSmall.size(), ' ');

  const auto loaded = Document::load(allowed);
  const auto refused = Document::load(allowed + ' ');

  REQUIRE(loaded);
  CHECK(loaded->operations().size() == 1);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::limit_exceeded);
  CHECK(refused.error().where == "byte 4194304");
}

TEST_CASE("an operation is found by its exact id", "[openapi][document]") {
  const Document document = Document::load(kSmall).value();

  const Operation* found = document.find_operation("getA");

  REQUIRE(found != nullptr);
  CHECK(found->path == "/a");
  CHECK(document.find_operation("geta") == nullptr);
  CHECK(document.find_operation("") == nullptr);
}

TEST_CASE("a loaded document keeps its whole JSON", "[openapi][document]") {
  const Document document = Document::load(kSmall).value();

  CHECK(to_json(document.root()) == parse_json(kSmall).value());
}

TEST_CASE("places carry the URI that a document was given", "[openapi][document]") {
  const std::string uri = "understudy:test/broken";

  const auto syntax = Document::load("{", {.uri = uri});
  const auto version = Document::load("{}", {.uri = uri});
  const auto schema = Document::load(
      R"({"openapi":"3.1.0","info":{"title":"T","version":"2"},"components":{"schemas":{"S":{"type":1}}}})",
      {.uri = uri});
  const auto relative = Document::load(kSmall, {.uri = "broken.json"});

  CHECK(syntax.error().where == uri + ", byte 1");
  CHECK(version.error().where == uri + "#/openapi");
  CHECK(schema.error().where == uri + "#/components/schemas/S/type");
  CHECK(relative.error().code == Errc::bad_input);
}

TEST_CASE("references lead to documents beside this one", "[openapi][document]") {
  LoadOptions options{.uri = "file:///contracts/api/openapi.json"};
  REQUIRE(options.registry.add("file:///contracts/shared/parts.json", R"({
    "Page": {"name": "page", "in": "query", "schema": {"$ref": "#/Count"}, "x-source": "S9"},
    "Count": {"type": "integer"},
    "Item": {"get": {"operationId": "a", "parameters": [{"$ref": "parts.json#/Page"}]}}})"));
  const std::string text = R"({"openapi":"3.1.0","info":{"title":"T","version":"2"},)"
                           R"("paths":{"/a":{"$ref":"../shared/./parts.json#/Item"}}})";

  const Document document = Document::load(text, options).value();
  const Report report =
      validate_request(document, document.operations().front(), {.query = "page=x"});

  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings.front().rule == "file:///contracts/shared/parts.json#/Count/type");
  CHECK(location_of(document.operations().front().parameters.front()->place) ==
        "file:///contracts/shared/parts.json#/Page");
}

TEST_CASE("schemas of a document are found by their identifiers and anchors",
          "[openapi][document]") {
  const auto document = Document::load(R"({
    "openapi": "3.1.0", "info": {"title": "T", "version": "2"},
    "paths": {"/a": {"get": {"operationId": "a", "parameters": [
      {"name": "count", "in": "query", "schema": {"$ref": "#count"}}]}}},
    "components": {"schemas": {
      "ById": {"$ref": "https://example.org/schemas/pair"},
      "Nested": {"properties": {"deep": {"$anchor": "count", "type": "integer"}}},
      "Pair": {"$id": "https://example.org/schemas/pair", "type": "array",
               "items": {"$ref": "part"},
               "$defs": {"Part": {"$id": "part", "type": "boolean"}}}}}})");
  REQUIRE(document);
  const auto accepts = [&](const char* pointer, const char* text) {
    const auto instance = JsonDocument::parse(text).value();
    return schema::is_valid(*document->find_schema(pointer), instance.root());
  };

  CHECK(accepts("/components/schemas/ById", "[true]"));
  CHECK_FALSE(accepts("/components/schemas/ById", "[1]"));
  CHECK_FALSE(accepts("/components/schemas/Pair", "[1]"));
  const Operation& operation = document->operations().front();
  CHECK(validate_request(*document, operation, {.query = "count=5"}).is_clean());
  CHECK_FALSE(validate_request(*document, operation, {.query = "count=x"}).is_clean());
}

TEST_CASE("formats are asserted unless the caller says otherwise", "[openapi][document]") {
  const std::string text = R"({"openapi":"3.1.0","info":{"title":"T","version":"2"},)"
                           R"("components":{"schemas":{"S":{"format":"date"}}}})";
  const auto day = JsonDocument::parse(R"("tomorrow")").value();
  const auto accepts = [&](schema::Formats formats) {
    const Document document = Document::load(text, {.formats = formats}).value();
    return schema::is_valid(*document.find_schema("/components/schemas/S"), day.root());
  };

  CHECK_FALSE(accepts(schema::Formats::asserted));
  CHECK(accepts(schema::Formats::annotated));
}

TEST_CASE("schemas of draft-07 are read as such where the document says so",
          "[openapi][document]") {
  const auto load = [](const std::string& dialect) {
    return Document::load(R"({"openapi":"3.1.0","info":{"title":"T","version":"2"},)" + dialect +
                          R"("components":{"schemas":{"S":{"items":[{"type":"string"}]}}}})");
  };

  CHECK(load(R"("jsonSchemaDialect":"http://json-schema.org/draft-07/schema#",)"));
  CHECK_FALSE(load(R"("jsonSchemaDialect":"https://json-schema.org/draft/2020-12/schema",)"));
}

TEST_CASE("documents that are too deep or refer in long chains are refused",
          "[openapi][document][limit]") {
  const std::string head = R"({"openapi":"3.1.0","info":{"title":"T","version":"2"},)";
  std::string deep = head + R"("components":{"schemas":{"S":)";
  for (int i = 0; i < 10'000; ++i) deep += R"({"not":)";
  std::string chain = head + R"("components":{"parameters":{)";
  for (int i = 0; i < 1'000; ++i) {
    chain += "\"P" + std::to_string(i) + R"(":{"$ref":"#/components/parameters/P)" +
             std::to_string(i + 1) + "\"},";
  }
  chain += R"("P1000":{"name":"q","in":"query","schema":{}}}}})";

  CHECK(Document::load(deep).error().code == Errc::limit_exceeded);
  CHECK(Document::load(chain).error().where == "/components/parameters/P0/$ref");
}

TEST_CASE("every prefix of a document is refused", "[openapi][document][property]") {
  for (std::size_t length = 0; length < kSmall.size(); ++length) {
    INFO("prefix of " << length << " bytes");
    const auto loaded = Document::load(std::string_view{kSmall}.substr(0, length));

    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().code == Errc::bad_input);
  }
}

}  // namespace understudy::openapi
