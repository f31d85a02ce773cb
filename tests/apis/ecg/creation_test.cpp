// SPDX-License-Identifier: MIT
/// Creation: what is refused and in which words, what is stored, and who sees it afterwards.
#include <atomic>
#include <set>
#include <thread>

#include "support.hpp"

namespace understudy::ecg_test {

namespace {

/// The source's own body.
Json full_body() {
  return Json::parse(with_ids(R"({"organization":{
    "legacyIdentifier":"ae23fba4-f740-4d74-bbd6-80beee24f8f2","parentId":"{P1}","type":"1",
    "hcoXrefId":"string","businessName":"New Care","displayName":"New",
    "integrationMetadata":{"key":{"key1":"value1","key2":"value2"}},
    "addresses":[{"addressLine1":"252 Lomas Santa Fe Dr Suite 290",
      "addressLine2":"Behind times square garden","stateProvinceCode":"AL","city":"San Diego",
      "postalCode":"92075","countryCode":"US","regionCode":"US","addressType":1}],
    "phoneNumbers":[{"extension":"string","phoneNumber":"string","phoneType":1}],
    "onBoardingPartnerId":"{P2}","originationSource":"CRM","onBoardingStatus":1,
    "organizationStatus":1,"rrmsSiteGroupId":"string","signOnDate":"2026-03-04T17:27:05.253Z",
    "timezoneId":"string","actionPlanCode":"11011",
    "vendorProfileIds":["884b7b3f-1cc2-44e9-8ae9-62c8a966916e"]},
   "partnerCriteria":{"partnerTypeId":"{T1}","status":"active","commissionPayoutStatus":"active",
    "deactivatedDate":"2026-03-04","onboardingDate":"2026-03-04","salesCutOffDate":"2026-03-04",
    "enableCommissions":false,"w9Submitted":false,"isW2":false},
   "vendorAccount":{"currency":"USD","accountNumber":"1234567890","email":"email@test.com",
    "bankAccount":{"paymentPurpose":{"code":{"name":"string"},"text":"OPTIONAL"},
     "type":"CHECKING","payeeName":"string","nameOnAccount":"string",
     "accountNumber":"1234567890","routingNumber":"021000021",
     "regulatoryFields":[{"name":"string","value":"string"}]}}})"));
}

}  // namespace

TEST_CASE("creation agrees with every case in its file", "[ecg][creation][cases]") {
  Mock mock;
  const std::string before = mock.state();

  each_case("creation.cases.json", 192, [&](const Json& item) {
    const Response response = mock.ask(create(item.at("input")));

    if (item.contains("error")) {
      CHECK(Json(lines_of(response)) == item.at("error"));
      CHECK(mock.state() == before);
      return;
    }
    INFO(response.body);
    REQUIRE(response.status == 201);
    const Json partner = body_of(response);
    CHECK(partner.at("status") == "Active");
    for (const auto& [name, value] : item.at("want").items()) CHECK(partner.at(name) == value);
    CHECK(body_of(mock.ask(get(kPath + "/" + partner.at("id").get<std::string>()))) == partner);
    REQUIRE(mock.server.reset().has_value());
    CHECK(mock.state() == before);
  });
}

