// SPDX-License-Identifier: MIT
/// Every mutant, told from the right server by what anybody sees.
#include "understudy/mock/mutants.hpp"

#include <algorithm>
#include <memory>
#include <set>

#include "observation.hpp"

namespace understudy::mock {

namespace {

using mutant_test::Mock;
using mutant_test::Observation;

/// The right servers, made once: each case gets a space of its own.
class RightMocks {
 public:
  const Mock& at(const std::string& api, const std::string& data) {
    auto& mock = mocks_[api + " " + data];
    if (mock == nullptr) mock = std::make_unique<Mock>(api, data, std::vector<std::string>{});
    return *mock;
  }

 private:
  std::map<std::string, std::unique_ptr<Mock>> mocks_;
};

std::string text_at(const Json& item, const char* name) { return item.value(name, std::string{}); }

std::vector<std::string> apis_of_mutants() {
  std::set<std::string> apis;
  for (const Mutant& mutant : mutants()) apis.emplace(mutant.api);
  return {apis.begin(), apis.end()};
}

/// The ids of the first cells of the tables of an API's sources.
std::set<std::string> source_ids(std::string_view api) {
  std::ifstream in(std::string{UNDERSTUDY_ROOT} + "/contracts/apis/" + std::string{api} +
                   "/SOURCES.md");
  std::set<std::string> ids;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("| ")) ids.insert(line.substr(2, line.find_first_of(" |", 2) - 2));
  }
  return ids;
}

Error error_of(std::vector<std::string> names, std::vector<std::string> apis) {
  ServerOptions options;
  options.apis = std::move(apis);
  options.mutants = std::move(names);
  const auto server = Server::make(std::move(options));
  REQUIRE_FALSE(server.has_value());
  return server.error();
}

}  // namespace

TEST_CASE("each mutant is seen, and the right server does as its documents say",
          "[mock][mutants]") {
  RightMocks right;
  std::set<std::string> seen;
  for (const Json& item : mutant_test::read_json("mutants.cases.json")) {
    const std::string name = text_at(item, "mutant");
    INFO(name);
    const Mutant* const mutant = find_mutant(name);
    REQUIRE(mutant != nullptr);
    CHECK(seen.insert(name).second);
    CHECK(item.at("right") != item.at("wrong"));
    const std::string api{mutant->api};
    const std::string data = text_at(item, "data");

    const Json right_answer =
        Observation{right.at(api, data), "c-" + std::to_string(seen.size())}.run(item.at("steps"));
    CHECK(right_answer == item.at("right"));

    const Mock wrong{api, data, {name}};
    CHECK(Observation{wrong, "c"}.run(item.at("steps")) == item.at("wrong"));
  }

  for (const Mutant& mutant : mutants()) {
    INFO("an observation of " << mutant.name);
    CHECK(seen.count(std::string{mutant.name}) == 1);
  }
}

TEST_CASE("a mutant that a space has switched on is the one of a server started with it",
          "[mock][mutants]") {
  RightMocks right;
  int count = 0;
  for (const Json& item : mutant_test::read_json("mutants.cases.json")) {
    const std::string name = text_at(item, "mutant");
    INFO(name);
    const Mock& mock = right.at(std::string{find_mutant(name)->api}, text_at(item, "data"));
    const std::string space = "c-" + std::to_string(++count);

    REQUIRE(mock.server.space(space).value().mutate({name}).has_value());

    CHECK(Observation{mock, space}.run(item.at("steps")) == item.at("wrong"));
    mock.server.drop_space(space);
  }
  CHECK(static_cast<std::size_t>(count) == mutants().size());
}

TEST_CASE("mutants are sorted, and no two have one name", "[mock][mutants]") {
  const auto all = mutants();

  CHECK(all.size() >= 60);
  CHECK(std::is_sorted(all.begin(), all.end(),
                       [](const Mutant& a, const Mutant& b) { return a.name < b.name; }));
  CHECK(std::adjacent_find(all.begin(), all.end(), [](const Mutant& a, const Mutant& b) {
          return a.name == b.name;
        }) == all.end());
}

