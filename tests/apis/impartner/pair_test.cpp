// SPDX-License-Identifier: MIT
/// Impartner's typed client against the mock: the documented workflow, every operation, both
/// filter languages, and every documented error, with contracts checked on both sides.
///
/// Source: impartner S1 to S16; workflows W6
#include "client/pair_support.hpp"
#include "support.hpp"
#include "understudy/client/apis/impartner/client.hpp"

namespace understudy::impartner_test {

namespace {

using client::CallError;
using client::CallEvent;
using client::Ending;
using client::Instant;
using client::OrderByItem;
using client::Outcome;
using client::Secret;
using client::impartner::Account;
using client::impartner::Client;
using client::impartner::EntityDef;
using client::impartner::FieldDefinition;
using client::impartner::ListByODataRequest;
using client::impartner::ListByThqlRequest;
using client::impartner::ManyResult;
using client::impartner::read_as;
using client::impartner::Record;
using client::impartner::RecordPage;
using client::impartner::SearchRecordsRequest;
using client::impartner::User;
using pair_test::error_of;
using pair_test::get;
using pair_test::Pair;
using pair_test::routes;
using Ids = std::vector<std::int32_t>;
using namespace std::chrono;
namespace odata = client::odata;
namespace thql = client::thql;

mock::ServerOptions served(const Readings& readings = {}) {
  mock::ServerOptions options;
  options.apis = {"impartner"};
  options.data = fixtures::DataSet::example;
  for (const auto& [name, value] : readings) options.switches["impartner." + name] = value;
  return options;
}

Client client_of(Pair& pair, client::ClientOptions options,
                 const std::string& key = "demo-prm-key") {
  return Client::make(pair.transport(), client::impartner::key_credentials(Secret{key}),
                      std::move(options))
      .value();
}
Client client_of(Pair& pair) { return client_of(pair, pair.options()); }

Ids ids_of(const std::vector<Record>& records) {
  Ids ids;
  for (const Record& record : records) ids.push_back(record.id);
  return ids;
}

template <typename Items>
Ids walked(Items items) {
  Ids ids;
  for (Outcome<Record>& record : items) ids.push_back(get(std::move(record)).id);
  return ids;
}

const odata::Filter kActive =
    odata::field("Partner_Tier__cf").ne("Pending") && odata::field("Status").ne("Inactive");

void check(const CallError& error, int status, const std::string& code) {
  INFO(client::render(error));
  CHECK(error.status == status);
  CHECK(error.vendor.code == code);
  CHECK_FALSE(error.vendor.message.empty());
}

}  // namespace

TEST_CASE("accounts are listed, filtered and paged in both readings", "[pair][impartner][W6]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client = client_of(pair);

  const RecordPage all = get(
      client.list_records(ListByODataRequest{.object = "Account", .page_size = 100, .page = 1}));
  CHECK((all.count == 6 && all.entity == "Account" && all.results.size() == 6));
  CHECK(all.results[0].text("Name").value() == "Acme Solutions");
  CHECK(all.results[0].text("Partner_Tier__cf").value() == "Premier");

  ListByODataRequest active{.object = "Account", .filter = kActive, .page_size = 2, .page = 2};
  const RecordPage second = get(client.list_records(active));
  CHECK((second.count == 4 && ids_of(second.results) == Ids{5, 6}));
  active.page = 3;
  const RecordPage third = get(client.list_records(active));
  CHECK((third.count == 4 && third.results.empty()));

  const RecordPage vendor = get(client.list_records(
      ListByThqlRequest{.object = "account",
                        .filter = thql::field("Partner_Tier__cf").in("Premier", "Certified"),
                        .fields = {"Name", "Region.Name"},
                        .order_by = {{"Name", OrderByItem::Direction::descending}},
                        .skip = 1,
                        .take = 1}));
  REQUIRE((vendor.count == 2 && vendor.results.size() == 1));
  CHECK(vendor.results[0].id == 1);
  CHECK(vendor.results[0].text("region.name").value() == "EMEA");
  CHECK(vendor.results[0].text("Website").error().code == Errc::not_found);
  CHECK(pair.count(CallEvent::Kind::warning) == 0);
}

TEST_CASE("records are read, changed, created, found and deleted", "[pair][impartner][W6]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client = client_of(pair);

  const Record pushed = get(
      client.update_record({.object = "Account",
                            .id = 1,
                            .fields = {{"Certification_Count__cf", 5}, {"Total_NPCU__cf", 12}}}));
  CHECK(pushed.integer("Certification_Count__cf").value() == 5);
  CHECK(get(client.get_record({.object = "Account", .id = 1})).number("Total_NPCU__cf").value() ==
        12);
  CHECK(ids_of(get(client.list_records(ListByODataRequest{
                       .object = "Account", .filter = odata::field("Total_NPCU__cf").eq(12)}))
                   .results) == Ids{1, 6});

  const ManyResult many = get(client.update_records(
      {.object = "Account",
       .records = {{1, {{"Total_NPCU__cf", 13}}}, {99, {{"Total_NPCU__cf", 1}}}},
       .return_fields = {"Name"}}));
  CHECK_FALSE(many.success);
  REQUIRE(many.results.size() == 2);
  CHECK((many.results[0].success && many.failed() == std::vector<std::size_t>{1}));
  CHECK(many.results[0].data->text("Name").value() == "Acme Solutions");
  CHECK(many.results[1].data->id == 99);
  CHECK(many.results[1].errors->at(0).code == "RecordNotFound");
  CHECK(many.results[1].errors->at(0).message == "Record not found: 99");

  const Record zeta =
      get(client.create_record({.object = "Account", .fields = {{"Name", "Zeta"}}}));
  CHECK(zeta.id == 7);
  const RecordPage found = get(client.search_records({.object = "Account",
                                                      .filter = thql::field("Name").eq("zeta"),
                                                      .fields = {"Name"},
                                                      .take = 5}));
  CHECK((found.count == 1 && ids_of(found.results) == Ids{7}));
  CHECK(get(client.delete_record({.object = "Account", .id = 7})).id == 7);
  const Instant day = sys_days{2026y / March / 4};
  CHECK(get(client.list_deleted_records({.object = "Account", .from = day, .to = day + 24h})) ==
        Ids{7});
  check(error_of(client.get_record({.object = "Account", .id = 7})), 404, "RecordNotFound");

  const ManyResult two = get(client.create_records(
      {.object = "Account", .records = {{{"Name", "Eta"}}, {{"Website", "https://a.example"}}}}));
  REQUIRE(two.results.size() == 2);
  CHECK((two.results[0].success && two.failed() == std::vector<std::size_t>{1}));
  CHECK(two.results[1].errors->at(0).code == "RequiredField");
  const ManyResult gone =
      get(client.delete_records({.object = "Account", .ids = {two.results[0].data->id, 99}}));
  CHECK(gone.failed() == std::vector<std::size_t>{1});
}

TEST_CASE("a record is read by the names and types of its fields", "[pair][impartner][record]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client = client_of(pair);

  const Record record = get(client.get_record({.object = "Account", .id = 1}));
  const Record third = get(client.get_record({.object = "Account", .id = 3}));
  const Account account = read_as<Account>(record).value();
  const User user = read_as<User>(get(client.get_record({.object = "User", .id = 1}))).value();

  CHECK(record.flag("ISACTIVE").value() == true);
  CHECK(record.number("Total_NPCU__cf").value() == 12.5);
  CHECK((record.moment("Created").value() == sys_days{2022y / May / 17} + 1h + 27min + 14s));
  CHECK_FALSE(third.number("Total_NPCU__cf").value().has_value());
  CHECK(record.integer("Name").error().code == Errc::bad_input);
  CHECK(record.text("Nope").error().code == Errc::not_found);
  CHECK(record.text("Name.Nope").error().code == Errc::not_found);
  CHECK((account.id == 1 && account.name == "Acme Solutions" && account.is_active == true));
  CHECK((account.total_npcu_cf == 12.5 && account.certification_count_cf == 5));
  CHECK((account.created == sys_days{2022y / May / 17} + 1h + 27min + 14s));
  CHECK(account.extra.find("crmAccountType") != nullptr);
  CHECK((user.email == "ann@acme.example" && user.account_id == 1));
}

TEST_CASE("objects and fields are described", "[pair][impartner][describe]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client = client_of(pair);

  const std::vector<EntityDef> objects = get(client.describe_objects());
  const std::vector<FieldDefinition> fields =
      get(client.describe_object({.object = "Account", .fields = {"Name", "Partner_Tier__cf"}}));

  CHECK(std::any_of(objects.begin(), objects.end(),
                    [](const EntityDef& object) { return object.name == "Account"; }));
  REQUIRE(fields.size() == 2);
  CHECK((fields[0].name == "Name" && fields[0].is_required == true && fields[0].length == 128));
  CHECK((fields[1].picklist_type == client::impartner::PicklistType::single));
  CHECK(fields[1].values->size() >= 6);
}

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

TEST_CASE("the seed's sync keeps two contacts", "[pair][impartner][W6]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const auto is_one_of = [](const std::string& text, const std::vector<std::string>& all) {
    return std::find(all.begin(), all.end(), text) != all.end();
  };

