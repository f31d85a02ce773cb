// SPDX-License-Identifier: MIT
/// Every ambiguity of the documents: the default reading, and each other one that is on offer.
///
/// The ids are those of contracts/apis/partnerportal/SOURCES.md. update.null and
/// custom_fields.update are in update.cases.json, the scopes in scopes_test.cpp; the dialects'
/// tests have the tables of theirs.
#include <chrono>
#include <string>
#include <vector>

#include "support.hpp"

namespace understudy::partnerportal_test {

namespace {

using Texts = std::vector<std::string>;

const std::string kForm = "application/x-www-form-urlencoded";

Response ask_token(const Mock& mock, const std::string& form, const std::string& type = kForm) {
  return mock.server.handle({Method::post, "/oauth/token", {{"Content-Type", type}}, form});
}

mock::ServerOptions lenient() {
  mock::ServerOptions options = example_set();
  options.strictness = mock::Strictness::lenient;
  return options;
}

std::string error_of(const Readings& readings) {
  Mock mock;
  const auto server = mock::Server::make(completed(example_set(), *mock.clock, readings));
  return server ? "" : render(server.error());
}

}  // namespace

TEST_CASE("A1: default and maximum of limit", "[partnerportal][A1]") {
  const auto rows = [](const Readings& readings, const std::string& query) {
    mock::ServerOptions options;
    options.rows = 130;
    const Response response = Mock{std::move(options), readings}.get(kLeads + query);
    return response.status == 200 ? texts_of(response, "id").size() : 0;
  };

  CHECK(rows({}, "") == 25);
  CHECK(rows({{"paging.default_limit", "10"}}, "") == 10);
  CHECK(rows({}, "?limit=120") == 100);
  CHECK(rows({{"paging.max_limit", "120"}}, "?limit=130") == 120);
  CHECK(rows({{"paging.over_max", "reject"}}, "?limit=101") == 0);
  CHECK(rows({{"paging.over_max", "reject"}}, "?limit=100") == 100);
}

TEST_CASE("A1: malformed and zero, refused or forgiven", "[partnerportal][A1]") {
  const std::string bad = kLeads + "?skip=-1&limit=ten";
  const std::string zero = kLeads + "?limit=0";

  CHECK(Mock{}.get(bad).status == 400);
  CHECK(Mock{Readings{{"paging.malformed", "default"}}}.get(bad).status == 200);
  CHECK(Mock{Readings{{"paging.malformed", "default"}}}.get(zero).status == 400);
  CHECK(Mock{}.get(zero).status == 400);
  CHECK(Mock{Readings{{"paging.zero_limit", "empty"}}}.get(zero).status == 200);
  const Mock forgiving{lenient(), Readings{}};
  forgiving.created();
  CHECK(texts_of(forgiving.get(bad), "id").size() == 1);
  CHECK(texts_of(forgiving.get(zero), "id").empty());
  const Mock mixed{lenient(), Readings{{"paging.malformed", "reject"}}};
  CHECK(mixed.get(bad).status == 400);
}

TEST_CASE("A2: status is the code of HTTP, or zero", "[partnerportal][A2]") {
  const Mock zero{Readings{{"envelope.status", "zero"}}};

  CHECK(body_of(Mock{}.get(kLeads)).at("status") == 200);
  CHECK(body_of(zero.get(kLeads)).at("status") == 0);
  CHECK(body_of(zero.create(lead_of())).at("status") == 0);
  const Response missing = zero.get(kLeads + kNobody);
  CHECK(missing.status == 404);
  CHECK(body_of(missing).at("status") == 0);
}

TEST_CASE("A4: custom fields are not sent back, or everywhere", "[partnerportal][A4]") {
  const Json custom{{"cf_region", "s\u00fcd"}, {"n", 3}};
  for (const bool echo : {false, true}) {
    const Mock mock{Readings{{"custom_fields.echo", echo ? "yes" : "no"}}};
    const Json created = body_of(mock.create(lead_of({{"customFields", custom}}))).at("data");
    const std::string id = created.at("id").get<std::string>();
    const std::string plain = mock.created();
    const Json list = body_of(mock.get(kLeads)).at("data");
    const Json updated = body_of(mock.patch(id, {{"customFields", {{"n", nullptr}}}})).at("data");
    const Json got = body_of(mock.get(kLeads + "/" + id)).at("data");

    for (const Json& lead : {created, list.at(0), list.at(1), updated, got}) {
      CHECK(lead.contains("customFields") == echo);
    }
    if (!echo) continue;
    CHECK(created.at("customFields") == custom);
    CHECK(list.at(0).at("customFields") == custom);
    CHECK(list.at(1).at("customFields") == Json::object());
    CHECK(list.at(1).at("id") == plain);
    CHECK(updated.at("customFields") == Json{{"cf_region", "s\u00fcd"}});
    CHECK(got == updated);
  }
}

TEST_CASE("A5: a new lead is in no phase, or in one", "[partnerportal][A5]") {
  const Json body = lead_of({{"phaseId", "phase-9"}});

  CHECK(body_of(Mock{}.create(body)).at("data").at("phaseId").is_null());
  CHECK(body_of(Mock{Readings{{"create.default_phase", "phase-1"}}}.create(body))
            .at("data")
            .at("phaseId") == "phase-1");
}

TEST_CASE("A7: leads change by PATCH, by PUT, or by both", "[partnerportal][A7]") {
  const auto statuses = [](const Readings& readings) {
    const Mock mock{readings};
    const std::string lead = kLeads + "/" + mock.created();
    const Response patch = mock.send(Method::patch, lead, R"({"notes":"a"})");
    const Response put = mock.send(Method::put, lead, R"({"notes":"b"})");
    const Response removed = mock.send(Method::delete_, lead);
    return std::to_string(patch.status) + " " + std::to_string(put.status) + " " +
           field_of(removed, "Allow") + " " +
           body_of(mock.get(lead)).at("data").at("notes").get<std::string>();
  };

  CHECK(statuses({}) == "200 405 GET, PATCH a");
  CHECK(statuses({{"update.method", "PUT"}}) == "405 200 GET, PUT b");
  CHECK(statuses({{"update.method", "both"}}) == "200 200 GET, PATCH, PUT b");
  const Mock put{Readings{{"update.method", "PUT"}}};
  CHECK(put.send(Method::put, kLeads + "/" + put.created(), "x", "text/plain").status == 415);
}

TEST_CASE("A11: an error has its object, or a message alone", "[partnerportal][A11]") {
  const Mock flat{Readings{{"errors.shape", "flat"}}};

  const Json body = body_of(flat.create({{"lastName", 5}, {"platform", "web"}}));
  const Json missing = body_of(flat.get(kLeads + kNobody));

  CHECK(body.size() == 3);
  CHECK(body.at("message") == "lastName must be a string; firstName is required");
  CHECK(body.at("status") == 400);
  CHECK(missing.at("message").get<std::string>().find("00000000") != std::string::npos);
}

TEST_CASE("A12: operations answer at other paths", "[partnerportal][A12]") {
  const Mock mock{
      Readings{{"paths.token", "/v2/token"},
               {"paths.listLeads", "/v2/{companyId}/all-leads"},
               {"paths.createLead", "/v2/{companyId}/new-lead"},
               {"paths.getLead", "/v2/{companyId}/leads/{leadId}"},
               {"paths.updateLead", "/v2/{companyId}/leads/{leadId}"},
               {"paths.companySchema", "/v2/{companyId}/{object}/fields"},
               {"paths.orgSchema", "/v2/{companyId}/{partnerOrganizationId}/{object}/fields"}}};

  CHECK(ask_token(mock,
                  "grant_type=client_credentials&client_id=demo-client"
                  "&client_secret=demo-secret")
            .status == 404);
  CHECK(mock.server
            .handle({Method::post,
                     "/v2/token",
                     {{"Authorization", kBasic}, {"Content-Type", kForm}},
                     "grant_type=client_credentials"})
            .status == 200);
  const Response created = mock.send(Method::post, "/v2/company-1/new-lead", dump_json(lead_of()));
  REQUIRE(created.status == 201);
  const std::string lead =
      "/v2/company-1/leads/" + body_of(created).at("data").at("id").get<std::string>();
  CHECK(mock.send(Method::patch, lead, "{}").status == 200);
  CHECK(mock.get(lead).status == 200);
  CHECK(texts_of(mock.get("/v2/company-1/all-leads"), "id").size() == 1);
  CHECK(mock.get("/v2/company-1/lead/fields").status == 200);
  CHECK(mock.get("/v2/company-1/org-1/lead/fields").status == 200);
  CHECK(mock.get("/v2/other/all-leads").status == 403);
  CHECK(mock.get(kLeads).status == 404);
}

TEST_CASE("A13: create is 201, or 200", "[partnerportal][A13]") {
  CHECK(Mock{}.create(lead_of()).status == 201);
  const Response ok = Mock{Readings{{"create.status", "200"}}}.create(lead_of());
  CHECK(ok.status == 200);
  CHECK(body_of(ok).at("status") == 200);
}

TEST_CASE("A14: fields that are wrong are 400, or 422", "[partnerportal][A14]") {
  const Mock mock{Readings{{"validation.status", "422"}, {"validation.unknown_field", "reject"}}};
  const std::string lead = mock.created();

  CHECK(Mock{}.create(Json::object()).status == 400);
  const Response response = mock.create(Json::object());
  CHECK(response.status == 422);
  CHECK(body_of(response).at("status") == 422);
  CHECK(mock.patch(lead, {{"value", "x"}}).status == 422);
  CHECK(mock.patch(lead, {{"nickname", "x"}}).status == 422);
  CHECK(mock.get(kLeads + "?limit=x").status == 422);
  CHECK(mock.get(kLeads + "?limit=0").status == 422);
  CHECK(mock.send(Method::post, kLeads, "{").status == 400);
  CHECK(mock.send(Method::post, kLeads, "[]").status == 400);
}

TEST_CASE("A17: unknown and read-only fields are ignored, or refused", "[partnerportal][A17]") {
  const Json body = lead_of({{"nickname", "A"}, {"a/b~c", 1}, {"id", "x"}, {"phaseId", "p"}});
  const Mock mock{Readings{{"validation.unknown_field", "reject"}}};
  const std::string before = mock.state();

  CHECK(Mock{}.create(body).status == 201);
  const Response created = mock.create(body);
  CHECK(created.status == 400);
  CHECK(problems_of(created) == Texts{"phaseId cannot be written here", "id cannot be written here",
                                      "a~1b~0c is not known", "nickname is not known"});
  CHECK(mock.state() == before);

  const std::string lead = mock.created();
  CHECK(problems_of(mock.patch(lead, {{"status", "won"}, {"phaseId", "p"}, {"value", "x"}})) ==
        Texts{"value must be a number or null", "status cannot be written here"});
  CHECK(mock.patch(lead, {{"phaseId", "p"}}).status == 200);
}

TEST_CASE("A18: an empty text is a text, or refused where one is required",
          "[partnerportal][A18]") {
  const Json body = lead_of({{"lastName", ""}, {"notes", ""}});
  const Mock mock{Readings{{"validation.empty_required", "reject"}}};

  CHECK(Mock{}.create(body).status == 201);
  CHECK(problems_of(mock.create(body)) == Texts{"lastName must not be empty"});
  const std::string lead = mock.created({{"notes", ""}});
  CHECK(problems_of(mock.patch(lead, {{"firstName", ""}, {"platform", ""}})) ==
        Texts{"platform must not be empty", "firstName must not be empty"});
  CHECK(problems_of(mock.create({{"firstName", ""}})) ==
        Texts{"lastName is required", "platform is required", "firstName must not be empty"});
}

TEST_CASE("A19: the oldest lead comes first, or the newest", "[partnerportal][A19]") {
  const auto names = [](const Readings& readings, const std::string& query) {
    const Mock mock{readings};
    for (const char* name : {"1", "2", "3"}) mock.created({{"lastName", name}});
    return texts_of(mock.get(kLeads + query), "lastName");
  };
  const Readings newest{{"list.order", "created-desc"}};

  CHECK(names({}, "") == Texts{"1", "2", "3"});
  CHECK(names(newest, "") == Texts{"3", "2", "1"});
  CHECK(names(newest, "?skip=1&limit=1") == Texts{"2"});
  CHECK(names(newest, "?skip=2") == Texts{"1"});
  CHECK(names(newest, "?skip=3").empty());
}

TEST_CASE("A20: a company of another client is forbidden, or not there", "[partnerportal][A20]") {
  const Mock hidden{Readings{{"company.mismatch", "404"}}};

  CHECK(body_of(Mock{}.get("/companies/other/leads")).at("error").at("code") == "forbidden");
  const Response response = hidden.get("/companies/other/leads");
  CHECK(response.status == 404);
  CHECK(body_of(response).at("error").at("code") == "not_found");
}

TEST_CASE("A21, S8.14, A25, C7: readings of the token endpoint", "[partnerportal][A21]") {
  const std::string form = "grant_type=client_credentials&client_id=demo-client&client_secret=";

  CHECK(ask_token(Mock{}, form + "wrong").status == 401);
  CHECK(ask_token(Mock{Readings{{"oauth.body_invalid_client", "400"}}}, form + "wrong").status ==
        400);
  CHECK(ask_token(Mock{}, "{}", "application/json").status == 400);
  CHECK(ask_token(Mock{Readings{{"oauth.bad_content_type", "415"}}}, "{}", "application/json")
            .status == 415);

  const Mock brief{Readings{{"token.lifetime", "60"}}};
  CHECK(body_of(ask_token(brief, form + "demo-secret")).at("expires_in") == 60);
  const std::string token = brief.token();
  const Request request{Method::get, kLeads, {{"Authorization", "Bearer " + token}}, {}};
  CHECK(brief.server.handle(request).status == 200);
  brief.clock->advance(std::chrono::seconds{60});
  CHECK(brief.server.handle(request).status == 401);

  const Mock silent{Readings{{"auth.challenge", "none"}}};
  CHECK(field_of(silent.server.handle({Method::get, kLeads, {}, {}}), "WWW-Authenticate") ==
        "(none)");
  CHECK(field_of(ask_token(silent, "x=y"), "WWW-Authenticate") == "(none)");
}

TEST_CASE("A22: ids are not checked, or have to be there", "[partnerportal][A22]") {
  const Json unknown{{"agentId", "agent-0"}, {"partnerOrganizationId", "org-0"}};
  const Json known{{"agentId", "agent-7"}, {"partnerOrganizationId", "org-1"}};
  const Mock mock{Readings{{"validation.references", "on"}}};

  CHECK(Mock{}.create(lead_of(unknown)).status == 201);
  CHECK(problems_of(mock.create(lead_of(unknown))) ==
        Texts{"agentId names nothing that is there",
              "partnerOrganizationId names nothing that is there"});
  const std::string lead = mock.created(known);
  CHECK(mock.patch(lead, {{"phaseId", "phase-2"}, {"agentId", nullptr}}).status == 200);
  CHECK(problems_of(mock.patch(lead, {{"phaseId", "phase-0"}, {"value", "x"}})) ==
        Texts{"phaseId names nothing that is there", "value must be a number or null"});
}

TEST_CASE("A23: objects have other names, the first is the lead's", "[partnerportal][A23]") {
  const Mock mock{Readings{{"schema.objects", "leads, deals ,,tickets"}}};
  const std::string schemas = "/companies/company-1/schemas/";

  CHECK(Mock{}.get(schemas + "leads").status == 404);
  const Json lead = body_of(mock.get(schemas + "leads")).at("data").at("schema");
  CHECK(lead.at("object") == "leads");
  CHECK(lead.at("unifiedFields").size() == 14);
  const Json ticket = body_of(mock.get(schemas + "tickets")).at("data").at("schema");
  CHECK(ticket.at("unifiedFields").size() == 1);
  CHECK(mock.get(schemas + "deals").status == 200);
  CHECK(mock.get(schemas + "lead").status == 404);
  CHECK(Mock{Readings{{"schema.objects", ", ,"}}}.get(schemas + "lead").status == 404);
}

TEST_CASE("A24: a date alone is refused, or midnight UTC", "[partnerportal][A24]") {
  const Json body = lead_of({{"closeDate", "2019-08-24"}});
  const auto date = [&](const Mock& mock) {
    return body_of(mock.create(body)).at("data").at("closeDate").get<std::string>();
  };

  CHECK(Mock{}.create(body).status == 400);
  CHECK(date(Mock{Readings{{"validation.date_only", "accept"}}}) == "2019-08-24T00:00:00Z");
  const Mock forgiving{lenient(), Readings{}};
  CHECK(date(forgiving) == "2019-08-24T00:00:00Z");
  CHECK(forgiving.create(lead_of({{"closeDate", "2019-02-29"}})).status == 400);
  CHECK(forgiving.create(lead_of({{"closeDate", nullptr}})).status == 201);
}

TEST_CASE("S5.8: unknown custom fields are stored, or refused", "[partnerportal][S5.8]") {
  const Mock mock{Readings{{"validation.unknown_custom_field", "reject"}}};
  const Json body = lead_of({{"customFields", {{"cf_region", "x"}, {"a/b", 1}, {"cf_tier", 2}}}});

  CHECK(Mock{}.create(body).status == 201);
  CHECK(problems_of(mock.create(body)) == Texts{"customFields/a~1b is not known"});
  const std::string lead = mock.created();
  CHECK(mock.patch(lead, {{"customFields", {{"cf_region", "x"}}}}).status == 200);
  CHECK(mock.patch(lead, {{"customFields", {{"other", "x"}}}}).status == 400);
}

TEST_CASE("S10.12: an update looks at the body first, or whether the lead is there",
          "[partnerportal][S10.12]") {
  const Mock mock{Readings{{"update.check_order", "exists-first"}}};
  const std::string missing = kLeads + kNobody;

  CHECK(Mock{}.send(Method::patch, missing, "{").status == 400);
  CHECK(Mock{}.send(Method::patch, missing, R"({"value":"x"})").status == 400);
  CHECK(mock.send(Method::patch, missing, "{").status == 404);
  CHECK(mock.send(Method::patch, missing, R"({"value":"x"})").status == 404);
  CHECK(mock.send(Method::patch, missing, "{}", "text/plain").status == 415);
  CHECK(mock.send(Method::patch, missing + "?x=%zz", "{}").status == 400);
  CHECK(mock.send(Method::delete_, missing).status == 405);
  const std::string lead = mock.created();
  CHECK(mock.send(Method::patch, kLeads + "/" + lead, "{").status == 400);
  CHECK(mock.patch(lead, Json::object()).status == 200);
}

TEST_CASE("numbers that mean nothing are refused at the start", "[partnerportal][switches]") {
  for (const char* name : {"token.lifetime", "paging.default_limit", "paging.max_limit"}) {
    INFO(name);
    CHECK(error_of({{name, "0"}}).find("1 or more") != std::string::npos);
    CHECK(error_of({{name, "000"}}).find(name) != std::string::npos);
    CHECK(error_of({{name, "1"}}).empty());
    CHECK_FALSE(error_of({{name, "-1"}}).empty());
  }
}

TEST_CASE("C10: a limit that was set counts clients, and tells as asked", "[partnerportal][C10]") {
  struct Told {
    Response first;
    Response refused;
    std::string later;
  };
  // Two requests are let through, at 0 and 50 s; one is refused; two more come at 65 s.
  const auto limited = [](Readings readings) {
    readings.emplace("throttle.limit", "2/60s");
    const Mock mock{readings};
    Told told{.first = mock.get(kLeads), .refused = {}, .later = {}};
    mock.clock->advance(std::chrono::seconds{50});
    CHECK(mock.get(kLeads).status == 200);
    told.refused = mock.get(kLeads);  // with another token of the same client
    CHECK(told.refused.status == 429);
    mock.clock->advance(std::chrono::seconds{15});
    for (int i = 0; i < 2; ++i) told.later += ' ' + std::to_string(mock.get(kLeads).status);
    return told;
  };

  const Told plain = limited({});
  CHECK(body_of(plain.refused).at("error").at("code") == "rate_limited");
  CHECK(field_of(plain.refused, "Retry-After") == "10");
  CHECK(field_of(plain.first, "RateLimit") == "(none)");
  CHECK(field_of(plain.first, "X-RateLimit-Limit") == "(none)");
  CHECK(plain.later == " 200 429");  // the request at 50 s still counts
  CHECK(limited({{"throttle.window", "fixed"}}).later == " 200 200");
  CHECK(limited({{"throttle.count_rejected", "yes"}}).later == " 429 429");
  CHECK(field_of(limited({{"throttle.retry_after", "http-date"}}).refused, "Retry-After")
            .ends_with("GMT"));
  CHECK(field_of(limited({{"throttle.retry_after", "none"}}).refused, "Retry-After") == "(none)");
  CHECK(field_of(limited({{"throttle.headers", "draft"}}).first, "RateLimit").find("r=1") !=
        std::string::npos);
  CHECK(field_of(limited({{"throttle.headers", "x-ratelimit"}}).first, "X-RateLimit-Remaining") ==
        "1");
}

}  // namespace understudy::partnerportal_test
