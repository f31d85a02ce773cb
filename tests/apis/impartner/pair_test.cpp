// SPDX-License-Identifier: MIT
/// Impartner's typed client against the mock: the documented workflow and every operation, with
/// contracts checked on both sides.
///
/// Source: impartner S1 to S9, S13 to S15; workflows W6
#include "pair.hpp"

namespace understudy::impartner_test {

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

TEST_CASE("credentials of a file are a key or a login", "[client][impartner][credentials]") {
  using client::impartner::make_credentials;
  CHECK(make_credentials({{"prm_key", "a"}}).has_value());
  CHECK(make_credentials({{"user_name", "a"}, {"password", "b"}}).has_value());
  CHECK(make_credentials({{"user_name", "a"}}).error().code == Errc::not_found);
}

}  // namespace understudy::impartner_test
