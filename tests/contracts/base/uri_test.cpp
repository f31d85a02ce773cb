// SPDX-License-Identifier: MIT
/// Query strings and path segments: the cases files, then what a table cannot say.
#include "understudy/base/uri.hpp"

#include <string>

#include "allocations.hpp"
#include "case_file.hpp"
#include "random_text.hpp"
#include "support/catch.hpp"

namespace understudy {

TEST_CASE("QueryParams::parse agrees with every case in its file", "[base][uri][H38]") {
  check_cases("query.cases.json", 31, [](const std::string& raw) {
    const auto query = QueryParams::parse(raw);
    if (!query) return describe(query.error());
    Json list = Json::array();
    for (const auto& [name, value] : query->list()) list.push_back(Json::array({name, value}));
    return Json{{"want", std::move(list)}};
  });
}

TEST_CASE("decode_segment agrees with every case in its file", "[base][uri]") {
  check_cases("segment.cases.json", 11, [](const std::string& raw) {
    const auto segment = decode_segment(raw);
    return segment ? Json{{"want", *segment}} : describe(segment.error());
  });
}

TEST_CASE("raw bytes that are no UTF-8 are refused like escaped ones", "[base][uri]") {
  CHECK(QueryParams::parse("a=\xFF").error().where == "query byte 2");
  CHECK(QueryParams::parse("a=%C3\x28").error().where == "query byte 2");
  CHECK(decode_segment("ab\xC0").error().where == "path byte 2");
}

TEST_CASE("an escape at the end is not completed by what lies behind", "[base][uri]") {
  const std::string_view whole = "a=%41%41";

  CHECK(QueryParams::parse(whole.substr(0, 7)).error().where == "query byte 5");
  CHECK(QueryParams::parse(whole.substr(0, 6)).error().where == "query byte 5");
  CHECK(decode_segment(whole.substr(2, 2)).error().where == "path byte 0");
}

TEST_CASE("an error says what to do", "[base][uri]") {
  CHECK(render(decode_segment("5%").error()) ==
        "'%' has to be followed by two hex digits (at path byte 1): "
        "write a literal percent sign as %25");
  CHECK(render(decode_segment("%ff").error()) ==
        "the decoded text is no valid UTF-8 (at path byte 0): "
        "encode text as UTF-8 before escaping it");
}

TEST_CASE("a parameter is found by its exact name", "[base][uri]") {
  const auto query = QueryParams::parse("a=1&A=2&a=3&b").value();

  REQUIRE(query.find("a") != nullptr);
  CHECK(*query.find("a") == "1");
  REQUIRE(query.find("b") != nullptr);
  CHECK(query.find("b")->empty());
  CHECK(query.find("c") == nullptr);
  CHECK(query.find("") == nullptr);
  CHECK(query.all("a") == std::vector<std::string_view>{"1", "3"});
  CHECK(query.all("c").empty());
}

TEST_CASE("only unreserved characters stay as they are", "[base][uri]") {
  CHECK(encode_component("azAZ09-._~") == "azAZ09-._~");
  CHECK(encode_component(" !\"#$%&'()*+,/:;<=>?@[\\]^`{|}") ==
        "%20%21%22%23%24%25%26%27%28%29%2A%2B%2C%2F%3A%3B%3C%3D%3E%3F%40%5B%5C%5D%5E%60%7B%7C%7D");
  CHECK(encode_component("\xE2\x82\xAC") == "%E2%82%AC");
  CHECK(encode_component(std::string("\0\x7F\xFF", 3)) == "%00%7F%FF");
  CHECK(encode_component("").empty());
}

TEST_CASE("what was encoded decodes to itself", "[base][uri][property]") {
  Pcg32 random{Seed{14}};

  for (int round = 0; round < 5'000; ++round) {
    const std::string name = random_text(random);
    const std::string value = random_text(random);
    const std::string pair = encode_component(name) + "=" + encode_component(value);
    INFO(pair);

    CHECK(decode_segment(encode_component(value)).value() == value);
    const auto query = QueryParams::parse(pair).value();
    REQUIRE(query.list().size() == 1);
    CHECK(query.list().front() == std::pair{name, value});
  }
}

TEST_CASE("any bytes are decoded to UTF-8 or refused at a place inside them",
          "[base][uri][property]") {
  Pcg32 random{Seed{15}};

  for (int round = 0; round < 10'000; ++round) {
    std::string raw = random_bytes(random);
    for (char& c : raw) {
      if (random.chance(400)) c = "%%%=&+0aF"[random.below(9)];
    }
    const auto query = QueryParams::parse(raw);
    if (query) continue;
    std::size_t offset = 0;
    REQUIRE(std::sscanf(query.error().where.c_str(), "query byte %zu", &offset) == 1);
    CHECK(offset < raw.size());
    CHECK((raw[offset] == '%' || (raw[offset] & 0x80) != 0));
  }
}

TEST_CASE("ten times the query asks ten times of the heap, not more", "[base][uri]") {
  const auto cost = [](int pairs) {
    std::string raw;
    for (int i = 0; i < pairs; ++i) raw += "&name=a+value+of+more+than+sixteen+bytes";
    return allocations_of([&] { REQUIRE(QueryParams::parse(raw)); });
  };

  const Allocations small = cost(1'000);
  const Allocations great = cost(10'000);

  CHECK(small.calls >= 1'000);
  CHECK(great.calls <= 11 * small.calls);
  CHECK(great.bytes <= 22 * small.bytes);
}

}  // namespace understudy
