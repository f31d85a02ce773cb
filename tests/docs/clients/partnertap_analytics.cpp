// SPDX-License-Identifier: MIT
/// The programs of docs/clients/partnertap-analytics.md: what is between the marks stands there,
/// word for word.
// [includes]
#include <understudy/client/apis/partnertap-analytics/client.hpp>
// [includes]
#include <map>
#include <understudy/mock/server.hpp>

#include "support/catch.hpp"

namespace docs_partnertap_analytics {

namespace {

// [connect]
namespace client = understudy::client;
namespace analytics = understudy::client::partnertap_analytics;

understudy::Result<analytics::Client> connect(const std::string& url, const std::string& key) {
  auto host = client::make_httplib_transport(url);  // "https://reports.partnertap.com"
  if (!host) return understudy::Failure{host.error()};
  return analytics::Client::make(*std::move(host),
                                 analytics::api_key_credentials(client::Secret{key}));
}
// [connect]

// [chats]
client::Outcome<std::map<std::string, std::int64_t>> chats_by_org(const analytics::Client& host) {
  std::map<std::string, std::int64_t> chats;
  for (const auto& row : host.chats_exchanged_items({.page = {.size = 2'000}})) {
    if (!row) return understudy::Failure{row.error()};
    chats[row->partner_org.value_or("(none)")] += row->chats_exchanged.value_or(0);
  }
  return chats;
}
// [chats]

// [opportunities]
client::Outcome<std::int64_t> count_inbound(const analytics::Client& host, const std::string& org) {
  const auto page = host.opportunities_shared(
      {.partner_org = org, .direction = {analytics::Direction::inbound}, .page = {.size = 1}});
  if (!page) return understudy::Failure{page.error()};
  return page->total_elements;
}
// [opportunities]

}  // namespace

TEST_CASE("the programs of the PartnerTap Analytics guide do what it says", "[docs][analytics]") {
  const auto mock =
      understudy::mock::MockServer::start(
          {.apis = {"partnertap-analytics"}, .data = understudy::fixtures::DataSet::example})
          .value();
  const auto host = connect(mock.url(), "demo-api-key").value();

  const auto chats = chats_by_org(host).value();
  CHECK(chats.count("Acme") == 1);
  const auto sums = host.opportunities_shared_summary().value();
  REQUIRE_FALSE(sums.content.empty());
  for (const auto& sum : sums.content) {
    CHECK(sum.inbound_count == count_inbound(host, sum.partner_org.value_or("")).value());
  }
}

}  // namespace docs_partnertap_analytics
