// SPDX-License-Identifier: MIT
/// What PartnerPortal's host refuses for whatever operation is asked: methods, media types, bodies
/// that are too large, too many requests, and faults of its own.
///
/// Source: partnerportal S8.14, S8.15, S10.3, S10.4, S10.8 to S10.10
#include "client/pair_errors.hpp"
#include "support.hpp"
#include "understudy/client/apis/partnerportal/client.hpp"

namespace understudy::partnerportal_test {

namespace {

using client::CallError;
using client::Idempotency;
using client::Secret;
using client::partnerportal::Client;
using client::partnerportal::Login;
using client::partnerportal::NewLead;
using pair_test::changed_on_the_way;
using pair_test::check_fault;
using pair_test::check_permanent;
using pair_test::check_throttled;
using pair_test::error_of;
using pair_test::get;
using pair_test::Pair;
using pair_test::routes;
using Call = pair_test::DocumentedCall<Client>;
using namespace std::chrono;

const std::string kCompany = "company-1";
const std::string kLead = "00000000-0000-4000-8000-000000000000";  // nobody's
constexpr std::size_t kBodyLimit = 1'048'576;                      // S10.8

mock::ServerOptions served(const Readings& readings = {}) {
  mock::ServerOptions options = example_set();
  options.apis = {"partnerportal"};
  for (const auto& [name, value] : readings) options.switches["partnerportal." + name] = value;
  return options;
}

mock::ServerOptions served_with(mock::Fault fault) {
  mock::ServerOptions options = served();
  fault.api = "partnerportal";
  options.faults = {std::move(fault)};
  return options;
}

/// Needs no call for a token.
Client client_over(Pair& pair, std::shared_ptr<client::Transport> transport,
                   client::ClientOptions options) {
  const auto token = pair.server().issue_token("partnerportal", {});
  REQUIRE(token.has_value());
  return Client::make(std::move(transport),
                      client::partnerportal::token_credentials(Secret{*token}), std::move(options))
      .value();
}
Client client_of(Pair& pair) { return client_over(pair, pair.transport(), pair.options()); }
Client impatient_client_of(Pair& pair) {
  return client_over(pair, pair.transport(), pair.impatient_options());
}
Client client_with(Pair& pair, std::function<void(Request&)> change) {
  return client_over(pair, changed_on_the_way(pair, std::move(change)), pair.impatient_options());
}

NewLead ada() { return {.last_name = "Okafor", .platform = "web", .first_name = "Ada"}; }

std::vector<Call> company_calls() {
  return {
      {"listLeads", Idempotency::safe, false,
       [](const Client& client) { return error_of(client.list_leads({.company_id = kCompany})); }},
      {"createLead", Idempotency::unsafe, true,
       [](const Client& client) {
         return error_of(client.create_lead({.company_id = kCompany, .lead = ada()}));
       }},
      {"getLead", Idempotency::safe, false,
       [](const Client& client) {
         return error_of(client.get_lead({.company_id = kCompany, .lead_id = kLead}));
       }},
      {"updateLead", Idempotency::idempotent, true,
       [](const Client& client) {
         return error_of(client.update_lead({.company_id = kCompany, .lead_id = kLead}));
       }},
      {"companySchema", Idempotency::safe, false,
       [](const Client& client) {
         return error_of(client.company_schema({.company_id = kCompany}));
       }},
      {"orgSchema", Idempotency::safe, false,
       [](const Client& client) {
         return error_of(
             client.org_schema({.company_id = kCompany, .partner_organization_id = "org-1"}));
       }},
  };
}

CallError token_error(const Client& client, std::string scope = {}) {
  return error_of(client.get_token(
      {.id = "demo-client", .secret = Secret{"demo-secret"}, .scope = std::move(scope)}));
}

const Call kToken{"token", Idempotency::safe, true,
                  [](const Client& client) { return token_error(client); }};

std::vector<Call> every_call() {
  std::vector<Call> calls = company_calls();
  calls.push_back(kToken);
  return calls;
}

void check_no_leads(Pair& pair) {
  CHECK(get(client_of(pair).list_leads({.company_id = kCompany})).data.empty());
}

}  // namespace

TEST_CASE("a method that a path does not know is refused", "[pair][partnerportal][errors][S10.3]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client = client_with(pair, [](Request& request) {
    request.method = request.target == "/oauth/token" ? Method::get : Method::delete_;
  });

  for (const Call& call : every_call()) {
    INFO(call.operation);
    check_permanent(call.ask(client), 405, "method_not_allowed");
  }
  check_no_leads(pair);
}

