// SPDX-License-Identifier: MIT
/// Walks over lists: every page once, the error last, no circles, and one page ahead at most.
#include "understudy/client/pages.hpp"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include "support/catch.hpp"

namespace understudy::client {

namespace {

struct NumberPage {
  std::vector<int> rows;
};

/// A list of 0 .. total-1 in pages of three, found by the number of the page.
struct NumberList {
  int total = 7;
  std::optional<std::int64_t> promised = 7;
  int fails_at = -1;  ///< the page that fails, each time it is asked for
  std::vector<std::string> asked = {};

  PageSource<NumberPage> source() {
    return [this](const PageToken& token,
                  const std::stop_token& /*stop*/) -> Outcome<PageStep<NumberPage>> {
      asked.push_back(token.text);
      const int page = static_cast<int>(number_of(token).value());
      if (page == fails_at) {
        return Failure{CallError{.operation = "list", .cause = {Errc::bad_answer, "no", "", ""}}};
      }
      PageStep<NumberPage> step;
      for (int row = page * 3; row < std::min(total, page * 3 + 3); ++row) {
        step.page.rows.push_back(row);
      }
      step.mark = {.rows = step.page.rows.size(),
                   .total = promised,
                   .fingerprint = static_cast<std::uint64_t>(page) + 1};
      if (page * 3 + 3 < total) step.next = number_token(page + 1);
      return step;
    };
  }

