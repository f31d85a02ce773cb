// SPDX-License-Identifier: MIT
/// Faults as words and as JSON: what is taken, and what is said about the rest.
#include <string>

#include "mockserver/dialects/cases.hpp"
#include "support/catch.hpp"
#include "understudy/mock/faults.hpp"

namespace understudy::mock {

namespace {

Error json_error(const std::string& text) {
  const auto fault = read_fault(parse_json(text).value());
  REQUIRE_FALSE(fault);
  return fault.error();
}

}  // namespace

TEST_CASE("words of a fault are read or refused by name", "[mock][faults]") {
  const int count =
      for_each_case("faults/spec.cases.json", [](const Json& input, const Json& wanted) {
        const std::string spec = *input.get_ptr<const std::string*>();
        const auto fault = parse_fault(spec);
        INFO(spec);
        if (wanted.contains("error")) {
          REQUIRE_FALSE(fault);
          const auto& [code, what, where, advice] = fault.error();
          const std::string said = what + " (at " + where + "): " + advice;
          INFO(said);
          CHECK(code == Errc::bad_input);
          CHECK(said.find(*wanted.at("error").get_ptr<const std::string*>()) != std::string::npos);
          CHECK_FALSE(fault.error().advice.empty());
        } else {
          if (!fault) INFO(render(fault.error()));
          REQUIRE(fault);
          CHECK(write_fault(*fault) == wanted.at("want"));
          CHECK(read_fault(wanted.at("want")).value() == *fault);
          CHECK(parse_fault(fault_text(*fault)).value() == *fault);
        }
      });

  CHECK(count > 60);
}

TEST_CASE("a fault that stands in the code is written and read back", "[mock][faults]") {
  const Fault fault{.kind = Fault::Kind::dribble,
                    .bytes = 3,
                    .pause = std::chrono::milliseconds{7},
                    .api = "ecg",
                    .operation = "listPartners",
                    .nth = 2,
                    .probability = 0.5,
                    .times = 9};

  CHECK(read_fault(write_fault(fault)).value() == fault);
  CHECK(fault_text(fault) ==
        "dribble,api=ecg,bytes=3,nth=2,operation=listPartners,p=0.5,pause_ms=7,times=9");
}

TEST_CASE("a fault as JSON is refused at its pointer, with an example in JSON", "[mock][faults]") {
  CHECK(render(json_error(R"({"kind": "latencey"})")) ==
        "there is no fault 'latencey' (at /kind): did you mean latency? "
        R"(write for example {"kind":"latency","ms":[200,800]})");
  CHECK(render(json_error(R"({"kind": "latency", "ms": "20"})")) ==
        "ms has to be a whole number of 0 to 600000, or two of them, got '20' (at /ms): "
        R"(write for example "ms": [200,800])");
  CHECK(json_error(R"({"kind": "latency", "ms": [1, 2, 3]})").where == "/ms");
  CHECK(json_error(R"({"kind": "latency", "ms": [2, 1]})").where == "/ms");
  CHECK(json_error(R"({"kind": "latency"})").where == "/kind");
  CHECK(json_error(R"({"kind": "reset", "p": true})").where == "/p");
  CHECK(json_error(R"({"kind": "reset", "nth": 1.5})").where == "/nth");
  CHECK(json_error(R"({"kind": "reset", "nth": null})").where == "/nth");
  CHECK(json_error(R"({"kind": "reset", "api": 5})").where == "/api");
  CHECK(json_error(R"({"kind": "reset", "a/b": 5})").where == "/a~1b");
  CHECK(json_error(R"({"kind": 5})").where == "/kind");
  CHECK(json_error(R"({"p": 0.5})").where == "/kind");
  CHECK(json_error("[]").where.empty());
  CHECK(json_error("null").what == "a fault has to be an object, got null");
  CHECK(json_error(R"({"kind": "reset", "api": ")" + std::string(129, 'a') + R"("})").where ==
        "/api");
}

TEST_CASE("a whole number may be written as a real one in JSON", "[mock][faults]") {
  CHECK(read_fault(parse_json(R"({"kind": "reset", "nth": 3.0})").value()).value().nth == 3);
}

}  // namespace understudy::mock
