// SPDX-License-Identifier: MIT
/// PartnerPortal's typed client against the mock: the documented workflow, every operation, what a
/// patch may say, and every documented error, with contracts checked on both sides.
///
/// Source: partnerportal S1 to S10; workflows W4
#include <set>

#include "client/pair_support.hpp"
#include "support.hpp"
#include "understudy/client/apis/partnerportal/client.hpp"

namespace understudy::partnerportal_test {

namespace {

using client::CallError;
using client::CallEvent;
using client::Decimal;
using client::Instant;
using client::Nullable;
using client::Outcome;
using client::Secret;
using client::VendorProblem;
using client::partnerportal::Client;
using client::partnerportal::CustomFields;
using client::partnerportal::Lead;
using client::partnerportal::LeadPatch;
using client::partnerportal::LeadStatus;
using client::partnerportal::Login;
using client::partnerportal::NewLead;
using client::partnerportal::ObjectSchema;
using client::partnerportal::UnifiedField;
using pair_test::error_of;
using pair_test::get;
using pair_test::Pair;
using pair_test::routes;
using Text = Nullable<std::string>;
using namespace std::chrono;

const std::string kCompany = "company-1";
const Instant kNoon = sys_days{2026y / March / 4} + 12h;

mock::ServerOptions served(const Readings& readings = {}) {
  mock::ServerOptions options = example_set();
  options.apis = {"partnerportal"};
  for (const auto& [name, value] : readings) options.switches["partnerportal." + name] = value;
  return options;
}

Login demo_login() { return {.id = "demo-client", .secret = Secret{"demo-secret"}}; }

Client client_of(Pair& pair, client::ClientOptions options, Login login = demo_login()) {
  return Client::make(pair.transport(), client::partnerportal::client_credentials(std::move(login)),
                      std::move(options))
      .value();
}
Client client_of(Pair& pair) { return client_of(pair, pair.options()); }

NewLead ada() {
  return {.last_name = "Okafor",
          .custom_fields = CustomFields{{"cf_region", "south"}},
          .company_name = "Globex",
          .platform = "web",
          .close_date = sys_days{2026y / April / 1},
          .first_name = "Ada",
          .value = Decimal::parse("12500.5"),
          .email = "ada@globex.example"};
}

Lead made(const Client& client, const NewLead& lead = ada()) {
  return get(client.create_lead({.company_id = kCompany, .lead = lead})).data;
}

Lead patched(const Client& client, const std::string& id, const LeadPatch& changes) {
  return get(client.update_lead({.company_id = kCompany, .lead_id = id, .changes = changes})).data;
}

}  // namespace

TEST_CASE("a lead is described, created, read, changed and listed", "[pair][partnerportal][W4]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client = client_of(pair);

  const ObjectSchema schema = get(client.company_schema({.company_id = kCompany})).data.schema;
  CHECK((schema.object == "lead" && schema.type == "object"));
  REQUIRE(schema.unified_fields.size() == 14);
  std::set<std::string> required;
  for (const UnifiedField& field : schema.unified_fields) {
    if (field.required) required.insert(field.field_id);
  }
  CHECK(required == std::set<std::string>{"firstName", "lastName", "platform"});
  CHECK((schema.unified_fields[12].field_id == "phaseId" &&
         !schema.unified_fields[12].flags.creatable && schema.unified_fields[12].flags.updateable));
  CHECK((schema.custom_fields.size() == 1 && schema.custom_fields.count("cf_region") == 1));

  const ObjectSchema of_org =
      get(client.org_schema({.company_id = kCompany, .partner_organization_id = "org-1"}))
          .data.schema;
  REQUIRE(of_org.unified_fields.size() == 15);
  CHECK(of_org.unified_fields.back().field_id == "cf_tier");

  const auto created = get(client.create_lead({.company_id = kCompany, .lead = ada()}));
  const Lead& lead = created.data;
  CHECK(created.status == 201);
  CHECK_FALSE(created.context.request_id.empty());
  CHECK((lead.last_name == "Okafor" && lead.first_name == "Ada" && lead.platform == "web"));
  CHECK((lead.company_name == "Globex" && lead.email == "ada@globex.example"));
  REQUIRE(lead.value.has_value());
  CHECK(lead.value->text() == "12500.5");
  CHECK((lead.close_date == Instant{sys_days{2026y / April / 1}}));
  CHECK((lead.submission_date == kNoon && lead.created_at == kNoon && lead.updated_at == kNoon));
  CHECK((lead.company_id == kCompany && lead.status == LeadStatus::active));
  CHECK((!lead.phase_id && !lead.revenue && !lead.lock_commission_percent && !lead.custom_fields));

  const auto read = get(client.get_lead({.company_id = kCompany, .lead_id = lead.id}));
  CHECK(read.data == lead);
  CHECK(read.context.request_id != created.context.request_id);

  pair.clock().advance(60s);
  const Lead changed = patched(client, lead.id, {.phase_id = Text{"phase-2"}, .email = Text{}});
  Lead expected = lead;
  expected.phase_id = "phase-2";
  expected.email.reset();
  expected.updated_at = kNoon + 60s;
  CHECK(changed == expected);

  const std::vector<std::string> ids{lead.id, made(client).id, made(client).id};
  const auto first = get(client.list_leads({.company_id = kCompany, .skip = 0, .limit = 2}));
  REQUIRE(first.data.size() == 2);
  CHECK((first.data[0].id == ids[0] && first.data[1].id == ids[1]));
  CHECK(get(client.list_leads({.company_id = kCompany, .skip = 2, .limit = 2})).data.size() == 1);
  CHECK(get(client.list_leads({.company_id = kCompany, .skip = 3, .limit = 2})).data.empty());
  CHECK(pair.count(CallEvent::Kind::warning) == 0);
}

TEST_CASE("absent, null and a value are three things in a patch", "[pair][partnerportal][patch]") {
  Pair pair(GENERATE(from_range(routes())), served({{"custom_fields.echo", "yes"}}));
  const Client client = client_of(pair);
  NewLead start = ada();
  start.notes = "a";
  start.value = Decimal{10};
  start.custom_fields = CustomFields{{"k", 1}, {"m", 2}};
  const std::string id = made(client, start).id;

  CHECK(patched(client, id, {}).notes == "a");
  CHECK_FALSE(patched(client, id, {.notes = Text{}}).notes.has_value());
  const Lead zero = patched(client, id, {.notes = Text{"b"}, .value = Decimal{0}});
  CHECK(zero.notes == "b");
  CHECK(zero.value->to_double() == 0);
  CHECK(zero.email == "ada@globex.example");
  CHECK(patched(client, id, {.custom_fields = CustomFields{{"k", nullptr}, {"n", 3}}})
            .custom_fields == CustomFields{{"m", 2}, {"n", 3}});
  const Lead cleared = patched(client, id, {.custom_fields = Nullable<CustomFields>{}});
  CHECK(cleared.custom_fields.value_or(CustomFields{}).empty());
}

TEST_CASE("a walk goes on to the empty page, and on from a token",
          "[pair][partnerportal][paging]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client = client_of(pair);
  std::vector<std::string> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(made(client).id);

  std::vector<std::string> all;
  auto items = client.lead_items({.company_id = kCompany, .limit = 2});
  for (Outcome<Lead>& lead : items) all.push_back(get(std::move(lead)).id);
  CHECK(all == ids);

  auto pages = client.lead_pages({.company_id = kCompany, .limit = 2});
  REQUIRE(get(pages.next()));
  CHECK(pages.resume_token()->text == "2");
  std::vector<std::string> rest;
  auto resumed =
      client.lead_items({.company_id = kCompany, .limit = 2}, {.from = *pages.resume_token()});
  for (Outcome<Lead>& lead : resumed) rest.push_back(get(std::move(lead)).id);
  CHECK(rest == std::vector<std::string>{ids.begin() + 2, ids.end()});

  auto none = client.lead_items({.company_id = kCompany, .skip = 100});
  CHECK((none.begin() == none.end()));
}

TEST_CASE("a token is fetched once, and again when its hour is over",
          "[pair][partnerportal][token]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client = client_of(pair);
  const auto tokens = [&pair] {
    std::size_t found = 0;
    for (const CallEvent& event : pair.events()) {
      found += event.kind == CallEvent::Kind::attempt && event.operation == "partnerportal.token";
    }
    return found;
  };

  get(client.company_schema({.company_id = kCompany}));
  get(client.company_schema({.company_id = kCompany}));
  CHECK(tokens() == 1);
  pair.clock().advance(3600s);
  get(client.company_schema({.company_id = kCompany}));
  CHECK(tokens() == 2);

  const client::Token token = get(client.get_token(demo_login()));
  CHECK(token.text.reveal().size() >= 32);
  CHECK((token.expires == pair.clock().wall_now() + 3600s));
}

TEST_CASE("a token that the host refuses is an error of the bearer",
          "[pair][partnerportal][errors]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client =
      Client::make(pair.transport(),
                   client::partnerportal::token_credentials(Secret{"stale-token-of-yesterday"}),
                   pair.options())
          .value();

  const CallError error = error_of(client.list_leads({.company_id = kCompany}));

  CHECK((error.status == 401 && error.vendor.code == "invalid_token"));
  CHECK_FALSE(error.vendor.request_id.empty());
  CHECK(client::render(error).find("stale-token") == std::string::npos);
}

TEST_CASE("a wrong secret is an error of OAuth, and is never shown",
          "[pair][partnerportal][errors]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Login wrong{.id = "demo-client", .secret = Secret{"wrong-secret-wrong"}};

  const CallError at_call =
      error_of(client_of(pair, pair.options(), wrong).list_leads({.company_id = kCompany}));
  const CallError at_token = error_of(client_of(pair).get_token(wrong));

  for (const CallError& error : {at_call, at_token}) {
    CHECK((error.status == 401 && error.vendor.code == "invalid_client"));
    CHECK(client::render(error).find("wrong-secret-wrong") == std::string::npos);
  }
}

TEST_CASE("each refused field is a problem of the error", "[pair][partnerportal][errors]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client = client_of(pair, pair.careless_options());
  NewLead lead = ada();
  lead.close_date.reset();
  lead.extra.values = {{"closeDate", "tomorrow"}};

  const CallError error = error_of(client.create_lead({.company_id = kCompany, .lead = lead}));

  CHECK((error.status == 400 && error.vendor.code == "validation_failed"));
  REQUIRE(error.vendor.problems.size() == 1);
  CHECK(error.vendor.problems[0].field == "closeDate");
  CHECK_FALSE(error.vendor.problems[0].message.empty());
  CHECK_FALSE(error.vendor.request_id.empty());
  CHECK(get(client.list_leads({.company_id = kCompany})).data.empty());
}

TEST_CASE("every other documented error has its status and code", "[pair][partnerportal][errors]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client = client_of(pair, pair.careless_options());
  const auto check = [](const CallError& error, int status, const std::string& code) {
    CHECK(error.status == status);
    CHECK(error.vendor.code == code);
    CHECK_FALSE(error.vendor.message.empty());
  };

  check(error_of(client.list_leads({.company_id = "other"})), 403, "forbidden");
  check(error_of(client.get_lead({.company_id = kCompany, .lead_id = "nobody"})), 404, "not_found");
  check(error_of(client.update_lead({.company_id = kCompany, .lead_id = "nobody"})), 404,
        "not_found");
  check(error_of(client.company_schema({.company_id = kCompany, .object = "boat"})), 404,
        "not_found");
  check(error_of(client.org_schema({.company_id = kCompany, .partner_organization_id = "org-9"})),
        404, "not_found");
  check(error_of(client.list_leads({.company_id = kCompany, .limit = 0})), 400,
        "validation_failed");
  check(error_of(client.list_leads({.company_id = kCompany, .skip = -1})), 400,
        "validation_failed");
}

TEST_CASE("other hosts write their errors flat", "[pair][partnerportal][errors]") {
  Pair pair(pair_test::in_process(), served({{"errors.shape", "flat"}}));

  const CallError error =
      error_of(client_of(pair).get_lead({.company_id = kCompany, .lead_id = "nobody"}));

  CHECK((error.status == 404 && error.vendor.code.empty()));
  CHECK_FALSE(error.vendor.message.empty());
}

TEST_CASE("what cannot be sent does not leave", "[pair][partnerportal][errors]") {
  Pair pair(pair_test::in_process(), served());
  const Client client = client_of(pair);

  const CallError no_lead = error_of(client.get_lead({.company_id = kCompany}));
  const CallError above = error_of(client.list_leads({.company_id = ".."}));

  CHECK((no_lead.cause.where == "lead_id" && no_lead.attempts == 0));
  CHECK(above.cause.code == Errc::bad_input);
  CHECK(pair.count(CallEvent::Kind::attempt) == 0);
}

TEST_CASE("credentials of a file are a client", "[client][partnerportal][credentials]") {
  using client::partnerportal::make_credentials;
  CHECK(make_credentials({{"client_id", "a"}, {"client_secret", "b"}}).has_value());
  CHECK(make_credentials({{"client_id", "a"}}).error().code == Errc::not_found);
  CHECK(make_credentials({{"client_secret", "b"}}).error().code == Errc::not_found);
}

}  // namespace understudy::partnerportal_test
