// SPDX-License-Identifier: MIT
/// Parameters by style and type. A case names the value that is to be read, or what is found.
#include <string>
#include <utility>

#include "case_file.hpp"
#include "findings.hpp"
#include "support/catch.hpp"
#include "understudy/openapi/validation.hpp"

namespace understudy::openapi {

namespace {

/// A document with one operation, which has one parameter.
Document make_document(const Json& parameter) {
  const std::string in = text_of(parameter, "in");
  const std::string path = in == "path" ? "/t/{" + text_of(parameter, "name") + "}" : "/t";
  const Json document{
      {"openapi", "3.1.1"},
      {"info", {{"title", "T"}, {"version", "1"}}},
      {"paths",
       {{path, {{"get", {{"operationId", "t"}, {"parameters", Json::array({parameter})}}}}}}},
      {"components", {{"schemas", {{"Count", {{"type", "integer"}}}}}}}};
  return Document::load(dump_json(document)).value();
}

Report check(const Json& parameter, const Json& raw) {
  const Document document = make_document(parameter);
  const std::string in = text_of(parameter, "in");
  const std::string text = raw.is_string() ? *raw.get_ptr<const std::string*>() : "";
  const std::string path = in == "path" ? "/t/" + text : "/t";
  const Match match = document.find_operation(Method::get, path);
  REQUIRE(match.kind == Match::Kind::found);
  Fields fields;
  if (in == "header" && raw.is_string()) fields.add(text_of(parameter, "name"), text);
  if (in == "cookie") fields.add("Cookie", text);
  return validate_request(document, *match.operation,
                          {.path = match.parameters,
                           .query = in == "query" ? std::string_view{text} : std::string_view{},
                           .fields = &fields});
}

/// The parameter with one more rule in its schema.
Json with_rule(Json parameter, const Json& rule) {
  Json& holder = parameter.contains("schema") ? parameter : parameter.at("content").begin().value();
  holder["schema"] = Json{{"allOf", Json::array({holder.at("schema"), rule})}};
  return parameter;
}

}  // namespace

TEST_CASE("parameters agree with every case in their file", "[openapi][parameters]") {
  for_each_case("parameters.cases.json", [](const Json& item) {
    const Json& input = item.at("input");
    const Json& want = item.at("want");
    if (want.contains("findings")) {
      const Json& wanted = want.at("findings");
      CHECK(describe(check(input.at("parameter"), input.at("raw")), wanted) == wanted);
      return;
    }
    const auto check_with = [&](const Json& rule) {
      return check(with_rule(input.at("parameter"), rule), input.at("raw"));
    };
    Json readings = Json::array({want.at("value")});
    if (want.contains("also")) readings.push_back(want.at("also"));

    for (const Json& reading : readings) {
      CHECK(describe(check_with({{"const", reading}}), Json::array()) == Json::array());
    }
    CHECK_FALSE(check_with({{"not", {{"enum", readings}}}}).is_clean());
  });
}

TEST_CASE("a repeated parameter is a finding where that is asked for", "[openapi][parameters]") {
  const Document document =
      make_document({{"name", "q"}, {"in", "query"}, {"schema", {{"type", "integer"}}}});
  const RequestView request{.query = "q=1&q=2"};

  const Report quiet = validate_request(document, document.operations().front(), request);
  const Report strict = validate_request(document, document.operations().front(), request,
                                         {.repeated = Reported::yes});

  CHECK(quiet.is_clean());
  REQUIRE(strict.findings.size() == 1);
  CHECK(strict.findings.front().kind == Finding::Kind::repeated_parameter);
}

TEST_CASE("unknown parameters are silent where nobody asks", "[openapi][parameters]") {
  const Document document =
      make_document({{"name", "q"}, {"in", "query"}, {"schema", {{"type", "integer"}}}});

  const Report report = validate_request(document, document.operations().front(),
                                         {.query = "a=1&b=2"}, {.unknown_query = Reported::no});

  CHECK(report.is_clean());
}

TEST_CASE("findings stop at the number that was asked for", "[openapi][parameters][limit]") {
  const Document document =
      make_document({{"name", "q"}, {"in", "query"}, {"schema", {{"type", "integer"}}}});
  std::string query;
  for (int i = 0; i < 200; ++i) query += "u" + std::to_string(i) + "=1&";

  const Report report =
      validate_request(document, document.operations().front(), {.query = query}, {.most = 10});

  CHECK(report.findings.size() == 10);
  CHECK(report.capped);
}

TEST_CASE("a query of too many pieces is unreadable", "[openapi][parameters][limit]") {
  const Document document =
      make_document({{"name", "q"}, {"in", "query"}, {"schema", {{"type", "integer"}}}});
  std::string query;
  for (int i = 0; i < 10'000; ++i) query += "&q=1";

  const auto& operation = document.operations().front();

  CHECK(validate_request(document, operation, {.query = query}).is_clean());
  const Report report = validate_request(document, operation, {.query = query + "&q=1"});
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings.front().kind == Finding::Kind::unreadable_parameter);
}

}  // namespace understudy::openapi
