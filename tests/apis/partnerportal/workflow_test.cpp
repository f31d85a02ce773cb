// SPDX-License-Identifier: MIT
/// Token, schema, create, update, list: what users do, end to end.
#include <chrono>
#include <set>
#include <string>

#include "support.hpp"

namespace understudy::partnerportal_test {

namespace {

Request token_request(const std::string& authorization, const std::string& form) {
  Request request{
      Method::post, "/oauth/token", {{"Content-Type", "application/x-www-form-urlencoded"}}, form};
  if (!authorization.empty()) request.fields.add("Authorization", authorization);
  return request;
}

Request with_token(Method method, const std::string& target, const std::string& token,
                   const Json& body = {}) {
  Request request{method, target, {{"Authorization", "Bearer " + token}}, {}};
  if (!body.is_null()) {
    request.fields.add("Content-Type", "application/json");
    request.body = dump_json(body);
  }
  return request;
}

std::string token_in(const Response& response) {
  return body_of(response).at("access_token").get<std::string>();
}

const Json kLead = Json::parse(R"({"lastName":"Okafor","firstName":"Ada","platform":"web",
  "companyName":"Globex","email":"ada@globex.example","value":12500.5,
  "closeDate":"2026-04-01T00:00:00Z","customFields":{"cf_region":"south"}})");

/// The answer of the documents' third exchange, without the id.
const Json kCreated = Json::parse(R"({"lastName":"Okafor","agentId":null,"notes":null,
  "companyName":"Globex","phaseId":null,"partnerOrganizationId":null,
  "submissionDate":"2026-03-04T12:00:00Z","totalCommission":null,"platform":"web",
  "closeDate":"2026-04-01T00:00:00Z","firstName":"Ada","createdAt":"2026-03-04T12:00:00Z",
  "companyId":"company-1","revenue":null,"phone":null,"websiteUrl":null,"commissionPercent":null,
  "lockCommissionPercent":null,"value":12500.5,"email":"ada@globex.example","status":"active",
  "updatedAt":"2026-03-04T12:00:00Z"})");

}  // namespace

TEST_CASE("W4: token, schema, create, get, update, list", "[partnerportal][workflow][W4]") {
  const Mock mock;
  const auto handle = [&](const Request& request) { return mock.server.handle(request); };

  // 1: a token, in both ways
  const Response issued = handle(token_request(kBasic, "grant_type=client_credentials"));
  REQUIRE(issued.status == 200);
  CHECK(field_of(issued, "Cache-Control") == "no-store");
  CHECK(field_of(issued, "Pragma") == "no-cache");
  CHECK(body_of(issued).at("token_type") == "Bearer");
  CHECK(body_of(issued).at("expires_in") == 3600);
  CHECK(body_of(issued).size() == 3);
  const std::string token = token_in(issued);
  CHECK(token.size() >= 32);
  const Response in_body =
      handle(token_request("",
                           "grant_type=client_credentials&client_id=demo-client"
                           "&client_secret=demo-secret"));
  CHECK(in_body.status == 200);
  CHECK(token_in(in_body) != token);

  // 2: the fields of a lead
  const Json schema =
      body_of(handle(with_token(Method::get, "/companies/company-1/schemas/lead", token)));
  CHECK(schema.at("data").at("schema").at("object") == "lead");
  CHECK(schema.at("data").at("schema").at("unifiedFields").size() == 14);
  const Json of_org = body_of(handle(with_token(
      Method::get, "/companies/company-1/partner-organizations/org-1/schemas/lead", token)));
  CHECK(of_org.at("data").at("schema").at("unifiedFields").at(14).at("fieldId") == "cf_tier");

  // 3: create
  const Response created = handle(with_token(Method::post, kLeads, token, kLead));
  REQUIRE(created.status == 201);
  Json lead = body_of(created).at("data");
  const std::string id = lead.at("id").get<std::string>();
  Json want = kCreated;
  want["id"] = id;
  CHECK(lead == want);
  CHECK(id.size() == 36);
  CHECK(body_of(created).at("status") == 201);
  CHECK(field_of(created, "X-Request-Id") == body_of(created).at("context").at("requestId"));

  // 4: get
  const Response got = handle(with_token(Method::get, kLeads + "/" + id, token));
  CHECK(got.status == 200);
  CHECK(body_of(got).at("data") == lead);
  CHECK(body_of(got).at("status") == 200);
  CHECK(body_of(got).at("context") != body_of(created).at("context"));

  // 5: a minute later, update
  mock.clock->advance(std::chrono::seconds{60});
  const Response updated = handle(with_token(Method::patch, kLeads + "/" + id, token,
                                             {{"phaseId", "phase-2"}, {"email", nullptr}}));
  lead.update({{"phaseId", "phase-2"}, {"email", nullptr}, {"updatedAt", "2026-03-04T12:01:00Z"}});
  CHECK(updated.status == 200);
  CHECK(body_of(updated).at("data") == lead);

  // 6: two more, and pages
  for (const char* name : {"Berg", "Cole"}) {
    CHECK(handle(with_token(Method::post, kLeads, token, lead_of({{"lastName", name}}))).status ==
          201);
  }
  using Names = std::vector<std::string>;
  const auto names = [&](const std::string& query) {
    return texts_of(handle(with_token(Method::get, kLeads + query, token)), "lastName");
  };
  CHECK(names("?skip=0&limit=2") == Names{"Okafor", "Berg"});
  CHECK(names("?skip=2&limit=2") == Names{"Cole"});
  CHECK(names("?skip=3&limit=2").empty());
}