  Items<int> items(WalkOptions options = {}) {
    return {"list", rows_of<int>(source(), &NumberPage::rows), std::move(options)};
  }
};

template <typename Range>
std::string walk(Range&& rows) {
  std::string told;
  for (const auto& row : rows) told += row ? std::to_string(*row) + " " : "error ";
  return told;
}

/// A source of one row per page that says what comes next.
template <typename Next>
PageSource<NumberPage> source_of(Next next) {
  return [next, page = 0](const PageToken& token, const std::stop_token& /*stop*/) mutable
         -> Outcome<PageStep<NumberPage>> { return next(token, page++); };
}

std::string last_error(Pages<NumberPage> pages, std::size_t* count = nullptr) {
  std::string what;
  std::size_t good = 0;
  for (const Outcome<NumberPage>& page : pages) {
    if (page) {
      ++good;
    } else {
      CHECK(page.error().operation == "list");
      what = page.error().cause.what;
    }
  }
  if (count != nullptr) *count = good;
  return what;
}

}  // namespace

static_assert(std::input_iterator<Pages<NumberPage>::Iterator>);
static_assert(std::input_iterator<Items<int>::Iterator>);
static_assert(std::sentinel_for<std::default_sentinel_t, Items<int>::Iterator>);

TEST_CASE("items are the rows of all pages in order", "[client][pages]") {
  NumberList list;
  CHECK(walk(list.items()) == "0 1 2 3 4 5 6 ");
  CHECK(list.asked == std::vector<std::string>{"", "1", "2"});

  NumberList empty{.total = 0, .promised = 0};
  CHECK(walk(empty.items()).empty());
}

TEST_CASE("a walk is a range that algorithms take", "[client][pages]") {
  NumberList list;
  int sum = 0;
  std::ranges::for_each(list.items(), [&](const Outcome<int>& row) { sum += *row; });
  CHECK(sum == 21);
  CHECK(std::ranges::count_if(list.items(), [](const Outcome<int>& row) { return *row > 4; }) == 2);
}

TEST_CASE("nothing is fetched before it is asked for", "[client][pages]") {
  NumberList list;
  Items<int> items = list.items();
  CHECK(list.asked.empty());
  auto at = items.begin();
  CHECK(**at == 0);
  ++at;
  ++at;
  CHECK(list.asked.size() == 1);
  ++at;
  CHECK(list.asked.size() == 2);
}

TEST_CASE("an error is the last element", "[client][pages]") {
  NumberList list{.fails_at = 1};
  CHECK(walk(list.items()) == "0 1 2 error ");
  NumberList at_once{.fails_at = 0};
  CHECK(walk(at_once.items()) == "error ");
}

TEST_CASE("a failed step leaves the page as it was and can be taken again", "[client][pages]") {
  NumberList list{.fails_at = 1};
  Pages<NumberPage> pages{"list", list.source()};
  REQUIRE(pages.next().value());

  CHECK_FALSE(pages.next().has_value());

  REQUIRE(pages.current() != nullptr);
  CHECK(pages.current()->rows == std::vector{0, 1, 2});
  CHECK(pages.resume_token() == PageToken{"1"});

  list.fails_at = -1;
  CHECK(pages.next().value());
  CHECK(pages.current()->rows == std::vector{3, 4, 5});
  CHECK(pages.next().value());
  CHECK_FALSE(pages.next().value());
  CHECK_FALSE(pages.next().value());
  CHECK_FALSE(pages.resume_token().has_value());
}

TEST_CASE("a walk goes on from a token", "[client][pages][resume]") {
  NumberList list;
  CHECK(walk(list.items({.from = {"2"}})) == "6 ");

  Items<int> items = list.items();
  auto at = items.begin();
  CHECK(items.resume_token() == PageToken{});  // two rows of the first page are still here
  ++at;
  ++at;
  CHECK(**at == 2);
  CHECK(items.resume_token() == PageToken{"1"});
  ++at;
  CHECK(items.resume_token() == PageToken{"1"});
}

TEST_CASE("a page that follows itself, or one that was here, ends the walk",
          "[client][pages][guard]") {
  const auto step_to = [](const char* next) {
    return PageStep<NumberPage>{.page = {{1}}, .next = PageToken{next}, .mark = {.rows = 1}};
  };
  std::size_t pages = 0;
  CHECK(last_error({"list", source_of([&](const PageToken& token, int) {
                      return step_to(token.text.c_str());
                    })},
                   &pages) == "expected another page to follow, got one that was here");
  CHECK(pages == 0);
  CHECK(last_error({"list", source_of([&](const PageToken& /*token*/, int page) {
                      return step_to(page % 2 == 0 ? "a" : "b");
                    })},
                   &pages) == "expected another page to follow, got one that was here");
  CHECK(pages == 2);
}

TEST_CASE("the same rows twice in a row end the walk, unless they may", "[client][pages][guard]") {
  const auto same = [](const PageToken& /*token*/, int page) {
    PageStep<NumberPage> step{.page = {{1}}, .mark = {.rows = 1, .fingerprint = 5}};
    if (page < 3) step.next = number_token(page);
    return step;
  };
  std::size_t pages = 0;
  CHECK(last_error({"list", source_of(same)}, &pages) ==
        "expected other rows than on the page before, got the same");
  CHECK(pages == 1);
  CHECK(last_error({"list", source_of(same), {.refuse_equal_pages = false}}, &pages).empty());
  CHECK(pages == 4);
}

TEST_CASE("a list that goes on without rows is ended, one page without any is not",
          "[client][pages][guard]") {
  const auto walk_empty = [](int last, WalkOptions options) {
    std::size_t asked = 0;
    Pages<NumberPage> pages{"list",
                            [&](const PageToken& token,
                                const std::stop_token& /*stop*/) -> Outcome<PageStep<NumberPage>> {
                              ++asked;
                              const auto page = number_of(token).value();
                              PageStep<NumberPage> step;
                              if (page < last) step.next = number_token(page + 1);
                              return step;
                            },
                            std::move(options)};
    bool is_refused = false;
    for (const auto& page : pages) is_refused = !page;
    return std::pair{asked, is_refused};
  };

  CHECK(walk_empty(1'000, {}) == std::pair{std::size_t{2}, true});
  CHECK(walk_empty(1, {}) == std::pair{std::size_t{2}, false});
  CHECK(walk_empty(9, {.refuse_equal_pages = false}) == std::pair{std::size_t{10}, false});
}

TEST_CASE("more rows than promised end the walk", "[client][pages][guard]") {
  NumberList list{.total = 7, .promised = 5};
  CHECK(walk(list.items()) == "0 1 2 error ");
  NumberList enough{.total = 7, .promised = 7};
  CHECK(walk(enough.items()) == "0 1 2 3 4 5 6 ");
  NumberList silent{.total = 7, .promised = {}};
  CHECK(walk(silent.items()) == "0 1 2 3 4 5 6 ");
}

TEST_CASE("a walk ends at its most pages", "[client][pages][guard]") {
  NumberList list;
  CHECK(walk(list.items({.most_pages = 2})) == "0 1 2 3 4 5 error ");
  CHECK(walk(list.items({.most_pages = 3})) == "0 1 2 3 4 5 6 ");
}

TEST_CASE("prefetch gives the same rows, and errors where they belong",
          "[client][pages][prefetch]") {
  NumberList list{.total = 100, .promised = 100};
  NumberList same = list;
  CHECK(walk(list.items({.prefetch = true})) == walk(same.items()));
  CHECK(list.asked == same.asked);
  NumberList failing{.fails_at = 1};
  CHECK(walk(failing.items({.prefetch = true})) == "0 1 2 error ");
}

TEST_CASE("prefetch is one page ahead and no more", "[client][pages][prefetch]") {
  std::atomic<int> fetched{0};
  Pages<NumberPage> pages{"list",
                          [&](const PageToken& token,
                              const std::stop_token& /*stop*/) -> Outcome<PageStep<NumberPage>> {
                            const auto page = number_of(token).value();
                            ++fetched;
                            return PageStep<NumberPage>{
                                .page = {{1}}, .next = number_token(page + 1), .mark = {.rows = 1}};
                          },
                          {.prefetch = true}};
  for (int page = 1; page <= 50; ++page) {
    REQUIRE(pages.next().value());
    while (fetched <= page) std::this_thread::yield();
    CHECK(fetched == page + 1);
  }
}

TEST_CASE("the end of a walk cancels the page that is on its way", "[client][pages][prefetch]") {
  std::atomic<bool> is_waiting{false};
  std::atomic<bool> was_stopped{false};
  {
    Pages<NumberPage> pages{
        "list",
        [&](const PageToken& token, const std::stop_token& stop) -> Outcome<PageStep<NumberPage>> {
          if (token.text.empty()) {
            return PageStep<NumberPage>{.next = number_token(1)};
          }
          is_waiting = true;
          while (!stop.stop_requested()) std::this_thread::yield();
          was_stopped = true;
          return Failure{CallError{}};
        },
        {.prefetch = true}};
    REQUIRE(pages.next().value());
    while (!is_waiting) std::this_thread::yield();
  }
  CHECK(was_stopped);
}

TEST_CASE("the caller's stop reaches the source", "[client][pages]") {
  std::stop_source stop;
  stop.request_stop();
  bool seen = false;
  Pages<NumberPage> pages{"list",
                          [&](const PageToken& /*token*/,
                              const std::stop_token& given) -> Outcome<PageStep<NumberPage>> {
                            seen = given.stop_requested();
                            return PageStep<NumberPage>{};
                          },
                          {.stop = stop.get_token()}};
  CHECK(pages.next().value());
  CHECK(seen);
}

TEST_CASE("a token is a number of 0 and up, or refused", "[client][pages]") {
  CHECK(number_of({}, 1).value() == 1);
  CHECK(number_of(number_token(42)).value() == 42);
  for (const char* bad : {"-1", "x", "1x", " 1", "+1", "99999999999999999999"}) {
    INFO(bad);
    CHECK(number_of({bad}).error().code == Errc::bad_input);
  }
}

TEST_CASE("equal rows have equal fingerprints, other ones others", "[client][pages]") {
  const auto print = [](const char* text) {
    return fingerprint_of(JsonDocument::parse(text).value().root());
  };
  CHECK(print(R"([{"a":"0123456789","b":1}])") == print(R"([ {"a":"0123456789", "b":1} ])"));
  CHECK(print(R"(["a","b"])") == print(R"(["\u0061","b"])"));
  const char* others[] = {"[]",
                          "[[]]",
                          "[null]",
                          "[true]",
                          "[false]",
                          "[1]",
                          "[2]",
                          "[\"1\"]",
                          "{}",
                          "[\"a\",\"b\"]",
                          "[1,1]",
                          "[\"ab\"]",
                          "[\"b\",\"a\"]",
                          "[\"012345678\"]",
                          "[\"012345679\"]"};
  for (const char* one : others) {
    for (const char* other : others) CHECK((print(one) == print(other)) == (one == other));
  }
}

}  // namespace understudy::client
