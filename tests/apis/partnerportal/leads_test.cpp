// SPDX-License-Identifier: MIT
/// Leads as records: what a write changes, what reads see of it, and what reset and restore do.
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "support.hpp"

namespace understudy::partnerportal_test {

namespace {

const Json kStart =
    Json::parse(R"({"notes":"a","value":10,"email":"x@y.example","customFields":{"k":1,"m":2}})");

Json lead_at(const Mock& mock, const std::string& id) {
  return body_of(mock.get(kLeads + "/" + id)).at("data");
}

std::vector<std::string> ids_at(const Mock& mock, const std::string& query = "") {
  return texts_of(mock.get(kLeads + query), "id");
}

/// One case of the table: an update of a lead as the documents start with it.
void check_update(const Json& item) {
  const Mock mock{item.value("switches", Readings{})};
  const std::string id = mock.created(kStart);
  const Json before = lead_at(mock, id);
  const std::string state = mock.state();
  mock.clock->advance(std::chrono::seconds{60});

  const Response response = mock.patch(id, item.at("body"));

  INFO(response.body);
  CHECK(response.status == *to_int64(item.at("status")));
  if (response.status != 200) {
    CHECK(mock.state() == state);
    return;
  }
  Json want = before;
  want.update(item.at("changed"));
  want["updatedAt"] = "2026-03-04T12:01:00Z";
  CHECK(body_of(response).at("data") == want);
  CHECK(lead_at(mock, id) == want);
  CHECK(body_of(mock.get(kLeads)).at("data") == Json::array({want}));
  CHECK(custom_fields_in(mock.state(), id) == item.at("custom"));
}

}  // namespace

TEST_CASE("the table of updates holds", "[partnerportal][update][cases]") {
  int count = 0;
  for (const Json& group : read_cases("update.cases.json")) {
    for (const Json& item : group.at("cases")) {
      INFO(group.at("description") << " / " << item.at("description"));
      check_update(item);
      ++count;
    }
  }
  CHECK(count == 68);
}

TEST_CASE("create stores every field it takes, and sets the others itself",
          "[partnerportal][create][S5.10]") {
  const Mock mock;
  const Json given{{"lastName", "I\u015f\u0131k"},
                   {"agentId", "agent-7"},
                   {"notes", "met at\nexpo \U0001f680"},
                   {"companyName", "\u682a\u5f0f\u4f1a\u793e\u30b5\u30f3\u30d7\u30eb"},
                   {"partnerOrganizationId", "org-1"},
                   {"platform", ""},
                   {"closeDate", "2026-04-01T02:00:00.500+02:00"},
                   {"firstName", "Ada"},
                   {"phone", "+1 555 0100"},
                   {"websiteUrl", "no address"},
                   {"value", -12500.5},
                   {"email", "no address either"}};
  Json body = given;
  body.update({{"id", "mine"},
               {"phaseId", "phase-9"},
               {"status", "won"},
               {"revenue", 5},
               {"createdAt", "2000-01-01T00:00:00Z"},
               {"companyId", "other"},
               {"nickname", "A"},
               {"customFields", {{"cf_region", "south"}, {"gone", nullptr}}}});

  const Response response = mock.create(body);

  Json want = given;
  want.update({{"closeDate", "2026-04-01T00:00:00.5Z"},
               {"phaseId", nullptr},
               {"submissionDate", "2026-03-04T12:00:00Z"},
               {"createdAt", "2026-03-04T12:00:00Z"},
               {"updatedAt", "2026-03-04T12:00:00Z"},
               {"companyId", "company-1"},
               {"status", "active"},
               {"totalCommission", nullptr},
               {"revenue", nullptr},
               {"commissionPercent", nullptr},
               {"lockCommissionPercent", nullptr}});
  Json lead = body_of(response).at("data");
  const std::string id = lead.at("id").get<std::string>();
  want["id"] = id;
  CHECK(response.status == 201);
  CHECK(lead == want);
  CHECK(lead.size() == 23);
  CHECK(custom_fields_in(mock.state(), id) == Json{{"cf_region", "south"}});
}

TEST_CASE("null and an absent field are the same to create", "[partnerportal][create][S5.4]") {
  const Mock mock;
  Json nulls = lead_of();
  for (const char* field : {"agentId", "notes", "companyName", "partnerOrganizationId", "closeDate",
                            "phone", "websiteUrl", "value", "email", "customFields"}) {
    nulls[field] = nullptr;
  }

  Json absent = lead_at(mock, mock.created());
  Json null = body_of(mock.create(nulls)).at("data");

  CHECK(absent.at("id") != null.at("id"));  // two creates are two leads
  absent.erase("id");
  null.erase("id");
  CHECK(absent == null);
}

TEST_CASE("numbers are kept as they were written", "[partnerportal][create][S5.16]") {
  const Mock mock;
  for (const char* number : {"0", "-0.0", "12500.50", "1e2", "123456789012345678901234567890"}) {
    const std::string body =
        std::string{R"({"lastName":"a","firstName":"b","platform":"c","value":)"} + number + "}";
    const Response response = mock.send(Method::post, kLeads, body);
    INFO(number);
    CHECK(response.body.find("\"value\":" + std::string{number} + ",") != std::string::npos);
  }
}

TEST_CASE("dates of a lead carry the milliseconds of the clock", "[partnerportal][S4.10]") {
  const Mock mock;
  mock.clock->advance(std::chrono::microseconds{120'999});

  const Json lead = lead_at(mock, mock.created());

  CHECK(lead.at("createdAt") == "2026-03-04T12:00:00.12Z");
  CHECK(lead.at("updatedAt") == lead.at("createdAt"));
  CHECK(lead.at("submissionDate") == lead.at("createdAt"));
}

TEST_CASE("lists show every write at once, in the order of creation", "[partnerportal][list]") {
  const Mock mock;
  CHECK(ids_at(mock).empty());

  const std::string first = mock.created();
  const std::string second = mock.created();
  const std::string third = mock.created();
  CHECK(ids_at(mock) == std::vector{first, second, third});

  mock.clock->advance(std::chrono::hours{1});
  const std::string fourth = mock.created();
  CHECK(mock.patch(first, {{"notes", "changed"}}).status == 200);

  CHECK(ids_at(mock) == std::vector{first, second, third, fourth});
  CHECK(ids_at(mock, "?skip=1&limit=2") == std::vector{second, third});
  CHECK(ids_at(mock, "?skip=1&skip=3&unknown=x") == std::vector{second, third, fourth});
}

TEST_CASE("reset leads back to the seed, and the same requests give the same bytes again",
          "[partnerportal][state]") {
  Mock mock;
  const std::string seed = mock.state();
  const auto play = [&] {
    std::string bytes;
    const std::string id = mock.created({{"customFields", {{"k", 1}}}});
    bytes += mock.patch(id, {{"notes", "b"}}).body;
    bytes += mock.get(kLeads).body;
    bytes += mock.server
                 .handle({Method::post,
                          "/oauth/token",
                          {{"Authorization", kBasic},
                           {"Content-Type", "application/x-www-form-urlencoded"}},
                          "grant_type=client_credentials"})
                 .body;
    return bytes;
  };

  const std::string once = play();
  CHECK(mock.state() != seed);
  REQUIRE(mock.server.reset().has_value());
  CHECK(mock.state() == seed);
  const std::string again = play();

  CHECK(once == again);
}

TEST_CASE("a reset beside writes breaks no answer", "[partnerportal][state][concurrency]") {
  Mock mock;
  std::atomic<int> made = 0;
  std::atomic<int> odd = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 3; ++i) {
      threads.emplace_back([&] {
        for (int j = 0; j < 40; ++j) {
          const Response created = mock.create(lead_of());
          made += created.status == 201 ? 1 : 0;
          const Response updated =
              mock.patch(parse_json(created.body).value().at("data").at("id").get<std::string>(),
                         {{"notes", "b"}});
          odd += updated.status == 200 || updated.status == 404 ? 0 : 1;
        }
      });
    }
    for (int j = 0; j < 20; ++j) CHECK(mock.server.reset().has_value());
  }

  CHECK(made == 120);
  CHECK(odd == 0);
}

TEST_CASE("a saved state comes back", "[partnerportal][state]") {
  Mock mock;
  const std::string id = mock.created(kStart);
  const std::string saved = mock.state();
  const Json lead = lead_at(mock, id);

  REQUIRE(mock.patch(id, {{"notes", nullptr}, {"customFields", nullptr}}).status == 200);
  mock.created();
  REQUIRE(mock.server.restore("partnerportal", saved).has_value());

  CHECK(mock.state() == saved);
  CHECK(lead_at(mock, id) == lead);
  CHECK(ids_at(mock) == std::vector{id});
  Mock other;
  REQUIRE(other.server.restore("partnerportal", saved).has_value());
  CHECK(lead_at(other, id) == lead);
}

}  // namespace understudy::partnerportal_test
