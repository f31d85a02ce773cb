// SPDX-License-Identifier: MIT
/// The generated data set: valid row by row, and consistent where rows point to one another.
#include <set>

#include "support.hpp"

namespace understudy::impartner_test {

namespace {

void use_generated(mock::ServerOptions& options) { options.data = fixtures::DataSet::generated; }

/// All records of an object, page by page as clients go.
Json walk(Mock& mock, const std::string& object) {
  Json all = Json::array();
  for (std::size_t page = 1;; ++page) {
    const Response response = mock.get(object + "?pageSize=100&page=" + std::to_string(page));
    INFO(response.body.substr(0, 600));
    REQUIRE(response.status == 200);
    const Json body = body_of(response);
    const Json& data = body.at("data");
    for (const Json& row : data.at("results")) all.push_back(row);
    if (data.at("results").empty()) {
      CHECK(data.at("count") == all.size());
      return all;
    }
  }
}

}  // namespace

TEST_CASE("470 accounts, each with an id of its own", "[impartner][generated]") {
  Mock mock{{}, use_generated};
  const Json accounts = walk(mock, "Account");

  REQUIRE(accounts.size() == 470);
  for (std::size_t i = 0; i < accounts.size(); ++i) CHECK(accounts[i].at("id") == i + 1);
  CHECK(accounts[0].at("name") == "Acme Solutions");
}

TEST_CASE("users name the account they point to, and accounts count them",
          "[impartner][generated]") {
  Mock mock{{}, use_generated};
  const Json accounts = walk(mock, "Account");
  const Json users = walk(mock, "User");
  std::map<std::int64_t, std::int64_t> members;

  REQUIRE(users.size() > accounts.size());
  for (const Json& user : users) {
    const auto account = to_int64(user.at("accountId")).value();
    ++members[account];
    const auto& row = accounts[static_cast<std::size_t>(account - 1)];
    CHECK(user.at("accountName") == row.at("name"));
    const auto email = user.at("email").get<std::string>();
    CHECK(user.at("emailDomain") == email.substr(email.rfind('@') + 1));
  }
  for (std::size_t i = 6; i < accounts.size(); ++i) {
    const auto count = members[static_cast<std::int64_t>(i + 1)];
    CHECK(accounts[i].at("memberCount") == count);
    CHECK(accounts[i].at("primaryUserId").is_null() == (count == 0));
    if (count == 0) continue;
    const auto primary = to_int64(accounts[i].at("primaryUserId")).value();
    CHECK(users[static_cast<std::size_t>(primary - 1)].at("accountId") == i + 1);
  }
}

TEST_CASE("foreign keys lead somewhere, and texts beside them agree", "[impartner][generated]") {
  Mock mock{{}, use_generated};
  const Json accounts = walk(mock, "Account");
  const Json regions = walk(mock, "Region");
  const Json tiers = walk(mock, "Tier");
  std::set<std::string> seen;

  for (std::size_t i = 6; i < accounts.size(); ++i) {
    const Json& row = accounts[i];
    const auto region = static_cast<std::size_t>(to_int64(row.at("regionId")).value() - 1);
    CHECK(row.at("region") == regions.at(region).at("name"));
    const auto tier = static_cast<std::size_t>(to_int64(row.at("tierId")).value() - 1);
    CHECK(row.at("partner_Tier__cf") == tiers.at(tier).at("name"));
    CHECK(row.at("recordLink") == "https://prod.impartner.live/load/ACT/" + std::to_string(i + 1));
    CHECK(row.at("updated") >= row.at("created"));
    if (row.at("mailingCountry") == "DE") CHECK(row.at("region") == "EMEA");
    for (const auto& [key, value] : row.items()) {
      if (!value.is_null()) seen.insert(key);
    }
  }
  // everything occurs but what nobody writes
  for (const auto& [key, value] : accounts[0].items()) {
    INFO(key);
    CHECK(seen.contains(key) == (key != "createdById" && key != "updatedById"));
  }
}

TEST_CASE("rows that are asked for are made, and keys stay inside of them",
          "[impartner][generated]") {
  for (const std::size_t rows : {std::size_t{0}, std::size_t{3}, std::size_t{1500}}) {
    Mock mock{{}, [&](mock::ServerOptions& options) {
                use_generated(options);
                options.rows = rows;
              }};
    const Json accounts = walk(mock, "Account");
    CHECK(accounts.size() == rows);
    for (const Json& account : accounts) {
      if (account.at("parentAccountId").is_null()) continue;
      CHECK(to_int64(account.at("parentAccountId")).value() <= static_cast<std::int64_t>(rows));
    }
  }
}

TEST_CASE("the largest page is one answer", "[impartner][generated]") {
  Mock mock{{}, [](mock::ServerOptions& options) {
              use_generated(options);
              options.rows = 1200;
            }};

  const Json data = body_of(mock.get("Account?take=5000")).at("data");

  CHECK(data.at("count") == 1200);
  CHECK(data.at("results").size() == 1000);
}

TEST_CASE("the same seed gives the same bytes, another one others", "[impartner][generated]") {
  const auto saved = [](std::uint64_t seed) {
    Mock mock{{}, [&](mock::ServerOptions& options) {
                use_generated(options);
                options.seed = Seed{seed};
              }};
    return mock.save();
  };

  CHECK(saved(1) == saved(1));
  CHECK(saved(1) != saved(2));
}

TEST_CASE("the documented sync finds something to keep and something to drop",
          "[impartner][generated]") {
  Mock mock{{}, use_generated};
  const auto count = [&](const std::string& filter) {
    const Response response = mock.get("Account?take=0&$filter=" + encode_component(filter));
    return to_int64(body_of(response).at("data").at("count")).value_or(-1);
  };

  const auto all = count("true");
  const auto kept = count("Partner_Tier__cf ne 'Pending' and Status ne 'Inactive'");
  CHECK(all == 470);
  CHECK(kept > 100);
  CHECK(kept < all);
  CHECK(count("contains(tolower(Name),'nintex')") > 5);
  CHECK(count("ParentAccount/Region/Name eq Region/Name") > 5);
}

}  // namespace understudy::impartner_test
