// SPDX-License-Identifier: MIT
/// Who may see what: clients, companies, and tokens that need no memory.
#include <stdlib.h>

#include <chrono>
#include <filesystem>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "support.hpp"

namespace understudy::partnerportal_test {

namespace {

const std::string kTokenForm = "grant_type=client_credentials";

mock::ServerOptions two_clients() {
  mock::ServerOptions options;
  options.credentials["partnerportal"].push_back(
      {{"client_id", "second"}, {"client_secret", "second-secret"}, {"company_id", "company-2"}});
  options.credentials["partnerportal"].push_back(
      {{"client_id", "homeless"}, {"client_secret", "homeless-secret"}});
  return options;
}

Response ask_token(const Mock& mock, const std::string& id, const std::string& secret) {
  return mock.server.handle({Method::post,
                             "/oauth/token",
                             {{"Content-Type", "application/x-www-form-urlencoded"}},
                             kTokenForm + "&client_id=" + id + "&client_secret=" + secret});
}

std::string token_of(const Mock& mock, const std::string& id, const std::string& secret) {
  return body_of(ask_token(mock, id, secret)).at("access_token").get<std::string>();
}

Response get(const Mock& mock, const std::string& target, const std::string& token) {
  return mock.server.handle({Method::get, target, {{"Authorization", "Bearer " + token}}, {}});
}

}  // namespace

TEST_CASE("a client sees its own company and no other", "[partnerportal][company][S9.6]") {
  const Mock mock{two_clients(), Readings{}};
  const std::string first = token_of(mock, "demo-client", "demo-secret");
  const std::string second = token_of(mock, "second", "second-secret");
  const std::string homeless = token_of(mock, "homeless", "homeless-secret");

  const Response own = get(mock, kLeads, first);
  const Response other = get(mock, "/companies/company-2/leads", second);
  REQUIRE(own.status == 200);
  REQUIRE(other.status == 200);
  for (const std::string& company : texts_of(other, "companyId")) CHECK(company == "company-2");

  CHECK(get(mock, kLeads, second).status == 403);
  CHECK(get(mock, "/companies/company-2/leads", first).status == 403);
  CHECK(get(mock, kLeads, homeless).status == 403);
  CHECK(get(mock, "/companies//leads", homeless).status == 404);
}

TEST_CASE("a lead of another company is not found, nor changed",
          "[partnerportal][company][S10.2]") {
  const Mock mock{two_clients(), Readings{}};
  const std::string first = token_of(mock, "demo-client", "demo-secret");
  const std::string second = token_of(mock, "second", "second-secret");
  const std::string lead = texts_of(get(mock, "/companies/company-2/leads", second), "id").front();
  const std::string before = mock.state();

  CHECK(get(mock, "/companies/company-2/leads/" + lead, second).status == 200);
  CHECK(get(mock, kLeads + "/" + lead, first).status == 404);
  CHECK(mock.patch(lead, {{"notes", "mine"}}).status == 404);
  CHECK(mock.state() == before);
}

TEST_CASE("a company without records has an empty list and takes leads",
          "[partnerportal][company]") {
  mock::ServerOptions options;
  options.credentials["partnerportal"] = {
      {{"client_id", "new"}, {"client_secret", "new-secret"}, {"company_id", "a company/\u00fc"}}};
  const Mock mock{std::move(options), Readings{}};
  const std::string token = token_of(mock, "new", "new-secret");
  const std::string leads = "/companies/a%20company%2F%C3%BC/leads";

  CHECK(texts_of(get(mock, leads, token), "id").empty());
  const Response created = mock.server.handle(
      {Method::post,
       leads,
       {{"Authorization", "Bearer " + token}, {"Content-Type", "application/json"}},
       dump_json(lead_of())});
  CHECK(created.status == 201);
  CHECK(body_of(created).at("data").at("companyId") == "a company/\xc3\xbc");
  CHECK(texts_of(get(mock, leads, token), "id").size() == 1);
}

TEST_CASE("a token is valid for its lifetime and not a moment longer",
          "[partnerportal][token][S9.4]") {
  const Mock mock;
  const std::string token = token_of(mock, "demo-client", "demo-secret");

  mock.clock->advance(std::chrono::hours{1} - std::chrono::nanoseconds{1});
  CHECK(get(mock, kLeads, token).status == 200);
  const std::string second = token_of(mock, "demo-client", "demo-secret");
  mock.clock->advance(std::chrono::nanoseconds{1});
  CHECK(get(mock, kLeads, token).status == 401);
  CHECK(get(mock, kLeads, second).status == 200);  // earlier and later ones live side by side
}

TEST_CASE("tokens outlive a restart, and end with their secret", "[partnerportal][token]") {
  std::string token;
  {
    const Mock mock;
    token = token_of(mock, "demo-client", "demo-secret");
  }
  const Mock again;
  CHECK(get(again, kLeads, token).status == 200);

  mock::ServerOptions options = example_set();
  options.credentials["partnerportal"] = {
      {{"client_id", "demo-client"}, {"client_secret", "changed"}, {"company_id", "company-1"}}};
  const Mock changed{std::move(options), Readings{}};
  CHECK(get(changed, kLeads, token).status == 401);
}

TEST_CASE("a hundred tokens at the same moment are a hundred tokens", "[partnerportal][token]") {
  const Mock mock;
  std::set<std::string> tokens;

  for (int i = 0; i < 100; ++i) tokens.insert(token_of(mock, "demo-client", "demo-secret"));

  CHECK(tokens.size() == 100);
}

TEST_CASE("a token in the query or the body is not looked at", "[partnerportal][token][S9.5]") {
  const Mock mock;
  const std::string token = token_of(mock, "demo-client", "demo-secret");

  const Response response =
      mock.server.handle({Method::get, kLeads + "?access_token=" + token, {}, {}});

  CHECK(response.status == 401);
  CHECK(field_of(response, "WWW-Authenticate") == "Bearer realm=\"partnerportal\"");
}

TEST_CASE("a limit counts by client, and the token endpoint by nobody",
          "[partnerportal][throttle][S10.9]") {
  const Mock mock{two_clients(), Readings{{"throttle.limit", "3/60s"}}};
  const std::string first = token_of(mock, "demo-client", "demo-secret");
  const std::string second = token_of(mock, "second", "second-secret");
  for (int i = 0; i < 3; ++i) CHECK(get(mock, kLeads, first).status == 200);
  mock.clock->advance(std::chrono::seconds{10});

  const Response refused = get(mock, kLeads, token_of(mock, "demo-client", "demo-secret"));

  CHECK(refused.status == 429);
  CHECK(field_of(refused, "Retry-After") == "50");
  CHECK(body_of(refused).at("error").at("code") == "rate_limited");
  CHECK(get(mock, "/companies/company-2/leads", first).status == 403);  // company before throttle
  CHECK(get(mock, "/companies/company-2/leads", second).status == 200);
  for (int i = 0; i < 10; ++i) CHECK(ask_token(mock, "demo-client", "demo-secret").status == 200);
  mock.clock->advance(std::chrono::seconds{50});
  CHECK(get(mock, kLeads, first).status == 200);
}

TEST_CASE("nobody is limited by default", "[partnerportal][throttle][S10.9]") {
  const Mock mock;

  for (int i = 0; i < 500; ++i) REQUIRE(mock.get(kLeads).status == 200);
}

TEST_CASE("many threads create leads of their own", "[partnerportal][state][concurrency]") {
  const Mock mock;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&mock, i] {
        for (int j = 0; j < 25; ++j) {
          const Response response = mock.server.handle(
              {Method::post,
               kLeads,
               {{"Authorization", "Bearer " + mock.token()}, {"Content-Type", "application/json"}},
               dump_json(lead_of({{"lastName", std::to_string(i * 25 + j)}}))});
          static_cast<void>(response);
        }
      });
    }
  }

  const Response list = mock.get(kLeads + "?limit=100");
  const auto ids = texts_of(list, "id");
  const auto names = texts_of(list, "lastName");
  CHECK(std::set<std::string>(ids.begin(), ids.end()).size() == 100);
  CHECK(std::set<std::string>(names.begin(), names.end()).size() == 100);
}

TEST_CASE("leads and custom fields are in the state folder after a restart",
          "[partnerportal][state]") {
  std::string folder = (std::filesystem::temp_directory_path() / "partnerportal-XXXXXX").string();
  REQUIRE(::mkdtemp(folder.data()) != nullptr);
  const auto kept_in_folder = [&] {
    mock::ServerOptions options = example_set();
    options.state_dir = folder;
    return options;
  };
  std::string state;
  std::string lead;
  {
    const Mock mock{kept_in_folder(), Readings{}};
    lead = mock.created({{"customFields", {{"k", 1}}}});
    CHECK(mock.patch(lead, {{"notes", "b"}, {"customFields", {{"m", 2}}}}).status == 200);
    state = mock.state();
  }
  {
    const Mock mock{kept_in_folder(), Readings{}};
    CHECK(mock.state() == state);
    CHECK(custom_fields_in(mock.state(), lead) == Json{{"k", 1}, {"m", 2}});
    CHECK(mock.created() != lead);
  }
  std::filesystem::remove_all(folder);
}

}  // namespace understudy::partnerportal_test