TEST_CASE("every API has mutants, and they are in all areas", "[mock][mutants]") {
  CHECK(apis_of_mutants() == available_apis());
  std::set<std::string_view> areas;
  for (const Mutant& mutant : mutants()) areas.insert(mutant.area);
  CHECK(areas == std::set<std::string_view>{"auth", "columns", "envelope", "filter", "oauth",
                                            "order", "paging", "throttle", "writes"});
}

TEST_CASE("a mutant's name is its API and words with hyphens", "[mock][mutants]") {
  for (const Mutant& mutant : mutants()) {
    INFO(mutant.name);
    CHECK(mutant.name.starts_with(std::string{mutant.api} + "/"));
    CHECK(mutant.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-",
                                        mutant.api.size() + 1) == mutant.name.npos);
    CHECK_FALSE(mutant.rule.empty());
  }
}

TEST_CASE("the rule of a mutant stands in the sources of its API", "[mock][mutants][sources]") {
  std::map<std::string_view, std::set<std::string>> known;
  for (const Mutant& mutant : mutants()) {
    auto& ids = known[mutant.api];
    if (ids.empty()) ids = source_ids(mutant.api);
    INFO(mutant.name << " cites " << mutant.source);
    CHECK(ids.count(std::string{mutant.source}) == 1);
  }
}

TEST_CASE("a mutant that nobody knows is refused with the nearest one", "[mock][mutants]") {
  const Error error = error_of({"partnertap/page-of-by-one"}, {});

  CHECK(error.code == Errc::bad_input);
  CHECK(error.what == "there is no mutant 'partnertap/page-of-by-one'");
  CHECK(error.advice == "did you mean 'partnertap/page-off-by-one'?");
  CHECK(error_of({"x"}, {}).advice == "'understudy list mutants' names them");
}

TEST_CASE("a mutant of an API that is not served is refused", "[mock][mutants]") {
  const Error error = error_of({"partnertap/page-off-by-one"}, {"ecg"});

  CHECK(error.code == Errc::bad_input);
  CHECK(error.what ==
        "the mutant 'partnertap/page-off-by-one' is one of partnertap, which is not served");
}

TEST_CASE("of two mutants of one part the later stands in front", "[mock][mutants]") {
  // The one wants less of size, the other cuts what is left: only one order gives 1000 rows.
  const Json steps = Json::parse(R"([{
      "post": "/v1/channelecosystem/records?page=1&size=1500",
      "body": {"channelReportType": "PARTNER_ORG_CONNECTED_PARTNER_ORGS"},
      "look": ["/size", "/pageable/offset"]}])");
  const Mock capped_last{
      "partnertap", "", {"partnertap/page-off-by-one", "partnertap/size-capped-at-1000"}};
  const Mock capped_first{
      "partnertap", "", {"partnertap/size-capped-at-1000", "partnertap/page-off-by-one"}};

  CHECK(Observation{capped_last, "c"}.run(steps) == Json::parse("[1000, 1000]"));
  CHECK(Observation{capped_first, "c"}.run(steps) == Json::parse("[1000, 1001]"));
}

TEST_CASE("a mutant leaves the other APIs of its server alone", "[mock][mutants]") {
  ServerOptions options;
  options.apis = {"partnertap", "partnertap-analytics"};
  options.mutants = {"partnertap/any-key-accepted"};
  const Server server = Server::make(std::move(options)).value();

  const auto status = [&](const std::string& target, const char* field) {
    return server.handle({Method::get, target, {{field, "nobody's"}}, ""}).status;
  };
  CHECK(status("/v1/channelecosystem/report-names", "api-key") == 200);
  CHECK(status("/analytics/newrepconnectionslist", "Authorization") == 401);
}

}  // namespace understudy::mock
