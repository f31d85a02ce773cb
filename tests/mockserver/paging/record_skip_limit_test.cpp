// SPDX-License-Identifier: MIT
/// record-skip-limit: the cases file, then the page that it does not write around the rows.
#include <array>
#include <map>
#include <string>

#include "mockserver/dialects/cases.hpp"
#include "paging/dialect.hpp"
#include "support/catch.hpp"

namespace understudy::mock::paging {

namespace {

using Overrides = std::map<std::string, std::string>;

Switches switches_with(const Overrides& overrides = {}) {
  static const std::array kKnown{
      Switch{.name = "paging.default_limit", .values = {"25"}, .form = "N"},
      Switch{.name = "paging.malformed", .values = {"reject", "default"}},
      Switch{.name = "paging.max_limit", .values = {"100"}, .form = "N"},
      Switch{.name = "paging.over_max", .values = {"clamp", "reject"}},
      Switch{.name = "paging.zero_limit", .values = {"reject", "empty"}},
  };
  return Switches::resolve(kKnown, Strictness::documented, overrides).value();
}

/// What came out, in the notation of the cases file.
Json describe(const Result<Window, Refusal>& window) {
  if (window) {
    CHECK(window->number == 0);
    return {{"want", {{"first", window->first}, {"count", window->count}}}};
  }
  CHECK(window.error().status == 400);
  CHECK(window.error().code == "validation_failed");
  Json problems = Json::array();
  for (const Detail& detail : window.error().details) {
    problems.push_back({detail.where, detail.message});
    CHECK(window.error().message.find(detail.where + ' ' + detail.message) != std::string::npos);
  }
  return {{"error", problems}};
}

}  // namespace

TEST_CASE("record-skip-limit agrees with every case in its file",
          "[mock][paging][record-skip-limit]") {
  const int count = for_each_case(
      "paging/record_skip_limit.cases.json", [](const Json& input, const Json& wanted) {
        const Paging paging =
            make_record_skip_limit(switches_with(input.value("switches", Overrides{})));
        const auto query = QueryParams::parse(input.at("query").get<std::string>()).value();

        CHECK(describe(paging.read(query)) == wanted);
      });

  CHECK(count == 50);
}

TEST_CASE("record-skip-limit is listed under its key", "[mock][paging][record-skip-limit]") {
  const Dialect* dialect = find_dialect("record-skip-limit");

  REQUIRE(dialect != nullptr);
  CHECK(dialect->make == &make_record_skip_limit);
}

TEST_CASE("a page is its rows and nothing else", "[mock][paging][record-skip-limit]") {
  const Paging paging = make_record_skip_limit(switches_with());
  std::string out = "before";

  paging.write(out, {.window = {.count = 25}, .total = 60, .on_page = 1},
               [](std::string& rows) { rows += "[1]"; });

  CHECK(out == "before[1]");
}

}  // namespace understudy::mock::paging
