// SPDX-License-Identifier: MIT
/// What goes wrong between PartnerTap's typed client and the mock, as the client tells it.
///
/// Source: partnertap S4 to S6, S13, S17
#include <functional>

#include "client_support.hpp"
#include "understudy/client/apis/partnertap/export.hpp"
#include "understudy/mock/faults.hpp"

namespace understudy::partnertap_test {

namespace {

using client::CallError;
using client::CallEvent;
using client::Credentials;
using client::Ending;
using client::Outcome;
using client::Secret;
using client::partnertap::api_key_credentials;
using client::partnertap::jwt_credentials;
using std::chrono::milliseconds;
using std::chrono::seconds;

void check_refusal(const CallError& error, int status, const std::string& code) {
  INFO(client::render(error));
  CHECK(error.operation.starts_with("partnertap.get"));
  CHECK(error.ending == Ending::permanent);
  CHECK(error.status == status);
  CHECK(error.vendor.code == code);
  CHECK(error.attempts == 1);
  CHECK(error.findings.empty());
}

/// The first operation of the workflow with something else in its request.
CallError refused(Pair& pair, const std::function<void(Request&)>& change) {
  client::OperationCall call{
      .operation = "getRecords",
      .request = {Method::post,
                  "/v1/channelecosystem/records",
                  {{"Accept", "application/json"}, {"Content-Type", "application/json"}},
                  R"({"channelReportType":"PARTNER_ORG_CONNECTED_PARTNER_ORGS"})"}};
  change(call.request);
  return error_of(make_careless(pair).session().call(call));
}

std::string token_of(Pair& pair, std::vector<std::string> permissions) {
  return pair.server().issue_token("partnertap", {.permissions = std::move(permissions)}).value();
}

}  // namespace

TEST_CASE("credentials that a host refuses are told by its words", "[pair][partnertap][W2][S4]") {
  Pair pair(GENERATE(from_range(routes())), pair_options());
  const auto refusal = [&](Credentials credentials) {
    return error_of(make_careless(pair, std::move(credentials)).report_names());
  };

  check_refusal(refusal({}), 401, "Unauthorized");
  const CallError wrong = refusal(api_key_credentials(Secret{"another-key-of-nobody"}));
  check_refusal(wrong, 401, "Unauthorized");
  CHECK_FALSE(wrong.vendor.message.empty());
  CHECK(client::render(wrong).find("another-key-of-nobody") == std::string::npos);
  check_refusal(refusal(jwt_credentials(Secret{"a.b.c"})), 401, "Unauthorized");
  check_refusal(refusal(jwt_credentials(Secret{token_of(pair, {"OTHER"})})), 403, "Forbidden");
}

TEST_CASE("a token takes the place of a key", "[pair][partnertap][W2][S4]") {
  Pair pair(GENERATE(from_range(routes())), pair_options());
  const Client client = make_client(pair, jwt_credentials(Secret{token_of(pair, {"API_ACCESS"})}));

  CHECK(get(client.matched_accounts(accounts_of())).total_elements == 6);
}

TEST_CASE("requests that lack something fail before they are sent, or by the host's words",
          "[pair][partnertap][W2][S6]") {
  Pair pair(GENERATE(from_range(routes())), pair_options());
  const Client strict = make_client(pair);
  const Client careless = make_careless(pair);
  const auto both = [&](const std::function<CallError(const Client&)>& call) {
    const CallError unsent = call(strict);
    CHECK(unsent.ending == Ending::contract);
    CHECK(unsent.attempts == 0);
    CHECK_FALSE(unsent.findings.empty());
    check_refusal(call(careless), 400, "Bad Request");
  };

  both([](const Client& client) { return error_of(client.matched_accounts({})); });
  both([](const Client& client) {
    return error_of(client.matched_accounts({.partner = kExamplePharma, .matching = {}}));
  });
  both([](const Client& client) {
    return error_of(client.matched_accounts({.partner = "not a UUID"}));
  });
  both([](const Client& client) { return error_of(client.columns({})); });
  both([](const Client& client) { return error_of(client.filter_values({.column = "state"})); });
  both([](const Client& client) {
    return error_of(client.filter_values({.partner = kExamplePharma}));
  });
}

TEST_CASE("columns and filters that a host does not know are told by its words",
          "[pair][partnertap][W2][S13]") {
  Pair pair(GENERATE(from_range(routes())), pair_options());
  const Client client = make_client(pair);
  const auto refusal = [&](const SuffixMap& map) {
    return error_of(client.matched_accounts(accounts_of(map.build().value())));
  };

  const CallError maybe = refusal(SuffixMap{}.equals("isCustomer", {"maybe"}));
  check_refusal(maybe, 400, "Bad Request");
  CHECK(maybe.vendor.message.find("isCustomer") != std::string::npos);
  check_refusal(refusal(SuffixMap{}.equals("nope", {"1"})), 400, "Bad Request");
  check_refusal(refusal(SuffixMap{}.equals("openOppCount", {"5"})), 400, "Bad Request");
  check_refusal(refusal(SuffixMap{}.differs("isCustomer", {"true"})), 400, "Bad Request");
  MatchedAccountsRequest request = accounts_of();
  request.page.order = client::SpringSort{}.ascending("nope").build().value();
  check_refusal(error_of(client.matched_accounts(request)), 400, "Bad Request");
  check_refusal(error_of(client.filter_values({.column = "nope", .partner = kExamplePharma})), 400,
                "Bad Request");
}

TEST_CASE("what the framework refuses keeps its status", "[pair][partnertap][W2][S17]") {
  Pair pair(GENERATE(from_range(routes())), pair_options());

  check_refusal(refused(pair, [](Request& r) { r.target += "/"; }), 404, "Not Found");
  check_refusal(refused(pair, [](Request& r) { r.method = Method::put; }), 405,
                "Method Not Allowed");
  check_refusal(refused(pair, [](Request& r) { r.fields.set("Content-Type", "text/plain"); }), 415,
                "Unsupported Media Type");
  check_refusal(refused(pair, [](Request& r) { r.body = R"({"search":)"; }), 400, "Bad Request");
  // without a body there are no words
  check_refusal(refused(pair, [](Request& r) { r.fields.set("Accept", "text/html"); }), 406, "");
}

TEST_CASE("an error without a message is still an error", "[pair][partnertap][S17]") {
  const auto* const message = GENERATE("absent", "empty");
  Pair pair(pair_test::in_process(), pair_options({{"errors.message", message}}));

  const CallError error = error_of(make_client(pair, {}).report_names());

  CHECK(error.vendor.code == "Unauthorized");
  CHECK(error.vendor.message.empty());
}

TEST_CASE("a fault of the host is waited for, as all calls only read", "[pair][partnertap][S1]") {
  mock::ServerOptions options = pair_options();
  options.faults = {
      {.kind = mock::Fault::Kind::status, .code = 500, .api = "partnertap", .times = 2}};
  Pair pair(GENERATE(from_range(routes())), std::move(options));

  CHECK(get(make_client(pair).matched_accounts(accounts_of())).total_elements == 6);
  CHECK(pair.count(CallEvent::Kind::attempt) == 3);
  CHECK(pair.count(CallEvent::Kind::wait) == 2);
}

TEST_CASE("a fault of the host that stays is told after the last attempt",
          "[pair][partnertap][S17]") {
  mock::ServerOptions options = pair_options();
  options.faults = {{.kind = mock::Fault::Kind::status, .code = 500, .api = "partnertap"}};
  Pair pair(GENERATE(from_range(routes())), std::move(options));

  const CallError error = error_of(make_client(pair).report_names());

  CHECK(error.ending == Ending::exhausted);
  CHECK((error.status == 500 && error.attempts == 4));
  CHECK(error.vendor.code == "Internal Server Error");
}

TEST_CASE("the host counts to a hundred and asks for a wait", "[pair][partnertap][W2][S5]") {
  Pair pair(GENERATE(from_range(routes())), pair_options());
  const Client careless = make_careless(pair);
  for (int i = 0; i < 100; ++i) get(careless.partner_orgs());
  pair.clock().advance(seconds{10});

  const CallError error = error_of(careless.partner_orgs());
  CHECK(error.ending == Ending::exhausted);
  CHECK((error.status == 429 && error.vendor.code == "Too Many Requests"));

  // another key has a count of its own
  CHECK(get(make_careless(pair, api_key_credentials(Secret{"demo-api-key-2"})).partner_orgs())
            .total_elements == 1);
  // one that may repeat waits as long as it is asked to, and no longer
  client::ClientOptions options = pair.options();
  options.keep_pace = false;
  const auto before = pair.clock().steady_now();
  const Client patient = Client::make(pair.transport(), demo_key(), options).value();
  CHECK(get(patient.partner_orgs()).total_elements == 1);
  CHECK(pair.clock().steady_now() - before >= seconds{50});
  CHECK(pair.clock().steady_now() - before <= seconds{51});
}

TEST_CASE("a client that keeps its pace is never refused", "[pair][partnertap][S5]") {
  Pair pair(GENERATE(from_range(routes())), pair_options());
  const Client client = make_client(pair);
  const auto begin = pair.clock().steady_now();

  for (int i = 0; i < 250; ++i) get(client.partner_orgs());

  for (const CallEvent& event : pair.events()) {
    if (event.kind == CallEvent::Kind::answer) REQUIRE(event.status == 200);
  }
  CHECK(pair.count(CallEvent::Kind::attempt) == 250);
  CHECK(pair.clock().steady_now() - begin >= seconds{120});
  CHECK(pair.clock().steady_now() - begin < seconds{130});
}

TEST_CASE("an answer that is no page is told by its place", "[pair][partnertap]") {
  Pair pair(pair_test::in_process(), pair_options());
  struct Bad {
    const char* body;
    const char* where;
  };
  const auto [body, where] = GENERATE(
      Bad{R"({"content":5,"totalElements":1})", "/content"},
      Bad{R"({"content":[{"name":"a","partnerFields":3}],"totalElements":1})",
          "/content/0/partnerFields"},
      Bad{R"({"content":[],"totalElements":"1"})", "/totalElements"}, Bad{"<html>", "byte 0"});
  client::ClientOptions options = pair.options();
  options.check_responses = client::Check::off;
  const auto shared = std::shared_ptr<client::Transport>(
      client::make_direct_transport([text = std::string{body}](const Request&) -> Result<Response> {
        return Response{200, {{"Content-Type", "application/json"}}, text};
      }));
  const CallError error =
      error_of(Client::make(shared, demo_key(), options).value().matched_accounts(accounts_of()));

  CHECK(error.ending == Ending::contract);
  CHECK(error.cause.code == Errc::bad_input);
  CHECK(error.cause.where.starts_with(where));
  CHECK(error.status == 200);
}

TEST_CASE("credentials of a file are a key, else a token", "[client][partnertap][credentials]") {
  CHECK(client::partnertap::make_credentials({{"api_key", "k"}}).has_value());
  CHECK(client::partnertap::make_credentials({{"jwt", "t"}}).has_value());
  const auto neither = client::partnertap::make_credentials({{"jwt_secret", "s"}});
  REQUIRE_FALSE(neither.has_value());
  CHECK(neither.error().code == Errc::not_found);
}

}  // namespace understudy::partnertap_test