TEST_CASE("a host that updates by PUT refuses PATCH", "[pair][partnerportal][errors][S10.3]") {
  Pair pair(GENERATE(from_range(routes())), served({{"update.method", "PUT"}}));

  check_permanent(error_of(client_of(pair).update_lead({.company_id = kCompany, .lead_id = kLead})),
                  405, "method_not_allowed");
}

TEST_CASE("a lead of another media type is refused", "[pair][partnerportal][errors][S10.4]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const Client client =
      client_with(pair, [](Request& request) { request.fields.set("Content-Type", "text/plain"); });

  for (const Call& call : company_calls()) {
    if (!call.has_body) continue;
    INFO(call.operation);
    check_permanent(call.ask(client), 415, "unsupported_media_type");
  }
  check_no_leads(pair);
}

TEST_CASE("a request for a token that is no form is refused by the words of OAuth",
          "[pair][partnerportal][errors][S8.14]") {
  const auto [reading, status] =
      GENERATE(std::pair<std::string, int>{"400", 400}, std::pair<std::string, int>{"415", 415});
  Pair pair(GENERATE(from_range(routes())), served({{"oauth.bad_content_type", reading}}));

  check_permanent(
      token_error(client_with(
          pair, [](Request& request) { request.fields.set("Content-Type", "application/json"); })),
      status, "invalid_request");
}

TEST_CASE("a body past the limit of the host is refused", "[pair][partnerportal][errors][S10.8]") {
  // In process: in front of a port, such a body is refused before an API is known.
  Pair pair(pair_test::in_process(), served());
  // careless, since a check of contracts reads no body of that size
  const Client client = client_over(pair, pair.transport(), pair.careless_options());
  NewLead large = ada();
  large.notes = std::string(kBodyLimit, 'x');

  check_permanent(error_of(client.create_lead({.company_id = kCompany, .lead = large})), 413,
                  "payload_too_large");
  check_permanent(
      error_of(client.update_lead({.company_id = kCompany,
                                   .lead_id = kLead,
                                   .changes = {.notes = client::Nullable{large.notes.value()}}})),
      413, "payload_too_large");
  check_permanent(token_error(client, std::string(kBodyLimit, 'x')), 413, "payload_too_large");
  check_no_leads(pair);
}

TEST_CASE("a host that counts refuses every operation, and says how long to wait",
          "[pair][partnerportal][errors][S10.9]") {
  Pair pair(GENERATE(from_range(routes())), served({{"throttle.limit", "1/60s"}}));
  const Client impatient = impatient_client_of(pair);
  get(impatient.list_leads({.company_id = kCompany}));
  pair.clock().advance(10s);

  for (const Call& call : company_calls()) {
    INFO(call.operation);
    check_throttled(call.ask(impatient), "rate_limited");
  }

  const auto before = pair.clock().steady_now();
  check_no_leads(pair);
  CHECK(pair.clock().steady_now() - before >= 50s);
  CHECK(pair.clock().steady_now() - before <= 51s);
}

TEST_CASE("a burst of 429 is told by every operation", "[pair][partnerportal][errors][S10.9]") {
  Pair pair(pair_test::in_process(), served_with({.kind = mock::Fault::Kind::throttled}));
  const Client client = impatient_client_of(pair);

  for (const Call& call : every_call()) {
    INFO(call.operation);
    check_throttled(call.ask(client), "rate_limited");
  }
}

TEST_CASE("a fault of the host is told by every operation, and repeated where that is safe",
          "[pair][partnerportal][errors][S10.10]") {
  const std::vector<Call> calls = every_call();
  pair_test::require_every_operation("partnerportal", calls);
  Pair pair(GENERATE(from_range(routes())),
            served_with({.kind = mock::Fault::Kind::status, .code = 500}));

  for (const Call& call : calls) {
    INFO(call.operation);
    check_fault(call.ask(client_of(pair)), call.idempotency, "internal_error");
  }
}

}  // namespace understudy::partnerportal_test
