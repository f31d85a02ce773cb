// SPDX-License-Identifier: MIT
/// Scopes: which requests need one, and which tokens have it.
///
/// Source: A26, S8.12, S9.7; RFC 6749 section 3.3, RFC 6750 section 3.1
#include <string>

#include "support.hpp"

namespace understudy::partnerportal_test {

namespace {

using mock::TokenRequest;

Response ask_token(const Mock& mock, const std::string& form) {
  return mock.server.handle({Method::post,
                             "/oauth/token",
                             {{"Content-Type", "application/x-www-form-urlencoded"}},
                             form});
}

}  // namespace

TEST_CASE("A26: no scope is asked for, or one to read and one to write",
          "[partnerportal][A26][S9.7]") {
  const Mock mock{Readings{{"auth.read_scope", "leads:read"}, {"auth.write_scope", "leads:write"}}};
  const std::string form =
      "grant_type=client_credentials&client_id=demo-client&client_secret=demo-secret";
  const auto ask_with = [&](Method method, const std::string& target, const std::string& scope) {
    const Json granted = body_of(ask_token(mock, form + "&scope=" + scope));
    Request request{method, target, {}, method == Method::get ? "" : dump_json(lead_of())};
    request.fields.add("Authorization", "Bearer " + granted.at("access_token").get<std::string>());
    if (method != Method::get) request.fields.add("Content-Type", "application/json");
    return mock.server.handle(request);
  };
  const std::string schema = "/companies/company-1/schemas/lead";
  const std::string before = mock.state();

  for (const auto& response : {ask_with(Method::post, kLeads, "leads:read"),
                               ask_with(Method::patch, kLeads + kNobody, "leads:read"),
                               ask_with(Method::get, kLeads, "leads:write"),
                               ask_with(Method::get, schema, "leads:write")}) {
    CHECK(response.status == 403);
    CHECK(body_of(response).at("error").at("code") == "insufficient_scope");
    CHECK(field_of(response, "WWW-Authenticate") ==
          "Bearer realm=\"partnerportal\", error=\"insufficient_scope\"");
  }
  CHECK(mock.state() == before);
  CHECK(ask_with(Method::get, kLeads, "leads:read").status == 200);
  CHECK(ask_with(Method::get, schema, "leads:read").status == 200);
  CHECK(ask_with(Method::post, kLeads, "leads:write").status == 201);
  CHECK(ask_with(Method::post, kLeads, "leads:write+leads:read").status == 201);
  CHECK(ask_with(Method::post, kLeads, "").status == 201);
  // the company of another client is asked about after that
  CHECK(body_of(ask_with(Method::get, "/companies/other/leads", "leads:write"))
            .at("error")
            .at("code") == "insufficient_scope");

  CHECK(body_of(ask_token(mock, form)).at("scope") == "leads:read leads:write");
  CHECK(body_of(ask_token(mock, form + "&scope=leads:read")).at("scope") == "leads:read");
  const Response unknown = ask_token(mock, form + "&scope=leads:read+leads:admin");
  CHECK(unknown.status == 400);
  CHECK(body_of(unknown).at("error") == "invalid_scope");

  CHECK(body_of(ask_token(Mock{}, form + "&scope=any")).at("scope") == "any");
  CHECK_FALSE(body_of(ask_token(Mock{}, form)).contains("scope"));
}

TEST_CASE("A26: tokens for tests carry what they are asked to", "[partnerportal][A26]") {
  const Mock mock{Readings{{"auth.write_scope", "write"}, {"auth.challenge", "none"}}};
  const auto create_with = [&](const TokenRequest& wanted) {
    Request request{Method::post, kLeads, {}, dump_json(lead_of())};
    request.fields.add("Authorization",
                       "Bearer " + mock.server.issue_token("partnerportal", wanted).value());
    request.fields.add("Content-Type", "application/json");
    return mock.server.handle(request);
  };

  CHECK(create_with({}).status == 201);
  CHECK(create_with({.permissions = {{"read", "write"}}}).status == 201);
  const Response refused = create_with({.permissions = {{"writes"}}});
  CHECK(refused.status == 403);
  CHECK(field_of(refused, "WWW-Authenticate") == "(none)");
  CHECK(mock.get(kLeads).status == 200);
}

}  // namespace understudy::partnerportal_test
