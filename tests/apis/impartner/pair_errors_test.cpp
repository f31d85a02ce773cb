// SPDX-License-Identifier: MIT
/// Every documented error of Impartner, and what the typed client does not let leave.
///
/// Source: impartner S4, S5, S16
#include "pair.hpp"

namespace understudy::impartner_test {

TEST_CASE("every documented error has its status and code", "[pair][impartner][errors]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client = client_of(pair, pair.careless_options());

  check(error_of(client_of(pair, pair.options(), "nobody's-key")
                     .get_record({.object = "Account", .id = 1})),
        401, "Unauthorized");
  check(error_of(client.get_record({.object = "Account", .id = 99})), 404, "RecordNotFound");
  check(error_of(client.list_records(ListByODataRequest{.object = "Boat"})), 404, "NotFound");
  check(error_of(client.list_records(
            ListByODataRequest{.object = "Account", .filter = odata::field("Nmae").eq("x")})),
        400, "UnknownField");
  check(error_of(client.list_records(
            ListByODataRequest{.object = "Account", .filter = odata::field("Name").eq(5)})),
        400, "InvalidFilter");
  check(error_of(client.list_records(
            ListByThqlRequest{.object = "Account", .filter = thql::field("Nmae").eq("x")})),
        400, "UnknownField");
  check(error_of(client.list_records(ListByThqlRequest{.object = "Account", .fields = {"Nmae"}})),
        400, "UnknownField");
  check(
      error_of(client.list_records(ListByThqlRequest{.object = "Account", .order_by = {{"Nmae"}}})),
      400, "InvalidParameter");
  check(error_of(client.list_records(ListByODataRequest{.object = "Account", .page = 0})), 400,
        "InvalidParameter");
  check(error_of(client.update_record({.object = "Account", .id = 1, .fields = {{"Nope", 1}}})),
        400, "UnknownField");
  check(
      error_of(client.update_record({.object = "Account", .id = 1, .fields = {{"Name", nullptr}}})),
      400, "RequiredField");
  const CallError two = error_of(client.update_record(
      {.object = "Account", .id = 1, .fields = {{"Name", 5}, {"Revenue", "much"}}}));
  check(two, 400, "InvalidValue");
  CHECK(two.vendor.problems.size() == 2);
}

TEST_CASE("a failure with status 200 is a failure", "[pair][impartner][errors]") {
  Pair pair(GENERATE(from_range(routes())), served({{"errors.http", "200"}}));
  const Client client = client_of(pair);

  const CallError missing = error_of(client.get_record({.object = "Account", .id = 99}));
  const ManyResult many = get(client.delete_records({.object = "Account", .ids = {99}}));

  check(missing, 200, "RecordNotFound");
  CHECK(missing.ending == Ending::permanent);
  CHECK(many.failed() == std::vector<std::size_t>{0});
}

TEST_CASE("a login page is a failure of the key", "[pair][impartner][errors]") {
  Pair pair(pair_test::in_process(), served({{"auth.failure", "302"}}));

  const CallError error = error_of(
      client_of(pair, pair.options(), "nobody's-key").get_record({.object = "Account", .id = 1}));

  CHECK((error.status == 302 && error.vendor.message == "redirected to /login"));
}

TEST_CASE("names that would call something else do not leave", "[pair][impartner][errors]") {
  Pair pair(pair_test::in_process(), served());
  const Client client = client_of(pair);

  for (const char* const object : {"", "_describe", "Account/1", "..", "A.B"}) {
    INFO(object);
    const CallError error = error_of(client.get_record({.object = object, .id = 1}));
    CHECK((error.cause.code == Errc::bad_input && error.attempts == 0));
  }
  CHECK(error_of(client.list_records(
                     ListByThqlRequest{.object = "Account", .order_by = {{"Name desc,Id"}}}))
            .cause.code == Errc::bad_input);
  CHECK(error_of(client.get_record({.object = "Account", .id = 1, .fields = {"Name,Id"}}))
            .cause.code == Errc::bad_input);
  CHECK(pair.count(CallEvent::Kind::attempt) == 0);
}

}  // namespace understudy::impartner_test
