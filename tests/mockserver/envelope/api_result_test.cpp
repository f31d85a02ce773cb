// SPDX-License-Identifier: MIT
/// api-result: codes, several errors, and the two switches.
#include <array>
#include <map>
#include <string>

#include "envelope/dialect.hpp"
#include "support/catch.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::envelope {

namespace {

Response write(const Refusal& refusal, const std::map<std::string, std::string>& overrides = {}) {
  static const std::array kKnown{
      Switch{.name = "errors.http", .values = {"status", "200"}},
      Switch{.name = "errors.transport_shape", .values = {"api-result", "http-error"}},
  };
  const Switches switches = Switches::resolve(kKnown, Strictness::documented, overrides).value();
  const Request request{Method::get, "/p", {}, {}};
  return make_api_result(switches)(refusal, {request, WallTime{}});
}

std::string code_of(const Refusal& refusal) {
  const Json body = parse_json(write(refusal).body).value();
  return body.at("errors").at(0).at("code").get<std::string>();
}

}  // namespace

TEST_CASE("api-result is listed under its key", "[mock][envelope][api-result]") {
  const Dialect* dialect = find_dialect("api-result");

  REQUIRE(dialect != nullptr);
  CHECK(dialect->make == &make_api_result);
}

TEST_CASE("a failure has success, message and errors, byte for byte",
          "[mock][envelope][api-result]") {
  const Response response = write({.status = 404,
                                   .message = "Record not found: 99",
                                   .fields = {{"X-Other", "1"}},
                                   .code = "RecordNotFound"});

  CHECK(response.status == 404);
  CHECK(*response.fields.find("Content-Type") == "application/json");
  CHECK(*response.fields.find("X-Other") == "1");
  CHECK(response.body ==
        R"({"success":false,"message":"Record not found: 99",)"
        R"("errors":[{"code":"RecordNotFound","message":"Record not found: 99"}]})");
}

TEST_CASE("a refusal without a code has that of its status", "[mock][envelope][api-result]") {
  const std::map<int, std::string> codes{{400, "InvalidParameter"},
                                         {401, "Unauthorized"},
                                         {403, "Forbidden"},
                                         {404, "NotFound"},
                                         {405, "MethodNotAllowed"},
                                         {413, "InvalidRequest"},
                                         {415, "UnsupportedMediaType"},
                                         {429, "TooManyRequests"},
                                         {500, "UnknownException"},
                                         {507, "UnknownException"}};
  for (const auto& [status, code] : codes) CHECK(code_of({.status = status}) == code);
  CHECK(code_of({.status = 400, .rule = "body.json"}) == "InvalidRequest");
  CHECK(code_of({.status = 400, .rule = "query.encoding"}) == "InvalidParameter");
}

TEST_CASE("every problem is an error of its own", "[mock][envelope][api-result]") {
  const Response response =
      write({.status = 400,
             .message = "2 fields were refused",
             .code = "InvalidValue",
             .details = {{"A", "a \"quoted\"", "UnknownField"}, {"B", "b", ""}}});

  CHECK(
      response.body ==
      R"({"success":false,"message":"2 fields were refused","errors":[)"
      R"({"code":"UnknownField","message":"a \"quoted\""},{"code":"InvalidValue","message":"b"}]})");
}

TEST_CASE("errors.http=200 hides the status of what the API itself says",
          "[mock][envelope][api-result]") {
  const std::map<std::string, std::string> hidden{{"errors.http", "200"}};

  CHECK(write({.status = 404, .message = "m"}, hidden).status == 200);
  CHECK(write({.status = 500, .message = "m"}, hidden).status == 200);
  CHECK(write({.status = 302, .without_body = true}, hidden).status == 302);
  CHECK(write({.status = 302, .without_body = true}, hidden).body.empty());
}

TEST_CASE("errors.transport_shape=http-error leaves routing to the framework",
          "[mock][envelope][api-result]") {
  const std::map<std::string, std::string> both{{"errors.http", "200"},
                                                {"errors.transport_shape", "http-error"}};
  const Response lost = write({.status = 404, .message = "no route", .rule = "path.unknown"}, both);

  CHECK(lost.status == 404);
  CHECK(lost.body == R"({"message":"Not Found","messageDetail":"no route"})");
  CHECK(write({.status = 405, .rule = "method.unknown"}, both).status == 405);
  CHECK(write({.status = 415, .rule = "content-type"}, both).status == 415);
  CHECK(write({.status = 404, .rule = "record.unknown"}, both).status == 200);
}

}  // namespace understudy::mock::envelope