TEST_CASE("every member of the body arrives where it belongs", "[ecg][creation]") {
  const Mock mock;

  const Response response =
      mock.ask(create(full_body(), "createApptivoAccount=true&createBillDotComProfile=true"));

  REQUIRE(response.status == 201);
  Json partner = body_of(response);
  const Json audit{{"createdAt", "2026-03-04T12:00:00.000Z"},
                   {"createdBy", kSubject},
                   {"updatedAt", "2026-03-04T12:00:00.000Z"},
                   {"updatedBy", kSubject}};
  const Json archive{{"archived", false}, {"archivedStatusChangedAt", "2026-03-04T12:00:00.000Z"}};
  const Json active{{"active", true}, {"activeStatusChangedAt", "2026-03-04T12:00:00.000Z"}};
  std::set<std::string> ids;
  Json& party = partner.at("party");
  for (Json* const part : {&partner, &party, &partner.at("partnerCriteria"),
                           &party.at("addresses")[0], &party.at("phoneNumbers")[0]}) {
    ids.insert(part->at("id").get<std::string>());
    part->erase("id");
  }
  CHECK(ids.size() == 5);
  CHECK(partner.at("vendorProfiles").at("id") == kProfileId);
  partner.erase("vendorProfiles");
  const Json body = full_body();
  const Json& organization = body.at("organization");
  CHECK(partner == Json{{"type", "1"},
                        {"status", "Active"},
                        {"hcoXrefId", "string"},
                        {"businessName", "New Care"},
                        {"displayName", "New"},
                        {"integrationMetadata", organization.at("integrationMetadata")},
                        {"nodes", Json::array()},
                        {"ancestryNodes", Json::array({kPartnerIds[0]})},
                        {"originationSource", "CRM"},
                        {"onBoardingStatus", 1},
                        {"organizationStatus", 1},
                        {"rrmsSiteGroupId", "string"},
                        {"timezoneId", "string"},
                        {"archiveInfo", archive},
                        {"auditInfo", audit},
                        {"activeInfo", active},
                        {"party",
                         {{"legacyIdentifier", "ae23fba4-f740-4d74-bbd6-80beee24f8f2"},
                          {"archiveInfo", archive},
                          {"auditInfo", audit},
                          {"activeInfo", active},
                          {"phoneNumbers", organization.at("phoneNumbers")},
                          {"addresses", organization.at("addresses")}}},
                        {"signOnDate", "2026-03-04T17:27:05.253Z"},
                        {"actionPlanCode", "11011"},
                        {"customerId", nullptr},
                        {"partnerCriteria",
                         {{"status", "active"},
                          {"commissionPayoutStatus", "active"},
                          {"deactivatedDate", "2026-03-04T00:00:00.000Z"},
                          {"onboardingDate", "2026-03-04T00:00:00.000Z"},
                          {"salesCutOffDate", "2026-03-04T00:00:00.000Z"},
                          {"enableCommissions", false},
                          {"w9Submitted", false},
                          {"isW2", false},
                          {"vendorMetadata", {{"apptivo", true}, {"billDotCom", true}}}}}});
  CHECK(mock.state().find("021000021") == std::string::npos);  // no bank data is kept
}

TEST_CASE("a new partner is seen at once, by everybody it belongs to", "[ecg][creation]") {
  Mock mock;
  const Json created = body_of(mock.ask(create(full_body())));
  const std::string id = created.at("id").get<std::string>();

  CHECK(rows_of(mock.ask(list("order_by=DESC"))) == Json{"New Care", 6, 4, 3, 2, 1});
  CHECK(rows_of(mock.ask(list("searchTerm=new%20c"))) == Json{"New Care"});
  CHECK(rows_of(mock.ask(list("partnerTypeIds={T1}&include=partner-type"))) ==
        Json{1, 3, "New Care"});
  CHECK(rows_of(mock.ask(list("partnerIds=" + id))) == Json{"New Care"});
  CHECK(rows_of(mock.ask(list("take=4&skip=1"))) == Json{6, "New Care"});
  const Json parent = body_of(mock.ask(get(kPath + "/{P1}?include=subsidiaries")));
  CHECK(parent.at("nodes") == Json{kPartnerIds[1], kPartnerIds[2], id});
  CHECK(parent.at("subsidiaries")[2] == created);
  CHECK(parent.at("auditInfo").at("updatedAt") == parent.at("auditInfo").at("createdAt"));
  const Json whole =
      body_of(mock.ask(get(kPath + "/" + id + "?include=parent-partner,on-boarding-partner")));
  CHECK(whole.at("parentPartner").at("businessName") == "Acme Care");
  CHECK(whole.at("onBoardingPartner").at("businessName") == "Beta Health");
  CHECK_FALSE(whole.at("parentPartner").contains("subsidiaries"));

  mock.clock.advance(std::chrono::milliseconds{1'500});
  const Json child = body_of(mock.ask(create(body_with({{"parentId", id}}))));
  CHECK(child.at("ancestryNodes") == Json{kPartnerIds[0], id});
  CHECK(child.at("auditInfo").at("createdAt") == "2026-03-04T12:00:01.500Z");
}

TEST_CASE("reset leads back to the seed; a saved state comes back", "[ecg][creation][state]") {
  Mock mock;
  const std::string seed = mock.state();
  const std::string first = mock.ask(create(full_body())).body;
  const std::string saved = mock.state();

  REQUIRE(mock.server.reset().has_value());
  CHECK(mock.state() == seed);
  CHECK(mock.ask(create(full_body())).body == first);  // the same requests give the same bytes
  CHECK(mock.state() == saved);
  REQUIRE(mock.server.reset().has_value());
  REQUIRE(mock.server.restore("ecg", saved).has_value());
  CHECK(mock.state() == saved);
  CHECK(rows_of(mock.ask(list("order_by=DESC"))) == Json{"New Care", 6, 4, 3, 2, 1});
}

TEST_CASE("partners made at the same time all become children of their parent",
          "[ecg][creation][concurrency]") {
  const Mock mock;
  constexpr std::size_t kThreads = 4;
  constexpr std::size_t kEach = 20;
  std::atomic<std::size_t> wrong = 0;
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < kThreads; ++i) {
      threads.emplace_back([&] {
        for (std::size_t n = 0; n < kEach; ++n) {
          wrong += mock.ask(create(body_with({{"parentId", kPartnerIds[3]}}))).status != 201;
          wrong += mock.ask(list("include=subsidiaries,parent-partner")).status != 200;
        }
      });
    }
  }

  const Json parent = body_of(mock.ask(get(kPath + "/{P4}?include=subsidiaries")));

  CHECK(wrong == 0);
  CHECK(parent.at("nodes").size() == kThreads * kEach);
  CHECK(parent.at("subsidiaries").size() == kThreads * kEach);
  std::set<Json> ids;
  for (const Json& node : parent.at("nodes")) ids.insert(node);
  CHECK(ids.size() == kThreads * kEach);
}

