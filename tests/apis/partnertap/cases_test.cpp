// SPDX-License-Identifier: MIT
/// The tables of filter, sort, page and search, against the whole mock: in process and over HTTP.
///
/// The dialects' own tests run the same files at their seams; here the tables prove that nothing
/// between the seam and the wire changes an answer.
#include <algorithm>
#include <fstream>
#include <functional>
#include <memory>

#include "support.hpp"
#include "understudy/base/uri.hpp"
#include "understudy/client/transport.hpp"

namespace understudy::partnertap_test {

namespace {

using Send = std::function<Response(const Request&)>;

/// One mock per set of readings, each with a port.
class Mocks {
 public:
  explicit Mocks(fixtures::DataSet data) : data_(data) {}

  Send in_process(const Json& test_case) {
    mock::MockServer& mock = mock_for(test_case).server;
    return [&mock](const Request& request) { return mock.server().handle(request); };
  }

  Send over_http(const Json& test_case) {
    client::Transport& transport = *mock_for(test_case).transport;
    return [&transport](const Request& request) { return transport.send(request).value(); };
  }

 private:
  struct Mock {
    mock::MockServer server;
    std::unique_ptr<client::Transport> transport;
  };

  Mock& mock_for(const Json& test_case) {
    const Json switches = test_case.value("switches", Json::object());
    const auto it = mocks_.find(switches.dump());
    if (it != mocks_.end()) return it->second;
    std::map<std::string, std::string> readings;
    for (const auto& [name, value] : switches.items()) {
      readings.emplace(name, value.get<std::string>());
    }
    mock::ServerOptions options = example_options(clock_, std::move(readings));
    options.data = data_;
    options.throttle = false;
    auto server = mock::MockServer::start(std::move(options)).value();
    auto transport = client::make_httplib_transport(server.url()).value();
    return mocks_.emplace(switches.dump(), Mock{std::move(server), std::move(transport)})
        .first->second;
  }

  ManualClock clock_;
  fixtures::DataSet data_;
  std::map<std::string, Mock> mocks_;
};

void each_case(const std::string& file, std::size_t count,
               const std::function<void(const Json&)>& check) {
  std::ifstream in(std::string{UNDERSTUDY_TESTS_DIR} + "/mockserver/" + file);
  const Json groups = Json::parse(in, nullptr, /*allow_exceptions=*/false);
  REQUIRE(groups.is_array());
  std::size_t seen = 0;
  for (const Json& group : groups) {
    for (const Json& item : group.at("cases")) {
      INFO(group.at("description") << " / " << item.at("description"));
      check(item);
      ++seen;
    }
  }
  CHECK(seen == count);
}

/// The numbers of the example rows on a page, in order: what the tables call rows.
Json rows_of(const Response& response) {
  static const std::vector<std::string> kRows{"RUD Fleet", "Example Pharma", "example tools",
                                              "Test Labs", "A-,-B <-> C",    "Best Example Test"};
  Json rows = Json::array();
  for (const std::string& name : names_of(response)) {
    const auto it = std::find(kRows.begin(), kRows.end(), name);
    REQUIRE(it != kRows.end());
    rows.push_back(it - kRows.begin() + 1);
  }
  return rows;
}

void check_rows(const Response& response, const Json& item, const Json& want) {
  INFO(response.body);
  if (item.contains("error")) {
    CHECK(response.status == *to_int64(item.at("error").at("status")));
    return;
  }
  REQUIRE(response.status == 200);
  CHECK(rows_of(response) == want);
}

/// A list of that many rows: the data that the paging table counts.
Request list_of(std::int64_t total, const std::string& query) {
  const std::string target = "records?" + query;
  switch (total) {
    case 0:
      return post(
          target,
          accounts_body({{"companyPartnerPublicId", "00000000-0000-4000-8000-000000000000"}}));
    case 6:
      return post(target, accounts_body());
    case 42:
      return post(target, orgs_body());
    default:
      return post(target, accounts_body());
  }
}

void check_page(const Response& response, const Json& item) {
  INFO(response.body.substr(0, 400));
  if (item.contains("error")) {
    CHECK(response.status == *to_int64(item.at("error").at("status")));
    return;
  }
  REQUIRE(response.status == 200);
  const Json page = body_of(response);
  for (const auto& [key, value] : item.at("want").items()) {
    INFO(key);
    CHECK((key == "offset" ? page.at("pageable").at(key) : page.at(key)) == value);
  }
}

}  // namespace

TEST_CASE("the filter table holds in process and over HTTP", "[partnertap][filter][cases]") {
  Mocks mocks{fixtures::DataSet::example};
  each_case("filter/suffix_map.cases.json", 172, [&](const Json& item) {
    const Request request = post("records", accounts_body({{"filters", item.at("input")}}));
    const Json want = item.value("want", Json());
    check_rows(mocks.in_process(item)(request), item, want);
    check_rows(mocks.over_http(item)(request), item, want);
  });
}

TEST_CASE("the sort table holds in process and over HTTP", "[partnertap][order][cases]") {
  Mocks mocks{fixtures::DataSet::example};
  each_case("order/spring_sort.cases.json", 51, [&](const Json& item) {
    const Request request = post("records?" + item.at("input").get<std::string>(), accounts_body());
    const Json want = item.contains("want") ? item.at("want").at("rows") : Json();
    check_rows(mocks.in_process(item)(request), item, want);
    check_rows(mocks.over_http(item)(request), item, want);
  });
}

TEST_CASE("the search table holds in process and over HTTP", "[partnertap][search][cases]") {
  Mocks mocks{fixtures::DataSet::example};
  each_case("query/search.cases.json", 12, [&](const Json& item) {
    const Request request = post("records", accounts_body(item.at("input")));
    const Json want = item.value("want", Json());
    check_rows(mocks.in_process(item)(request), item, want);
    check_rows(mocks.over_http(item)(request), item, want);
  });
}

TEST_CASE("the page table holds in process and over HTTP", "[partnertap][page][cases]") {
  Mocks example{fixtures::DataSet::example};
  Mocks generated{fixtures::DataSet::generated};
  each_case("paging/spring_page.cases.json", 61, [&](const Json& item) {
    const std::int64_t total = to_int64(item.value("total", Json(6))).value();
    Mocks& mocks = total == 42 || total == 1523 ? generated : example;
    const Request request = list_of(total, item.at("input").get<std::string>());
    check_page(mocks.in_process(item)(request), item);
    check_page(mocks.over_http(item)(request), item);
  });
}

}  // namespace understudy::partnertap_test
