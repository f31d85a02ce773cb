// SPDX-License-Identifier: MIT
/// Records from JSON and back: every type, every order, nothing lost, nothing bent.
#include "understudy/client/json_codec.hpp"

#include <limits>
#include <string>

#include "support/catch.hpp"

namespace understudy::client {

namespace {

enum class Colour : std::uint8_t { red, green };

constexpr std::array<EnumName<Colour>, 2> names_of(const Colour* /*type*/) {
  return {{{"RED", Colour::red}, {"GREEN", Colour::green}}};
}

struct Owner {
  std::string name;
  friend bool operator==(const Owner&, const Owner&) = default;
};

constexpr auto members_of(const Owner* /*type*/) {
  return std::tuple{member("name", &Owner::name)};
}

struct Thing {
  std::string id;
  std::optional<std::string> note;
  Nullable<std::int64_t> count;
  std::optional<Nullable<bool>> flag;
  OpenEnum<Colour> colour;
  std::vector<Owner> owners;
  ExtraFields extra;
  friend bool operator==(const Thing&, const Thing&) = default;
};

constexpr auto members_of(const Thing* /*type*/) {
  return std::tuple{member("id", &Thing::id),         member("note", &Thing::note),
                    member("count", &Thing::count),   member("flag", &Thing::flag),
                    member("colour", &Thing::colour), member("owners", &Thing::owners),
                    extra_members(&Thing::extra)};
}

template <typename T>
Error error_of(std::string_view text) {
  const auto value = read_json<T>(text);
  REQUIRE_FALSE(value);
  return value.error();
}

template <typename T>
std::string round(std::string_view text) {
  return write_json(read_json<T>(text).value());
}

constexpr std::string_view kAll =
    R"({"id":"a","note":"n","count":7,"flag":true,"colour":"RED","owners":[{"name":"o"}]})";

}  // namespace

TEST_CASE("a record is read and written in the order of its table", "[client][json]") {
  const auto thing = read_json<Thing>(kAll);

  REQUIRE(thing);
  CHECK(thing->id == "a");
  CHECK(thing->note == "n");
  CHECK(thing->count.value == 7);
  CHECK(thing->flag->value == true);
  CHECK(thing->colour == Colour::red);
  CHECK(thing->owners == std::vector{Owner{"o"}});
  CHECK(thing->extra.values.empty());
  CHECK(write_json(*thing) == kAll);
}

TEST_CASE("members may come in any order", "[client][json]") {
  CHECK(
      round<Thing>(
          R"({"owners":[{"name":"o"}],"colour":"RED","flag":true,"count":7,"note":"n","id":"a"})") ==
      kAll);
  CHECK(
      round<Thing>(
          R"({"note":"n","id":"a","flag":true,"count":7,"owners":[{"name":"o"}],"colour":"RED"})") ==
      kAll);
}

TEST_CASE("absent, null and there are three things where that matters", "[client][json]") {
  const auto thing = [](const std::string& members) {
    return read_json<Thing>(R"({"id":"a","colour":"RED","owners":[],)" + members + "}").value();
  };
  CHECK_FALSE(thing(R"("count":null)").flag.has_value());
  CHECK(thing(R"("count":null,"flag":null)").flag->is_null());
  CHECK(thing(R"("count":null,"flag":false)").flag->value == false);
  CHECK(thing(R"("count":null)").count.is_null());
  CHECK_FALSE(thing(R"("count":null,"note":null)").note.has_value());
  CHECK(write_json(thing(R"("count":null,"flag":null,"note":null)")) ==
        R"({"id":"a","count":null,"flag":null,"colour":"RED","owners":[]})");
}

TEST_CASE("a member that has to be there is missed by name", "[client][json][errors]") {
  CHECK(error_of<Thing>(R"({"id":"a","count":1,"owners":[]})") ==
        Error{Errc::bad_input, "expected the member \"colour\", got none", "", ""});
  CHECK(
      error_of<Thing>(R"({"id":"a","count":1,"colour":"RED","owners":[{"name":"a"},{}]})").where ==
      "/owners/1");
}

TEST_CASE("a value of another type is refused where it stands", "[client][json][errors]") {
  CHECK(error_of<Thing>(R"({"id":5})") ==
        Error{Errc::bad_input, "expected a text, got a number", "/id", ""});
  CHECK(error_of<Thing>(R"({"id":null})").what == "expected a text, got null");
  CHECK(error_of<Thing>(R"({"owners":{}})") ==
        Error{Errc::bad_input, "expected an array, got an object", "/owners", ""});
  CHECK(error_of<Thing>(R"({"owners":[{"name":"a"},{"name":true}]})").where == "/owners/1/name");
  CHECK(error_of<Thing>("[]").what == "expected an object, got an array");
  CHECK(error_of<Thing>(R"({"id":"a",)").code == Errc::bad_input);
}

TEST_CASE("an error never quotes a value", "[client][json][errors]") {
  CHECK(render(error_of<std::chrono::year_month_day>("\"canary\"")).find("canary") ==
        std::string::npos);
  CHECK(render(error_of<std::int32_t>("77777777777")).find("777") == std::string::npos);
}

TEST_CASE("members that nobody knows are kept and written again", "[client][json][extra]") {
  const auto thing = read_json<Thing>(
      R"({"id":"a","x":{"y":[1,null]},"count":7,"colour":"RED","owners":[],"":1.5,"k":"v"})");

  REQUIRE(thing);
  REQUIRE(thing->extra.find("x") != nullptr);
  CHECK(thing->extra.find("x")->dump() == R"({"y":[1,null]})");
  CHECK(thing->extra.find("id") == nullptr);
  CHECK(thing->extra.values.size() == 3);
  CHECK(write_json(*thing) ==
        R"({"id":"a","count":7,"colour":"RED","owners":[],"":1.5,"k":"v","x":{"y":[1,null]}})");
  CHECK(read_json<Owner>(R"({"a":1,"name":"o","b":2})").value() == Owner{"o"});
}

TEST_CASE("an enumeration keeps the text of a value it does not know", "[client][json][enum]") {
  const auto colour = read_json<OpenEnum<Colour>>("\"BLUE\"").value();
  CHECK_FALSE(colour.known().has_value());
  CHECK(colour.text() == "BLUE");
  CHECK_FALSE(colour == Colour::red);
  CHECK(write_json(colour) == "\"BLUE\"");
  CHECK(read_json<OpenEnum<Colour>>("\"GREEN\"").value().known() == Colour::green);
  CHECK(read_json<OpenEnum<Colour>>("\"\"").value().text().empty());
  CHECK_FALSE(read_json<OpenEnum<Colour>>("\"\"").value().known().has_value());
  CHECK(error_of<OpenEnum<Colour>>("1").what == "expected a text, got a number");
}

TEST_CASE("integers are exact or refused", "[client][json][numbers]") {
  CHECK(read_json<std::int64_t>("9223372036854775807").value() ==
        std::numeric_limits<std::int64_t>::max());
  CHECK(read_json<std::int64_t>("-9223372036854775808").value() ==
        std::numeric_limits<std::int64_t>::min());
  CHECK(read_json<std::int64_t>("3.0").value() == 3);
  CHECK(read_json<std::int32_t>("-2147483648").value() == std::numeric_limits<std::int32_t>::min());
  for (const char* bad : {"9223372036854775808", "1.5", "1e300", "true", "\"1\"", "null"}) {
    INFO(bad);
    CHECK(error_of<std::int64_t>(bad).code == Errc::bad_input);
  }
  for (const char* bad : {"2147483648", "-2147483649", "0.5"}) {
    INFO(bad);
    CHECK(error_of<std::int32_t>(bad).what == "expected an integer of 32 bits, got another number");
  }
}

TEST_CASE("amounts keep every digit", "[client][json][numbers]") {
  CHECK(round<Decimal>("120000.10") == "120000.10");
  CHECK(round<Decimal>("12345678901234567890.123456789") == "12345678901234567890.123456789");
  CHECK(read_json<Decimal>("0.5").value().to_double() == 0.5);
  CHECK(Decimal{7}.text() == "7");
  CHECK(Decimal::parse("-1e5").has_value());
  for (const char* bad : {"", " 1", "1 ", "+1", "01", "NaN", "\"1\"", "1,2", "[1]"}) {
    INFO(bad);
    CHECK_FALSE(Decimal::parse(bad).has_value());
  }
  CHECK(error_of<Decimal>("\"1\"").what == "expected a number, got a text");
}

TEST_CASE("what is no record is read and written too", "[client][json]") {
  CHECK(round<bool>("true") == "true");
  CHECK(round<double>("120000.0") == "120000.0");
  CHECK(round<std::string>(R"("a\"\u00e9\n")") == "\"a\\\"\xC3\xA9\\n\"");
  CHECK(round<std::vector<std::int64_t>>("[]") == "[]");
  CHECK(round<std::vector<std::optional<bool>>>("[true,null]") == "[true,null]");
  CHECK(round<std::map<std::string, std::int64_t>>(R"({"b":2,"a":1})") == R"({"a":1,"b":2})");
  CHECK(round<std::map<std::string, Owner>>("{}") == "{}");
  CHECK(round<Json>(R"({"a":[1,{}]})") == R"({"a":[1,{}]})");
  CHECK(round<std::chrono::year_month_day>("\"2024-02-29\"") == "\"2024-02-29\"");
  CHECK(round<Instant>("\"2026-01-15T11:00:00+01:00\"") == "\"2026-01-15T10:00:00.000Z\"");
  CHECK(round<LocalTime>("\"2026-01-15T11:00:00\"") == "\"2026-01-15T11:00:00.000\"");
  CHECK(error_of<Instant>("\"2026-01-15T11:00:00\"").what ==
        "expected a date and time with a zone, got another text");
}

TEST_CASE("the bounds of an answer hold", "[client][json]") {
  CHECK(read_json<Json>(std::string(65, '[') + std::string(65, ']')).error().code ==
        Errc::limit_exceeded);
  CHECK(read_json<Json>("[1]", {.bytes = 2}).error().code == Errc::limit_exceeded);
}

}  // namespace understudy::client