TEST_CASE("the same body twice makes two partners", "[ecg][creation]") {
  const Mock mock;
  const Json one = body_of(mock.ask(create(body_with())));
  const Json two = body_of(mock.ask(create(body_with())));

  CHECK(one.at("id") != two.at("id"));
  CHECK(body_of(mock.ask(list())).at("totalRecords") == 7);
}

TEST_CASE("without criteria there are none, and side accounts are recorded nowhere",
          "[ecg][creation][A26]") {
  const Mock mock;
  const Json partner = body_of(mock.ask(create(body_with(), "createApptivoAccount=true")));

  CHECK(partner.at("partnerCriteria").is_null());
  CHECK(partner.at("party").at("addresses").is_null());
  CHECK(partner.at("vendorProfiles").is_null());
}

TEST_CASE("the creator is the token's subject when that is a UUID", "[ecg][creation]") {
  const Mock mock;
  Request request = create(body_with());
  request.fields.set(
      "Authorization",
      "Bearer " + token_with({{"sub", "ann"}, {"permissions", {"partners.create"}}}));

  CHECK(body_of(mock.ask(request)).at("auditInfo").at("createdBy") ==
        "00000000-0000-0000-0000-000000000000");
}

TEST_CASE("whatever a member is replaced by, a refusal names it and stores nothing",
          "[ecg][creation][fuzz]") {
  Mock mock;
  const std::string before = mock.state();
  const std::vector<Json> odd{
      nullptr, false,        0,       -1.5,          1e300,          "",
      "a",     "2026-02-30", Json{1}, Json::array(), Json::object(), Json{{"a", nullptr}}};
  const Json full = full_body().flatten();
  std::set<std::string> places;
  for (const auto& [leaf, value] : full.items()) {
    for (std::size_t end = leaf.find('/', 1); end != leaf.npos; end = leaf.find('/', end + 1)) {
      places.insert(leaf.substr(0, end));
    }
    places.insert(leaf);
  }
  std::size_t refused = 0;

  for (const std::string& place : places) {
    for (const Json& value : odd) {
      Json body = full_body();
      body[Json::json_pointer{place}] = value;
      INFO(place << " " << value);
      const Response response = mock.ask(create(body));
      if (response.status == 201) {
        REQUIRE(mock.server.reset().has_value());
        continue;
      }
      ++refused;
      const std::string member = place.substr(place.rfind('/') + 1);
      const bool is_index = member.find_first_not_of("0123456789") == member.npos;
      const Lines lines = lines_of(response);
      CHECK_FALSE(lines.empty());
      for (const std::string& line : lines) {
        INFO(line);
        CHECK((is_index || line.find(member) != line.npos || value.is_object()));
      }
      CHECK(mock.state() == before);
    }
  }
  CHECK(places.size() > 60);
  CHECK(refused > 300);
}

