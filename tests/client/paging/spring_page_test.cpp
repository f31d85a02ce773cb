// SPDX-License-Identifier: MIT
/// Pages of Spring Data as hosts of different ages send them, and what follows each.
#include "understudy/client/paging/spring_page.hpp"

#include <optional>
#include <string>
#include <tuple>

#include "support/catch.hpp"

namespace understudy::client {

namespace {

struct Row {
  std::string id = {};
  friend bool operator==(const Row&, const Row&) = default;
};
constexpr auto members_of(const Row* /*record*/) { return std::tuple{member("id", &Row::id)}; }

Result<PageStep<SpringPage<Row>>> read_step(const std::string& text, std::int64_t page = 0) {
  const auto document = JsonDocument::parse_owned(text).value();
  return read_spring_step<Row>(document.root(), page);
}

std::string next_of(const std::string& text, std::int64_t page = 0) {
  const auto step = read_step(text, page);
  REQUIRE(step.has_value());
  return step->next ? step->next->text : "(none)";
}

}  // namespace

TEST_CASE("a page request leaves to the host what it does not say",
          "[client][paging][spring-page]") {
  CHECK(spring_query({}).empty());
  CHECK(spring_query({.page = 0}) == "page=0");
  CHECK(spring_query({.size = 2'000}) == "size=2000");
  CHECK(spring_query(
            {.page = 3, .size = 7, .order = SpringSort{}.descending("state").build().value()}) ==
        "page=3&size=7&sort=state%2Cdesc");
}

TEST_CASE("a page is read whatever its framework adds or leaves out",
          "[client][paging][spring-page][S7]") {
  const auto full = read_step(R"({"totalElements":3,"totalPages":2,"sort":{"sorted":true},
      "first":false,"last":true,"number":1,"pageable":{"offset":2},"numberOfElements":1,"size":2,
      "empty":false,"content":[{"id":"c"}],"noDataFoundMessage":null})",
                              1);
  REQUIRE(full.has_value());
  CHECK(full->page.content == std::vector<Row>{{"c"}});
  CHECK(full->page.total_elements == 3);
  CHECK((full->page.number == 1 && full->page.size == 2 && full->page.total_pages == 2));
  CHECK((full->page.first == false && full->page.last == true && full->page.empty == false));
  CHECK(full->page.number_of_elements == 1);
  CHECK(full->page.extra.values.size() == 3);
  CHECK(full->page.extra.find("pageable")->at("offset") == 2);
  CHECK((full->mark.rows == 1 && full->mark.total == 3 && full->mark.fingerprint != 0));
  CHECK_FALSE(full->next.has_value());

  const auto bare = read_step(R"({"content":[],"totalElements":0})");
  REQUIRE(bare.has_value());
  CHECK(bare->mark.fingerprint == 0);
  CHECK_FALSE(bare->page.last.has_value());
}

TEST_CASE("the last page is where the host says, else where its number of pages says",
          "[client][paging][spring-page][S16]") {
  CHECK(next_of(R"({"content":[],"totalElements":9,"totalPages":3,"last":false})", 0) == "1");
  CHECK(next_of(R"({"content":[],"totalElements":9,"totalPages":9,"last":true})", 0) == "(none)");
  CHECK(next_of(R"({"content":[],"totalElements":9,"totalPages":3})", 1) == "2");
  CHECK(next_of(R"({"content":[],"totalElements":9,"totalPages":3})", 2) == "(none)");
  CHECK(next_of(R"({"content":[],"totalElements":0,"totalPages":0})", 0) == "(none)");
  CHECK(next_of(R"({"content":[],"totalElements":9})", 0) == "(none)");
}

TEST_CASE("a list that is not paged is one page", "[client][paging][spring-page]") {
  const auto step = read_step(R"([{"id":"a"},{"id":"b"}])");

  REQUIRE(step.has_value());
  CHECK(step->page.content == std::vector<Row>{{"a"}, {"b"}});
  CHECK((step->page.total_elements == 2 && step->page.last == true));
  CHECK((step->mark.rows == 2 && step->mark.fingerprint != 0));
  CHECK_FALSE(step->next.has_value());
}

TEST_CASE("what is no page is told by its place", "[client][paging][spring-page]") {
  const auto where = [](const std::string& text) {
    const auto step = read_step(text);
    REQUIRE_FALSE(step.has_value());
    CHECK(step.error().code == Errc::bad_input);
    return step.error().where;
  };

  CHECK(where(R"({"content":[{"id":"a"},{"id":5}],"totalElements":2})") == "/content/1/id");
  CHECK(where(R"({"content":{},"totalElements":2})") == "/content");
  CHECK(where(R"({"content":[],"totalElements":"2"})") == "/totalElements");
  CHECK(where(R"([{"id":"a"},{}])") == "/1");
}

}  // namespace understudy::client
