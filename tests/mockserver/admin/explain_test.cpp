// SPDX-License-Identifier: MIT
/// EXPLAIN over the admin API: of an exchange of the journal, and of a request that is not sent.
#include <string>

#include "asking.hpp"
#include "support/catch.hpp"

namespace understudy::mock {

namespace {

using admin_test::Admin;

constexpr const char* kList =
    R"({"method": "GET", "target": "/api/objects/v1/Account?$filter=Id%20lt%204",)"
    R"( "fields": {"Authorization": "prm-key demo-prm-key"}})";

}  // namespace

TEST_CASE("an exchange of the journal is explained", "[mock][admin][explain]") {
  Admin admin;
  REQUIRE(admin.call() == 200);
  REQUIRE(admin.call("wrong") == 401);

  const Json refused = admin.json(Method::get, "journal/2/explain");
  CHECK(refused.at("stage") == "credentials");
  CHECK(refused.contains("source"));
  CHECK_FALSE(refused.contains("selection"));
  CHECK(admin.ask(Method::get, "journal/9/explain").status == 404);
  CHECK(admin.ask(Method::get, "journal/0/explain").status == 400);
}

TEST_CASE("a request is explained that nobody sends, and leaves nothing behind",
          "[mock][admin][explain]") {
  Admin admin;

  const Json all = admin.json(Method::post, "explain?rows=every&limit=1000", kList);

  CHECK(all.at("operation") == "listRecords");
  const Json& selection = all.at("selection");
  CHECK(selection.at("clauses").at(0).at("text") == "Id lt 4");
  CHECK(selection.at("clauses").at(0).at("kept") == selection.at("kept"));
  CHECK(selection.at("examples").size() == selection.at("rows"));
  CHECK(all.at("response").at("status") == 200);
  CHECK(admin.json(Method::get, "journal").at("entries").empty());
}

TEST_CASE("rows are asked for in windows", "[mock][admin][explain]") {
  Admin admin;
  const auto rows = [&](const std::string& query) {
    return admin.json(Method::post, "explain?" + query, kList).at("selection").at("examples");
  };

  const Json dropped = rows("rows=dropped&first=1&limit=2");
  REQUIRE(dropped.size() == 2);
  CHECK(dropped.at(0).at("kept") == false);
  CHECK(dropped.at(0).at("clause") == 0);
  CHECK(dropped.at(0).at("why") == "Id is 5");
  CHECK(rows("rows=kept").size() == 3);
  CHECK(admin.ask(Method::post, "explain?rows=some", kList).status == 400);
}

TEST_CASE("a request that cannot be tried is refused with its place", "[mock][admin][explain]") {
  Admin admin;
  const auto refused = [&](const std::string& body) {
    const Response response = admin.ask(Method::post, "explain", body);
    CHECK(response.status == 400);
    return parse_json(response.body).value().value("where", "");
  };

  CHECK(refused(R"({"method": "FETCH", "target": "/"})") == "/method");
  CHECK(refused(R"({"method": "GET", "target": "x"})") == "/target");
  CHECK(refused(R"({"method": "GET"})").empty());
}

TEST_CASE("a body is sent as a text, or as JSON that says so", "[mock][admin][explain]") {
  Admin admin;
  const std::string head = R"({"method": "POST", "target": "/v1/channelecosystem/records",)"
                           R"( "fields": {"api-key": "demo-api-key"}, "body": )";

  CHECK(admin.json(Method::post, "explain", head + R"("{}"})").at("response").at("status") == 415);
  const Json broken = admin.json(Method::post, "explain", head + "{}}");
  CHECK(broken.at("stage") == "contract");
  CHECK(broken.at("findings").at(0).contains("rule"));
}

}  // namespace understudy::mock
