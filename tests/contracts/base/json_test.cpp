// SPDX-License-Identifier: MIT
/// Guarded JSON: the cases file, then limits, bytes that no cases file can hold, and properties.
#include "understudy/base/json.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>

#include "allocations.hpp"
#include "case_file.hpp"
#include "random_text.hpp"
#include "support/catch.hpp"

namespace understudy {

namespace {

using namespace std::string_literals;

constexpr std::string_view kMark = "\xEF\xBB\xBF";

Json outcome_of(const Result<Json>& parsed) {
  return parsed ? Json{{"want", dump_json(*parsed)}} : describe(parsed.error());
}

Json error_of(const char* code, const std::string& where) {
  return {{"error", {{"code", code}, {"where", where}}}};
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string number(double value) {
  std::string text;
  append_json_number(text, value);
  return text;
}

std::string json_string(std::string_view value) {
  std::string text;
  append_json_string(text, value);
  return text;
}

}  // namespace

TEST_CASE("parse_json agrees with every case in its file", "[base][json][J04][J05][J09]") {
  check_cases("json.cases.json", 72,
              [](const std::string& text) { return outcome_of(parse_json(text)); });
}

TEST_CASE("every prefix of a document is refused at its end or before", "[base][json][property]") {
  const std::string text = R"({"a":[1,-2.5e3,true,null,"\u00e9\\\"x"],"b":{"c":{}}})";

  REQUIRE(parse_json(text));
  for (std::size_t length = 0; length < text.size(); ++length) {
    INFO("prefix of " << length << " bytes");
    const auto parsed = parse_json(std::string_view{text}.substr(0, length));
    CHECK(outcome_of(parsed) == error_of("bad_input", "byte " + std::to_string(length)));
  }
}

TEST_CASE("64 levels are read and the 65th is refused at its bracket", "[base][json][J01]") {
  const std::string object = R"({"a":)";

  CHECK(parse_json(repeated("[", 64) + repeated("]", 64)));
  CHECK(parse_json(repeated(object, 64) + "1" + repeated("}", 64)));

  const auto arrays = parse_json(repeated("[", 65) + repeated("]", 65));
  CHECK(outcome_of(arrays) == error_of("limit_exceeded", "byte 64, " + repeated("/0", 64)));
  const auto objects = parse_json(repeated(object, 65) + "1" + repeated("}", 65));
  CHECK(outcome_of(objects) == error_of("limit_exceeded", "byte 320, " + repeated("/a", 64)));
  CHECK(objects.error().what == "more than 64 containers inside each other");
}

