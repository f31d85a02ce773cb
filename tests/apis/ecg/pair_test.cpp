// SPDX-License-Identifier: MIT
/// ECG's typed client against the mock: the documented workflow, every operation, the list table
/// and every documented error, with contracts checked on both sides.
///
/// Source: ecg S1 to S13; workflows W5
#include "client/pair_support.hpp"
#include "support.hpp"
#include "understudy/client/apis/ecg/client.hpp"

namespace understudy::ecg_test {

namespace {

using client::CallError;
using client::CallEvent;
using client::Instant;
using client::Outcome;
using client::Secret;
using client::VendorProblem;
using client::ecg::Client;
using client::ecg::CreatePartnerRequest;
using client::ecg::Direction;
using client::ecg::Include;
using client::ecg::LifeCycle;
using client::ecg::ListPartnersRequest;
using client::ecg::OnBoardingStatus;
using client::ecg::OrganizationStatus;
using client::ecg::Partner;
using client::ecg::PartnerPage;
using pair_test::error_of;
using pair_test::get;
using pair_test::Pair;
using pair_test::routes;
using Strings = std::vector<std::string>;
using namespace std::chrono;

mock::ServerOptions served(const Readings& switches = {}) {
  mock::ServerOptions options;
  options.apis = {"ecg"};
  options.data = fixtures::DataSet::example;
  for (const auto& [name, value] : switches) options.switches["ecg." + name] = value;
  return options;
}

Client client_of(Pair& pair, const client::ClientOptions& options,
                 const Strings& permissions = {"partners.create"}) {
  const auto token = pair.server().issue_token("ecg", {.permissions = permissions});
  REQUIRE(token.has_value());
  return Client::make(pair.transport(), client::ecg::jwt_credentials(Secret{*token}), options)
      .value();
}

Client client_of(Pair& pair) { return client_of(pair, pair.options()); }

Client careless_client_of(Pair& pair) { return client_of(pair, pair.careless_options()); }

/// The numbers of the example rows, 0 for others.
std::vector<int> numbers_of(const std::vector<Partner>& partners) {
  std::vector<int> numbers;
  for (const Partner& partner : partners) {
    const auto it = std::find(kPartnerIds.begin(), kPartnerIds.end(), partner.id);
    numbers.push_back(it == kPartnerIds.end() ? 0 : static_cast<int>(it - kPartnerIds.begin()) + 1);
  }
  return numbers;
}

/// The body of the document, every field of it.
CreatePartnerRequest everything() {
  CreatePartnerRequest request{.create_apptivo_account = true, .create_bill_dot_com_profile = true};
  request.organization = {
      .legacy_identifier = "ae23fba4-f740-4d74-bbd6-80beee24f8f2",
      .parent_id = kPartnerIds[0],
      .type = "1",
      .hco_xref_id = "string",
      .business_name = "New Care",
      .display_name = "New",
      .integration_metadata = Json{{"key", {{"key1", "value1"}, {"key2", "value2"}}}},
      .addresses = {{{.address_line1 = "252 Lomas Santa Fe Dr Suite 290",
                      .address_line2 = "Behind times square garden",
                      .state_province_code = "AL",
                      .city = "San Diego",
                      .postal_code = "92075",
                      .country_code = "US",
                      .region_code = "US",
                      .address_type = 1}}},
      .phone_numbers = {{{.extension = "string", .phone_number = "string", .phone_type = 1}}},
      .on_boarding_partner_id = "7bfbe222-e8db-4305-86ee-38eddc7df552",
      .origination_source = "CRM",
      .on_boarding_status = OnBoardingStatus::not_started,
      .organization_status = OrganizationStatus::contracted,
      .rrms_site_group_id = "string",
      .sign_on_date = sys_days{2026y / March / 4} + 17h + 27min + 5s + 253ms,
      .timezone_id = "string",
      .action_plan_code = "11011",
      .vendor_profile_ids = {{"e596d9f2-0642-4575-897a-8cdb9c18c882"}}};
  request.partner_criteria = {.partner_type_id = kTypeIds[0],
                              .status = "active",
                              .commission_payout_status = "active",
                              .deactivated_date = 2026y / March / 4,
                              .onboarding_date = 2026y / March / 4,
                              .sales_cut_off_date = 2026y / March / 4,
                              .enable_commissions = false,
                              .w9_submitted = false,
                              .is_w2 = false};
  request.vendor_account = {
      .currency = "USD",
      .account_number = "1234567890",
      .email = "email@test.com",
      .bank_account = {{.payment_purpose = {{.code = {{.name = "string"}}, .text = "OPTIONAL"}},
                        .type = "CHECKING",
                        .payee_name = "string",
                        .name_on_account = "string",
                        .account_number = "1234567890",
                        .routing_number = "021000021",
                        .regulatory_fields = {{{.name = "string", .value = "string"}}}}}};
  return request;
}

}  // namespace

TEST_CASE("the documented partner is created, read and listed", "[pair][ecg][W5]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client = client_of(pair);

  const Partner made = get(client.create_partner(everything()));
  CHECK((made.type == "1" && made.status->known() == LifeCycle::active));
  CHECK(made.ancestry_nodes == Strings{kPartnerIds[0]});
  CHECK(made.integration_metadata->at("key").at("key2") == "value2");
  CHECK((made.on_boarding_status == OnBoardingStatus::not_started));
  CHECK((made.sign_on_date == sys_days{2026y / March / 4} + 17h + 27min + 5s + 253ms));
  REQUIRE(made.party.has_value());
  CHECK(made.party->legacy_identifier == "ae23fba4-f740-4d74-bbd6-80beee24f8f2");
  CHECK(made.party->addresses->at(0).city == "San Diego");
  CHECK(made.party->phone_numbers->at(0).phone_type == 1);
  REQUIRE(made.partner_criteria.has_value());
  CHECK(made.partner_criteria->status == "active");
  CHECK((made.partner_criteria->onboarding_date == Instant{sys_days{2026y / March / 4}}));
  CHECK(*made.partner_criteria->vendor_metadata == Json{{"apptivo", true}, {"billDotCom", true}});
  CHECK((made.audit_info.created_at == sys_days{2026y / March / 4} + 12h));
  CHECK((!made.archive_info.archived && made.active_info.active));
  CHECK((!made.parent_partner && !made.on_boarding_partner && !made.subsidiaries));
  CHECK(made.extra.find("vendorAccount") == nullptr);

  const Partner read =
      get(client.get_partner({.partner_id = made.id, .include = {Include::parent_partner}}));
  REQUIRE((read.parent_partner && read.parent_partner->value));
  CHECK(read.parent_partner->value->business_name == "Acme Care");
  CHECK(read.parent_partner->value->extra.find("parentPartner") == nullptr);

  const PartnerPage page =
      get(client.list_partners({.order_by = Direction::descending, .skip = 0, .take = 10}));
  CHECK(numbers_of(page.items) == std::vector<int>{0, 6, 4, 3, 2, 1});
  CHECK((page.current_page_number == 0 && page.records_per_page == 10));
  CHECK((page.total_records == 6 && page.total_pages == 1));

  const PartnerPage typed = get(client.list_partners(
      {.include = {Include::partner_type}, .partner_type_ids = {kTypeIds[0]}}));
  CHECK(numbers_of(typed.items) == std::vector<int>{1, 3, 0});
  for (const Partner& partner : typed.items) {
    CHECK(partner.partner_criteria->partner_type->id == kTypeIds[0]);
  }

  const Partner parent =
      get(client.get_partner({.partner_id = kPartnerIds[0], .include = {Include::subsidiaries}}));
  REQUIRE((parent.subsidiaries && parent.subsidiaries->value));
  CHECK(parent.subsidiaries->value->size() == 3);
  CHECK(parent.subsidiaries->value->back().id == made.id);
  CHECK(pair.count(CallEvent::Kind::warning) == 0);
}

TEST_CASE("every condition of the list selects what the document says", "[pair][ecg][list]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client = client_of(pair);
  const std::vector<std::pair<ListPartnersRequest, std::vector<int>>> table{
      {{}, {1, 2, 3, 4, 6}},
      {{.order_by = Direction::descending}, {6, 4, 3, 2, 1}},
      {{.status = {LifeCycle::active}}, {1, 6}},
      {{.status = {LifeCycle::active, LifeCycle::restored}}, {1, 4, 6}},
      {{.partner_status = {"on-boarded"}}, {1, 3}},
      {{.commission_payout_status = {"active"}}, {1, 2, 4}},
      {{.commission_payout_status = {"Active"}}, {}},
      {{.search_term = "acme"}, {1, 3}},
      {{.include = {Include::partner_type}, .partner_type_ids = {kTypeIds[0]}}, {1, 3}},
      {{.partner_ids = {kPartnerIds[3], kPartnerIds[4], kPartnerIds[5]}}, {4, 6}},
      {{.w9_submitted = true}, {1, 4}},
      {{.w9_submitted = false}, {2, 3}},
      {{.enable_commissions = true, .is_w2 = false}, {1, 2}},
      {{.skip = 1, .take = 2}, {3, 4}},
      {{.skip = 3, .take = 2}, {}},
      {{.order_by = Direction::ascending,
        .skip = 0,
        .take = 10,
        .include = {Include::parent_partner},
        .status = {LifeCycle::active},
        .partner_status = {"on-boarded"},
        .commission_payout_status = {"active"},
        .w9_submitted = true,
        .enable_commissions = true,
        .is_w2 = false},
       {1}},
  };
  for (std::size_t i = 0; i < table.size(); ++i) {
    INFO("row " << i);
    CHECK(numbers_of(get(client.list_partners(table[i].first)).items) == table[i].second);
  }
}

TEST_CASE("a relation is absent, null or there", "[pair][ecg][include]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client = client_of(pair);

  const Partner plain = get(client.get_partner({.partner_id = kPartnerIds[0]}));
  const Partner both = get(client.get_partner(
      {.partner_id = kPartnerIds[0], .include = {Include::parent_partner, Include::subsidiaries}}));

  CHECK_FALSE(plain.parent_partner.has_value());
  REQUIRE(both.parent_partner.has_value());
  CHECK(both.parent_partner->is_null());
  CHECK(both.subsidiaries->value->size() == 2);
}

TEST_CASE("walks give every partner once, from the start and from a token", "[pair][ecg][paging]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client = client_of(pair);

  std::vector<Partner> all;
  auto items = client.partner_items({.take = 2});
  for (Outcome<Partner>& partner : items) all.push_back(get(std::move(partner)));
  CHECK(numbers_of(all) == std::vector<int>{1, 2, 3, 4, 6});
  CHECK(pair.count(CallEvent::Kind::attempt) == 3);

  auto pages = client.partner_pages({.take = 2});
  REQUIRE(get(pages.next()));
  const auto token = pages.resume_token();
  REQUIRE(token.has_value());
  std::vector<Partner> rest;
  auto resumed = client.partner_items({.take = 2}, {.from = *token});
  for (Outcome<Partner>& partner : resumed) rest.push_back(get(std::move(partner)));
  CHECK(numbers_of(rest) == std::vector<int>{3, 4, 6});

  auto none = client.partner_items({.search_term = "nobody"});
  CHECK((none.begin() == none.end()));
}

TEST_CASE("a walk ends with the error of the page that failed", "[pair][ecg][paging]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client = careless_client_of(pair);

  auto items = client.partner_items({.take = 0});
  auto it = items.begin();
  REQUIRE((it != items.end()));
  const CallError error = error_of(*it);
  CHECK((error.status == 400 && error.operation == "ecg.listPartners"));
  CHECK((++it == items.end()));

  auto strange = client.partner_items({}, {.from = {"x"}});
  CHECK(error_of(*strange.begin()).cause.code == Errc::bad_input);
}

TEST_CASE("one profile comes as an object, several as an array", "[pair][ecg][profiles]") {
  const std::string shape = GENERATE(std::string{"object"}, std::string{"array"});
  Pair pair(pair_test::in_process(), served({{"vendor_profiles", shape}}));

  const Partner partner = get(client_of(pair).create_partner(
      {.organization = {.business_name = "A", .vendor_profile_ids = {{kProfileId}}}}));

  REQUIRE(partner.vendor_profiles.has_value());
  REQUIRE(partner.vendor_profiles->list.size() == 1);
  CHECK(partner.vendor_profiles->list[0].id == kProfileId);
}

TEST_CASE("lines of a refused body are problems of the error", "[pair][ecg][errors]") {
  Pair pair(GENERATE(from_range(routes())), served());
  CreatePartnerRequest request = everything();
  request.organization.business_name = "";
  request.organization.parent_id = "no id";

  const CallError error = error_of(careless_client_of(pair).create_partner(request));

  CHECK((error.status == 400 && error.vendor.code == "Bad Request"));
  CHECK(error.vendor.problems ==
        std::vector<VendorProblem>{{.message = "organization.parentId must be a UUID"},
                                   {.message = "organization.businessName should not be empty"}});
  CHECK(error.vendor.message ==
        "organization.parentId must be a UUID; organization.businessName should not be empty");
  CHECK(error.ending == client::Ending::permanent);
}

TEST_CASE("a request that breaks the contract does not leave", "[pair][ecg][errors]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client = client_of(pair);

  const CallError no_id = error_of(client.get_partner({.partner_id = "no id"}));
  const CallError no_segment = error_of(client.get_partner({}));
  const CallError comma = error_of(client.list_partners({.partner_status = {"a,b"}}));

  CHECK((no_id.ending == client::Ending::contract && no_id.attempts == 0));
  CHECK((no_segment.cause.code == Errc::bad_input && no_segment.cause.where == "partner_id"));
  CHECK((comma.cause.code == Errc::bad_input && comma.cause.where == "partnerStatus"));
  CHECK(pair.count(CallEvent::Kind::attempt) == 0);
}

TEST_CASE("every documented error has its status and its words", "[pair][ecg][errors]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client = careless_client_of(pair);
  const auto check = [](const CallError& error, int status, const std::string& code,
                        const std::string& message) {
    CHECK(error.status == status);
    CHECK(error.vendor.code == code);
    CHECK(error.vendor.message == message);
  };

  check(error_of(client.get_partner({.partner_id = kUnknownId})), 404, "Not Found",
        "Partner with id " + kUnknownId + " not found");
  check(error_of(client.get_partner({.partner_id = "string"})), 400, "Bad Request",
        "Validation failed (uuid is expected)");
  check(error_of(client.list_partners({.partner_type_ids = {kTypeIds[0]}})), 400, "Bad Request",
        "partnerTypeIds requires include=partner-type");
  check(error_of(client.list_partners({.skip = -1})), 400, "Bad Request",
        "skip must not be less than 0");
  check(error_of(client.list_partners({.take = 1001})), 400, "Bad Request",
        "take must not be greater than 1000");
  check(error_of(client.list_partners({.partner_ids = {"abc"}})), 400, "Bad Request",
        "each value in partnerIds must be a UUID");
  check(error_of(client_of(pair, pair.careless_options(), {}).create_partner(everything())), 403,
        "Forbidden", "Forbidden resource");
  check(error_of(Client::make(pair.transport(), client::ecg::jwt_credentials(Secret{"no token"}),
                              pair.careless_options())
                     .value()
                     .list_partners()),
        401, "", "Unauthorized");

  CreatePartnerRequest large = everything();
  large.organization.display_name = std::string(120'000, 'x');
  check(error_of(client.create_partner(large)), 413, "Payload Too Large",
        "request entity too large");
  CHECK(get(client.list_partners()).total_records == 5);
}

TEST_CASE("the other permission creates, too", "[pair][ecg][access]") {
  Pair pair(GENERATE(from_range(routes())), served());

  const Partner made = get(client_of(pair, pair.options(), {"organizations.billing.admin"})
                               .create_partner({.organization = {.business_name = "Least"}}));

  CHECK(made.business_name == "Least");
  CHECK_FALSE(made.partner_criteria.has_value());
}

TEST_CASE("no message shows the numbers of an account", "[pair][ecg][secrets]") {
  Pair pair(pair_test::in_process(), served());
  CreatePartnerRequest request = everything();
  request.organization.parent_id = "1234567890";  // foreign text that quotes a secret

  const CallError error = error_of(client_of(pair).create_partner(request));

  CHECK(error.ending == client::Ending::contract);
  CHECK(client::render(error).find("1234567890") == std::string::npos);
  CHECK(client::render(error).find("021000021") == std::string::npos);
}

TEST_CASE("credentials of a file are its token", "[client][ecg][credentials]") {
  CHECK(client::ecg::make_credentials({{"jwt", "a.b.c"}}).has_value());
  const auto none = client::ecg::make_credentials({{"jwt_secret", "x"}});
  REQUIRE_FALSE(none.has_value());
  CHECK(none.error().code == Errc::not_found);
}

}  // namespace understudy::ecg_test
