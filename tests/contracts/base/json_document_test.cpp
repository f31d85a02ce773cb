// SPDX-License-Identifier: MIT
/// Documents: walking, looking up, names that stand twice, numbers as written.
#include "understudy/base/json_document.hpp"

#include <string>
#include <utility>

#include "allocations.hpp"
#include "random_text.hpp"
#include "support/catch.hpp"

namespace understudy {

namespace {

constexpr JsonLimits kLastWins{.duplicate_names = JsonLimits::DuplicateNames::last_wins};

std::string object_of(std::size_t members, const std::string& prefix) {
  std::string text = "{";
  for (std::size_t i = 0; i < members; ++i) {
    text += (i == 0 ? "\"" : ",\"") + prefix + std::to_string(i) + "\":" + std::to_string(i);
  }
  return text;
}

}  // namespace

TEST_CASE("a document is walked in its own order", "[base][json][document]") {
  const std::string text = R"( {"b":[1,[],{"x":null}],"a":"t","c":{}} )";
  const auto document = JsonDocument::parse(text);
  REQUIRE(document);
  const JsonElement root = document->root();

  std::string names;
  for (const JsonMember member : root.members()) names += member.name;
  std::string kinds;
  for (const JsonElement element : root.find("b")->elements()) {
    kinds += std::to_string(static_cast<int>(element.kind()));
  }

  CHECK(names == "bac");
  CHECK(kinds == "245");
  CHECK(root.size() == 3);
  CHECK(root.find("b")->size() == 3);
  CHECK(root.find("a")->text() == "t");
  CHECK(root.find("c")->size() == 0);
  CHECK_FALSE(root.find("d"));
  CHECK_FALSE(root.find("a")->find("a"));
  CHECK(root.find("a")->elements().begin() == root.find("a")->elements().end());
}

TEST_CASE("strings stand in the text unless they hold escapes", "[base][json][document]") {
  const std::string text = "[\"plain\",\"\\u00e9\\ud83d\\ude00\\n\",\"\xC3\xA9\",\"\"]";
  auto parsed = JsonDocument::parse(text);
  REQUIRE(parsed);
  const JsonDocument document = *std::move(parsed);  // moving keeps every element in place

  auto element = document.root().elements().begin();
  CHECK((*element).text().data() == text.data() + 2);
  CHECK((*element).node()->flag);
  ++element;
  CHECK((*element).text() == "\xC3\xA9\xF0\x9F\x98\x80\n");
  CHECK_FALSE((*element).node()->flag);
  ++element;
  CHECK((*element).text() == "\xC3\xA9");
  CHECK_FALSE((*element).node()->flag);
  ++element;
  CHECK((*element).text().empty());
  CHECK((*element).node()->flag);
}

TEST_CASE("a document can own its text", "[base][json][document]") {
  auto parsed = JsonDocument::parse_owned(R"(["short"])");
  REQUIRE(parsed);
  const JsonDocument document = *std::move(parsed);

  CHECK((*document.root().elements().begin()).text() == "short");
  CHECK_FALSE(JsonDocument::parse_owned("["));
}

TEST_CASE("numbers are kept as they were written", "[base][json][document][J05]") {
  const auto document =
      JsonDocument::parse("[1.10,-0,1E2,123456789012345678901234567890,1e-400,3.0]");
  REQUIRE(document);

  std::string texts;
  std::string integers;
  for (const JsonElement number : document->root().elements()) {
    texts += std::string{number.text()} + " ";
    integers += number.node()->flag ? 'i' : 'f';
  }

  CHECK(texts == "1.10 -0 1E2 123456789012345678901234567890 1e-400 3.0 ");
  CHECK(integers == "fififf");
  auto number = document->root().elements().begin();
  CHECK(to_int64(*number) == std::nullopt);
  CHECK(to_int64(*++number) == 0);
  CHECK(to_int64(*++number) == 100);
  CHECK(to_int64(*++number) == std::nullopt);
  CHECK(to_double(*number) == 123456789012345678901234567890.0);
  CHECK(to_double(*++number) == 0.0);
  CHECK(to_int64(*++number) == 3);
  CHECK(to_double(document->root()) == std::nullopt);
}

TEST_CASE("only numbers past the range of a double are refused", "[base][json][document][J05]") {
  for (const char* good : {"1.7976931348623157e308", "-1.7976931348623157e308", "5e-324",
                           "1e-999999", "0e999999999999999999999", "0.0e99999", "0.00001e312"}) {
    INFO(good);
    CHECK(JsonDocument::parse(good));
  }
  CHECK(JsonDocument::parse("1" + std::string(308, '0')));
  for (const char* huge : {"1.8e308", "-1e309", "0.0001e999", "1e99999999999999999999"}) {
    INFO(huge);
    CHECK_FALSE(JsonDocument::parse(huge));
  }
  CHECK_FALSE(JsonDocument::parse("1" + std::string(309, '0')));
  CHECK(JsonDocument::parse("0." + std::string(400, '0') + "1e700").has_value());
  CHECK_FALSE(JsonDocument::parse("0." + std::string(400, '0') + "1e710"));
}

TEST_CASE("names that stand twice are found in small and large objects",
          "[base][json][document][J04]") {
  for (const std::size_t members : {1U, 2U, 63U, 64U, 65U, 1000U}) {
    INFO(members);
    const std::string open = object_of(members, "name");
    CHECK(JsonDocument::parse(open + "}"));
    CHECK(JsonDocument::parse(open + R"(,"x":{"name0":{}}})"));

    const auto repeated = JsonDocument::parse(open + R"(,"y":[[1],{}],"name0":2,"name0":3})");

    REQUIRE_FALSE(repeated);
    CHECK(repeated.error().where ==
          "byte " + std::to_string(open.size() + std::string{R"(,"y":[[1],{}],)"}.size()) +
              ", /name0");
  }
}

TEST_CASE("names made to collide cost no more than others", "[base][json][document][J08]") {
  std::string text = "{";
  for (int i = 0; i < 90'000; ++i) {  // the same first and last eight bytes
    text +=
        (i == 0 ? "\"" : ",\"") + ("12345678" + std::to_string(100'000 + i) + "12345678") + "\":0";
  }

  CHECK(JsonDocument::parse(text + "}", {.bytes = 10'000'000}));
}

TEST_CASE("where the last name wins the others leave no trace", "[base][json][document][J04]") {
  const auto small =
      JsonDocument::parse(R"({"a":{"x":[1]},"b":1,"a":2,"c":3,"b":{"y":4}})", kLastWins);
  const std::string large = object_of(1000, "n");
  const std::string repeated = large + "," + large.substr(1) + "}";
  const auto twice = JsonDocument::parse(repeated, kLastWins);

  REQUIRE(small);
  CHECK(small->root().size() == 3);
  CHECK(dump_json(to_json(small->root())) == R"({"a":2,"b":{"y":4},"c":3})");
  REQUIRE(twice);
  CHECK(twice->root().size() == 1000);
  CHECK(to_json(twice->root()) == Json::parse(large + "}"));
}

TEST_CASE("a document reads what the value reads", "[base][json][document][property]") {
  Pcg32 random{Seed{11}};

  for (int round = 0; round < 2'000; ++round) {
    const Json value = random_json(random, random.below(60));
    const JsonDocument document = JsonDocument::of(value);
    CHECK(to_json(document.root()) == value);
    CHECK(to_json(document.root()) == Json::parse(dump_json(value)));
  }
}

TEST_CASE("a request body is read with one allocation", "[base][json][document]") {
  const std::string text =
      R"({"channelReportType":"PARTNER_ORG_MATCHED_ACCOUNTS","filters":{"state":"Texas"}})";

  const Allocations cost = allocations_of([&] { CHECK(JsonDocument::parse(text)); });

  CHECK(cost.calls <= 3);  // the nodes, and the stack of open containers as it grows
}

}  // namespace understudy