TEST_CASE("a depth bomb is refused where the 65th level opens, however long it is",
          "[base][json][J01]") {
  const JsonLimits roomy{.bytes = 10'000'000};

  for (const std::size_t levels : {100'000U, 1'000'000U}) {
    CHECK(outcome_of(parse_json(repeated("[", levels), roomy)) ==
          error_of("limit_exceeded", "byte 64, " + repeated("/0", 64)));
    CHECK(outcome_of(parse_json(repeated(R"({"a":)", levels), roomy)) ==
          error_of("limit_exceeded", "byte 320, " + repeated("/a", 64)));
    CHECK(outcome_of(parse_json(repeated(R"([{"a":)", levels / 2), roomy)) ==
          error_of("limit_exceeded", "byte 192, " + repeated("/0/a", 32)));
  }
}

TEST_CASE("the depth is that of the limits", "[base][json][J01]") {
  CHECK(parse_json("1", {.depth = 0}));
  CHECK(outcome_of(parse_json("[]", {.depth = 0})) == error_of("limit_exceeded", "byte 0"));
  CHECK(parse_json("[[],[]]", {.depth = 2}));
  CHECK(outcome_of(parse_json("[[],[[]]]", {.depth = 2})) ==
        error_of("limit_exceeded", "byte 5, /1/0"));
}

TEST_CASE("the size of a text is checked before its content", "[base][json][limit]") {
  CHECK(parse_json("[1]", {.bytes = 3}));
  CHECK(outcome_of(parse_json("[1] ", {.bytes = 3})) == error_of("limit_exceeded", "byte 3"));
  CHECK(outcome_of(parse_json(repeated("\xFF", 100), {.bytes = 99})) ==
        error_of("limit_exceeded", "byte 99"));
}

TEST_CASE("elements and members of one container are counted", "[base][json][limit]") {
  const JsonLimits three{.elements = 3};

  CHECK(parse_json("[1,2,3]", three));
  CHECK(parse_json(R"({"a":1,"b":2,"c":3})", three));
  CHECK(parse_json("[[1,2,3],[1,2,3]]", three));
  CHECK(outcome_of(parse_json("[1,2,3,4]", three)) == error_of("limit_exceeded", "byte 7"));
  CHECK(outcome_of(parse_json(R"({"x":[0,[1,2,3,[4]]]})", three)) ==
        error_of("limit_exceeded", "byte 15, /x/1"));
  CHECK(outcome_of(parse_json(R"([{"a":1,"b":2,"c":3,"d":4}])", three)) ==
        error_of("limit_exceeded", "byte 20, /0"));
}

TEST_CASE("values of one document are counted, containers among them", "[base][json][limit]") {
  CHECK(parse_json(R"([1,{"a":2}])", {.nodes = 4}));
  CHECK(outcome_of(parse_json(R"([1,{"a":2}])", {.nodes = 3})) ==
        error_of("limit_exceeded", "byte 8, /1/a"));
  CHECK(outcome_of(parse_json("[1,2]", {.nodes = 2})) == error_of("limit_exceeded", "byte 3, /1"));
  CHECK(outcome_of(parse_json("1", {.nodes = 0})) == error_of("limit_exceeded", "byte 0"));
}

TEST_CASE("the last of duplicate names wins where that is asked for", "[base][json][J04]") {
  const JsonLimits lenient{.duplicate_names = JsonLimits::DuplicateNames::last_wins};

  const auto parsed = parse_json(R"({"a":{"x":1},"b":0,"a":[2],"\u0061":{"y":3}})", lenient);

  CHECK(outcome_of(parsed) == Json{{"want", R"({"a":{"y":3},"b":0})"}});
}

TEST_CASE("a name that comes again is no further member", "[base][json][J04]") {
  const JsonLimits two{.elements = 2, .duplicate_names = JsonLimits::DuplicateNames::last_wins};

  CHECK(outcome_of(parse_json(R"({"a":1,"b":2,"a":3,"b":4})", two)) ==
        Json{{"want", R"({"a":3,"b":4})"}});
}

TEST_CASE("a raw NUL is refused before anything is parsed", "[base][json][J03]") {
  CHECK(outcome_of(parse_json(R"({"a":1})"s + '\0' + R"({"evil":1})")) ==
        error_of("bad_input", "byte 7"));
  CHECK(outcome_of(parse_json("1\0"s)) == error_of("bad_input", "byte 1"));
  CHECK(outcome_of(parse_json("\0"s)) == error_of("bad_input", "byte 0"));
  CHECK(outcome_of(parse_json("\"a\0b\""s)) == error_of("bad_input", "byte 2"));
}

TEST_CASE("bytes that are no UTF-8 are refused at the byte that breaks the form",
          "[base][json][J06]") {
  struct Form {
    const char* description;
    std::string bytes;
    std::size_t offset;
  };
  const std::array<Form, 12> forms{{
      {"a continuation byte alone", "\x80", 1},
      {"the last continuation byte alone", "\xBF", 1},
      {"a lead byte without its continuation", "\xC3", 2},
      {"an overlong slash in two bytes", "\xC0\xAF", 1},
      {"an overlong slash in three bytes", "\xE0\x80\xAF", 2},
      {"an overlong slash in four bytes", "\xF0\x80\x80\xAF", 2},
      {"a high surrogate", "\xED\xA0\x80", 2},
      {"a low surrogate", "\xED\xBF\xBF", 2},
      {"past U+10FFFF", "\xF4\x90\x80\x80", 2},
      {"a five-byte form", "\xF8\x88\x80\x80\x80", 1},
      {"0xFE", "\xFE", 1},
      {"Latin-1 behind good text", "caf\xE9", 5},
  }};

  for (const Form& form : forms) {
    INFO(form.description);
    CHECK(outcome_of(parse_json('"' + form.bytes + '"')) ==
          error_of("bad_input", "byte " + std::to_string(form.offset)));
    CHECK(outcome_of(parse_json("{\"" + form.bytes + "\":1}")) ==
          error_of("bad_input", "byte " + std::to_string(form.offset + 1)));
  }
}

TEST_CASE("a byte order mark is refused, or ignored once where that is asked for",
          "[base][json][J07]") {
  const JsonLimits lenient{.byte_order_mark = JsonLimits::ByteOrderMark::ignored};
  const std::string marked = std::string{kMark} + "[1]";

  CHECK(outcome_of(parse_json(marked)) == error_of("bad_input", "byte 0"));
  CHECK(outcome_of(parse_json(marked, lenient)) == Json{{"want", "[1]"}});
  CHECK(outcome_of(parse_json(kMark, lenient)) == error_of("bad_input", "byte 3"));
  CHECK(outcome_of(parse_json(std::string{kMark} + marked, lenient)) ==
        error_of("bad_input", "byte 3"));
  CHECK(outcome_of(parse_json("[1," + std::string{kMark} + "2]", lenient)) ==
        error_of("bad_input", "byte 3"));
  CHECK(outcome_of(parse_json("\xEF\xBB[1]", lenient)) == error_of("bad_input", "byte 0"));
}

TEST_CASE("offsets count an ignored byte order mark", "[base][json][J07]") {
  const JsonLimits lenient{.byte_order_mark = JsonLimits::ByteOrderMark::ignored};

  CHECK(outcome_of(parse_json(std::string{kMark} + "[x]", lenient)) ==
        error_of("bad_input", "byte 4"));
  CHECK(outcome_of(parse_json(std::string{kMark} + R"({"a":1,"a":2})", lenient)) ==
        error_of("bad_input", "byte 10, /a"));
}

TEST_CASE("UTF-16 is refused, with a mark and without", "[base][json][J07]") {
  CHECK(outcome_of(parse_json("\xFF\xFE[\0]\0"s)) == error_of("bad_input", "byte 3"));
  CHECK(outcome_of(parse_json("\xFE\xFF\0[\0]"s)) == error_of("bad_input", "byte 2"));
  CHECK(outcome_of(parse_json("[\0]\0"s)) == error_of("bad_input", "byte 1"));
  CHECK(outcome_of(parse_json("\xFF\xFE")) == error_of("bad_input", "byte 0"));
}

TEST_CASE("the greatest document of the default limits is read", "[base][json][J08]") {
  const std::string text(1'048'574, 'x');
  std::string names = "{";
  std::string elements = "[0";
  for (int i = 0; i < 100'000; ++i) {
    names += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":0";
    if (i > 0) elements += ",0";
  }
  const JsonLimits roomy{.bytes = 2'000'000};

  const auto longest = parse_json('"' + text + '"');
  const auto widest = parse_json(names + "}", roomy);
  const auto array = parse_json(elements + "]");

  REQUIRE(longest);
  CHECK(*longest == text);
  REQUIRE(widest);
  CHECK(widest->size() == 100'000);
  REQUIRE(array);
  CHECK(array->size() == 100'000);
  CHECK(outcome_of(parse_json(elements + ",0]")) == error_of("limit_exceeded", "byte 200001"));
  CHECK(outcome_of(parse_json(names + ",\"x\":0}", roomy)) ==
        error_of("limit_exceeded", "byte " + std::to_string(names.size() + 1)));
}

TEST_CASE("ten times the text asks ten times of the heap, not more", "[base][json][J08]") {
  const JsonLimits roomy{.bytes = 10'000'000};
  const auto cost = [&](const std::string& text) {
    return allocations_of([&] { REQUIRE(parse_json(text, roomy)); });
  };
  const auto names = [](int count) {
    std::string text = "{";
    for (int i = 0; i < count; ++i) {
      text += (i == 0 ? "\"" : ",\"") + std::to_string(1'000'000 + i) + "\":\"some longer text\"";
    }
    return text + "}";
  };
  const auto elements = [](std::size_t count) { return "[0" + repeated(",[]", count) + "]"; };
  const auto text = [](std::size_t count) { return '"' + repeated("\\u00e9", count) + '"'; };

  const auto grows_in_line = [](const Allocations& small, const Allocations& great) {
    CHECK(small.calls > 0);
    CHECK(great.calls <= 11 * small.calls);
    CHECK(great.bytes <= 22 * small.bytes);  // a vector that doubles may hold twice as much
  };
  grows_in_line(cost(names(10'000)), cost(names(100'000)));
  grows_in_line(cost(elements(9'999)), cost(elements(99'999)));
  grows_in_line(cost(text(15'000)), cost(text(150'000)));
}

TEST_CASE("what is quoted of a bad text is short and printable", "[base][json]") {
  const auto number_error = parse_json("[" + std::string(100'000, '9') + "e999]").error();
  const auto token_error = parse_json("[\"\x1B[2J" + std::string(100'000, 'x') + "\"]").error();
  const auto name = std::string(1'000, 'n');
  const auto name_error = parse_json("{\"" + name + "\":1,\"" + name + "\":2}").error();

  CHECK(number_error.what ==
        "the number " + std::string(117, '9') + "... is past the range of a double");
  CHECK(number_error.where == "byte 1, /0");
  CHECK(token_error.what == "this is no valid JSON: unexpected '\"?'");
  CHECK(token_error.where == "byte 2");
  CHECK(name_error.what == "the name \"" + std::string(117, 'n') + "...\" stands twice");
  CHECK(name_error.where == "byte 1006, /" + std::string(196, 'n') + "...");
}

TEST_CASE("an error says what came", "[base][json]") {
  CHECK(render(parse_json("[1,}").error()) == "this is no valid JSON: unexpected '}' (at byte 3)");
  CHECK(render(parse_json("[1,,2]").error()) ==
        "this is no valid JSON: unexpected ',' (at byte 3)");
  CHECK(render(parse_json("{\"a\" \"xyz\"}").error()) ==
        "this is no valid JSON: unexpected '\"xyz\"' (at byte 5)");
  CHECK(render(parse_json("[true, falso]").error()) ==
        "this is no valid JSON: unexpected 'falso' (at byte 11)");
  CHECK(render(parse_json("\"caf\xE9 \"").error()) ==
        "this is no valid JSON: unexpected '\"caf? ' (at byte 5)");
  CHECK(render(parse_json("[1,").error()) == "the JSON ends too early (at byte 3)");
  CHECK(render(parse_json("{\"a\":1,\"a\":2}").error()) ==
        "the name \"a\" stands twice (at byte 7, /a): send each name once");
  CHECK(render(parse_json("[1]", {.bytes = 2}).error()) ==
        "a JSON text of 3 bytes where at most 2 are read (at byte 2): send less");
}

TEST_CASE("what was dumped is read back the same", "[base][json][property]") {
  Pcg32 random{Seed{20'260'304}};

  for (int round = 0; round < 2'000; ++round) {
    const Json value = random_json(random, random.below(60));
    const std::string text = dump_json(value);
    INFO(text);

    const auto parsed = parse_json(text);

    REQUIRE(parsed);
    CHECK(*parsed == value);
    CHECK(dump_json(*parsed) == text);
  }
}

TEST_CASE("any bytes are read or refused with a place inside them", "[base][json][property]") {
  Pcg32 random{Seed{7}};
  const std::string_view alphabet = "{}[]\",:0123456789-+.eE\\u tfn\n/abz";
  int read = 0;

  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::uint32_t left = random.below(9); left > 0; --left) {
      text += alphabet[random.below(static_cast<std::uint32_t>(alphabet.size()))];
    }
    INFO(text);
    const auto parsed = parse_json(text);
    if (parsed) {
      ++read;
      CHECK(Json::accept(text));
      continue;
    }
    std::size_t offset = 0;
    REQUIRE(std::sscanf(parsed.error().where.c_str(), "byte %zu", &offset) == 1);
    CHECK(offset <= text.size());
  }
  CHECK(read > 100);
}

TEST_CASE("a changed byte never makes two readers differ", "[base][json][property]") {
  Pcg32 random{Seed{8}};
  const std::string text = R"({"a":[1,-2.5e3,true,null,"\u00e9\\\"x"],"b":{"c":{},"d":"e"}})";
  const JsonLimits lenient{.duplicate_names = JsonLimits::DuplicateNames::last_wins};

  for (int round = 0; round < 20'000; ++round) {
    std::string mutant = text;
    mutant[random.below(static_cast<std::uint32_t>(text.size()))] =
        static_cast<char>(1 + random.below(255));
    INFO(mutant);
    const Json reference = Json::parse(mutant, nullptr, /*allow_exceptions=*/false);

    const auto parsed = parse_json(mutant, lenient);

    REQUIRE(parsed.has_value() == !reference.is_discarded());
    if (parsed) CHECK(*parsed == reference);
  }
}

TEST_CASE("dump_json replaces what is no UTF-8", "[base][json]") {
  CHECK(dump_json(Json{{"a", "x\xFFy"}}) == "{\"a\":\"x\xEF\xBF\xBDy\"}");
  CHECK(dump_json(Json::array({"\xC3"})) == "[\"\xEF\xBF\xBD\"]");
}

TEST_CASE("a string is written as the value would be", "[base][json][property]") {
  Pcg32 random{Seed{9}};

  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    const std::string text = "a" + std::string(1, static_cast<char>(byte)) + "b";
    INFO(byte);
    CHECK(json_string(text) == dump_json(Json(text)));
  }
  for (int round = 0; round < 5'000; ++round) {
    const std::string text = random.chance(500) ? random_text(random) : random_bytes(random);
    CHECK(json_string(text) == dump_json(Json(text)));
  }
}

TEST_CASE("a written string is read back byte for byte", "[base][json][property]") {
  Pcg32 random{Seed{10}};

  for (int round = 0; round < 5'000; ++round) {
    const std::string text = random_text(random, 40);
    const auto parsed = parse_json(json_string(text));
    REQUIRE(parsed);
    CHECK(*parsed == text);
  }
}

TEST_CASE("append_json_string appends", "[base][json]") {
  std::string out = "[";

  append_json_string(out, "a\"\n");
  append_json_string(out, "");
  append_json_string(out, "\xFF");

  CHECK(out == "[\"a\\\"\\n\"\"\"\"\xEF\xBF\xBD\"");
}

TEST_CASE("a number is written with a point or an exponent", "[base][json][J05]") {
  CHECK(number(0) == "0.0");
  CHECK(number(-0.0) == "-0.0");
  CHECK(number(120'000) == "120000.0");
  CHECK(number(-1.5) == "-1.5");
  CHECK(number(0.1) == "0.1");
  CHECK(number(1e-6) == "0.000001");
  CHECK(number(9.5e-7) == "9.5e-07");
  CHECK(number(9'999'999'999'999'998) == "9999999999999998.0");
  CHECK(number(1e16) == "1e+16");
  CHECK(number(1e300) == "1e+300");
  CHECK(number(5e-324) == "5e-324");
  CHECK(number(std::numeric_limits<double>::max()) == "1.7976931348623157e+308");
  CHECK(number(std::numeric_limits<double>::infinity()) == "null");
  CHECK(number(-std::numeric_limits<double>::infinity()) == "null");
  CHECK(number(std::numeric_limits<double>::quiet_NaN()) == "null");
}

TEST_CASE("a written number reads back as the same double, in the fewest digits",
          "[base][json][J05][property]") {
  Pcg32 random{Seed{11}};
  const auto digits = [](std::string_view text) {
    const std::string_view mantissa = text.substr(0, text.find('e'));
    std::string all;
    for (const char c : mantissa) {
      if (c >= '0' && c <= '9') all += c;
    }
    all.erase(0, all.find_first_not_of('0'));
    return all.find_last_not_of('0') + 1;
  };

  for (int round = 0; round < 20'000; ++round) {
    const double value = round % 2 == 0 ? random_double(random)
                                        : static_cast<double>(random.between(-999'999, 999'999)) *
                                              std::pow(10, random.between(-9, 12));
    const std::string text = number(value);
    INFO(text);

    const auto parsed = parse_json(text);

    REQUIRE(parsed);
    REQUIRE(parsed->is_number_float());
    const double back = to_double(*parsed).value();
    CHECK(std::memcmp(&back, &value, sizeof value) == 0);
    std::array<char, 40> fewer{};
    std::snprintf(fewer.data(), fewer.size(), "%.*e",
                  std::max(static_cast<int>(digits(text)) - 2, 0), value);
    if (digits(text) > 1) CHECK(std::strtod(fewer.data(), nullptr) != value);
  }
}

TEST_CASE("an integer is taken out whole or not at all", "[base][json][J05]") {
  constexpr auto kMin = std::numeric_limits<std::int64_t>::min();
  constexpr auto kMax = std::numeric_limits<std::int64_t>::max();

  CHECK(to_int64(Json(0)) == 0);
  CHECK(to_int64(Json(kMin)) == kMin);
  CHECK(to_int64(Json(kMax)) == kMax);
  CHECK(to_int64(Json(static_cast<std::uint64_t>(kMax))) == kMax);
  CHECK(to_int64(Json(static_cast<std::uint64_t>(kMax) + 1)) == std::nullopt);
  CHECK(to_int64(Json(std::numeric_limits<std::uint64_t>::max())) == std::nullopt);
  CHECK(to_int64(Json(3.0)) == 3);
  CHECK(to_int64(Json(-0.0)) == 0);
  CHECK(to_int64(Json(2.9)) == std::nullopt);
  CHECK(to_int64(Json(-0x1p63)) == kMin);
  CHECK(to_int64(Json(0x1p63)) == std::nullopt);
  CHECK(to_int64(Json(std::nextafter(0x1p63, 0))) == 9'223'372'036'854'774'784);
  CHECK(to_int64(Json(std::nextafter(-0x1p63, -1e300))) == std::nullopt);
  CHECK(to_int64(Json(1e10)) == 10'000'000'000);
  CHECK(to_int64(Json(std::numeric_limits<double>::infinity())) == std::nullopt);
  CHECK(to_int64(Json(std::numeric_limits<double>::quiet_NaN())) == std::nullopt);
}

TEST_CASE("what is no number is not taken for one", "[base][json][J05]") {
  const Json others = {true, false, nullptr, "1", Json::array({1}), Json::object({{"a", 1}})};

  for (const Json& other : others) {
    INFO(other);
    CHECK(to_int64(other) == std::nullopt);
    CHECK(to_double(other) == std::nullopt);
  }
  CHECK(to_double(Json(-7)) == -7.0);
  CHECK(to_double(Json(std::numeric_limits<std::uint64_t>::max())) == 0x1p64);
  CHECK(to_double(Json(2.5)) == 2.5);
}

TEST_CASE("a name is escaped for a JSON Pointer", "[base][json]") {
  CHECK(pointer_token("plain") == "plain");
  CHECK(pointer_token("a/b~c") == "a~1b~0c");
  CHECK(pointer_token("~1") == "~01");
  CHECK(pointer_token("").empty());
}

}  // namespace understudy
