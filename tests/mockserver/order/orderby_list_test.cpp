// SPDX-License-Identifier: MIT
/// orderby-list: the cases file, run through the table as well.
#include <string>

#include "mockserver/filter/text_cases.hpp"
#include "mockserver/query/example_table.hpp"
#include "order/dialect.hpp"
#include "support/catch.hpp"

namespace understudy::mock::order {

TEST_CASE("orderby-list agrees with every case in its file", "[mock][order][orderby-list]") {
  const query::Table table = testing::partner_accounts();

  testing::each_case("order/orderby_list.cases.json", 19, [&](const Json& test_case) {
    const auto query = QueryParams::parse(test_case.at("input").get<std::string>()).value();

    const Parsed parsed =
        make_orderby_list(testing::text_switches(test_case))(query, table.schema());

    if (test_case.contains("want")) {
      REQUIRE(parsed);
      CHECK(parsed->sorted == !parsed->keys.empty());
      CHECK(Json(testing::numbers_of(table.select({.order = parsed->keys}))) ==
            test_case.at("want"));
      return;
    }
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().status == 400);
    CHECK(parsed.error().source == "S12");
    CHECK(parsed.error().message == test_case.at("error").at("message").get<std::string>());
  });
}

TEST_CASE("orderby-list is listed under its key", "[mock][order][orderby-list]") {
  const Dialect* dialect = find_dialect("orderby-list");

  REQUIRE(dialect != nullptr);
  CHECK(dialect->make == &make_orderby_list);
}

TEST_CASE("thousands of items of orderby cost no more than the columns they name",
          "[mock][order][orderby-list][bomb]") {
  const query::Table table = testing::partner_accounts();
  std::string query = "orderby=Status";
  for (int i = 0; i < 2000; ++i) query += ",Status%20desc,Id";

  const Parsed parsed = make_orderby_list(testing::text_switches())(
      QueryParams::parse(query).value(), table.schema());

  REQUIRE(parsed);
  CHECK(parsed->keys.size() == 4001);
  CHECK(testing::numbers_of(table.select({.order = parsed->keys})) ==
        std::vector<std::size_t>{6, 1, 2, 3, 5, 4});
}

}  // namespace understudy::mock::order