  Ids kept;
  auto users = client_of(pair).record_items(ListByODataRequest{.object = "User", .page_size = 100});
  for (Outcome<Record>& record : users) {
    const User user = read_as<User>(get(std::move(record))).value();
    std::string email = user.email.value_or("");
    std::transform(email.begin(), email.end(), email.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const std::size_t at = email.rfind('@');
    const std::string name = email.substr(0, at);
    bool is_kept =
        !is_one_of(email.substr(at + 1), {"bill.com", "nintex.com", "safalo.com", "crestan.com"});
    for (const char* const word : {"demo", "sales", "support", "test", "accounts"}) {
      is_kept = is_kept && name.find(word) == std::string::npos;
    }
    if (is_kept) kept.push_back(user.id);
  }
  CHECK(kept == Ids{1, 6});
}

TEST_CASE("a key is fetched by name and password", "[pair][impartner][key]") {
  Pair pair(GENERATE(from_range(routes())), served({{"auth.key_endpoint", "on"}}));
  const CredentialSet demo = demo_credentials().at("impartner").front();
  const client::impartner::CreateKeyRequest login{.user_name = demo.at("user_name"),
                                                  .password = Secret{demo.at("password")}};

  const Client client =
      Client::make(pair.transport(), client::impartner::login_credentials(login), pair.options())
          .value();
  CHECK(get(client.list_records(ListByODataRequest{.object = "Account"})).count == 6);
  pair.clock().advance(3600s);
  CHECK(get(client.list_records(ListByODataRequest{.object = "Account"})).count == 6);
  CHECK_FALSE(get(client.create_key(login)).reveal().empty());

  const CallError wrong = error_of(
      client.create_key({.user_name = login.user_name, .password = Secret{"wrong-password"}}));
  CHECK((wrong.status == 401 && wrong.vendor.message == "Invalid username/password"));
  CHECK(client::render(wrong).find("wrong-password") == std::string::npos);
}

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

TEST_CASE("the tenant is sent when there is one", "[pair][impartner][tenant]") {
  Pair pair(pair_test::in_process(), served({{"auth.tenant", "required"}}));
  const auto credentials = client::impartner::key_credentials(Secret{"demo-prm-key"});

  const Client with = Client::make(pair.transport(), credentials, pair.options()).value();
  const Client without = Client::make(pair.transport(), credentials, pair.options(), "").value();

  CHECK(get(with.get_record({.object = "Account", .id = 1})).id == 1);
  check(error_of(without.get_record({.object = "Account", .id = 1})), 401, "Unauthorized");
  CHECK(Client::make(pair.transport(), credentials, pair.options(), "1\r\nX: y").error().code ==
        Errc::bad_input);
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

TEST_CASE("credentials of a file are a key or a login", "[client][impartner][credentials]") {
  using client::impartner::make_credentials;
  CHECK(make_credentials({{"prm_key", "a"}}).has_value());
  CHECK(make_credentials({{"user_name", "a"}, {"password", "b"}}).has_value());
  CHECK(make_credentials({{"user_name", "a"}}).error().code == Errc::not_found);
}

}  // namespace understudy::impartner_test
