// SPDX-License-Identifier: MIT
/// The open questions about creation: the default reading, and each other one that is on offer.
///
/// The ids are those of contracts/apis/ecg/SOURCES.md.
#include "support.hpp"

namespace understudy::ecg_test {

TEST_CASE("A5: the state of the criteria is any text, or one of two", "[ecg][A5]") {
  const auto with_status = [](const Json& status) {
    Json body = body_with();
    body["partnerCriteria"] = {{"status", status}};
    return create(body);
  };
  const Readings closed{{"criteria.status", "closed"}};
  const std::string values =
      "partnerCriteria.status must be one of the following values: active, on-boarded";

  CHECK(ask(with_status("whatever")).status == 201);
  CHECK(lines_of(ask(with_status("whatever"), closed)) == Lines{values});
  CHECK(lines_of(ask(with_status(5), closed)) == Lines{"partnerCriteria.status must be a string"});
  CHECK(ask(with_status("on-boarded"), closed).status == 201);
  CHECK(ask(with_status(nullptr), closed).status == 201);
}

TEST_CASE("A7: vendor profiles are an object for one, an object always, or an array always",
          "[ecg][A7]") {
  const auto profiles = [](const std::vector<std::string>& ids, const Readings& readings = {}) {
    return body_of(ask(create(body_with({{"vendorProfileIds", ids}})), readings))
        .at("vendorProfiles");
  };
  const Readings object{{"vendor_profiles", "object"}};
  const Readings array{{"vendor_profiles", "array"}};

  CHECK(profiles({}).is_null());
  CHECK(profiles({kUnknownId}).is_null());
  CHECK(profiles({kProfileId, kUnknownId}).at("id") == kProfileId);
  CHECK(profiles({kProfileId, kProfileId}).size() == 2);
  CHECK(profiles({kProfileId, kProfileId}, object).at("id") == kProfileId);
  CHECK(profiles({}, object).is_null());
  CHECK(profiles({kProfileId}, array).at(0).at("source") == "anelto");
  CHECK(profiles({}, array) == Json::array());
}

TEST_CASE("A19: what has to be given is little, nothing or everything", "[ecg][A19]") {
  const Readings none{{"validation.required", "none"}};
  const Readings all{{"validation.required", "all"}};

  CHECK(lines_of(ask(create(Json::object()))) == Lines{"organization should not be empty"});

  SECTION("nothing") {
    for (const char* body : {"{}", "", R"({"organization":null})", R"({"organization":{}})",
                             R"({"organization":{"businessName":null}})"}) {
      INFO(body);
      const Response response = ask(create(Json(body)), none);
      CHECK(response.status == 201);
      CHECK(body_of(response).at("businessName").is_null());
    }
    CHECK(lines_of(ask(create(body_with({{"businessName", ""}})), none)) ==
          Lines{"organization.businessName should not be empty"});
    CHECK(lines_of(ask(create(Json{{"organization", 5}}), none)) ==
          Lines{"nested property organization must be either object or array"});
  }

  SECTION("everything") {
    CHECK(lines_of(ask(create(Json::object()), all)) == Lines{"organization should not be empty",
                                                              "partnerCriteria should not be empty",
                                                              "vendorAccount should not be empty"});
    Json body = body_with({{"addresses", {Json::object()}}, {"displayName", nullptr}});
    body["partnerCriteria"] = Json::object();
    body["vendorAccount"] = {{"bankAccount",
                              {{"paymentPurpose", {{"code", Json::object()}}},
                               {"regulatoryFields", {{{"name", nullptr}}}}}}};
    const std::string one_to_four = " must be one of the following values: 1, 2, 3, 4";
    const std::string day = " should be of type - yyyy-MM-dd";
    const std::string flag = " must be a boolean value";
    const std::string address = "organization.addresses.0.";
    const std::string criteria = "partnerCriteria.";
    const std::string bank = "vendorAccount.bankAccount.";
    CHECK(lines_of(ask(create(body), all)) ==
          Lines{"organization.legacyIdentifier must be a string",
                "organization.parentId must be a UUID",
                "organization.type must be a string",
                "organization.hcoXrefId must be a string",
                "organization.displayName must be a string",
                "organization.integrationMetadata must be an object",
                address + "addressLine1 must be a string",
                address + "addressLine2 must be a string",
                address + "stateProvinceCode must be a string",
                address + "city must be a string",
                address + "postalCode must be a string",
                address + "countryCode must be a string",
                address + "regionCode must be a string",
                address + "addressType must be an integer number",
                "organization.phoneNumbers must be an array",
                "organization.onBoardingPartnerId must be a UUID",
                "organization.originationSource must be a string",
                "organization.onBoardingStatus" + one_to_four,
                "organization.organizationStatus" + one_to_four,
                "organization.rrmsSiteGroupId must be a string",
                "organization.signOnDate must be a valid ISO 8601 date string",
                "organization.timezoneId must be a string",
                "organization.actionPlanCode must be a string",
                "organization.vendorProfileIds must be an array",
                criteria + "partnerTypeId must be a UUID",
                criteria + "status must be a string",
                criteria + "commissionPayoutStatus must be a string",
                criteria + "deactivatedDate" + day,
                criteria + "onboardingDate" + day,
                criteria + "salesCutOffDate" + day,
                criteria + "enableCommissions" + flag,
                criteria + "w9Submitted" + flag,
                criteria + "isW2" + flag,
                "vendorAccount.currency must be a string",
                "vendorAccount.accountNumber must be a string",
                "vendorAccount.email must be an email",
                bank + "paymentPurpose.code.name must be a string",
                bank + "paymentPurpose.text must be a string",
                bank + "type must be a string",
                bank + "payeeName must be a string",
                bank + "nameOnAccount must be a string",
                bank + "accountNumber must be a string",
                bank + "routingNumber must be a string",
                bank + "regulatoryFields.0.name must be a string",
                bank + "regulatoryFields.0.value must be a string"});
  }
}

TEST_CASE("A20: ids that nobody has are stored, or refused", "[ecg][A20]") {
  const Readings reject{{"create.unknown_reference", "reject"}};
  Json body = body_with({{"parentId", kUnknownId},
                         {"onBoardingPartnerId", kUnknownId},
                         {"vendorProfileIds", {kProfileId, kUnknownId}}});
  body["partnerCriteria"] = {{"partnerTypeId", kUnknownId}};
  const Mock accepting;
  const Mock rejecting{reject};
  const std::string before = rejecting.state();

  const Json stored = body_of(accepting.ask(create(body)));
  const Json seen = body_of(
      accepting.ask(get(kPath + "/" + stored.at("id").get<std::string>() +
                        "?include=parent-partner,on-boarding-partner,partner-type,subsidiaries")));

  CHECK(stored.at("ancestryNodes") == Json::array({kUnknownId}));
  CHECK(seen.at("parentPartner").is_null());
  CHECK(seen.at("onBoardingPartner").is_null());
  CHECK(seen.at("partnerCriteria").at("partnerType").is_null());
  CHECK(seen.at("subsidiaries") == Json::array());
  CHECK(lines_of(rejecting.ask(create(body))) ==
        Lines{"organization.parentId does not exist: " + kUnknownId,
              "organization.onBoardingPartnerId does not exist: " + kUnknownId,
              "organization.vendorProfileIds does not exist: " + kUnknownId,
              "partnerCriteria.partnerTypeId does not exist: " + kUnknownId});
  CHECK(rejecting.state() == before);
  CHECK(rejecting.ask(create(body_with({{"parentId", kPartnerIds[0]}}))).status == 201);
}

TEST_CASE("A23: unknown members are ignored, or refused", "[ecg][A23]") {
  Json body = body_with({{"x", 1}, {"a/b", nullptr}, {"displayName", 5}});
  body["y"] = 1;
  body["organization"]["integrationMetadata"] = {{"free", 1}};
  body["organization"]["addresses"] = {{{"city", "a"}, {"id", "mine"}}};
  body["vendorAccount"] = {{"bankAccount", {{"iban", "secret"}}}};

  CHECK(ask(create(body_with({{"x", 1}}))).status == 201);
  CHECK(lines_of(ask(create(body), {{"validation.unknown_property", "reject"}})) ==
        Lines{"property y should not exist", "organization.property a/b should not exist",
              "organization.property x should not exist",
              "organization.displayName must be a string",
              "organization.addresses.0.property id should not exist",
              "vendorAccount.bankAccount.property iban should not exist"});
}

TEST_CASE("A26: side accounts are recorded, or not", "[ecg][A26]") {
  Json body = body_with();
  body["partnerCriteria"] = Json::object();
  const auto metadata = [&](const char* query, const Readings& readings = {}) {
    return body_of(ask(create(body, query), readings)).at("partnerCriteria").at("vendorMetadata");
  };

  CHECK(metadata("").is_null());
  CHECK(metadata("createApptivoAccount=true") == Json{{"apptivo", true}});
  CHECK(metadata("createBillDotComProfile=true&createApptivoAccount=false") ==
        Json{{"billDotCom", true}});
  CHECK(metadata("createApptivoAccount=true", {{"create.side_accounts", "none"}}).is_null());
}

TEST_CASE("S1.6: creation answers 201, or 200", "[ecg][S1]") {
  CHECK(ask(create(body_with())).status == 201);
  CHECK(ask(create(body_with()), {{"create.status", "200"}}).status == 200);
}

TEST_CASE("S8.1: creation answers without relations, or with them", "[ecg][S8]") {
  Json body = body_with({{"parentId", kPartnerIds[0]}});
  body["partnerCriteria"] = {{"partnerTypeId", kTypeIds[1]}};

  const Json plain = body_of(ask(create(body)));
  const Json expanded = body_of(ask(create(body), {{"create.answer", "expanded"}}));

  CHECK_FALSE(plain.contains("parentPartner"));
  CHECK(expanded.at("parentPartner").at("id") == kPartnerIds[0]);
  CHECK(expanded.at("onBoardingPartner").is_null());
  CHECK(expanded.at("subsidiaries") == Json::array());
  CHECK(expanded.at("partnerCriteria").at("partnerType").at("name") == "Reseller");
}

}  // namespace understudy::ecg_test
