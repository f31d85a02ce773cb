// SPDX-License-Identifier: MIT
/// J02 and J10: the JSONTestSuite and the Big List of Naughty Strings, where they are present.
///
/// A program of its own, so that CTest can show each suite as skipped.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "understudy/base/json.hpp"
#include "understudy/base/unicode.hpp"
#include "understudy/base/uri.hpp"

namespace understudy {

namespace {

namespace fs = std::filesystem;

constexpr int kSkipped = 77;  // SKIP_RETURN_CODE in CMakeLists.txt
constexpr const char* kParsingSuite = UNDERSTUDY_TEST_DATA "/json-test-suite/test_parsing";
constexpr const char* kNaughtyStrings = UNDERSTUDY_TEST_DATA "/naughty-strings.json";

void require_or_skip(const char* suite, const char* path) {
  if (fs::exists(path)) return;
  std::printf("skipped: no %s at %s; set UNDERSTUDY_TEST_DATA\n", suite, path);
  std::fflush(stdout);
  std::exit(kSkipped);
}

std::string read_bytes(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
}

std::string outcome_of(const Result<Json>& parsed) {
  return parsed ? "read" : std::string{name_of(parsed.error().code)};
}

/// y_ files that our limits refuse, by the limit.
const std::map<std::string, std::string>& stricter_than_the_grammar() {
  static const std::map<std::string, std::string> kList{
      {"y_object_duplicated_key.json", "duplicate_names"},
      {"y_object_duplicated_key_and_value.json", "duplicate_names"},
  };
  return kList;
}

/// What we do where a reader may choose.
const std::map<std::string, std::string>& choices() {
  static const std::map<std::string, std::string> kList{
      // too small for a double is 0, too great is refused
      {"i_number_double_huge_neg_exp.json", "read"},
      {"i_number_huge_exp.json", "bad_input"},
      {"i_number_neg_int_huge_exp.json", "bad_input"},
      {"i_number_pos_double_huge_exp.json", "bad_input"},
      {"i_number_real_neg_overflow.json", "bad_input"},
      {"i_number_real_pos_overflow.json", "bad_input"},
      {"i_number_real_underflow.json", "read"},
      // integers past 64 bits become the nearest double
      {"i_number_too_big_neg_int.json", "read"},
      {"i_number_too_big_pos_int.json", "read"},
      {"i_number_very_big_negative_int.json", "read"},
      // escapes that are half a surrogate pair
      {"i_object_key_lone_2nd_surrogate.json", "bad_input"},
      {"i_string_1st_surrogate_but_2nd_missing.json", "bad_input"},
      {"i_string_1st_valid_surrogate_2nd_invalid.json", "bad_input"},
      {"i_string_incomplete_surrogate_and_escape_valid.json", "bad_input"},
      {"i_string_incomplete_surrogate_pair.json", "bad_input"},
      {"i_string_incomplete_surrogates_escape_valid.json", "bad_input"},
      {"i_string_invalid_lonely_surrogate.json", "bad_input"},
      {"i_string_invalid_surrogate.json", "bad_input"},
      {"i_string_inverted_surrogates_U+1D11E.json", "bad_input"},
      {"i_string_lone_second_surrogate.json", "bad_input"},
      // bytes that are no UTF-8
      {"i_string_UTF-16LE_with_BOM.json", "bad_input"},
      {"i_string_UTF-8_invalid_sequence.json", "bad_input"},
      {"i_string_UTF8_surrogate_U+D800.json", "bad_input"},
      {"i_string_invalid_utf-8.json", "bad_input"},
      {"i_string_iso_latin_1.json", "bad_input"},
      {"i_string_lone_utf8_continuation_byte.json", "bad_input"},
      {"i_string_not_in_unicode_range.json", "bad_input"},
      {"i_string_overlong_sequence_2_bytes.json", "bad_input"},
      {"i_string_overlong_sequence_6_bytes.json", "bad_input"},
      {"i_string_overlong_sequence_6_bytes_null.json", "bad_input"},
      {"i_string_truncated-utf-8.json", "bad_input"},
      {"i_string_utf16BE_no_BOM.json", "bad_input"},
      {"i_string_utf16LE_no_BOM.json", "bad_input"},
      // past the depth; a byte order mark, which is read where the limits ignore it
      {"i_structure_500_nested_arrays.json", "limit_exceeded"},
      {"i_structure_UTF-8_BOM_empty_object.json", "bad_input"},
  };
  return kList;
}

/// The files of one kind, by name.
std::map<std::string, std::string> files_of(const std::string& prefix) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::directory_iterator(kParsingSuite)) {
    const std::string name = entry.path().filename().string();
    if (name.compare(0, prefix.size(), prefix) == 0) files[name] = read_bytes(entry.path());
  }
  return files;
}

