// SPDX-License-Identifier: MIT
/// What both filter builders, orders and walks of Impartner's typed client select from the mock.
///
/// Source: impartner S6, S7, S10 to S12, S14
#include "pair.hpp"

namespace understudy::impartner_test {

TEST_CASE("what the OData builder writes selects the documented rows", "[pair][impartner][odata]") {
  using odata::field;
  Pair pair(pair_test::in_process(), served());
  const Client client = client_of(pair);
  const odata::Field tier = field("Partner_Tier__cf");
  const odata::Field total = field("Total_NPCU__cf");
  const std::vector<std::pair<odata::Filter, Ids>> table{
      {tier.eq("Premier"), {1}},
      {tier.eq("premier"), {}},
      {kActive, {1, 2, 5, 6}},
      {tier.is_null(), {5}},
      {tier.is_not_null(), {1, 2, 3, 4, 6}},
      {total.gt(10), {1, 2, 6}},
      {!total.gt(10), {3, 4, 5}},
      {total.le(10.0), {4, 5}},
      {field("Name").lower().contains("nintex"), {2}},
      {!field("Name").lower().contains("nintex"), {1, 3, 4, 5, 6}},
      {kActive && !field("Name").lower().contains("nintex"), {1, 5, 6}},
      {field("Name").eq("O'Neill Partners"), {3}},
      {field("Name").starts_with("B"), {4}},
      {field("Name").ends_with("co"), {5}},
      {field("Id").eq(4) || (field("Id").eq(6) && field("IsActive").eq(true)), {4}},
      {(field("Id").eq(4) || field("Id").eq(6)) && field("IsActive").eq(true), {}},
      {tier.in({"Premier", "Certified"}), {1, 4}},
      {!tier.in({"Premier", "Certified"}), {2, 3, 5, 6}},
      {tier.in({}), {}},
      {field("IsActive").is_true(), {1, 2, 3, 5}},
      {!field("IsActive").is_true(), {4}},
      {field("Name").length().le(8), {4, 5}},
      {field("Created").year().eq(2022), {1, 4}},
      {field("Created").day().eq(16), {1}},
      {field("Created").lt(Instant{sys_days{2022y / May / 17}}), {2}},
      {field("Created").ge(sys_days{2022y / May / 17}), {1, 3, 4, 5}},
      {field("Region.Name").eq("EMEA"), {1, 2, 3, 4, 5, 6}},
  };
  for (const auto& [filter, ids] : table) {
    INFO(filter.text());
    CHECK(ids_of(get(client.list_records(ListByODataRequest{.object = "Account", .filter = filter}))
                     .results) == ids);
  }
}

TEST_CASE("what the THQL builder writes selects the documented rows", "[pair][impartner][thql]") {
  using thql::field;
  Pair pair(pair_test::in_process(), served());
  const Client client = client_of(pair);
  const thql::Field tier = field("Partner_Tier__cf");
  const std::vector<std::pair<thql::Filter, Ids>> table{
      {tier.eq("Premier"), {1}},
      {tier.ne("Pending"), {1, 2, 4, 6}},
      {tier.is_null(), {5}},
      {tier.is_not_null(), {1, 2, 3, 4, 6}},
      {field("Name").like("%nintex%"), {2}},
      {field("Name").not_like("%nintex%"), {1, 3, 4, 5, 6}},
      {field("Total_NPCU__cf").ge(12) && field("IsActive").eq(true), {1, 2}},
      {field("Total_NPCU__cf").gt(thql::find_number(12.25).value()), {1, 2}},
      {field("Name").like("b_realis"), {4}},
      {field("Id").in(1, 3, 9), {1, 3}},
      {tier.in("premier", "CERTIFIED") || field("MailingCountry").eq("fr"), {1, 4, 6}},
      {(field("Status").eq("Active") || field("Status").is_null()) &&
           field("Certification_Count__cf").lt(5),
       {2, 5}},
      {field("Name").eq("O'Neill Partners"), {3}},
      {field("Created").gt(sys_days{2022y / May / 17}), {1, 3, 4, 5}},
      {field("Created").gt(sys_days{2022y / January / 1}) &&
           field("Created").lt(sys_days{2023y / January / 1} + 0s),
       {1, 4}},
      {tier.not_in("Pending"), {1, 2, 4, 6}},
  };
  for (const auto& [filter, ids] : table) {
    INFO(filter.text());
    CHECK(ids_of(get(client.list_records(ListByThqlRequest{.object = "Account", .filter = filter}))
                     .results) == ids);
    CHECK(ids_of(get(client.search_records({.object = "Account", .filter = filter})).results) ==
          ids);
  }
}

TEST_CASE("orders and conditions of a search are those of the list", "[pair][impartner][search]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client = client_of(pair);
  constexpr auto kDown = OrderByItem::Direction::descending;

  CHECK(walked(client.record_items(ListByThqlRequest{
            .object = "Account", .order_by = {{"MailingCountry", kDown}, {"Name"}}, .take = 4})) ==
        Ids{1, 2, 3, 6, 4, 5});
  CHECK(walked(client.record_items(
            SearchRecordsRequest{.object = "Account", .order_by = {{"Name", kDown}}, .take = 4})) ==
        Ids{6, 5, 3, 2, 4, 1});
  CHECK(ids_of(get(client.search_records({.object = "Account",
                                          .search_text = "o",
                                          .conditions = {{.field_path = "Id",
                                                          .comparison_type = "Between",
                                                          .compare_value = Json{1, 4}},
                                                         {.field_path = "Name",
                                                          .comparison_type = "StartsWith",
                                                          .compare_value = "acme"}}}))
                   .results) == Ids{1});
}

TEST_CASE("walks by page number and by skip give every record once", "[pair][impartner][paging]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client = client_of(pair);
  const auto size = GENERATE(as<std::int64_t>{}, 1, 2, 4, 6, 100);

  CHECK(walked(client.record_items(ListByODataRequest{.object = "Account", .page_size = size})) ==
        Ids{1, 2, 3, 4, 5, 6});
  CHECK(walked(client.record_items(ListByThqlRequest{.object = "Account", .take = size})) ==
        Ids{1, 2, 3, 4, 5, 6});
  CHECK(walked(client.record_items(SearchRecordsRequest{.object = "Account", .take = size})) ==
        Ids{1, 2, 3, 4, 5, 6});
}

TEST_CASE("a walk by page number asks for no page behind the last row",
          "[pair][impartner][paging]") {
  struct Walk {
    std::int64_t asked;
    std::string allowed;  ///< by the host
    std::size_t requests;
  };
  const auto [asked, allowed, requests] =
      GENERATE(Walk{1, "1000", 6}, Walk{2, "1000", 3}, Walk{4, "1000", 2}, Walk{5, "1000", 2},
               Walk{6, "1000", 1}, Walk{100, "1000", 1}, Walk{5, "4", 2}, Walk{100, "4", 2},
               Walk{5, "2", 3}, Walk{1000, "5", 2});
  const bool prefetch = GENERATE(false, true);
  Pair pair(pair_test::in_process(), served({{"paging.max_take", allowed}}));
  INFO(asked << " asked, " << allowed << " allowed");

  CHECK(walked(client_of(pair).record_items(
            ListByODataRequest{.object = "Account", .page_size = asked}, {.prefetch = prefetch})) ==
        Ids{1, 2, 3, 4, 5, 6});
  CHECK(pair.count(CallEvent::Kind::attempt) == requests);
}

TEST_CASE("a walk that is resumed does not take a page that was cut for the last one",
          "[pair][impartner][paging]") {
  Pair pair(pair_test::in_process(), served({{"paging.max_take", "2"}}));
  const Client client = client_of(pair);
  // behind page 2 of 4 rows each there would be none, of the 2 that the host allows there are
  const ListByODataRequest four{.object = "Account", .page_size = 4};

  CHECK(walked(client.record_items(four, {.from = {"2"}})) == Ids{3, 4, 5, 6});
  CHECK(pair.count(CallEvent::Kind::attempt) == 2);
  CHECK(walked(client.record_items(
            ListByODataRequest{.object = "Account", .page_size = 4, .page = 3})) == Ids{5, 6});
  CHECK(pair.count(CallEvent::Kind::attempt) == 3);
}

TEST_CASE("a walk that is resumed at a short last page asks once more",
          "[pair][impartner][paging]") {
  Pair pair(pair_test::in_process(), served());

  CHECK(walked(client_of(pair).record_items(ListByODataRequest{.object = "Account", .page_size = 4},
                                            {.from = {"2"}})) == Ids{5, 6});
  CHECK(pair.count(CallEvent::Kind::attempt) == 2);
}

TEST_CASE("a walk goes on from its token", "[pair][impartner][paging]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client = client_of(pair);
  const ListByODataRequest by_page{.object = "Account", .page_size = 2};
  const ListByThqlRequest by_skip{.object = "Account", .take = 2};

  auto pages = client.record_pages(by_page);
  REQUIRE(get(pages.next()));
  CHECK(pages.resume_token()->text == "2");
  CHECK(walked(client.record_items(by_page, {.from = *pages.resume_token()})) == Ids{3, 4, 5, 6});

  auto skipped = client.record_pages(by_skip);
  REQUIRE(get(skipped.next()));
  CHECK(skipped.resume_token()->text == "2");
  CHECK(walked(client.record_items(by_skip, {.from = *skipped.resume_token()})) == Ids{3, 4, 5, 6});
}

TEST_CASE("a host that cuts pages short loses no record", "[pair][impartner][paging]") {
  Pair pair(pair_test::in_process(), served({{"paging.max_take", "2"}}));
  const Client client = client_of(pair);

  CHECK(walked(client.record_items(ListByODataRequest{.object = "Account", .page_size = 5})) ==
        Ids{1, 2, 3, 4, 5, 6});
  CHECK(walked(client.record_items(ListByThqlRequest{.object = "Account", .take = 5})) ==
        Ids{1, 2, 3, 4, 5, 6});
}

}  // namespace understudy::impartner_test
