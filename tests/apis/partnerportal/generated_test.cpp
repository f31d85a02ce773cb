// SPDX-License-Identifier: MIT
/// The generated data set: walked to its end, every answer valid, every relation consistent.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "support.hpp"

namespace understudy::partnerportal_test {

namespace {

Mock generated(std::optional<std::size_t> rows = {}, std::uint64_t seed = 1) {
  mock::ServerOptions options;
  options.rows = rows;
  options.seed = Seed{seed};
  return Mock{std::move(options), Readings{}};
}

std::vector<std::string> ids_at(const Mock& mock, const std::string& query = "") {
  return texts_of(mock.get(kLeads + query), "id");
}

/// Walks the list as a client does: by the rows received, to an empty answer.
std::vector<std::string> walk(const Mock& mock, std::size_t limit) {
  std::vector<std::string> all;
  for (;;) {
    const auto page =
        ids_at(mock, "?skip=" + std::to_string(all.size()) + "&limit=" + std::to_string(limit));
    if (page.empty()) return all;
    all.insert(all.end(), page.begin(), page.end());
  }
}

}  // namespace

TEST_CASE("the pages of 60 and of 130 leads are those of the documents",
          "[partnerportal][list][S6]") {
  for (const Json& group : read_cases("list.cases.json")) {
    const auto total = static_cast<std::size_t>(*to_int64(group.at("leads")));
    const Mock mock = generated(total);
    const auto all = walk(mock, 100);
    REQUIRE(all.size() == total);
    for (const Json& item : group.at("cases")) {
      INFO(total << " leads: " << item.at("input"));
      const auto first = static_cast<std::ptrdiff_t>(*to_int64(item.at("want").at(0)));
      const auto last = static_cast<std::ptrdiff_t>(*to_int64(item.at("want").at(1)));
      CHECK(ids_at(mock, item.at("input").get<std::string>()) ==
            std::vector<std::string>(all.begin() + first, all.begin() + last));
    }
  }
}

TEST_CASE("a walk by any limit finds every lead once, in the order of creation",
          "[partnerportal][list][generated]") {
  const Mock mock = generated();
  const auto all = walk(mock, 100);
  CHECK(all.size() == 130);
  CHECK(std::set<std::string>(all.begin(), all.end()).size() == 130);
  for (const std::size_t limit : {1U, 7U, 25U, 64U, 130U, 1'000U}) CHECK(walk(mock, limit) == all);

  std::string before;
  for (const char* query : {"?limit=100", "?skip=100"}) {
    for (const std::string& created : texts_of(mock.get(kLeads + query), "createdAt")) {
      CHECK(before <= created);
      before = created;
    }
  }
}

TEST_CASE("each lead of a list is what get says, and its organization has a schema",
          "[partnerportal][generated]") {
  const Mock mock = generated();
  std::set<std::string> organizations;

  for (const char* query : {"?limit=100", "?skip=100"}) {
    const Json page = body_of(mock.get(kLeads + query));
    for (const Json& lead : page.at("data")) {
      const Response one = mock.get(kLeads + "/" + lead.at("id").get<std::string>());
      CHECK(body_of(one).at("data") == lead);
      CHECK(lead.size() == 23);
      const Json& organization = lead.at("partnerOrganizationId");
      if (organization.is_string()) organizations.insert(organization.get<std::string>());
    }
  }

  CHECK(organizations.size() == 8);
  for (const std::string& organization : organizations) {
    CHECK(mock.get("/companies/company-1/partner-organizations/" + organization + "/schemas/lead")
              .status == 200);
  }
}

TEST_CASE("every generated lead can be sent back as an update", "[partnerportal][generated]") {
  const Mock mock{mock::ServerOptions{}, Readings{{"validation.references", "on"}}};
  const auto all = walk(mock, 100);

  for (const std::string& id : all) {
    Json lead = body_of(mock.get(kLeads + "/" + id)).at("data");
    const Response response = mock.patch(id, lead);
    INFO(response.body);
    CHECK(response.status == 200);
    lead["updatedAt"] = "2026-03-04T12:00:00Z";
    CHECK(body_of(response).at("data") == lead);
  }
  CHECK(walk(mock, 100) == all);
}

TEST_CASE("other seeds make other leads, the same seed the same", "[partnerportal][generated]") {
  CHECK(generated().get(kLeads).body == generated().get(kLeads).body);
  CHECK(ids_at(generated({}, 2)) != ids_at(generated()));
  CHECK(walk(generated({}, 2), 100).size() == 130);
  CHECK(walk(generated(0), 100).empty());
  CHECK(walk(generated(1), 100).size() == 1);
}

}  // namespace understudy::partnerportal_test
