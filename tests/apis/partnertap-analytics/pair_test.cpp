// SPDX-License-Identifier: MIT
/// The typed client of PartnerTap Analytics against the mock: the exchange of keys, every list,
/// and what goes wrong, with contracts checked on both sides.
///
/// Source: partnertap-analytics S3 to S8, S11
#include <functional>

#include "client/pair_support.hpp"
#include "support.hpp"
#include "understudy/client/apis/partnertap-analytics/client.hpp"

namespace understudy::analytics_test {

namespace {

namespace api = client::partnertap_analytics;
using api::Client;
using api::Direction;
using client::CallError;
using client::CallEvent;
using client::Credentials;
using client::Ending;
using client::Secret;
using client::SpringSort;
using pair_test::error_of;
using pair_test::get;
using pair_test::Pair;
using pair_test::routes;
using std::chrono::seconds;

mock::ServerOptions pair_options(const Readings& readings = {}) {
  const ManualClock unused;  // a pair brings its own
  return example_options(unused, readings);
}

Client make_client(Pair& pair, Credentials credentials) {
  return Client::make(pair.transport(), std::move(credentials), pair.options()).value();
}
Client make_client(Pair& pair) {
  return make_client(pair, api::api_key_credentials(Secret{kSampleKey}));
}
Client make_careless(Pair& pair, Credentials credentials) {
  return Client::make(pair.transport(), std::move(credentials), pair.careless_options()).value();
}

/// A column of texts.
template <typename T>
Names texts(const client::SpringPage<T>& page, client::TextCell T::*member) {
  Names out;
  for (const T& row : page.content) out.push_back((row.*member).value_or("(nothing)"));
  return out;
}

void check_refusal(const CallError& error, int status, const std::string& code) {
  INFO(client::render(error));
  CHECK(error.operation.starts_with("partnertap-analytics.get"));
  CHECK(error.ending == Ending::permanent);
  CHECK(error.status == status);
  CHECK(error.vendor.code == code);
  CHECK(error.findings.empty());
}

std::size_t exchanges(const Pair& pair) {
  std::size_t found = 0;
  for (const CallEvent& event : pair.events()) {
    found += event.kind == CallEvent::Kind::answer && event.status == 200 &&
                     event.operation == "partnertap-analytics.getToken"
                 ? 1U
                 : 0U;
  }
  return found;
}

}  // namespace

TEST_CASE("a key is exchanged for a token once, and lists are read with it",
          "[pair][analytics][W3]") {
  Pair pair(GENERATE(from_range(routes())), pair_options());
  const Client client = make_client(pair);

  const auto page = get(client.new_rep_connections());

  CHECK(page.content.size() == 6);
  CHECK((page.number == 0 && page.size == 20 && page.last == true && page.total_elements == 6));
  CHECK(page.content[0].rep_name == std::string{"Ann Lee"});
  CHECK((page.content[0].pending_received == 2 && page.content[0].accepted == 5));
  CHECK_FALSE(page.content[2].partner_org);
  CHECK_FALSE(page.content[5].accepted);

  const auto sorted = get(client.new_rep_connections(
      {.page = {
           .page = 1, .size = 4, .order = SpringSort{}.ascending("partnerOrg").build().value()}}));
  CHECK(texts(sorted, &api::NewRepConnection::rep_name) == Names{"Flo Kay", "Ed Poe"});
  CHECK((sorted.total_elements == 6 && sorted.total_pages == 2 && sorted.last == true));
  CHECK(sorted.extra.find("sort")->at("sorted") == true);
  CHECK(exchanges(pair) == 1);
  CHECK(pair.count(CallEvent::Kind::warning) == 0);
}

TEST_CASE("a token is fetched as a call of its own, and is good until its end",
          "[pair][analytics][W3][S4]") {
  Pair pair(GENERATE(from_range(routes())), pair_options());

  const client::Token token = get(make_client(pair, {}).get_token(Secret{kSampleKey}));

  REQUIRE(token.expires.has_value());
  CHECK(epoch_seconds(*token.expires) == epoch_seconds(pair.clock().wall_now()) + kLifetime);
  CHECK(get(make_client(pair, api::jwt_credentials(token.text)).chats_exchanged()).last == true);
}

TEST_CASE("a token that has ended is replaced", "[pair][analytics][W3][S5]") {
  Pair pair(GENERATE(from_range(routes())), pair_options());
  const client::Token token = get(make_client(pair, {}).get_token(Secret{kSampleKey}));
  const Client fixed = make_careless(pair, api::jwt_credentials(token.text));
  const Client client = make_client(pair);
  get(fixed.chats_exchanged());
  get(client.chats_exchanged());
  const std::size_t before = exchanges(pair);

  pair.clock().advance(seconds{kLifetime});

  const CallError error = error_of(fixed.chats_exchanged());
  check_refusal(error, 401, "Unauthorized");
  CHECK(client::render(error).find(token.text.reveal()) == std::string::npos);
  get(client.chats_exchanged());
  CHECK(exchanges(pair) == before + 1);
}

TEST_CASE("a token that a host gives up is exchanged anew", "[pair][analytics][S5]") {
  Pair pair(pair_test::in_process(), pair_options());
  auto forgetful = client::make_direct_transport(
      [&pair, given_up = std::string{}](const Request& request) mutable -> Result<Response> {
        const std::string* const token = request.fields.find("Authorization");
        if (token != nullptr && given_up.empty()) given_up = *token;
        if (token == nullptr || *token != given_up) return pair.server().handle(request);
        pair.clock().advance(seconds{1});  // tokens of one second are equal
        Request stranger = request;
        stranger.fields.remove("Authorization");
        return pair.server().handle(stranger);
      });
  const Client client = Client::make(std::move(forgetful),
                                     api::api_key_credentials(Secret{kSampleKey}), pair.options())
                            .value();

  CHECK_FALSE(get(client.chats_exchanged()).content.empty());
  CHECK(exchanges(pair) == 2);
}

TEST_CASE("every list has its rows and its filters", "[pair][analytics][S8]") {
  Pair pair(GENERATE(from_range(routes())), pair_options());
  const Client client = make_client(pair);

  const auto dashboard = get(client.dashboard_by_division());
  REQUIRE_FALSE(dashboard.content.empty());
  CHECK(dashboard.content[0].division.value() != nullptr);
  CHECK(dashboard.content[0].chat_count.value() != nullptr);
  CHECK(dashboard.content[0].extra.values.empty());

  const auto sums = get(client.opportunities_shared_summary());
  REQUIRE_FALSE(sums.content.empty());
  for (const api::OpportunitySum& sum : sums.content) {
    const std::string org = sum.partner_org.value_or("");
    const auto count = [&](Direction direction) {
      return get(client.opportunities_shared({.partner_org = org, .direction = {direction}}))
          .total_elements;
    };
    CHECK(sum.inbound_count == count(Direction::inbound));
    CHECK(sum.outbound_count == count(Direction::outbound));
    CHECK(sum.extra.values.empty());
  }

  const auto shared = get(client.opportunities_shared());
  REQUIRE_FALSE(shared.content.empty());
  CHECK(shared.content[0].opportunity_name.value() != nullptr);
  REQUIRE(shared.content[0].direction.value() != nullptr);
  CHECK(shared.content[0].direction.value()->known().has_value());
  CHECK(shared.content[0].extra.values.empty());

  const auto accounts = [&](const api::AccountsRequest& request) {
    return texts(get(client.sale_accounts_matched(request)), &api::SaleAccount::account_name);
  };
  CHECK(accounts({.partner_org = "Acme"}) == Names{"Hooli", "Stark"});
  CHECK(accounts({.search = "texas"}) == Names{"Umbrella", "Acme Texas Branch", "Stark"});
  CHECK(accounts({.partner_org = "Acme", .search = "texas"}) == Names{"Stark"});
  CHECK(accounts({.partner_org = "Nobody"}).empty());
  CHECK(accounts({.search = "texas",
                  .page = {.order = SpringSort{}.descending("state").build().value()}}) ==
        Names{"Umbrella", "Stark", "Acme Texas Branch"});

  const auto unmatched = get(client.sale_accounts_unmatched());
  REQUIRE_FALSE(unmatched.content.empty());
  CHECK_FALSE(unmatched.content[0].partner_org);

  const auto chats = get(client.chats_exchanged());
  REQUIRE_FALSE(chats.content.empty());
  CHECK(chats.content[0].chats_exchanged.value() != nullptr);
}

TEST_CASE("every list is walked to its end", "[pair][analytics][S7]") {
  Pair pair(GENERATE(from_range(routes())), pair_options());
  const Client client = make_client(pair);
  const api::ListRequest two{.page = {.size = 2}};
  const auto walk = [](auto items) {
    std::int64_t rows = 0;
    for (auto& item : items) {
      get(std::move(item));
      ++rows;
    }
    return rows;
  };

  CHECK(walk(client.new_rep_connections_items(two)) == 6);
  CHECK(walk(client.new_rep_connections_pages(two)) == 3);
  CHECK(walk(client.dashboard_by_division_items(two)) ==
        get(client.dashboard_by_division()).total_elements);
  CHECK(walk(client.opportunities_shared_summary_items(two)) ==
        get(client.opportunities_shared_summary()).total_elements);
  CHECK(walk(client.opportunities_shared_items({.page = {.size = 2}})) ==
        get(client.opportunities_shared()).total_elements);
  CHECK(walk(client.sale_accounts_matched_items({.search = "texas", .page = {.size = 2}})) == 3);
  CHECK(walk(client.sale_accounts_unmatched_items({.page = {.size = 2}})) ==
        get(client.sale_accounts_unmatched()).total_elements);
  CHECK(walk(client.chats_exchanged_items(two)) == get(client.chats_exchanged()).total_elements);
}

TEST_CASE("a list that is not paged is one page", "[pair][analytics][A8]") {
  Pair pair(pair_test::in_process(), pair_options({{"list.paged", "documented"}}));
  const Client client = make_client(pair);

  const auto page = get(client.dashboard_by_division());

  CHECK(page.total_elements == static_cast<std::int64_t>(page.content.size()));
  CHECK(page.last == true);
  std::size_t rows = 0;
  for (auto& row : client.dashboard_by_division_items()) {
    get(std::move(row));
    ++rows;
  }
  CHECK(rows == page.content.size());
}

TEST_CASE("pages of every age of the framework are read", "[pair][analytics][A12]") {
  const auto* const shape = GENERATE("spring-2.1", "spring-2.0", "spring-1");
  Pair pair(pair_test::in_process(), pair_options({{"page.shape", shape}}));

  std::size_t rows = 0;
  for (auto& row : make_client(pair).new_rep_connections_items(
           {.page = {.size = 4, .order = SpringSort{}.descending("accepted").build().value()}})) {
    get(std::move(row));
    ++rows;
  }

  CHECK(rows == 6);
}

TEST_CASE("the token endpoint refuses keys by its words", "[pair][analytics][W3][S3]") {
  Pair pair(GENERATE(from_range(routes())), pair_options());
  const Client client = make_careless(pair, {});
  const std::string nobody = "00000000-0000-0000-0000-000000000000";

  check_refusal(error_of(client.get_token(Secret{})), 400, "Bad Request");
  const CallError error = error_of(client.get_token(Secret{nobody}));
  check_refusal(error, 401, "Unauthorized");
  CHECK(client::render(error).find(nobody) == std::string::npos);

  // where a list needs the token, the error is that of the exchange
  const CallError within =
      error_of(make_careless(pair, api::api_key_credentials(Secret{nobody})).chats_exchanged());
  CHECK(within.status == 401);
  CHECK(client::render(within).find(nobody) == std::string::npos);
}

TEST_CASE("lists refuse tokens and parameters by their words", "[pair][analytics][W3][S5][S11]") {
  Pair pair(GENERATE(from_range(routes())), pair_options());
  const auto with_token = [&](std::vector<std::string> permissions) {
    return api::jwt_credentials(
        Secret{pair.server().issue_token(kApi, {.permissions = std::move(permissions)}).value()});
  };

  check_refusal(error_of(make_careless(pair, {}).chats_exchanged()), 401, "Unauthorized");
  check_refusal(error_of(make_careless(pair, api::jwt_credentials(Secret{"x"})).chats_exchanged()),
                401, "Unauthorized");
  check_refusal(error_of(make_careless(pair, with_token({"OTHER"})).chats_exchanged()), 403,
                "Forbidden");
  const Client client = make_careless(pair, with_token({"API_ACCESS"}));
  check_refusal(error_of(client.opportunities_shared(
                    {.direction = {client::OpenEnum<Direction>::of("sideways")}})),
                400, "Bad Request");
  const CallError unsent = error_of(make_client(pair).opportunities_shared(
      {.direction = {client::OpenEnum<Direction>::of("sideways")}}));
  CHECK(unsent.ending == Ending::contract);
  CHECK(unsent.attempts == 0);
}

TEST_CASE("what the framework of analytics refuses keeps its status", "[pair][analytics][S11]") {
  Pair pair(GENERATE(from_range(routes())), pair_options());
  const Client client = make_careless(pair, api::api_key_credentials(Secret{kSampleKey}));
  const auto refused = [&](const std::function<void(Request&)>& change) {
    client::OperationCall call{
        .operation = "getChatsExchanged",
        .request = {Method::get, kChats, {{"Accept", "application/json"}}, ""}};
    change(call.request);
    return error_of(client.session().call(call));
  };

  check_refusal(refused([](Request& r) { r.target += "/"; }), 404, "Not Found");
  check_refusal(refused([](Request& r) { r.method = Method::delete_; }), 405, "Method Not Allowed");
  check_refusal(refused([](Request& r) { r.fields.set("Accept", "text/html"); }), 406, "");
}

TEST_CASE("a limit, where a host sets one, is waited for", "[pair][analytics][A14]") {
  Pair pair(pair_test::in_process(), pair_options({{"throttle.limit", "2/60s"}}));
  const Client client = make_client(pair);
  const auto before = pair.clock().steady_now();

  for (int i = 0; i < 3; ++i) get(client.chats_exchanged());

  CHECK(pair.clock().steady_now() - before >= seconds{60});
}

TEST_CASE("credentials of a file are a key, else a token, for analytics too",
          "[client][analytics][credentials]") {
  CHECK(api::make_credentials({{"api_key", "k"}}).has_value());
  CHECK(api::make_credentials({{"jwt", "t"}}).has_value());
  const auto neither = api::make_credentials({});
  REQUIRE_FALSE(neither.has_value());
  CHECK(neither.error().code == Errc::not_found);
}

}  // namespace understudy::analytics_test
