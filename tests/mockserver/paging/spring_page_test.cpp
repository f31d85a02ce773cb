// SPDX-License-Identifier: MIT
/// spring-page: the cases file, then the text of a page, byte for byte.
#include <algorithm>
#include <cstdint>
#include <string>

#include "mockserver/query/example_table.hpp"
#include "paging/dialect.hpp"
#include "support/catch.hpp"

namespace understudy::mock::paging {

namespace {

Result<Window, Refusal> read(const Paging& paging, const std::string& query) {
  return paging.read(QueryParams::parse(query).value());
}

PageFacts facts_of(const Window& window, std::uint64_t total) {
  const std::uint64_t first = std::min(window.first, total);
  return {.window = window, .total = total, .on_page = std::min(window.count, total - first)};
}

std::string write(const Paging& paging, const PageFacts& facts, const std::string& content) {
  std::string out;
  paging.write(out, facts, [&](std::string& page) { page += content; });
  return out;
}

/// A page as the second table of the cases file describes it.
Json describe(const Json& page) {
  Json seen{{"offset", page.at("pageable").at("offset")}};
  for (const char* key :
       {"number", "size", "numberOfElements", "totalPages", "first", "last", "empty"}) {
    seen[key] = page.at(key);
  }
  return seen;
}

}  // namespace

TEST_CASE("spring-page agrees with every case in its file", "[mock][paging][spring-page]") {
  testing::each_case("paging/spring_page.cases.json", 61, [](const Json& test_case) {
    const Paging paging = make_spring_page(testing::switches_of(test_case));

    const auto window = read(paging, test_case.at("input").get<std::string>());

    if (test_case.contains("error")) {
      REQUIRE_FALSE(window);
      CHECK(window.error().status == test_case.at("error").at("status").get<int>());
      CHECK(window.error().rule == test_case.at("error").at("rule").get<std::string>());
      CHECK(window.error().source == "S16");
      return;
    }
    REQUIRE(window);
    if (!test_case.contains("total")) {
      CHECK(Json{{"number", window->number}, {"size", window->count}} == test_case.at("want"));
      CHECK(window->first == static_cast<std::uint64_t>(window->number) * window->count);
      return;
    }
    const auto total = test_case.at("total").get<std::uint64_t>();
    const Json page = Json::parse(write(paging, facts_of(*window, total), "[]"));
    CHECK(describe(page) == test_case.at("want"));
    CHECK(page.at("totalElements") == total);
  });
}

TEST_CASE("spring-page is listed under its key", "[mock][paging][spring-page]") {
  const Dialect* dialect = find_dialect("spring-page");

  REQUIRE(dialect != nullptr);
  CHECK(dialect->make == &make_spring_page);
  CHECK(find_dialect("page") == nullptr);
}

TEST_CASE("a page has the keys of the source's sample, in its order",
          "[mock][paging][spring-page][envelope]") {
  const Paging paging = make_spring_page(testing::default_switches());
  const PageFacts facts{
      .window = {.first = 0, .count = 20, .number = 0}, .total = 42, .on_page = 20};

  const std::string page = write(paging, facts, "[{\"name\":\"RUD Fleet\"}]");

  CHECK(
      page ==
      R"({"totalElements":42,"totalPages":3,"sort":{"unsorted":true,"sorted":false,"empty":true},)"
      R"("first":true,"last":false,"number":0,"pageable":{"pageNumber":0,"pageSize":20,)"
      R"("sort":{"unsorted":true,"sorted":false,"empty":true},"offset":0,"unpaged":false,)"
      R"("paged":true},"numberOfElements":20,"size":20,"empty":false,)"
      R"("content":[{"name":"RUD Fleet"}]})");
}

TEST_CASE("a sorted page says so twice", "[mock][paging][spring-page][envelope]") {
  const Paging paging = make_spring_page(testing::default_switches());
  const PageFacts facts{
      .window = {.first = 4, .count = 2, .number = 2}, .total = 4, .on_page = 0, .sorted = true};

  const std::string page = write(paging, facts, "[]");

  CHECK(
      page ==
      R"({"totalElements":4,"totalPages":2,"sort":{"unsorted":false,"sorted":true,"empty":false},)"
      R"("first":false,"last":true,"number":2,"pageable":{"pageNumber":2,"pageSize":2,)"
      R"("sort":{"unsorted":false,"sorted":true,"empty":false},"offset":4,"unpaged":false,)"
      R"("paged":true},"numberOfElements":0,"size":2,"empty":true,"content":[]})");
}

TEST_CASE("page.shape=spring-2.0 lacks every empty", "[mock][paging][spring-page][envelope]") {
  const Paging paging =
      make_spring_page(testing::switches_of({{"switches", {{"page.shape", "spring-2.0"}}}}));
  const PageFacts facts{.window = {.first = 0, .count = 20, .number = 0}, .total = 0, .on_page = 0};

  const std::string page = write(paging, facts, "[]");

  CHECK(page ==
        R"({"totalElements":0,"totalPages":0,"sort":{"unsorted":true,"sorted":false},)"
        R"("first":true,"last":true,"number":0,"pageable":{"pageNumber":0,"pageSize":20,)"
        R"("sort":{"unsorted":true,"sorted":false},"offset":0,"unpaged":false,"paged":true},)"
        R"("numberOfElements":0,"size":20,"content":[]})");
}

TEST_CASE("page.shape=spring-1 has no pageable, and lists what was asked for",
          "[mock][paging][spring-page][envelope]") {
  const Paging paging =
      make_spring_page(testing::switches_of({{"switches", {{"page.shape", "spring-1"}}}}));
  const std::vector<order::Criterion> criteria{
      {.property = "state", .descending = true},
      {.property = "a\"b", .letter_case = query::LetterCase::folded}};
  PageFacts facts{.window = {.first = 4, .count = 4, .number = 1},
                  .total = 6,
                  .on_page = 2,
                  .sorted = true,
                  .criteria = criteria};

  CHECK(write(paging, facts, "[1,2]") ==
        R"({"content":[1,2],"last":true,"totalElements":6,"totalPages":2,"size":4,"number":1,)"
        R"("first":false,"numberOfElements":2,"sort":[{"direction":"DESC","property":"state",)"
        R"("ignoreCase":false,"nullHandling":"NATIVE","ascending":false,"descending":true},)"
        R"({"direction":"ASC","property":"a\"b","ignoreCase":true,"nullHandling":"NATIVE",)"
        R"("ascending":true,"descending":false}]})");
  facts = {.window = {.first = 0, .count = 20, .number = 0}};
  CHECK(write(paging, facts, "[]") ==
        R"({"content":[],"last":true,"totalElements":0,"totalPages":0,"size":20,"number":0,)"
        R"("first":true,"numberOfElements":0,"sort":null})");
}

TEST_CASE("an API without a switch for it clamps sizes", "[mock][paging][spring-page]") {
  const std::vector<Switch> known{{.name = "page.shape", .values = {"spring-2.1"}}};
  const Paging paging =
      make_spring_page(Switches::resolve(known, Strictness::documented, {}).value());

  CHECK(read(paging, "size=2001").value().count == 2000);
}

TEST_CASE("totals have 64 bits", "[mock][paging][spring-page][limit]") {
  const Paging paging = make_spring_page(testing::default_switches());
  const std::uint64_t most = 9'223'372'036'854'775'807U;
  const PageFacts facts{
      .window = {.first = 0, .count = 2, .number = 0}, .total = most, .on_page = 2};

  const Json page = Json::parse(write(paging, facts, "[]"));

  CHECK(page.at("totalElements") == most);
  CHECK(page.at("totalPages") == most / 2 + 1);
  CHECK(page.at("last") == false);
}

}  // namespace understudy::mock::paging
