// SPDX-License-Identifier: MIT
/// nest-error: the cases file for the body, then the fields.
#include <string>

#include "envelope/dialect.hpp"
#include "mockserver/dialects/cases.hpp"
#include "support/catch.hpp"

namespace understudy::mock::envelope {

TEST_CASE("nest-error agrees with every case in its file", "[mock][envelope][nest-error]") {
  const WriteRefusal write = make_nest_error({});
  const int count =
      for_each_case("envelope/nest_error.cases.json", [&](const Json& input, const Json& wanted) {
        Refusal refusal{.status = static_cast<int>(to_int64(input.at("status")).value()),
                        .message = input.at("message").get<std::string>(),
                        .rule = input.value("rule", "")};
        for (const Json& detail : input.value("details", Json::array())) {
          refusal.details.push_back({"somewhere", detail.get<std::string>()});
        }
        const Request request{
            find_method(input.value("method", "GET")).value(), input.value("target", "/p"), {}, {}};

        const Response response = write(refusal, {request, {}});

        CHECK(Json{{"want", response.body}} == wanted);
        CHECK(parse_json(response.body).value().at("statusCode") == response.status);
      });

  CHECK(count == 16);
}

TEST_CASE("nest-error is listed under its key", "[mock][envelope][nest-error]") {
  const Dialect* const dialect = find_dialect("nest-error");

  REQUIRE(dialect != nullptr);
  CHECK(dialect->make == &make_nest_error);
}

TEST_CASE("a refusal's fields go out beside the content type, but for Allow",
          "[mock][envelope][nest-error]") {
  const Request request{Method::put, "/p", {}, {}};

  const Response response = make_nest_error({})(
      {.status = 405,
       .message = "m",
       .fields = {{"Allow", "GET"}, {"WWW-Authenticate", "Bearer"}, {"Retry-After", "7"}},
       .rule = "method.unknown"},
      {request, {}});

  CHECK(response.status == 404);
  CHECK(response.fields.find("Allow") == nullptr);
  CHECK(*response.fields.find("WWW-Authenticate") == "Bearer");
  CHECK(*response.fields.find("Retry-After") == "7");
  CHECK(*response.fields.find("Content-Type") == "application/json; charset=utf-8");
}

}  // namespace understudy::mock::envelope
