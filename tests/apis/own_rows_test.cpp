// SPDX-License-Identifier: MIT
/// Rows of one's own in all five APIs: those that keep the contract are served, and of the others
/// each one is told with its line, its place and its rule.
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "understudy/base/json.hpp"
#include "understudy/fixtures/rows.hpp"
#include "understudy/mock/server.hpp"

namespace understudy {

namespace {

/// A server of one API and these rows.
Result<mock::Server> serve(const std::string& api, const std::string& rows,
                           const Json& switches = Json::object()) {
  auto plans = fixtures::plans_with_rows(rows);
  INFO((plans ? "" : render(plans.error())));
  REQUIRE(plans);
  mock::ServerOptions options;
  options.apis = {api};
  for (auto& [id, plan] : *plans) {
    options.plans[id] = {std::move(plan.json), fixtures::DataSet::example, std::move(plan.places),
                         "rows.jsonl"};
  }
  for (const auto& [name, value] : switches.items()) {
    options.switches[api + "." + name] = value.get<std::string>();
  }
  return mock::Server::make(std::move(options));
}

/// The rows of the embedded plan, written as `understudy generate` writes them.
std::string shipped_rows(const std::string& api, fixtures::DataSet data) {
  const auto plan = fixtures::Plan::compile(fixtures::embedded_plan(api)).value();
  std::string lines;
  for (const fixtures::CollectionInfo& collection : plan.collections()) {
    const bool is_child = !collection.parent.empty();
    const std::size_t parents = is_child ? plan.count(collection.parent, data, {}) : 1;
    for (std::size_t parent = 0; parent < parents; ++parent) {
      const std::size_t count = plan.count(collection.name, data, {}, parent);
      const auto below = is_child ? std::optional{parent} : std::nullopt;
      plan.generate(
          collection.name, data, Seed{1}, 0, count,
          [&](std::span<const fixtures::Cell> row) {
            fixtures::append_row(lines, api, collection, below, row);
          },
          parent);
    }
  }
  return lines;
}

/// A line of a file for each row of a case.
std::string lines_of(const std::string& api, const Json& rows) {
  std::string lines;
  for (Json row : rows) {
    row["api"] = api;
    lines += dump_json(row) + '\n';
  }
  return lines;
}

std::string portal_lead(int number) {
  Json row{{"firstName", "Ada"}, {"platform", "web"}, {"status", "active"}};
  row["id"] = "lead-" + std::to_string(number);
  return dump_json(
             {{"api", "partnerportal"}, {"collection", "leads"}, {"below", 0}, {"row", row}}) +
         '\n';
}

constexpr const char* kCompany =
    R"({"api":"partnerportal","collection":"companies","row":{"id":"company-1"}})";

}  // namespace

TEST_CASE("the shipped rows are served as rows of one's own", "[mock][own-rows]") {
  for (const std::string& api : mock::available_apis()) {
    for (const auto data : {fixtures::DataSet::example, fixtures::DataSet::generated}) {
      INFO(api << (data == fixtures::DataSet::example ? ", example" : ", generated"));
      const auto server = serve(api, shipped_rows(api, data));
      INFO((server ? "" : render(server.error())));
      CHECK(server.has_value());
    }
  }
}

TEST_CASE("rows that break the contract are told by line, place and rule", "[mock][own-rows]") {
  std::ifstream in(std::string{UNDERSTUDY_TESTS_DIR} + "/apis/own_rows.cases.json");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const Json groups = parse_json(text).value();
  std::size_t seen = 0;
  for (const Json& group : groups) {
    const std::string api = group.at("api").get<std::string>();
    for (const Json& item : group.at("cases")) {
      INFO(api << " / " << item.at("description"));
      ++seen;
      const auto server =
          serve(api, lines_of(api, item.at("rows")), item.value("switches", Json::object()));
      const Json want = item.value("want", Json::array());
      if (want.empty()) {
        INFO((server ? "" : render(server.error())));
        CHECK(server.has_value());
        continue;
      }
      REQUIRE_FALSE(server.has_value());
      std::string message = std::to_string(want.size()) + (want.size() == 1 ? " row" : " rows") +
                            " of " + api + " cannot be sent:";
      for (const Json& line : want) message += "\n  " + line.get<std::string>();
      CHECK(server.error().what == message + "\nnothing is served");
      CHECK(server.error().where == "rows.jsonl");
      CHECK(server.error().code == Errc::bad_input);
    }
  }
  CHECK(seen == 33);
}

TEST_CASE("of many rows that cannot be sent, twenty are told", "[mock][own-rows]") {
  std::string rows = std::string{kCompany} + '\n';
  for (int i = 0; i < 25; ++i) rows += portal_lead(i);

  const auto server = serve("partnerportal", rows);

  REQUIRE_FALSE(server.has_value());
  const std::string& what = server.error().what;
  CHECK(what.starts_with("25 rows of partnerportal cannot be sent:\n  line 2: /lastName: "));
  CHECK(what.find("\n  line 21: ") != std::string::npos);
  CHECK(what.find("\n  line 22: ") == std::string::npos);
  CHECK(what.ends_with("\n  and 5 more\nnothing is served"));
}

TEST_CASE("rows of an array are named by their element", "[mock][own-rows]") {
  const auto server =
      serve("partnerportal", '[' + std::string{kCompany} + ',' + portal_lead(1) + ']');

  REQUIRE_FALSE(server.has_value());
  CHECK(server.error().what.find("\n  /1: /lastName: ") != std::string::npos);
}

TEST_CASE("rows are compared under the switches they are served with", "[mock][own-rows]") {
  const std::string rows =
      R"({"api":"partnertap-analytics","collection":"divisions","row":{"division":7}})";

  CHECK(serve("partnertap-analytics", rows).has_value());
  CHECK_FALSE(serve("partnertap-analytics", rows, {{"rows.contract", "fixture"}}).has_value());
}

}  // namespace understudy
