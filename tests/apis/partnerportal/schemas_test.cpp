// SPDX-License-Identifier: MIT
/// Schemas say what create and update do.
#include <set>
#include <string>

#include "support.hpp"

namespace understudy::partnerportal_test {

namespace {

const std::string kSchemas = "/companies/company-1/schemas/";
const std::string kOrgSchemas = "/companies/company-1/partner-organizations/org-1/schemas/";

Json schema_at(const Mock& mock, const std::string& target) {
  const Response response = mock.get(target);
  INFO(response.body);
  REQUIRE(response.status == 200);
  const Json data = body_of(response).at("data");
  CHECK(data.size() == 1);
  return data.at("schema");
}

/// A value of the type that a schema says.
Json value_for(const Json& field) {
  if (field.at("type") == "number") return 7;
  return field.at("type") == "datetime" ? "2026-01-02T03:04:05Z" : "some text";
}

}  // namespace

TEST_CASE("the schema of a lead is the table of the documents", "[partnerportal][schema][S7]") {
  const Mock mock;

  for (const Json& group : read_cases("lead_schema.cases.json")) {
    const Json schema = schema_at(mock, group.at("target").get<std::string>());
    const Json& rows = group.at("cases");
    CHECK(schema.size() == 5);
    CHECK(schema.at("type") == "object");
    CHECK(schema.at("object") == "lead");
    REQUIRE(schema.at("unifiedFields").size() == rows.size());
    std::size_t custom = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Json& row = rows.at(i).at("want");
      const Json field{{"order", i},
                       {"fieldId", row.at(0)},
                       {"label", row.at(1)},
                       {"type", row.at(2)},
                       {"displayType", row.at(3)},
                       {"required", row.at(4)},
                       {"flags", {{"creatable", row.at(5)}, {"updateable", true}}},
                       {"isStandardField", row.at(6)}};
      const bool standard = row.at(6) == true;
      custom += standard ? 0U : 1U;
      INFO(row.at(0));
      CHECK(schema.at("unifiedFields").at(i) == field);
      const Json& own = schema.at(standard ? "standardFields" : "customFields");
      CHECK(own.at(row.at(0).get<std::string>()) == field);
    }
    CHECK(schema.at("customFields").size() == custom);
    CHECK(schema.at("standardFields").size() == rows.size() - custom);
  }
}

TEST_CASE("the fields that are required are those whose absence is refused",
          "[partnerportal][schema][S7.8]") {
  const Mock mock;
  const Json fields = schema_at(mock, kSchemas + "lead").at("unifiedFields");
  Json whole = Json::object();
  for (const Json& field : fields) {
    if (field.at("isStandardField") == true && field.at("flags").at("creatable") == true) {
      whole[field.at("fieldId").get<std::string>()] = value_for(field);
    }
  }
  CHECK(mock.create(whole).status == 201);

  for (const Json& field : fields) {
    const std::string id = field.at("fieldId").get<std::string>();
    Json without = whole;
    without.erase(id);
    INFO(id);
    CHECK((mock.create(without).status == 400) == (field.at("required") == true));
  }
}

TEST_CASE("what a schema calls creatable and updateable is what create and update change",
          "[partnerportal][schema][S7.8]") {
  const Mock mock;
  const Json fields = schema_at(mock, kSchemas + "lead").at("unifiedFields");
  const Json plain = body_of(mock.create(lead_of())).at("data");
  const std::string id = plain.at("id").get<std::string>();
  std::set<std::string> creatable;
  std::set<std::string> updateable;
  std::set<std::string> created;
  std::set<std::string> updated;

  for (const Json& field : fields) {
    const std::string name = field.at("fieldId").get<std::string>();
    if (field.at("isStandardField") == false) continue;
    if (field.at("flags").at("creatable") == true) creatable.insert(name);
    if (field.at("flags").at("updateable") == true) updateable.insert(name);
  }
  for (const auto& [name, old] : plain.items()) {
    const bool is_number = name == "value" || name == "revenue" || name == "totalCommission" ||
                           name == "commissionPercent";
    const Json value = name == "lockCommissionPercent" ? Json(true)
                       : is_number                     ? Json(7)
                                                       : Json("2001-01-01T00:00:00Z");
    if (body_of(mock.create(lead_of({{name, value}}))).at("data").at(name) == value) {
      created.insert(name);
    }
    if (body_of(mock.patch(id, {{name, value}})).at("data").at(name) == value) {
      updated.insert(name);
    }
  }

  CHECK(created == creatable);
  CHECK(updated == updateable);
}

TEST_CASE("the other objects have a name", "[partnerportal][schema][S7.7]") {
  const Mock mock;
  const Json name = Json::parse(R"({"displayType":"input","isStandardField":true,
    "flags":{"updateable":true,"creatable":true},"label":"Name","type":"string","required":true,
    "order":0,"fieldId":"name"})");

  for (const std::string object : {"deal", "account", "partner"}) {
    for (const std::string& place : {kSchemas, kOrgSchemas}) {
      const Json schema = schema_at(mock, place + object);
      CHECK(schema == Json{{"unifiedFields", Json::array({name})},
                           {"standardFields", {{"name", name}}},
                           {"customFields", Json::object()},
                           {"type", "object"},
                           {"object", object}});
    }
  }
}

TEST_CASE("an organization without the field has the company's schema",
          "[partnerportal][schema][A9]") {
  const Mock mock{mock::ServerOptions{}, Readings{}};
  const std::string organizations = "/companies/company-1/partner-organizations/";

  CHECK(schema_at(mock, organizations + "org-2/schemas/lead") ==
        schema_at(mock, kSchemas + "lead"));
  CHECK(schema_at(mock, organizations + "org-1/schemas/lead").at("customFields").size() == 2);
}

}  // namespace understudy::partnerportal_test
