// SPDX-License-Identifier: MIT
/// Formats: the cases file, then what a table cannot say. The official suite's formats are in
/// function_suite_test.cpp.
#include <map>
#include <set>
#include <string>

#include "contracts/schema/function_cases.hpp"
#include "formats/format.hpp"
#include "support/catch.hpp"

namespace understudy::schema {

namespace {

constexpr const char* kNames[] = {"date",          "date-time",
                                  "duration",      "email",
                                  "hostname",      "idn-email",
                                  "idn-hostname",  "ipv4",
                                  "ipv6",          "iri",
                                  "iri-reference", "json-pointer",
                                  "regex",         "relative-json-pointer",
                                  "time",          "uri",
                                  "uri-reference", "uri-template",
                                  "uuid"};

}  // namespace

TEST_CASE("formats agree with every case in their file", "[schema][format]") {
  std::map<std::string, int> good;
  std::map<std::string, int> bad;

  for_each_function_case("formats.cases.json", [&](const Json& group, const Json& item) {
    const std::string& name = text_of(group, "description");
    const Format* format = find_format(name);
    REQUIRE(format != nullptr);
    const bool want = item.at("want").get<bool>();
    CHECK(format->valid(text_of(item, "input")) == want);
    ++(want ? good : bad)[name];
  });

  for (const char* name : kNames) {
    INFO(name);
    CHECK(good[name] >= 12);
    CHECK(bad[name] >= 12);
  }
}

TEST_CASE("a format is found by its exact name", "[schema][format]") {
  for (const char* name : kNames) {
    REQUIRE(find_format(name) != nullptr);
    CHECK(find_format(name)->name == name);
  }

  CHECK(find_format("") == nullptr);
  CHECK(find_format("Date") == nullptr);
  CHECK(find_format("date-tim") == nullptr);
  CHECK(find_format("zzz") == nullptr);
  CHECK(find_format("color") == nullptr);
}

TEST_CASE("every format takes any bytes and an end at any place", "[schema][format]") {
  for_each_function_case("formats.cases.json", [&](const Json&, const Json& item) {
    const std::string& text = text_of(item, "input");
    for (const char* name : kNames) {
      const Format& format = *find_format(name);
      const bool answer = format.valid(text);
      for (std::size_t size = 0; size <= text.size() && size <= 40; ++size) {
        // A copy of its own size, so that a sanitizer sees a step past the end.
        const std::string cut = text.substr(0, size);
        static_cast<void>(format.valid(cut));
        static_cast<void>(format.valid(cut + '\xFF'));
        static_cast<void>(format.valid('\x80' + cut));
      }
      CHECK(format.valid(text) == answer);
    }
  });
}

TEST_CASE("no format takes bytes that are no UTF-8", "[schema][format]") {
  for (const char* name : kNames) {
    INFO(name);
    for (const char* text : {"\xFF", "/\xC3", "a@\xE2\x82", "http://a/\xED\xA0\x80", "0/\xFF"}) {
      CHECK_FALSE(find_format(name)->valid(text));
    }
  }
}

TEST_CASE("long texts are answered, and refused where a format is short",
          "[schema][format][limit]") {
  const std::set<std::string> kShort{"date",     "date-time", "duration",     "email",
                                     "hostname", "idn-email", "idn-hostname", "ipv4",
                                     "ipv6",     "time",      "uuid"};
  const std::string pieces[] = {"a",   "1",        ".",         ":",         "/",
                                "{a}", "a.",       "1:",        "%41",       "(",
                                "[a",  "\xC3\xA4", "\xC3\xA4.", "\xD7\x90.", "xn--a."};
  for (const std::string& piece : pieces) {
    std::string text;
    while (text.size() < 100'000) text += piece;
    for (const char* name : kNames) {
      INFO(name << " of " << piece << " repeated");
      const bool answer = find_format(name)->valid(text);
      if (kShort.count(name) != 0) CHECK_FALSE(answer);
    }
  }
  const std::string names(100'000, 'a');
  for (const char* name : {"uri-reference", "iri-reference", "uri-template", "regex"}) {
    CHECK(find_format(name)->valid(names));
  }
  CHECK(find_format("uri")->valid("a:" + names));
  CHECK(find_format("json-pointer")->valid("/" + names));
  CHECK(find_format("relative-json-pointer")->valid("1/" + names));
}

}  // namespace understudy::schema
