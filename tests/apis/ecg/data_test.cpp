// SPDX-License-Identifier: MIT
/// The generated data set: every row keeps the contract, and relations hold from both sides.
#include <map>
#include <set>

#include "support.hpp"

namespace understudy::ecg_test {

namespace {

const std::string kAll =
    "&include=parent-partner,partner-type,on-boarding-partner,subsidiaries,vendor-profiles";

/// All partners that a list shows, by id, page by page.
std::map<std::string, Json> walk(const Mock& mock, std::size_t take, const std::string& query) {
  std::map<std::string, Json> partners;
  std::int64_t pages = 1;
  for (std::int64_t skip = 0; skip < pages; ++skip) {
    const Response response =
        mock.ask(list("take=" + std::to_string(take) + "&skip=" + std::to_string(skip) + query));
    INFO(response.body.substr(0, 1000));
    REQUIRE(response.status == 200);
    const Json page = body_of(response);
    pages = page.at("totalPages").get<std::int64_t>();
    for (const Json& item : page.at("items")) {
      CHECK(partners.emplace(item.at("id").get<std::string>(), item).second);
    }
    if (skip + 1 == pages) CHECK(partners.size() == page.at("totalRecords").get<std::size_t>());
  }
  return partners;
}

Mock generated() { return Mock{{}, mock::Strictness::documented, fixtures::DataSet::generated}; }

/// Those that no list shows as well: they are somebody's relation.
std::map<std::string, Json> with_archived(const Mock& mock, std::map<std::string, Json> partners) {
  std::set<std::string> ids;
  for (const auto& [id, partner] : partners) {
    for (const Json& node : partner.at("nodes")) ids.insert(node.get<std::string>());
    for (const Json& node : partner.at("ancestryNodes")) ids.insert(node.get<std::string>());
  }
  for (const std::string& id : ids) {
    if (partners.count(id) > 0) continue;
    const Response response = mock.ask(get(kPath + "/" + id + "?" + kAll.substr(1)));
    REQUIRE(response.status == 200);
    CHECK(body_of(response).at("status") == "Archived");
    partners.emplace(id, body_of(response));
  }
  return partners;
}

}  // namespace

TEST_CASE("every generated row keeps the contract, on pages of any size", "[ecg][data]") {
  const Mock mock = generated();

  const auto all = walk(mock, 1000, kAll);

  CHECK(all.size() > 180);
  CHECK(walk(mock, 7, kAll) == all);
  CHECK(walk(mock, 50, "&order_by=DESC" + kAll) == all);
}

TEST_CASE("parents know their children, and children their parents", "[ecg][data][relations]") {
  const Mock mock = generated();
  const auto partners = with_archived(mock, walk(mock, 1000, kAll));
  std::size_t children = 0;
  std::size_t grandchildren = 0;

  for (const auto& [id, partner] : partners) {
    INFO(id);
    const Json& ancestry = partner.at("ancestryNodes");
    if (ancestry.empty()) {
      CHECK(partner.at("parentPartner").is_null());
    } else {
      const Json& parent = partner.at("parentPartner");
      CHECK(parent.at("id") == ancestry.back());
      const Json& nodes = parent.at("nodes");
      CHECK(std::count(nodes.begin(), nodes.end(), Json(id)) == 1);
      Json path = parent.at("ancestryNodes");
      path.push_back(parent.at("id"));
      CHECK(path == ancestry);
      CHECK(parent.at("auditInfo").at("createdAt") < partner.at("auditInfo").at("createdAt"));
      ++children;
      grandchildren += ancestry.size() > 1 ? 1U : 0U;
    }
    Json subsidiaries = Json::array();
    for (const Json& child : partner.at("subsidiaries")) {
      subsidiaries.push_back(child.at("id"));
      CHECK(child.at("ancestryNodes").back() == id);
      CHECK_FALSE(child.contains("subsidiaries"));
    }
    CHECK(subsidiaries == partner.at("nodes"));
  }
  CHECK(children > 80);
  CHECK(grandchildren > 30);
}

TEST_CASE("the parts of generated rows fit together", "[ecg][data]") {
  const Mock mock = generated();
  std::map<std::string, std::size_t> statuses;
  std::map<std::string, std::size_t> seen;

  for (const auto& [id, partner] : with_archived(mock, walk(mock, 1000, kAll))) {
    INFO(id);
    const std::string status = partner.at("status").get<std::string>();
    const bool is_archived = partner.at("archiveInfo").at("archived").get<bool>();
    const bool is_active = partner.at("activeInfo").at("active").get<bool>();
    CHECK(is_archived == (status == "Archived"));
    if (status == "Inactive") CHECK_FALSE(is_active);
    if (status == "Active") CHECK(is_active);
    const Json& audit = partner.at("auditInfo");
    CHECK(audit.at("createdAt") <= audit.at("updatedAt"));
    CHECK(audit.at("updatedAt") < "2026-03-04T12:00:00.000Z");
    ++statuses[status];
    const Json& criteria = partner.at("partnerCriteria");
    if (!criteria.is_null() && !criteria.at("partnerType").is_null()) ++seen["type"];
    if (!partner.at("onBoardingPartner").is_null()) {
      ++seen["on-boarding"];
      CHECK(partner.at("onBoardingPartner").at("id") != id);
    }
    ++seen[std::string{"profiles "} + partner.at("vendorProfiles").type_name()];
    if (!partner.at("integrationMetadata").is_null()) ++seen["metadata"];
    if (!partner.at("party").is_null()) ++seen["party"];
  }

  for (const char* status : {"Active", "Archived", "Inactive", "Restored", "Suspended"}) {
    INFO(status);
    CHECK(statuses[status] > 3);
  }
  for (const char* what : {"type", "on-boarding", "profiles object", "profiles array",
                           "profiles null", "metadata", "party"}) {
    INFO(what);
    CHECK(seen[what] > 20);
  }
}

TEST_CASE("the documented filters select some generated rows and not all", "[ecg][data]") {
  const Mock mock = generated();
  const auto count = [&](const std::string& query) {
    return body_of(mock.ask(list(query))).at("totalRecords").get<std::size_t>();
  };
  const std::size_t all = count("");

  for (const char* query :
       {"status=Active", "partnerStatus=on-boarded", "commissionPayoutStatus=active",
        "searchTerm=care", "partnerTypeIds={T1}&include=partner-type", "w9Submitted=true",
        "w9Submitted=false", "enableCommissions=true", "isW2=true"}) {
    INFO(query);
    CHECK(count(query) > 5);
    CHECK(count(query) < all);
  }
}

TEST_CASE("the number of rows is scaled, and a seed makes the same state", "[ecg][data]") {
  const ManualClock clock;
  mock::ServerOptions options = example_options(clock);
  options.data = fixtures::DataSet::generated;
  options.rows = 1000;
  const auto one = mock::Server::make(options).value();
  const auto two = mock::Server::make(options).value();
  options.seed = Seed{2};
  const auto other = mock::Server::make(options).value();

  const Json page = body_of(one.handle(list("take=1")));

  CHECK(page.at("totalRecords") > 700);
  CHECK(one.save("ecg").value() == two.save("ecg").value());
  CHECK(one.save("ecg").value() != other.save("ecg").value());
}

}  // namespace understudy::ecg_test
