// SPDX-License-Identifier: MIT
/// The programs of docs/clients/ecg.md: what is between the marks stands there, word for word.
// [includes]
#include <understudy/client/apis/ecg/client.hpp>
// [includes]
#include <sstream>
#include <understudy/mock/server.hpp>

#include "support/catch.hpp"

namespace docs_ecg {

namespace {

// [connect]
namespace client = understudy::client;
namespace ecg = understudy::client::ecg;

understudy::Result<ecg::Client> connect(const std::string& url, const std::string& jwt) {
  auto host = client::make_httplib_transport(url);  // "https://orgs.ecg-api.com"
  if (!host) return understudy::Failure{host.error()};
  return ecg::Client::make(*std::move(host), ecg::jwt_credentials(client::Secret{jwt}));
}
// [connect]

// [list]
void print_partners(const ecg::Client& host, std::ostream& out) {
  auto partners = host.partner_items({.take = 100, .status = {ecg::LifeCycle::active}});
  for (const auto& partner : partners) {
    if (!partner) {
      out << client::render(partner.error()) << '\n';  // always the last element
      return;
    }
    out << partner->id << ' ' << partner->business_name.value_or("(no name)") << '\n';
  }
}
// [list]

// [relation]
client::Outcome<std::string> name_of_parent(const ecg::Client& host, const std::string& id) {
  const auto partner =
      host.get_partner({.partner_id = id, .include = {ecg::Include::parent_partner}});
  if (!partner) return understudy::Failure{partner.error()};
  const auto& parent = partner->parent_partner;  // absent: nobody included it; null: there is none
  if (!parent || parent->is_null()) return std::string{"(none)"};
  return parent->value->business_name.value_or("(no name)");
}
// [relation]

// [create]
std::vector<std::string> create(const ecg::Client& host, const std::string& name) {
  using namespace std::chrono;
  const auto partner = host.create_partner(
      {.organization = {.business_name = name,
                        .on_boarding_status = ecg::OnBoardingStatus::welcome_call},
       .partner_criteria = {{.status = "active", .onboarding_date = 2026y / March / 4}}});
  std::vector<std::string> refused;
  if (partner) return refused;
  for (const auto& problem : partner.error().vendor.problems) refused.push_back(problem.message);
  if (refused.empty()) refused.push_back(client::render(partner.error()));
  return refused;
}
// [create]

}  // namespace

TEST_CASE("the programs of the ECG guide do what it says", "[docs][ecg]") {
  auto mock = understudy::mock::MockServer::start(
                  {.apis = {"ecg"}, .data = understudy::fixtures::DataSet::example})
                  .value();
  const auto host = connect(mock.url(), mock.server().issue_token("ecg").value()).value();

  std::ostringstream out;
  print_partners(host, out);
  CHECK(out.str().find("Acme Care") != std::string::npos);
  CHECK(name_of_parent(host, "b7a7c3de-0c52-4f0e-9a41-6d2f5c1e7b02").value() == "Acme Care");
  CHECK(name_of_parent(host, "854e27cb-7ddd-4c0f-950d-1d60bc9e0cb9").value() == "(none)");
  CHECK(create(host, "New Care").empty());
  CHECK_FALSE(create(host, "").empty());
}

}  // namespace docs_ecg
