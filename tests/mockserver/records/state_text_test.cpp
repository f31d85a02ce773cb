// SPDX-License-Identifier: MIT
/// The file of a whole state: what it says, what comes back, what is refused.
#include "records/state_text.hpp"

#include <string>

#include "records/crc32c.hpp"
#include "script.hpp"
#include "support/catch.hpp"

namespace understudy::mock::records {

namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != text.npos);
  return text.replace(at, from.size(), to);
}

/// With the checksum that such a text would have.
std::string sealed(const std::string& text) {
  const std::string body = text.substr(0, text.rfind(",\"checksum\""));
  std::string digits;
  append_hex(digits, crc32c(body));
  return body + ",\"checksum\":\"" + digits + "\"}\n";
}

struct Broken {
  const char* from;
  const char* to;
  const char* where;
};

}  // namespace

TEST_CASE("a saved state is a text of one row a line", "[mock][records][save]") {
  const auto store =
      Store::make({.api = "example"},
                  {{.shape = thing_shape("b"), .seed = {{"1", R"({"a": "x"})"}, {"2", "3"}}},
                   {.shape = thing_shape("a")}})
          .value();

  CHECK(store->save() ==
        "{\"format\":\"understudy-state\",\"version\":1,\"api\":\"example\",\"collections\":{\n"
        "\"a\":{\"next\":1,\"rows\":[]},\n"
        "\"b\":{\"next\":1,\"rows\":[\n"
        "[\"1\",\"{\\\"a\\\": \\\"x\\\"}\"],\n"
        "[\"2\",\"3\"]\n"
        "]}\n"
        "},\"checksum\":\"031d988e\"}\n");
}

TEST_CASE("a restored state gives the bytes that were saved", "[mock][records][save]") {
  const auto store = make_store();
  for (int n = 1; n <= 12; ++n) REQUIRE(write_step(*store, n));
  const std::string text = store->save();
  const auto other = make_store();
  REQUIRE(write_step(*other, 100));

  REQUIRE(other->restore(text).has_value());

  CHECK(other->save() == text);
  CHECK(write_step(*other, 13).value() == write_step(*store, 13).value());
  CHECK(other->save() == store->save());
  CHECK(things_in(*other)->table().size() == things_in(*store)->rows().size());
}

TEST_CASE("a text that save has not written is refused with its place",
          "[mock][records][save][C06]") {
  const auto store = make_store();
  const std::string before = store->save();
  const Broken broken[] = {
      {"understudy-state", "understudy", "/format"},
      {"\"version\":1", "\"version\":2", "/version"},
      {"\"version\":1", "\"version\":\"1\"", "/version"},
      {"\"api\":\"example\"", "\"api\":\"other\"", "/api"},
      {"\"collections\"", "\"Collections\"", "/collections"},
      {"\"counters\"", "\"counter\"", "/collections/counter"},
      {"\"counters\":{\"next\":1,\"rows\":[\n", "\"counters\":{\"next\":1,\"rows\":[1,\n",
       "/collections/counters/rows/0"},
      {"\"next\":4", "\"next\":4.5", "/collections/things/next"},
      {"\"next\":4,\"rows\"", "\"next\":4,\"row\"", "/collections/things/rows"},
      {"[\"2\",", "[\"1\",", "/collections/things/rows/1/0"},
      {"[\"2\",", "[\"2\",7,", "/collections/things/rows/1"},
      {"[\"3\",\"{", "[\"3\",\"[", "/collections/things/rows/2/1"},
  };
  for (const auto& [from, to, where] : broken) {
    INFO(from << " -> " << to);
    const auto restored = store->restore(sealed(replaced(before, from, to)));
    REQUIRE_FALSE(restored.has_value());
    CHECK(restored.error().where == where);
    CHECK(store->save() == before);
  }
  CHECK(store->restore("").error().where == "byte 0");
  CHECK(store->restore(replaced(before, "size", "Size")).error().where == "/checksum");
}

TEST_CASE("a state that was cut or has one bit changed is refused", "[mock][records][save][P05]") {
  const auto store = make_store();
  REQUIRE(write_step(*store, 1));
  const std::string text = store->save();

  for (std::size_t size = 0; size < text.size(); ++size) {
    CHECK_FALSE(store->restore(text.substr(0, size)).has_value());
  }
  for (std::size_t bit = 0; bit < 8 * text.size(); ++bit) {
    std::string other = text;
    other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << bit % 8));
    INFO("byte " << bit / 8 << ", bit " << bit % 8);
    CHECK_FALSE(store->restore(other).has_value());
  }
  CHECK(store->save() == text);
}

}  // namespace understudy::mock::records
