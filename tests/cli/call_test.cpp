// SPDX-License-Identifier: MIT
/// `call` below its command line: names, flags, requests, and walks over the lists of every API.
#include "commands/call.hpp"

#include <set>

#include "commands/call_paging.hpp"
#include "commands/call_request.hpp"
#include "support/catch.hpp"
#include "understudy/openapi/contracts.hpp"

namespace understudy::cli {

namespace {

constexpr const char* kLead = R"({"lastName": "Berg", "firstName": "Bo", "platform": "web"})";

constexpr const char* kPartner = "c1727859-692f-499e-8c2a-b1fa50aa1a65";

openapi::Document contract_of(const std::string& api) {
  return openapi::load_contract(api).value();
}

/// A command line behind the operation, read.
CallValues values_of(const std::string& api, const openapi::Operation& operation,
                     std::vector<std::string> words) {
  CallValues values;
  Choices choices;
  const auto app = make_operation_app(api, operation.id, operation, values, choices);
  std::reverse(words.begin(), words.end());
  app->parse(std::move(words));
  return values;
}

Result<client::OperationCall> made(const std::string& api, const std::string& name,
                                   const std::vector<std::string>& words,
                                   const CredentialSet& credentials = {}) {
  const auto contract = contract_of(api);
  const openapi::Operation* operation = find_named(contract, name);
  REQUIRE(operation != nullptr);
  return make_call(api, *operation, values_of(api, *operation, words), credentials);
}

/// The rows of a walk over all pages, and how many pages it had.
std::pair<std::size_t, std::size_t> walked(const std::string& api, const std::string& name,
                                           const std::vector<std::string>& words) {
  const auto contract = contract_of(api);
  const openapi::Operation& operation = *find_named(contract, name);
  const auto values = values_of(api, operation, words);
  const auto host = open_host(api, values.host);
  REQUIRE(host);
  const auto session = open_session(api, *host);
  REQUIRE(session);
  // The example data has no lead.
  for (int i = 0; api == "partnerportal" && i < 3; ++i) {
    const auto lead = made(api, "create-lead", {"--body", kLead}, host->credentials);
    REQUIRE(lead);
    const auto created = session->call(*lead);
    INFO((created ? "" : client::render(created.error())));
    REQUIRE(created);
  }
  auto pages = make_pages(api, operation, values, host->credentials, *session, {});
  REQUIRE(pages);
  std::size_t rows = 0;
  std::size_t count = 0;
  while (true) {
    const auto moved = pages->next();
    INFO((moved ? "" : client::render(moved.error())));
    REQUIRE(moved);
    if (!*moved) return {rows, count};
    rows += pages->current()->rows.size();
    ++count;
  }
}

}  // namespace

TEST_CASE("names of parameters become flags by one rule", "[cli][call]") {
  CHECK(kebab_case("companyId") == "company-id");
  CHECK(kebab_case("$filter") == "odata-filter");
  CHECK(kebab_case("order_by") == "order-by");
  CHECK(kebab_case("X-PRM-TenantId") == "x-prm-tenant-id");
  CHECK(kebab_case("w9Submitted") == "w9-submitted");
  CHECK(kebab_case("isW2") == "is-w2");
  CHECK(kebab_case("getReportNames") == "get-report-names");
}

TEST_CASE("every operation of every API has a name and flags of its own", "[cli][call]") {
  for (const std::string_view id : openapi::api_ids()) {
    const std::string api{id};
    const auto contract = contract_of(api);
    const auto names = operation_names(contract);
    CHECK(std::set<std::string>(names.begin(), names.end()).size() == names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
      INFO(api << " " << names[i]);
      const openapi::Operation& operation = contract.operations()[i];
      CHECK(find_named(contract, names[i]) == &operation);
      CHECK(find_named(contract, operation.id) == &operation);
      CHECK(find_named(contract, kebab_case(operation.id)) == &operation);
      CallValues values;
      Choices choices;
      CHECK_NOTHROW(make_operation_app(api, operation.id, operation, values, choices));
    }
  }
}

TEST_CASE("short names leave the verb out where that stays unique", "[cli][call]") {
  CHECK(operation_names(contract_of("ecg")) ==
        std::vector<std::string>{"partners", "create-partner", "partner"});
  CHECK(find_named(contract_of("partnertap"), "record") == nullptr);
}

TEST_CASE("a report is said by its own flags", "[cli][call]") {
  const auto call = made("partnertap", "records",
                         {"--partner", "p-1", "--filter", "state=Texas,Oklahoma", "--filter",
                          "name!~Inc", "--page", "2", "--sort", "state,asc", "--sort", "name"});

  REQUIRE(call);
  CHECK(call->operation == "getRecords");
  CHECK(call->idempotency == client::Idempotency::safe);
  CHECK(call->request.target == "/v1/channelecosystem/records?page=2&sort=state%2Casc&sort=name");
  CHECK(call->request.body ==
        R"({"channelReportType":"PARTNER_ORG_MATCHED_ACCOUNTS","companyPartnerPublicId":"p-1",)"
        R"("filters":{"name":"Inc-^-","state":"Texas-,-Oklahoma"},"matchingType":"MUTUAL"})");
}

TEST_CASE("a body is sent as it is, or with members set", "[cli][call]") {
  CHECK(made("partnertap", "columns", {"--body", "{ \"a\": 1 }"})->request.body == "{ \"a\": 1 }");
  CHECK(made("partnerportal", "create-lead",
             {"--company-id", "c", "--body", "{\"a\":[1]}", "--set", "/a/-=x", "--set", "/b/c=2"})
            ->request.body == R"({"a":[1,"x"],"b":{"c":2}})");
}

TEST_CASE("parameters go where the contract has them", "[cli][call]") {
  const auto lead = made("partnerportal", "lead", {"--lead-id", "a/b"}, {{"company_id", "c 1"}});
  const auto list = made("ecg", "partners", {"--include", "a,b", "--include", "c", "--take", "5"});
  const auto odata =
      made("impartner", "records", {"--object", "Account", "--odata-filter", "Id gt 1"},
           {{"tenant_id", "7"}});

  REQUIRE(lead);
  CHECK(lead->request.target == "/companies/c%201/leads/a%2Fb");
  REQUIRE(list);
  CHECK(list->request.target == "/api/v2/partners?take=5&include=a,b,c");
  REQUIRE(odata);
  CHECK(odata->request.target == "/api/objects/v1/Account?%24filter=Id%20gt%201");
  REQUIRE(odata->request.fields.find("X-PRM-TenantId") != nullptr);
  CHECK(*odata->request.fields.find("X-PRM-TenantId") == "7");
}

TEST_CASE("what cannot be sent is refused with its flag", "[cli][call]") {
  CHECK(made("partnerportal", "lead", {"--company-id", "c"}).error().what ==
        "--lead-id is required");
  CHECK(made("partnerportal", "lead", {"--company-id", "c", "--lead-id", ".."}).error().where ==
        "--lead-id");
  CHECK(made("partnertap", "records", {"--filter", "state"}).error().where == "--filter");
  CHECK(made("partnertap", "records", {"--set", "a=1"}).error().where == "--set");
  CHECK(made("partnertap", "records", {"--body", "{", "--search", "x"}).error().where ==
        "--body:1:2");
  CHECK(made("impartner", "create-key", {"--set", "/password=x"}).error().what ==
        "a secret is not for the command line");
  CHECK(made("impartner", "create-key", {"--body", "{\"password\":\"x\"}"}).error().what ==
        "a secret is not for the command line");
}

TEST_CASE("tokens are asked for with the secrets of the credentials", "[cli][call]") {
  const auto contract = contract_of("partnertap-analytics");
  CallValues values;
  Choices choices;
  const auto app = make_operation_app("partnertap-analytics", "token",
                                      *find_named(contract, "token"), values, choices);
  const auto call = made("partnertap-analytics", "token", {}, {{"api_key", "k&1"}});

  CHECK(app->get_option_no_throw("--api-key") == nullptr);
  REQUIRE(call);
  CHECK(call->request.target == "/api/auth?apiKey=k%261");
  CHECK(call->authentication == client::Authentication::none);
  REQUIRE(call->secrets.size() == 1);
  CHECK(call->secrets.front().reveal() == "k&1");
}

TEST_CASE("every way of paging walks the same rows as one page has", "[cli][call]") {
  struct List {
    std::string api;
    std::string name;
    std::vector<std::string> words;
    std::vector<std::string> small;
  };
  for (const List& list :
       {List{"partnertap", "records", {"--partner", kPartner}, {"--size", "1"}},
        List{"partnertap-analytics", "chats-exchanged", {}, {"--size", "1"}},
        List{"ecg", "partners", {}, {"--take", "1"}},
        List{"partnerportal", "leads", {}, {"--limit", "1"}},
        List{"impartner", "records", {"--object", "Account"}, {"--take", "1"}},
        List{"impartner", "records", {"--object", "Account"}, {"--page-size", "1"}},
        List{"impartner", "search-records", {"--object", "Account"}, {"--set", "/take=1"}}}) {
    INFO(list.api << " " << list.name << " " << list.small.front());
    std::vector<std::string> words = list.words;
    words.insert(words.end(), list.small.begin(), list.small.end());
    if (list.name == "search-records") words.insert(words.end(), {"--set", "/skip=0"});

    const auto [rows, pages] = walked(list.api, list.name, words);

    CHECK(pages >= rows);
    CHECK(rows > 1);
    if (list.name != "search-records") CHECK(walked(list.api, list.name, list.words).first == rows);
  }
}

TEST_CASE("a walk over what has no pages is refused", "[cli][call]") {
  const auto contract = contract_of("partnertap");
  const openapi::Operation& operation = *find_named(contract, "columns");
  const auto values = values_of("partnertap", operation, {});
  const auto host = open_host("partnertap", values.host).value();
  const auto session = open_session("partnertap", host).value();

  const auto pages = make_pages("partnertap", operation, values, {}, session, {});

  REQUIRE_FALSE(pages);
  CHECK(pages.error().code == Errc::unsupported);
}

TEST_CASE("members are set on the way to their place", "[cli][call]") {
  Json body = Json::object();
  CHECK(set_member(body, "/a/b~1c", 1));
  CHECK(set_member(body, "/d", Json::array({1, 2})));
  CHECK(set_member(body, "/d/1", "x"));
  CHECK(body == Json({{"a", {{"b/c", 1}}}, {"d", {1, "x"}}}));
  CHECK_FALSE(set_member(body, "/d/2", 1));
  CHECK_FALSE(set_member(body, "/d/1/x", 1));
  CHECK_FALSE(set_member(body, "a", 1));
}

TEST_CASE("the shell is offered APIs, operations and flags", "[cli][call][completion]") {
  CHECK(call_candidates({}).size() == openapi::api_ids().size());
  CHECK(call_candidates({"ecg"}) ==
        std::vector<std::string>{"partners", "create-partner", "partner"});
  const auto flags = call_candidates({"partnertap", "records", "--all"});
  CHECK(std::count(flags.begin(), flags.end(), "--partner") == 1);
  CHECK(call_candidates({"nobody"}).empty());
  CHECK(call_candidates({"ecg", "nothing"}).empty());
}

TEST_CASE("demo credentials stay on this machine", "[cli][call]") {
  HostArguments arguments;
  arguments.target = "https://host.example";
  const auto host = open_host("partnertap", arguments);

  REQUIRE_FALSE(host);
  CHECK(host.error().code == ExitCode::usage);
  CHECK(host.error().error.what == "expected credentials for this host, got none");
}

}  // namespace understudy::cli
