// SPDX-License-Identifier: MIT
/// The generated rows as callers see them: every page is valid, and lists agree with each other.
#include <cmath>
#include <map>
#include <set>

#include "support.hpp"

namespace understudy::analytics_test {

namespace {

mock::Server generated(const Clock& clock, Readings readings = {{"rows.contract", "fixture"}},
                       std::optional<std::size_t> rows = std::nullopt) {
  mock::ServerOptions options = example_options(clock, readings);
  options.data = fixtures::DataSet::generated;
  options.rows = rows;
  return mock::Server::make(std::move(options)).value();
}

/// All rows of a list, page by page.
Json walk(const mock::Server& server, const std::string& path, const std::string& size = "37") {
  Json rows = Json::array();
  const std::string join = path.find('?') == std::string::npos ? "?" : "&";
  const std::string token = token_for(server);
  for (int page = 0;; ++page) {
    const Response response = server.handle(
        with_token(path + join + "size=" + size + "&page=" + std::to_string(page), token));
    INFO(response.body.substr(0, 400));
    REQUIRE(response.status == 200);
    const Json body = body_of(response);
    rows.insert(rows.end(), body.at("content").begin(), body.at("content").end());
    if (body.at("last") == true) {
      CHECK(body.at("totalElements") == rows.size());
      return rows;
    }
  }
}

std::set<std::string> texts_of(const Json& rows, const std::string& key) {
  std::set<std::string> texts;
  for (const Json& row : rows) {
    if (row.at(key).is_string()) texts.insert(row.at(key).get<std::string>());
  }
  return texts;
}

}  // namespace

TEST_CASE("every page of every list is valid by the contract of the fixtures",
          "[analytics][generated]") {
  const ManualClock clock;
  const mock::Server server = generated(clock);
  const std::map<std::string, std::size_t> least{
      {kChats, 300},         {kConnections, 180}, {kDashboard, 26}, {kMatched, 600},
      {kOpportunities, 640}, {kSummary, 20},      {kUnmatched, 300}};

  for (const auto& [path, count] : least) {
    INFO(path);
    CHECK(walk(server, path).size() >= count);
  }
}

TEST_CASE("pages partition a list, whatever their size and order", "[analytics][generated]") {
  const ManualClock clock;
  const mock::Server server = generated(clock);
  const std::string sorted = kMatched + "?sort=state,desc&sort=city,ignorecase";

  const Json whole = walk(server, sorted, "2000");

  for (const char* size : {"1", "7", "100"}) CHECK(walk(server, sorted, size) == whole);
}

TEST_CASE("the summary counts the opportunities of each partner org", "[analytics][S8.16]") {
  const ManualClock clock;
  const mock::Server server = generated(clock);
  struct Sum {
    int inbound = 0;
    int outbound = 0;
    double value = 0;
    bool has_value = false;
  };
  std::map<std::string, Sum> sums;
  for (const Json& row : walk(server, kOpportunities)) {
    Sum& sum = sums[row.at("partnerOrg").get<std::string>()];
    ++(row.at("direction") == "inbound" ? sum.inbound : sum.outbound);
    if (row.at("amount").is_null()) continue;
    sum.value += row.at("amount").get<double>();
    sum.has_value = true;
  }

  const Json summary = walk(server, kSummary);

  CHECK(summary.size() == sums.size());
  for (const Json& row : summary) {
    const std::string org = row.at("partnerOrg").get<std::string>();
    INFO(row);
    REQUIRE(sums.count(org) == 1);
    const Sum& sum = sums[org];
    CHECK(row.at("inboundCount") == sum.inbound);
    CHECK(row.at("outboundCount") == sum.outbound);
    REQUIRE(row.at("totalValue").is_null() == !sum.has_value);
    if (!sum.has_value) continue;
    CHECK(std::abs(row.at("totalValue").get<double>() - sum.value) < 0.005);
    // the same numbers through the filters of the other list
    const std::string both = kOpportunities + "?partnerOrg=" + encode_component(org);
    CHECK(walk(server, both + "&direction=inbound").size() ==
          static_cast<std::size_t>(sum.inbound));
    CHECK(walk(server, both + "&direction=outbound").size() ==
          static_cast<std::size_t>(sum.outbound));
  }
}

TEST_CASE("an account is matched or unmatched, never both", "[analytics][S8.16]") {
  const ManualClock clock;
  for (const std::size_t rows : {std::size_t{7}, std::size_t{20}, std::size_t{1'200}}) {
    const mock::Server server = generated(clock, {{"rows.contract", "fixture"}}, rows);
    const Json matched = walk(server, kMatched);
    const Json unmatched = walk(server, kUnmatched);
    const auto names = texts_of(matched, "accountName");

    CHECK(matched.size() + unmatched.size() == rows);
    for (const std::string& name : texts_of(unmatched, "accountName")) {
      INFO(name);
      CHECK(names.count(name) == 0);
    }
    for (const Json& row : matched) CHECK(row.at("partnerOrg").is_string());
    for (const Json& row : unmatched) CHECK(row.at("partnerOrg").is_null());
  }
}

TEST_CASE("chats are those of the reps, once for each partner org", "[analytics][S8.7]") {
  const ManualClock clock;
  const mock::Server server = generated(clock);
  std::map<std::string, std::string> names;
  for (const Json& rep : walk(server, kConnections)) {
    const auto [it, is_new] = names.emplace(rep.at("repEmail"), rep.at("repName"));
    CHECK(is_new);
  }

  std::set<std::pair<std::string, std::string>> seen;
  for (const Json& row : walk(server, kChats)) {
    const std::string email = row.at("repEmail").get<std::string>();
    INFO(row);
    REQUIRE(names.count(email) == 1);
    CHECK(row.at("repName") == names[email]);
    CHECK(seen.emplace(email, row.at("partnerOrg")).second);
  }
}

TEST_CASE("no count is negative", "[analytics][S8.16]") {
  const ManualClock clock;
  const mock::Server server = generated(clock);

  for (const std::string& path : kLists) {
    for (const Json& row : walk(server, path, "500")) {
      for (const auto& [key, value] : row.items()) {
        INFO(path << " " << key);
        if (value.is_number()) CHECK(value >= 0);
      }
    }
  }
}

TEST_CASE("the same seed makes the same rows, another seed others", "[analytics][generated]") {
  const ManualClock clock;
  const auto rows = [&](std::uint64_t seed) {
    mock::ServerOptions options = example_options(clock);
    options.data = fixtures::DataSet::generated;
    options.seed = Seed{seed};
    return walk(mock::Server::make(std::move(options)).value(), kSummary);
  };

  CHECK(rows(1) == rows(1));
  CHECK(rows(1) != rows(2));
}

}  // namespace understudy::analytics_test
