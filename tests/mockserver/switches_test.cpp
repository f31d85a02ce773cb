// SPDX-License-Identifier: MIT
/// Switches: which reading wins, and what a wrong name or value is told.
#include "switches.hpp"

#include <array>
#include <map>
#include <string>

#include "support/catch.hpp"

namespace understudy::mock {

namespace {

const std::array kKnown{
    Switch{.name = "auth.challenge", .values = {"rfc9110", "none"}},
    Switch{.name = "filter.malformed", .values = {"reject", "ignore"}, .lenient = "ignore"},
    Switch{.name = "filter.open_range", .values = {"reject", "open", "drop"}, .lenient = "open"},
};

Switches resolved(Strictness strictness, const std::map<std::string, std::string>& overrides = {}) {
  return Switches::resolve(kKnown, strictness, overrides).value();
}

Error refused(const std::string& name, const std::string& value) {
  auto result = Switches::resolve(kKnown, Strictness::documented, {{name, value}});
  REQUIRE_FALSE(result.has_value());
  return result.error();
}

}  // namespace

TEST_CASE("without a word every switch stands at its first value", "[mock][switches]") {
  const Switches switches = resolved(Strictness::documented);

  CHECK(switches["auth.challenge"] == "rfc9110");
  CHECK(switches["filter.malformed"] == "reject");
  CHECK(switches["filter.open_range"] == "reject");
}

TEST_CASE("lenient moves the switches that have a lenient value", "[mock][switches]") {
  const Switches switches = resolved(Strictness::lenient);

  CHECK(switches["auth.challenge"] == "rfc9110");
  CHECK(switches["filter.malformed"] == "ignore");
  CHECK(switches["filter.open_range"] == "open");
}

TEST_CASE("a switch set alone wins over strictness and moves no other", "[mock][switches]") {
  const Switches strict = resolved(Strictness::documented, {{"filter.open_range", "drop"}});
  const Switches lenient = resolved(Strictness::lenient, {{"filter.open_range", "reject"}});

  CHECK(strict.is("filter.open_range", "drop"));
  CHECK(strict.is("filter.malformed", "reject"));
  CHECK(lenient.is("filter.open_range", "reject"));
  CHECK(lenient.is("filter.malformed", "ignore"));
  CHECK_FALSE(lenient.is("filter.malformed", "reject"));
}

TEST_CASE("a switch of another API has the value the caller falls back to", "[mock][switches]") {
  const Switches switches = resolved(Strictness::lenient);

  CHECK(switches.value_or("filter.open_range", "reject") == "open");
  CHECK(switches.value_or("keys.unknown", "reject") == "reject");
}

TEST_CASE("a switch of numbers is read as one", "[mock][switches]") {
  const std::array known{Switch{.name = "leeway", .values = {"0"}, .form = "SECONDS"}};
  const auto number = [&](const std::map<std::string, std::string>& overrides) {
    return Switches::resolve(known, Strictness::documented, overrides).value().number("leeway");
  };

  CHECK(number({}) == 0);
  CHECK(number({{"leeway", "007"}}) == 7);
  CHECK(number({{"leeway", "999999999"}}) == 999'999'999);
}

TEST_CASE("a value that is not on offer is told what is", "[mock][switches]") {
  const Error error = refused("filter.open_range", "Open");

  CHECK(error.code == Errc::bad_input);
  CHECK(error.where == "filter.open_range");
  CHECK(error.what == "'Open' is no value of this switch");
  CHECK(error.advice == "choose from: reject, open, drop");
}

TEST_CASE("an empty value is not the default", "[mock][switches]") {
  CHECK(refused("auth.challenge", "").advice == "choose from: rfc9110, none");
}

TEST_CASE("a misspelt name is told what was probably meant", "[mock][switches]") {
  const Error error = refused("filter.malformd", "ignore");

  CHECK(error.code == Errc::bad_input);
  CHECK(error.where == "filter.malformd");
  CHECK(error.what == "there is no switch of this name");
  CHECK(error.advice == "did you mean filter.malformed?");
  CHECK(refused("filter.openrange", "open").advice == "did you mean filter.open_range?");
  CHECK(refused("filter.mlaformed", "ignore").advice == "did you mean filter.malformed?");
  CHECK(refused("auth.challange5", "none").advice == "did you mean auth.challenge?");
}

TEST_CASE("three wrong letters are a slip, four are another word", "[mock][switches][limit]") {
  CHECK(refused("auth.challengexyz", "none").advice == "did you mean auth.challenge?");
  CHECK(refused("auth.challe", "none").advice == "did you mean auth.challenge?");
  CHECK(refused("auth.challxyze", "none").advice == "did you mean auth.challenge?");
  CHECK(refused("auth.challengewxyz", "none").advice.starts_with("choose from: "));
  CHECK(refused("auth.chall", "none").advice.starts_with("choose from: "));
}

TEST_CASE("a name like no other is told every name", "[mock][switches]") {
  const std::string all = "choose from: auth.challenge, filter.malformed, filter.open_range";

  CHECK(refused("nope", "x").advice == all);
  CHECK(refused("", "x").advice == all);
  CHECK(refused("filter.malformed.more", "x").advice == all);
  CHECK(refused(std::string(100'000, 'a'), "x").advice == all);
}

TEST_CASE("foreign text is cut before it is quoted", "[mock][switches]") {
  const Error name = refused(std::string(1'000, 'a'), "x");
  const Error value = refused("auth.challenge", "a\nb" + std::string(1'000, 'c'));

  CHECK(name.where.size() < 200);
  CHECK(value.what.size() < 200);
  CHECK(value.what.find('\n') == std::string::npos);
}

TEST_CASE("an API without switches takes no override", "[mock][switches]") {
  CHECK(Switches::resolve({}, Strictness::lenient, {}).has_value());
  CHECK_FALSE(Switches::resolve({}, Strictness::lenient, {{"a", "b"}}).has_value());
}

TEST_CASE("a switch with a form takes values of that form beside those it lists",
          "[mock][switches]") {
  const std::array known{
      Switch{.name = "paths.token", .values = {"/oauth/token"}, .form = "PATH"},
      Switch{.name = "token.lifetime", .values = {"3600"}, .form = "SECONDS"},
  };
  const auto resolve = [&](const char* name, const char* value) {
    return Switches::resolve(known, Strictness::documented, {{name, value}});
  };

  CHECK(Switches::resolve(known, Strictness::documented, {}).value()["token.lifetime"] == "3600");
  CHECK(resolve("token.lifetime", "60").value()["token.lifetime"] == "60");
  CHECK(resolve("paths.token", "/t").value()["paths.token"] == "/t");
  for (const char* wrong : {"", "-1", "1.5", "1e3", "an hour", "1234567890"}) {
    const auto refused_value = resolve("token.lifetime", wrong);
    REQUIRE_FALSE(refused_value);
    CHECK(refused_value.error().advice == "choose from: 3600, or a SECONDS of your own");
  }
  CHECK_FALSE(resolve("paths.token", ""));
}

}  // namespace understudy::mock
