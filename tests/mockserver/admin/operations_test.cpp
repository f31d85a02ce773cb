// SPDX-License-Identifier: MIT
/// What each operation of the admin API does, in process; every answer is compared with its
/// contract.
#include <string>

#include "asking.hpp"

namespace understudy::mock {

namespace {

using admin_test::Admin;

}  // namespace

TEST_CASE("the clock is shown, moved, frozen and reset", "[mock][admin][clock]") {
  Admin admin;

  CHECK(admin.json(Method::get, "clock") ==
        Json::parse(R"({"now":"2026-03-04T12:00:00.000+00:00","frozen":false})"));
  CHECK(admin.json(Method::patch, "clock",
                   R"({"now":"2026-03-05T00:00:00Z","advance_ms":1500,"frozen":true})") ==
        Json::parse(R"({"now":"2026-03-05T00:00:01.500+00:00","frozen":true})"));
  CHECK(admin.server.space().clock().is_frozen());
  CHECK(admin.json(Method::patch, "clock", R"({"frozen":false})").at("frozen") == false);
  CHECK(admin.json(Method::delete_, "clock") ==
        Json::parse(R"({"now":"2026-03-04T12:00:00.000+00:00","frozen":false})"));

  for (const char* body :
       {"{}", R"({"now":"yesterday"})", R"({"advance_ms":-1})", R"({"frozen":"yes"})",
        R"({"advance":5})", "[]", "{", R"({"now":"9999-01-01T00:00:00Z"})"}) {
    INFO(body);
    CHECK(admin.ask(Method::patch, "clock", body).status == 400);
    CHECK(admin.server.space().clock().now().wall == admin.clock.wall_now());
  }
}

TEST_CASE("each namespace has a clock of its own", "[mock][admin][clock]") {
  Admin admin;

  CHECK(admin.ask(Method::get, "clock", "", "one").status == 404);  // a question makes none
  CHECK(admin.json(Method::get, "namespaces").at("namespaces").empty());
  admin.json(Method::patch, "clock", R"({"advance_ms":60000})", "one");

  CHECK(admin.json(Method::get, "clock", "", "one").at("now") == "2026-03-04T12:01:00.000+00:00");
  CHECK(admin.json(Method::get, "clock").at("now") == "2026-03-04T12:00:00.000+00:00");
  CHECK(admin.json(Method::get, "namespaces").at("namespaces") == Json::parse(R"(["one"])"));
  CHECK(admin.ask(Method::delete_, "namespaces/one").status == 204);
  CHECK(admin.ask(Method::delete_, "namespaces/one").status == 404);
  CHECK(admin.json(Method::get, "namespaces").at("namespaces").empty());
}

TEST_CASE("a token is issued for a namespace, by its clock", "[mock][admin][tokens]") {
  Admin admin;
  const auto status_with = [&](const std::string& token) {
    const Request request{Method::get,
                          "/v1/channelecosystem/report-names",
                          {{"Authorization", "Bearer " + token}, {std::string{kSpaceField}, "one"}},
                          ""};
    return admin.server.handle(request).status;
  };

  const Json issued = admin.json(Method::post, "tokens", R"({"api":"partnertap"})", "one");
  const std::string token = *issued.at("token").get_ptr<const std::string*>();
  CHECK(status_with(token) == 200);
  CHECK(status_with(token + "x") == 401);

  admin.json(Method::patch, "clock", R"({"advance_ms":2678400000})", "one");  // 31 days
  CHECK(status_with(token) == 401);
  const Json later = admin.json(Method::post, "tokens", R"({"api":"partnertap"})", "one");
  CHECK(status_with(*later.at("token").get_ptr<const std::string*>()) == 200);
}

TEST_CASE("an impartner key is issued as its scheme takes it", "[mock][admin][tokens]") {
  Admin admin;
  const Json issued = admin.json(Method::post, "tokens", R"({"api":"impartner"})");
  const std::string key = *issued.at("token").get_ptr<const std::string*>();
  const Request request{
      Method::get, "/api/objects/v1/Account?take=1", {{"Authorization", "prm-key " + key}}, ""};
  CHECK(admin.server.handle(request).status == 200);
}

TEST_CASE("a token that cannot be issued is said to be so", "[mock][admin][tokens]") {
  Admin admin;

  for (const char* body :
       {R"({"api":"ecg"})", R"({"api":"nothing"})", "{}",
        R"({"api":"partnertap","permissions":"all"})", R"({"api":"partnertap","for":"me"})"}) {
    INFO(body);
    const Response response = admin.ask(Method::post, "tokens", body);
    CHECK(response.status == 400);
    CHECK(response.body.find("\"error\"") != std::string::npos);
  }
}

TEST_CASE("the journal is listed, asked and cleared", "[mock][admin][journal]") {
  Admin admin;
  admin.call();
  admin.call("wrong");

  const Json page = admin.json(Method::get, "journal");
  REQUIRE(page.at("entries").size() == 2);
  CHECK(page.at("dropped") == 0);
  CHECK(page.at("entries")[0].at("operation") == "getReportNames");
  CHECK(page.at("entries")[1].at("stage") == "credentials");
  CHECK(admin.json(Method::get, "journal?after=1&limit=5").at("entries").size() == 1);
  CHECK(admin.json(Method::get, "journal?limit=1").at("entries").size() == 1);
  CHECK(admin.ask(Method::get, "journal?limit=0").status == 400);
  CHECK(admin.json(Method::get, "journal/2").at("number") == 2);
  CHECK(admin.ask(Method::get, "journal/3").status == 404);
  CHECK(admin.json(Method::post, "journal/find", R"({"status":401})").at("entries").size() == 1);

  CHECK(admin.ask(Method::delete_, "journal").status == 204);
  CHECK(admin.json(Method::get, "journal").at("entries").empty());
}

TEST_CASE("exchanges are verified by count and by order", "[mock][admin][journal]") {
  Admin admin;
  admin.call();
  admin.call("wrong");

  CHECK(admin.json(Method::post, "journal/verify", R"({"pattern":{"status":200},"at_most":1})")
            .at("holds") == true);
  const Json failed =
      admin.json(Method::post, "journal/verify",
                 R"({"pattern":{"operation":"getReportNames","status":200},"at_least":2})");
  CHECK(failed.at("holds") == false);
  CHECK(failed.at("count") == 1);
  CHECK(failed.at("closest") == 2);
  CHECK(failed.at("differences") ==
        Json::parse(R"([{"where":"status","want":"200","got":"401"}])"));
  CHECK(admin
            .json(Method::post, "journal/verify-order",
                  R"({"patterns":[{"status":200},{"status":401}]})")
            .at("holds") == true);
  const Response bad = admin.ask(Method::post, "journal/verify-order",
                                 R"({"patterns":[{"status":200},{"body":{"a":1}}]})");
  CHECK(bad.status == 400);
  CHECK(bad.body.find("/patterns/1/body/a") != std::string::npos);
}

TEST_CASE("a question about what has made room is refused", "[mock][admin][journal]") {
  Admin admin{{.journal_bytes = 5'000}};
  for (int i = 0; i < 20; ++i) admin.call();

  CHECK(admin.ask(Method::post, "journal/find", "{}").status == 409);
  CHECK(admin.ask(Method::post, "journal/verify", R"({"pattern":{}})").status == 409);
  CHECK(admin.ask(Method::get, "journal/1").status == 409);
  CHECK(admin.json(Method::get, "journal").at("dropped") > 0);
}

TEST_CASE("records are saved and restored, and a reset leads back to the seed",
          "[mock][admin][state]") {
  Admin admin;
  const std::string seed = admin.ask(Method::get, "state/impartner").body;
  Admin other{{.seed = Seed{2}}};
  const std::string changed = other.ask(Method::get, "state/impartner").body;

  CHECK(admin.ask(Method::put, "state/impartner", changed).status == 204);
  CHECK(admin.ask(Method::get, "state/impartner").body == changed);
  CHECK(admin.ask(Method::put, "state/impartner", R"({"format":"other"})").status == 400);
  CHECK(admin.ask(Method::get, "state/impartner").body == changed);
  CHECK(admin.ask(Method::get, "state/partnertap").status == 400);
  CHECK(admin.ask(Method::get, "state/unknown").status == 404);

  CHECK(admin.ask(Method::post, "reset", "{}").status == 204);
  CHECK(admin.ask(Method::get, "state/impartner").body == seed);
}

TEST_CASE("throttle windows tell who has used how much, and which requests did",
          "[mock][admin][throttle]") {
  Admin admin;
  CHECK(admin.json(Method::get, "throttle").at("windows").empty());
  for (int i = 0; i < 101; ++i) admin.call();
  admin.call("wrong");

  const Json windows = admin.json(Method::get, "throttle").at("windows");
  REQUIRE(windows.size() == 1);
  CHECK(windows[0].at("api") == "partnertap");
  CHECK(windows[0].at("used") == 100);
  CHECK(windows[0].at("limit") == 100);
  CHECK(windows[0].at("window_ms") == 60'000);
  CHECK(windows[0].at("frees_in_ms") == 60'000);
  CHECK(windows[0].at("requests").size() == 100);
  CHECK(windows[0].at("requests").back() == 100);
  CHECK(windows[0].dump().find("demo-api-key") == std::string::npos);

  admin.json(Method::patch, "clock", R"({"advance_ms":60000})");
  CHECK(admin.json(Method::get, "throttle").at("windows").empty());
  CHECK(admin.call() == 200);
}

TEST_CASE("answers are forced, listed and freed again", "[mock][admin][override]") {
  Admin admin;
  const Response added = admin.ask(Method::post, "overrides",
                                   R"({"api":"partnertap","operation":"getReportNames",
      "breaks_contract":true,"responses":[{"status":503,"json":{"why":"test"}}]})");
  CHECK(added.status == 201);
  CHECK(parse_json(added.body).value().at("number") == 1);

  CHECK(admin.call() == 503);
  CHECK(admin.json(Method::get, "overrides").at("overrides")[0].at("answered") == 1);
  CHECK(admin.ask(Method::delete_, "overrides/1").status == 204);
  CHECK(admin.ask(Method::delete_, "overrides/1").status == 404);
  CHECK(admin.call() == 200);

  const Response refused =
      admin.ask(Method::post, "overrides",
                R"({"api":"partnertap","operation":"getReportNames","responses":[{"json":7}]})");
  CHECK(refused.status == 400);
  CHECK(refused.body.find("/responses/0") != std::string::npos);
  CHECK(admin.ask(Method::delete_, "overrides").status == 204);
}

TEST_CASE("the server says what it is, and what it follows", "[mock][admin]") {
  Admin admin;

  const Json info = admin.json(Method::get, "info");
  CHECK(info.at("name") == "understudy");
  CHECK(info.at("apis").size() == 2);
  CHECK(info.at("apis")[1].at("id") == "partnertap");
  CHECK(info.at("apis")[0].at("keeps_records") == true);
  CHECK(admin.json(Method::get, "contracts/partnertap").at("openapi") == "3.1.0");
  CHECK(admin.ask(Method::get, "contracts/ecg").status == 404);
  CHECK(admin.ask(Method::get, "nothing").status == 404);
  CHECK(admin.ask(Method::put, "clock", "{}").status == 405);
}

TEST_CASE("the admin API itself leaves nothing in the journal", "[mock][admin][journal]") {
  Admin admin;
  admin.json(Method::get, "info");
  CHECK(admin.json(Method::get, "journal").at("entries").empty());
}

}  // namespace understudy::mock
