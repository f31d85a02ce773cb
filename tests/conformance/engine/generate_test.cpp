// SPDX-License-Identifier: MIT
/// Edges of schemas, and requests made smaller: pure, as tables.
#include "engine/generate.hpp"

#include <algorithm>
#include <set>

#include "engine/shrink.hpp"
#include "support/catch.hpp"

using namespace understudy;
using namespace understudy::conformance;

namespace {

std::vector<std::string> edges_of(const std::string& schema) {
  const auto document = JsonDocument::parse_owned(
      R"({"schema":)" + schema + R"(,"words":{"enum":["Alpha","beta"]},"loop":{"$ref":"#/loop"}})");
  REQUIRE(document);
  return edge_texts(document->root(), *document->root().find("schema"));
}

}  // namespace

TEST_CASE("a parameter is tried at its bounds and beside them", "[conformance][generate]") {
  using Texts = std::vector<std::string>;
  const std::vector<std::pair<std::string, Texts>> cases{
      {R"({"type":"integer","minimum":0,"maximum":9})", {"-1", "0", "1.5", "10", "9", "ten"}},
      {R"({"type":"integer","allOf":[{"maximum":1000}]})", {"1.5", "1000", "1001", "ten"}},
      {R"({"type":"boolean"})", {"false", "maybe", "true"}},
      {R"({"enum":["ASC"]})", {"ASC", "asc", "understudy-no-such-word"}},
      {R"({"$ref":"#/words"})", {"Alpha", "alpha", "beta", "understudy-no-such-word"}},
      {R"({"type":"array","items":{"enum":["a"]}})", {"a", "understudy-no-such-word"}},
      {R"({"type":"string","minLength":1})", {""}},
      {R"({"type":"string","format":"date-time"})", {"understudy-no-such-word"}},
      {R"({"type":"string"})", {}},
      {R"({"$ref":"#/loop"})", {}},
      {R"({"$ref":"#/nowhere"})", {}},
  };
  for (const auto& [schema, want] : cases) {
    CAPTURE(schema);
    CHECK(edges_of(schema) == want);
  }
}

TEST_CASE("a body is made wrong at one member at a time", "[conformance][generate]") {
  const auto document = JsonDocument::parse(
      R"({"properties":{"name":{"type":"string"},"inner":{"properties":{"deep":{}}},"absent":{}}})");
  REQUIRE(document);
  const Json body{{"name", "n"}, {"inner", {{"deep", 1}}}};

  const auto cases = wrong_bodies(document->root(), document->root(), body);

  std::set<std::string> places;
  for (const BodyCase& one : cases) {
    places.insert(one.at);
    CHECK(one.body != body);
  }
  CHECK(places == std::set<std::string>{"/absent", "/inner", "/inner/deep", "/name"});
  const auto left_out = std::count_if(cases.begin(), cases.end(),
                                      [](const BodyCase& one) { return one.what == "nothing"; });
  CHECK(left_out == 3);
}

TEST_CASE("a request shrinks to what makes it fail", "[conformance][shrink]") {
  Request request;
  request.target = "/list?a=1&b=2&c=3";
  request.body = R"({"x":"long text","y":{"z":1,"w":2}})";
  std::size_t asked = 0;

  const Request smallest = shrink(request, [&](const Request& smaller) {
    ++asked;
    return smaller.target.find("b=2") != std::string::npos &&
           smaller.body.find("\"z\":1") != std::string::npos;
  });

  CHECK(smallest.target == "/list?b=2");
  CHECK(smallest.body == R"({"y":{"z":1}})");
  CHECK(asked < 20);
}

TEST_CASE("what does not fail smaller stays as it is", "[conformance][shrink]") {
  Request request;
  request.target = "/list?a=1";

  CHECK(shrink(request, [](const Request&) { return false; }) == request);
  CHECK(smaller_requests({}).empty());
}
