// SPDX-License-Identifier: MIT
/// The programs of docs/clients/partnerportal.md: what is between the marks stands there, word for
/// word.
// [includes]
#include <understudy/client/apis/partnerportal/client.hpp>
// [includes]
#include <understudy/mock/server.hpp>

#include "support/catch.hpp"

namespace docs_partnerportal {

namespace {

// [connect]
namespace client = understudy::client;
namespace portal = understudy::client::partnerportal;

understudy::Result<portal::Client> connect(const std::string& url, const std::string& id,
                                           const std::string& secret) {
  auto host = client::make_httplib_transport(url);
  if (!host) return understudy::Failure{host.error()};
  return portal::Client::make(
      *std::move(host), portal::client_credentials({.id = id, .secret = client::Secret{secret}}));
}
// [connect]

// [create]
client::Outcome<std::string> create(const portal::Client& host) {
  const auto lead = host.create_lead({.company_id = "company-1",
                                      .lead = {.last_name = "Okafor",
                                               .custom_fields = {{{"cf_region", "south"}}},
                                               .platform = "web",
                                               .first_name = "Ada",
                                               .value = client::Decimal::parse("12500.50"),
                                               .email = "ada@globex.example"}});
  if (!lead) return understudy::Failure{lead.error()};
  return lead->data.id;
}
// [create]

// [patch]
client::Outcome<portal::LeadAnswer> move_on(const portal::Client& host, const std::string& lead) {
  return host.update_lead(
      {.company_id = "company-1",
       .lead_id = lead,
       .changes = {.notes = {},  // absent: stays as it is
                   .phase_id = client::Nullable<std::string>{"phase-2"},
                   .email = client::Nullable<std::string>{}}});  // null: cleared
}
// [patch]

// [walk]
client::Outcome<std::size_t> count(const portal::Client& host) {
  std::size_t leads = 0;
  for (const auto& lead : host.lead_items({.company_id = "company-1", .limit = 100})) {
    if (!lead) return understudy::Failure{lead.error()};
    ++leads;
  }
  return leads;
}
// [walk]

// [schema]
client::Outcome<std::vector<std::string>> required_fields(const portal::Client& host) {
  const auto answer = host.company_schema({.company_id = "company-1", .object = "lead"});
  if (!answer) return understudy::Failure{answer.error()};
  std::vector<std::string> required;
  for (const portal::UnifiedField& field : answer->data.schema.unified_fields) {
    if (field.required) required.push_back(field.field_id);
  }
  return required;
}
// [schema]

}  // namespace

TEST_CASE("the programs of the PartnerPortal guide do what it says", "[docs][partnerportal]") {
  const auto mock = understudy::mock::MockServer::start(
                        {.apis = {"partnerportal"}, .data = understudy::fixtures::DataSet::example})
                        .value();
  const auto host = connect(mock.url(), "demo-client", "demo-secret").value();

  const std::string id = create(host).value();
  const auto moved = move_on(host, id).value();
  CHECK(moved.data.phase_id == "phase-2");
  CHECK_FALSE(moved.data.email.has_value());
  CHECK(moved.data.first_name == "Ada");
  CHECK(count(host).value() == 1);
  CHECK(required_fields(host).value().size() == 3);
}

}  // namespace docs_partnerportal