TEST_CASE("W4: what goes wrong", "[partnerportal][workflow][W4]") {
  const Mock mock;
  const auto handle = [&](const Request& request) { return mock.server.handle(request); };
  const std::string token =
      token_in(handle(token_request(kBasic, "grant_type=client_credentials")));
  const std::string before = mock.state();

  const Response required = handle(with_token(Method::post, kLeads, token, {{"firstName", "Ada"}}));
  CHECK(required.status == 400);
  CHECK(problems_of(required) ==
        std::vector<std::string>{"lastName is required", "platform is required"});
  CHECK(mock.state() == before);

  const Response types =
      handle(with_token(Method::post, kLeads, token, {{"lastName", 5}, {"platform", "web"}}));
  Json error = Json::parse(R"({"code":"validation_failed","message":"2 fields are invalid",
    "fields":[{"field":"lastName","message":"must be a string"},
              {"field":"firstName","message":"is required"}]})");
  CHECK(types.status == 400);
  CHECK(body_of(types).at("error") == error);
  CHECK(body_of(types).at("status") == 400);
  CHECK_FALSE(body_of(types).contains("data"));

  CHECK(problems_of(handle(with_token(Method::get, kLeads + "?limit=ten", token))) ==
        std::vector<std::string>{"limit must be a whole number of at most 18 digits"});
  CHECK(handle(with_token(Method::get, "/companies/other/leads", token)).status == 403);
  CHECK(handle(with_token(Method::get, kLeads + kNobody, token)).status == 404);

  const Response nobody = handle({Method::get, kLeads, {}, {}});
  CHECK(nobody.status == 401);
  CHECK(field_of(nobody, "WWW-Authenticate") == "Bearer realm=\"partnerportal\"");

  mock.clock->advance(std::chrono::seconds{3600});
  const Response expired = handle(with_token(Method::get, kLeads, token));
  CHECK(expired.status == 401);
  CHECK(field_of(expired, "WWW-Authenticate") ==
        "Bearer realm=\"partnerportal\", error=\"invalid_token\"");
  const std::string renewed =
      token_in(handle(token_request(kBasic, "grant_type=client_credentials")));
  CHECK(handle(with_token(Method::get, kLeads, renewed)).status == 200);

  const Response secret =
      handle(token_request("Basic ZGVtby1jbGllbnQ6d3Jvbmc=", "grant_type=client_credentials"));
  CHECK(secret.status == 401);
  CHECK(body_of(secret).at("error") == "invalid_client");
  CHECK(field_of(secret, "WWW-Authenticate") == "Basic realm=\"partnerportal\"");
}

TEST_CASE("every answer has an id of its own, errors too", "[partnerportal][envelope][S2.3]") {
  const Mock mock;
  std::set<std::string> ids;

  for (int i = 0; i < 100; ++i) {
    for (const Response& response :
         {mock.get(kLeads), mock.get(kLeads + kNobody), mock.get("/companies"),
          mock.server.handle({Method::get, kLeads, {}, {}})}) {
      const std::string id = body_of(response).at("context").at("requestId").get<std::string>();
      CHECK(field_of(response, "X-Request-Id") == id);
      ids.insert(id);
    }
  }

  CHECK(ids.size() == 400);
}

}  // namespace understudy::partnerportal_test