TEST_CASE("query flags are true or false, and come before the body", "[ecg][creation][query]") {
  const Mock mock;
  const std::string before = mock.state();
  const std::string apptivo = "createApptivoAccount must be a boolean value";
  const std::string bill = "createBillDotComProfile must be a boolean value";

  for (const char* value : {"yes", "1", "", "TRUE", "true&createApptivoAccount=false"}) {
    INFO(value);
    CHECK(lines_of(mock.ask(create(
              Json::object(), "createApptivoAccount=" + std::string{value}))) == Lines{apptivo});
  }
  CHECK(
      lines_of(mock.ask(create(body_with(), "createBillDotComProfile=x&createApptivoAccount=y"))) ==
      Lines{apptivo, bill});
  CHECK(mock.state() == before);
  CHECK(mock.ask(create(body_with(), "createApptivoAccount=false&other=1")).status == 201);
}

TEST_CASE("a body of another type, or none, is an empty object", "[ecg][creation][body]") {
  const Mock mock;
  const std::string before = mock.state();
  const Lines empty{"organization should not be empty"};
  Request text = create(body_with());
  text.fields.set("Content-Type", "text/plain");
  Request untyped = create(body_with());
  untyped.fields.remove("Content-Type");
  Request form = create(Json("a=b"));
  form.fields.set("Content-Type", "application/x-www-form-urlencoded");

  CHECK(lines_of(mock.ask(text)) == empty);
  CHECK(lines_of(mock.ask(untyped)) == empty);
  CHECK(lines_of(mock.ask(form)) == empty);
  CHECK(lines_of(mock.ask(create(Json("")))) == empty);
  CHECK(lines_of(mock.ask(create(Json(" \r\n")))) == empty);
  CHECK(mock.state() == before);
}

TEST_CASE("a body that is no object is refused", "[ecg][creation][body]") {
  const Mock mock;
  const std::string before = mock.state();
  for (const char* text : {"[]", "[{}]", "5", "\"x\"", "null", "true"}) {
    INFO(text);
    const Response response = mock.ask(create(Json(text)));
    CHECK(response.status == 400);
    CHECK(body_of(response).at("error") == "Bad Request");
    CHECK_FALSE(message_of(response).empty());
  }
  CHECK(mock.state() == before);
}

TEST_CASE("metadata as deep as a body may be comes back, in relations too",
          "[ecg][creation][limit]") {
  const auto with_depth = [](int depth) {
    std::string metadata = "1";
    for (int i = 0; i < depth; ++i) metadata = R"({"a":)" + metadata + "}";
    return create(Json(R"({"organization":{"businessName":"Deep","parentId":"{P1}",)"
                       R"("integrationMetadata":)" +
                       metadata + "}}"));
  };
  const Mock mock;

  CHECK(mock.ask(with_depth(63)).status == 400);
  CHECK(mock.ask(with_depth(62)).status == 201);
  const Response page = mock.ask(list("include=subsidiaries,parent-partner"));

  CHECK(page.status == 200);
  CHECK(page.body.find(R"({"a":{"a":{"a":1}}})") != std::string::npos);
}

TEST_CASE("texts of any kind come back as they were sent", "[ecg][creation][unicode]") {
  const Mock mock;
  for (const std::string& text :
       {std::string{"\"},\"links\":{\"partnerTypeId\":\"x\",\"parentId\":"},
        std::string{"],\"nodes\":["}, std::string{"\\\" \n\t\x01"},
        std::string{"\U0001F469\u200D\U0001F680 \u00C6r\u00F8 \u2028"}, std::string(1, '\0'),
        std::string(10'000, 'x')}) {
    Json body =
        body_with({{"businessName", text},
                   {"displayName", text},
                   {"parentId", kPartnerIds[0]},
                   {"integrationMetadata", {{"nodes", {text}}, {text, {{"links", text}}}}}});
    body["partnerCriteria"] = {{"status", text}, {"partnerTypeId", kTypeIds[0]}};
    const Json created = body_of(mock.ask(create(body)));
    const std::string id = created.at("id").get<std::string>();
    body_of(mock.ask(create(body_with({{"parentId", id}}))));

    const Json seen = body_of(
        mock.ask(get(kPath + "/" + id + "?include=parent-partner,partner-type,subsidiaries")));

    CHECK(seen.at("businessName") == text);
    CHECK(seen.at("integrationMetadata") == body["organization"]["integrationMetadata"]);
    CHECK(seen.at("partnerCriteria").at("status") == text);
    CHECK(seen.at("partnerCriteria").at("partnerType").at("id") == kTypeIds[0]);
    CHECK(seen.at("parentPartner").at("id") == kPartnerIds[0]);
    CHECK(seen.at("subsidiaries").size() == 1);
  }
}

}  // namespace understudy::ecg_test