std::vector<std::string> naughty_strings() {
  const Json list = parse_json(read_bytes(kNaughtyStrings)).value();
  std::vector<std::string> strings;
  for (const Json& item : list) strings.push_back(*item.get_ptr<const std::string*>());
  return strings;
}

}  // namespace

TEST_CASE("the JSONTestSuite files come out as their names say", "[base][json][suite][J02]") {
  require_or_skip("JSONTestSuite", kParsingSuite);
  const auto good = files_of("y_");
  const auto bad = files_of("n_");
  const auto open = files_of("i_");
  REQUIRE(good.size() == 95);
  REQUIRE(bad.size() == 188);
  REQUIRE(open.size() == 35);
  REQUIRE(choices().size() == 35);

  for (const auto& [name, text] : good) {
    INFO(name);
    const auto parsed = parse_json(text);
    if (stricter_than_the_grammar().count(name) == 1) {
      CHECK(outcome_of(parsed) == "bad_input");
      CHECK(parse_json(text, {.duplicate_names = JsonLimits::DuplicateNames::last_wins}));
      continue;
    }
    REQUIRE(parsed);
    CHECK(parse_json(dump_json(*parsed)).value() == *parsed);
  }
  for (const auto& [name, text] : bad) {
    INFO(name);
    const bool is_deep = name == "n_structure_100000_opening_arrays.json" ||
                         name == "n_structure_open_array_object.json";
    CHECK(outcome_of(parse_json(text)) == (is_deep ? "limit_exceeded" : "bad_input"));
  }
  for (const auto& [name, text] : open) {
    INFO(name);
    REQUIRE(choices().count(name) == 1);
    CHECK(outcome_of(parse_json(text)) == choices().at(name));
  }
}

TEST_CASE("a byte order mark of the JSONTestSuite is ignored where the limits say so",
          "[base][json][suite][J02]") {
  require_or_skip("JSONTestSuite", kParsingSuite);
  const auto text = read_bytes(fs::path{kParsingSuite} / "i_structure_UTF-8_BOM_empty_object.json");

  const auto parsed = parse_json(text, {.byte_order_mark = JsonLimits::ByteOrderMark::ignored});

  REQUIRE(parsed);
  CHECK(*parsed == Json::object());
}

TEST_CASE("naughty strings come back byte for byte", "[base][json][uri][suite][J10]") {
  require_or_skip("Big List of Naughty Strings", kNaughtyStrings);
  const auto strings = naughty_strings();
  REQUIRE(strings.size() == 515);

  for (const std::string& text : strings) {
    INFO(text);
    std::string quoted;
    append_json_string(quoted, text);
    CHECK(parse_json(quoted).value() == text);
    CHECK(parse_json("{" + quoted + ":" + quoted + "}").value() == Json{{text, text}});
    CHECK(parse_json(dump_json(Json::array({text}))).value() == Json::array({text}));

    const std::string encoded = encode_component(text);
    CHECK(decode_segment(encoded).value() == text);
    const auto query = QueryParams::parse("a=1&" + encoded + "=" + encoded + "&b=2").value();
    REQUIRE(query.find(text) != nullptr);
    CHECK(query.all(text).back() == text);
    CHECK(query.list().size() == 3);
  }
}

TEST_CASE("naughty strings are quoted in messages without a control character",
          "[base][error][suite][J10]") {
  require_or_skip("Big List of Naughty Strings", kNaughtyStrings);
  const auto strings = naughty_strings();
  REQUIRE(strings.size() == 515);

  for (const std::string& text : strings) {
    const std::string quoted = excerpt(text, 60);
    INFO(quoted);
    CHECK(quoted.size() <= 60);
    CHECK(is_utf8(quoted));
    CHECK(std::none_of(quoted.begin(), quoted.end(), [](char c) { return c >= 0 && c < ' '; }));
  }
}

}  // namespace understudy
