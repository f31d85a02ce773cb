// SPDX-License-Identifier: MIT
/// Faults and mutants by call: what tests break on purpose in their namespace.
#include <algorithm>
#include <string>

#include "asking.hpp"
#include "understudy/mock/mutants.hpp"

namespace understudy::mock {

namespace {

using admin_test::Admin;

/// The names of mutants that are on.
Json names_on(const Json& answer) {
  Json names = Json::array();
  for (const Json& mutant : answer.at("mutants")) {
    if (mutant.at("on") == true) names.push_back(mutant.at("name"));
  }
  return names;
}

}  // namespace

TEST_CASE("a fault is armed as a text or as members, shown and removed", "[mock][admin][faults]") {
  Admin admin;
  CHECK(admin.json(Method::get, "faults") == Json::parse(R"({"faults": [], "most": 64})"));

  const Response text = admin.ask(Method::post, "faults", R"({"spec": "status,code=502,nth=2"})");
  const Response members =
      admin.ask(Method::post, "faults", R"({"kind": "latency", "ms": [200, 800], "p": 0.25})");

  CHECK(text.status == 201);
  CHECK(parse_json(text.body).value() == Json::parse(R"({"number": 1, "kind": "status",
      "code": 502, "nth": 2, "spec": "status,code=502,nth=2", "matched": 0, "fired": 0})"));
  CHECK(members.status == 201);
  CHECK(parse_json(members.body).value().at("spec") == "latency,ms=200..800,p=0.25");
  CHECK(admin.call() == 200);
  CHECK(admin.call() == 502);
  const Json listed = admin.json(Method::get, "faults").at("faults");
  REQUIRE(listed.size() == 2);
  CHECK(listed[0].at("matched") == 2);
  CHECK(listed[0].at("fired") == 1);

  CHECK(admin.ask(Method::delete_, "faults/1").status == 204);
  CHECK(admin.ask(Method::delete_, "faults/1").status == 404);
  CHECK(admin.json(Method::get, "faults").at("faults")[0].at("number") == 2);
  CHECK(admin.ask(Method::delete_, "faults").status == 204);
  CHECK(admin.server.space().faults().list().empty());
}

TEST_CASE("a fault that cannot be read is refused with its place", "[mock][admin][faults]") {
  Admin admin;
  const auto refused = [&](const char* body) {
    const Response response = admin.ask(Method::post, "faults", body);
    CHECK(response.status == 400);
    return parse_json(response.body).value();
  };

  CHECK(refused(R"({"spec": "latencey"})").at("where") == "latencey");
  CHECK(refused(R"({"kind": "status", "code": 200})").at("where") == "/code");
  CHECK(refused(R"({"kind": "reset", "api": "ecg"})").at("where") == "/api");
  CHECK(refused(R"({"spec": "reset", "nth": 3})").at("where") == "/spec");
  refused("{}");
  refused(R"({"spec": 7})");
  CHECK(admin.server.space().faults().list().empty());
}

TEST_CASE("a full table of faults is an error", "[mock][admin][faults]") {
  Admin admin;
  for (std::size_t i = 0; i < kMostFaults; ++i) {
    REQUIRE(admin.ask(Method::post, "faults", R"({"kind": "latency", "ms": 0})").status == 201);
  }

  CHECK(admin.ask(Method::post, "faults", R"({"kind": "reset"})").status == 409);
  CHECK(admin.json(Method::get, "faults").at("faults").size() == kMostFaults);
}

TEST_CASE("mutants are listed with their rules, for the APIs that are served",
          "[mock][admin][mutants]") {
  Admin admin;
  const Json listed = admin.json(Method::get, "mutants").at("mutants");

  const auto all = mutants();
  const auto served = std::count_if(all.begin(), all.end(), [](const Mutant& mutant) {
    return mutant.api == "impartner" || mutant.api == "partnertap";
  });
  CHECK(listed.size() == static_cast<std::size_t>(served));
  const auto it = std::find_if(listed.begin(), listed.end(), [](const Json& mutant) {
    return mutant.at("name") == "partnertap/limit-of-101";
  });
  REQUIRE(it != listed.end());
  CHECK(*it == Json::parse(R"({"name": "partnertap/limit-of-101", "api": "partnertap",
      "area": "throttle", "rule": "at most 100 requests in a minute", "source": "S5.1",
      "on": false})"));
}

TEST_CASE("a namespace breaks the rules of its mutants, and no other does",
          "[mock][admin][mutants]") {
  Admin admin;
  const std::string on = R"({"on": ["partnertap/any-key-accepted"]})";

  CHECK(names_on(admin.json(Method::put, "mutants", on, "mine")) ==
        Json::parse(R"(["partnertap/any-key-accepted"])"));
  CHECK(admin.call("nobody's", "mine") == 200);
  CHECK(admin.call("nobody's") == 401);
  CHECK(names_on(admin.json(Method::get, "mutants")).empty());

  CHECK(names_on(admin.json(Method::put, "mutants", R"({"on": []})", "mine")).empty());
  CHECK(admin.call("nobody's", "mine") == 401);
}

TEST_CASE("a mutant that is not there changes nothing", "[mock][admin][mutants]") {
  Admin admin;
  admin.json(Method::put, "mutants", R"({"on": ["partnertap/any-key-accepted"]})");

  for (const char* body :
       {R"({"on": ["partnertap/any-key-acepted"]})", R"({"on": ["ecg/create-answers-200"]})",
        R"({"on": "partnertap/limit-of-101"})", R"({"on": [7]})", "{}", "[]"}) {
    INFO(body);
    CHECK(admin.ask(Method::put, "mutants", body).status == 400);
  }
  CHECK(admin.call("nobody's") == 200);
}

}  // namespace understudy::mock
