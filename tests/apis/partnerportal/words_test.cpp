// SPDX-License-Identifier: MIT
/// The contract decides whether a body is valid, the words say why not: both have to agree.
#include <array>
#include <string>

#include "apis/partnerportal/problems.hpp"
#include "profile.hpp"
#include "support.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/base/random.hpp"
#include "understudy/openapi/contracts.hpp"
#include "understudy/openapi/validation.hpp"

namespace understudy::partnerportal_test {

namespace {

using mock::partnerportal::Write;

const std::array<const char*, 26> kNames{"lastName",
                                         "agentId",
                                         "notes",
                                         "companyName",
                                         "phaseId",
                                         "partnerOrganizationId",
                                         "submissionDate",
                                         "totalCommission",
                                         "platform",
                                         "closeDate",
                                         "firstName",
                                         "createdAt",
                                         "companyId",
                                         "revenue",
                                         "phone",
                                         "websiteUrl",
                                         "commissionPercent",
                                         "lockCommissionPercent",
                                         "id",
                                         "value",
                                         "email",
                                         "status",
                                         "updatedAt",
                                         "customFields",
                                         "nickname",
                                         ""};

const std::array<const char*, 21> kValues{"null",
                                          "true",
                                          "false",
                                          "0",
                                          "-1.5",
                                          "1e300",
                                          "\"\"",
                                          "\"text\"",
                                          "\"null\"",
                                          "[]",
                                          "[1]",
                                          "{}",
                                          "{\"a\":null}",
                                          "\"2019-08-24T14:15:22Z\"",
                                          "\"2019-08-24t14:15:22.5+02:00\"",
                                          "\"2019-08-24\"",
                                          "\"2019-02-30T00:00:00Z\"",
                                          "\"2016-12-31T23:59:60Z\"",
                                          "\"2016-12-31T23:58:60Z\"",
                                          "\"2019-08-24T14:15:22\"",
                                          "\"\\u0000\""};

std::string random_body(Pcg32& random) {
  std::string body = "{";
  for (const char* name : kNames) {
    const bool is_required = std::string_view{name} == "lastName" ||
                             std::string_view{name} == "firstName" ||
                             std::string_view{name} == "platform";
    if (!random.chance(is_required ? 950 : 100)) continue;
    if (body.size() > 1) body += ',';
    append_json_string(body, name);
    body += ':';
    body += is_required && random.chance(950) ? "\"x\"" : kValues[random.below(kValues.size())];
  }
  return body + '}';
}

}  // namespace

TEST_CASE("what the contract refuses has words, and what has words it refuses",
          "[partnerportal][validation][H30]") {
  const auto& profile = *mock::find_profile("partnerportal");
  const auto nothing = [](std::string_view, std::string_view) { return true; };

  for (const auto strictness : {mock::Strictness::documented, mock::Strictness::lenient}) {
    const auto switches = mock::Switches::resolve(profile.switches, strictness, {}).value();
    const auto contract =
        openapi::load_contract("partnerportal", {.switches = switches.values()}).value();
    Pcg32 random{Seed{7}};
    std::array<int, 2> verdicts{};
    for (int i = 0; i < 4'000; ++i) {
      const bool creates = i % 2 == 0;
      const std::string body = random_body(random);
      const auto json = JsonDocument::parse(body).value();
      const auto& operation = *contract.find_operation(creates ? "createLead" : "updateLead");

      const auto report =
          openapi::validate_request(contract, operation, {.body = body, .json = json.root()});
      bool refused = false;
      for (const auto& finding : report.findings) {
        refused = refused || finding.where.starts_with("body");
      }
      const auto problems = mock::partnerportal::find_problems(
          json.root(), creates ? Write::create : Write::update, switches, nothing);

      INFO(body);
      CHECK(refused == !problems.empty());
      ++verdicts[refused ? 1 : 0];
    }
    CHECK(verdicts[0] > 500);
    CHECK(verdicts[1] > 500);
  }
}

}  // namespace understudy::partnerportal_test
