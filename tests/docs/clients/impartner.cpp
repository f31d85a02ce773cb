// SPDX-License-Identifier: MIT
/// The programs of docs/clients/impartner.md: what is between the marks stands there, word for
/// word.
// [includes]
#include <understudy/client/apis/impartner/client.hpp>
// [includes]
#include <map>
#include <understudy/mock/server.hpp>

#include "support/catch.hpp"

namespace docs_impartner {

namespace {

// [connect]
namespace client = understudy::client;
namespace impartner = understudy::client::impartner;

understudy::Result<impartner::Client> connect(const std::string& url, const std::string& key) {
  auto host = client::make_httplib_transport(url);  // "https://prod.impartner.live"
  if (!host) return understudy::Failure{host.error()};
  return impartner::Client::make(*std::move(host), impartner::key_credentials(client::Secret{key}));
}
// [connect]

// [odata]
client::Outcome<std::vector<std::string>> active_partners(const impartner::Client& host) {
  using client::odata::field;
  const auto wanted = field("Partner_Tier__cf").ne("Pending") && field("Status").ne("Inactive") &&
                      !field("Name").lower().contains("nintex");
  std::vector<std::string> names;
  for (const auto& record : host.record_items(impartner::ListByODataRequest{
           .object = "Account", .filter = wanted, .page_size = 100})) {
    if (!record) return understudy::Failure{record.error()};
    names.push_back(record->text("Name").value().value_or("(no name)"));
  }
  return names;
}
// [odata]

// [thql]
client::Outcome<std::vector<impartner::Account>> accounts_of(const impartner::Client& host,
                                                             const std::string& country) {
  using client::thql::field;
  const auto page = host.list_records(impartner::ListByThqlRequest{
      .object = "Account",
      .filter = field("MailingCountry").eq(country) && field("IsActive").eq(true),
      .fields = {"Name", "MailingCountry", "Region.Name"},
      .order_by = {{"Name"}},
      .take = 100});
  if (!page) return understudy::Failure{page.error()};
  std::vector<impartner::Account> accounts;
  for (const impartner::Record& record : page->results) {
    auto account = impartner::read_as<impartner::Account>(record);
    if (account) accounts.push_back(*std::move(account));
  }
  return accounts;
}
// [thql]

// [push]
client::Outcome<std::map<std::int32_t, std::string>> push_counts(
    const impartner::Client& host, const std::map<std::int32_t, int>& counts) {
  impartner::UpdateRecordsRequest request{.object = "Account", .return_fields = {"Name"}};
  for (const auto& [id, count] : counts) {
    request.records.push_back({.id = id, .fields = {{"Certification_Count__cf", count}}});
  }
  const auto result = host.update_records(request);
  if (!result) return understudy::Failure{result.error()};  // the call as a whole
  std::map<std::int32_t, std::string> failures;             // single items
  for (const std::size_t item : result->failed()) {
    const auto& errors = result->results[item].errors;
    failures[request.records[item].id] = errors && !errors->empty() ? errors->front().code : "";
  }
  return failures;
}
// [push]

}  // namespace

TEST_CASE("the programs of the Impartner guide do what it says", "[docs][impartner]") {
  const auto mock = understudy::mock::MockServer::start(
                        {.apis = {"impartner"}, .data = understudy::fixtures::DataSet::example})
                        .value();
  const auto host = connect(mock.url(), "demo-prm-key").value();

  CHECK(active_partners(host).value().size() == 3);
  const auto accounts = accounts_of(host, "us").value();
  REQUIRE(accounts.size() == 2);
  CHECK(accounts[0].name == "Acme Solutions");
  CHECK(push_counts(host, {{1, 5}, {99, 1}}).value() ==
        std::map<std::int32_t, std::string>{{99, "RecordNotFound"}});
}

}  // namespace docs_impartner
