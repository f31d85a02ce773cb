// SPDX-License-Identifier: MIT
/// spring-sort, the client's side: the cases file, as it goes out in a query.
#include "understudy/client/order/spring_sort.hpp"

#include <string>

#include "client/cases.hpp"
#include "support/catch.hpp"
#include "understudy/client/paging/spring_page.hpp"

namespace understudy::client {

TEST_CASE("spring-sort sends and refuses what its file says", "[client][order][spring-sort]") {
  testing::each_case("order/spring_sort.cases.json", 13, [](const Json&, const Json& item) {
    SpringSort sort;
    for (const Json& key : item.at("input")) {
      const auto property = key.at(0).get<std::string>();
      const auto letters =
          key.size() == 3 ? SpringSort::LetterCase::ignored : SpringSort::LetterCase::kept;
      if (key.at(1) == "asc") sort.ascending(property, letters);
      if (key.at(1) == "desc") sort.descending(property, letters);
    }

    const Result<SpringOrder> order = sort.build();

    if (item.contains("want")) {
      REQUIRE(order.has_value());
      CHECK(spring_query({.order = *order}) == item.at("want").get<std::string>());
    } else {
      REQUIRE_FALSE(order.has_value());
      CHECK(order.error().code == Errc::bad_input);
      CHECK(order.error().where == item.at("error").get<std::string>());
    }
  });
}

}  // namespace understudy::client
