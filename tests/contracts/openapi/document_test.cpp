// SPDX-License-Identifier: MIT
/// The loader: its cases file first, then what a table cannot say.
#include "understudy/openapi/document.hpp"

#include <cstddef>
#include <string>
#include <utility>

#include "case_file.hpp"
#include "support/catch.hpp"

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

  CHECK(document.json() == parse_json(kSmall).value());
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
