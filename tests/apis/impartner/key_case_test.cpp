// SPDX-License-Identifier: MIT
/// Keys of answers: the table of the API notes, then every name at its edges.
#include "apis/impartner/key_case.hpp"

#include "support.hpp"

namespace understudy::impartner_test {

using mock::impartner::camel_case;

TEST_CASE("keys are spelled as the framework spells them", "[impartner][key-case]") {
  const std::vector<std::pair<std::string, std::string>> table{
      {"Id", "id"},
      {"CrmId", "crmId"},
      {"CRMAccountType", "crmAccountType"},
      {"Partner_Tier__cf", "partner_Tier__cf"},
      {"Total_NPCU__cf", "total_NPCU__cf"},
      {"Certification_Count__cf", "certification_Count__cf"},
      {"MailingCountry", "mailingCountry"},
      {"TPA_Product_s__cf", "tpA_Product_s__cf"},
      {"LMS_Group_Name__cf", "lmS_Group_Name__cf"},
      {"SF_Account_ID__cf", "sF_Account_ID__cf"},
      {"URL", "url"},
      {"IOStatus", "ioStatus"},
      {"OEM2", "oeM2"},
      {"A_B", "a_B"}};

  for (const auto& [name, key] : table) CHECK(camel_case(name) == key);
}

TEST_CASE("names that do not begin with a capital stay as they are", "[impartner][key-case]") {
  for (const std::string name : {"", "a", "aBC", "_A", "1A", "\u00C9A", "\u00E9A"}) {
    CHECK(camel_case(name) == name);
  }
  CHECK(camel_case("A") == "a");
  CHECK(camel_case("AB") == "ab");
  CHECK(camel_case("ABc") == "aBc");
  CHECK(camel_case("A1") == "a1");
}

TEST_CASE("answers have these keys and no others", "[impartner][key-case]") {
  Mock mock;
  for (const std::string object : {"Account", "User", "Region", "Tier"}) {
    const Json fields = body_of(mock.get(object + "/_describe")).at("data");
    const Json record = body_of(mock.get(object + "/1")).at("data");
    for (const Json& field : fields) {
      CHECK(record.contains(camel_case(field.at("name").get<std::string>())));
    }
  }
}

}  // namespace understudy::impartner_test
