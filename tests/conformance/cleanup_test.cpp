// SPDX-License-Identifier: MIT
/// Cleaning up after checks that write: after a whole run, after one that ended anywhere, after an
/// answer that was lost, and at a host where an id has come to be another's.
#include "understudy/conformance/cleanup.hpp"

#include <map>
#include <set>

#include "support/catch.hpp"
#include "understudy/base/json.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::conformance {

namespace {

const std::string kMarker = "understudy-check 0a1b2c3d";

/// A mock, a clock, and the answers that get lost on their way back.
struct Mocked {
  ManualClock clock;
  ManualSleeper sleeper{clock};
  std::optional<mock::Server> server;
  std::function<bool(const Request&)> loses = [](const Request&) { return false; };
  std::unique_ptr<client::Transport> transport;
  Ledger ledger;

  Mocked() {
    server = mock::Server::make({.clock = &clock}).value();
    transport = client::make_direct_transport([this](const Request& request) -> Result<Response> {
      Response response = server->handle(request);
      if (loses(request)) return Failure{Error{Errc::connection_lost, "lost", "", ""}};
      return response;
    });
  }

  CheckOptions options() {
    CheckOptions options;
    options.writes = true;
    options.ledger = &ledger;
    options.clock = &clock;
    options.sleeper = &sleeper;
    return options;
  }
  CheckReport run(const std::string& api) {
    auto options = this->options();
    options.only = {api + "/writes/*"};
    const std::vector<std::string> apis{api};
    return run_checks(apis, *transport, demo_credentials(), options).value();
  }
  CleanupReport clean() {
    return clean_up(ledger, *transport, demo_credentials(), options()).value();
  }
  /// Accounts of the mock that a check has made.
  std::size_t made_accounts() {
    const Request list{Method::get,
                       "/api/objects/v1/Account?pageSize=1000&page=1",
                       {{"Authorization", "prm-key demo-prm-key"}},
                       ""};
    const std::string body = server->handle(list).body;
    std::size_t count = 0;
    for (std::size_t at = body.find("\"understudy-check "); at != body.npos;
         at = body.find("\"understudy-check ", at + 1)) {
      ++count;
    }
    return count;
  }
};

/// An object store that has accounts by id and nothing else.
struct FakeHost {
  std::map<std::string, std::string> accounts;  ///< id -> name
  std::set<std::string> deleted;
  bool ignores_filter = false;

  Response answer(const Request& request) {
    const std::string path{request.path()};
    const std::size_t slash = path.rfind('/');
    const std::string id = path.substr(slash + 1);
    if (id == "Account") {
      Json rows = Json::array();
      for (const auto& [key, name] : accounts) {
        const bool is_asked_for = name.starts_with("understudy-check");
        if (ignores_filter || is_asked_for) rows.push_back({{"id", key}, {"name", name}});
      }
      return json(200, {{"data", {{"count", rows.size()}, {"results", rows}}}, {"success", true}});
    }
    const auto found = accounts.find(id);
    if (found == accounts.end()) return json(404, {{"success", false}});
    const Json data{{"id", id}, {"name", found->second}};
    if (request.method == Method::delete_) {
      deleted.insert(id);
      accounts.erase(found);
    }
    return json(200, {{"data", data}, {"success", true}});
  }
  CleanupReport clean(Ledger& ledger) {
    const auto transport = client::make_direct_transport(
        [this](const Request& request) -> Result<Response> { return answer(request); });
    return clean_up(ledger, *transport, demo_credentials(), {}).value();
  }

 private:
  static Response json(int status, const Json& body) {
    return {status, {{"Content-Type", "application/json"}}, dump_json(body)};
  }
};

LedgerIntent intent_of(const std::string& api) {
  return {api, "create", kMarker, "2026-03-04T12:00:00.000+00:00"};
}

}  // namespace

TEST_CASE("nothing is left of a run where deletion is documented", "[conformance][cleanup]") {
  Mocked mocked;
  mocked.run("impartner");
  REQUIRE(mocked.made_accounts() == 1);

  const CleanupReport report = mocked.clean();

  CHECK(report.deleted.size() == 1);
  CHECK(report.left.empty());
  CHECK(mocked.made_accounts() == 0);
  CHECK(mocked.ledger.open_apis().empty());
  CHECK(mocked.clean().requests == 0);
}

TEST_CASE("what cannot be deleted is told with its id and marker", "[conformance][cleanup]") {
  for (const char* api : {"ecg", "partnerportal"}) {
    CAPTURE(api);
    Mocked mocked;
    mocked.run(api);

    const CleanupReport report = mocked.clean();

    CHECK(report.deleted.empty());
    REQUIRE(report.left.size() == 1);
    CHECK(report.left[0].api == api);
    CHECK_FALSE(report.left[0].id.empty());
    CHECK(report.left[0].marker.starts_with("understudy-check "));
    CHECK(report.left[0].why == "this API documents no deletion: remove it by hand");
    CHECK(mocked.clean().left.size() == 1);
  }
}

TEST_CASE("a record whose answer was lost is found by its marker", "[conformance][cleanup]") {
  Mocked mocked;
  mocked.loses = [](const Request& request) { return request.method == Method::put; };
  const CheckReport run = mocked.run("impartner");
  REQUIRE(run.count(Verdict::error) != 0);
  REQUIRE(mocked.made_accounts() >= 1);
  mocked.loses = [](const Request&) { return false; };

  const CleanupReport report = mocked.clean();

  CHECK(report.left.empty());
  CHECK(mocked.made_accounts() == 0);
  CHECK(mocked.ledger.open_apis().empty());
}

TEST_CASE("a lost answer of an API without a search is told", "[conformance][cleanup]") {
  Mocked mocked;
  mocked.ledger.intend(intent_of("partnerportal")).value();

  const CleanupReport report = mocked.clean();

  REQUIRE(report.left.size() == 1);
  CHECK(report.left[0].id.empty());
  CHECK(report.left[0].marker == kMarker);
}

TEST_CASE("what does not carry the marker is not deleted", "[conformance][cleanup]") {
  FakeHost host{{{"7", "Acme Solutions"}}, {}, false};
  Ledger ledger;
  ledger.made(ledger.intend(intent_of("impartner")).value(), {"7"}).value();

  const CleanupReport report = host.clean(ledger);

  CHECK(host.accounts.size() == 1);
  REQUIRE(report.left.size() == 1);
  CHECK(report.left[0].why == "it does not carry the marker: it may be another's by now");
}

TEST_CASE("a search that finds others deletes none of them", "[conformance][cleanup]") {
  FakeHost host{{{"7", "Acme"}, {"8", kMarker}, {"9", "Globex"}}, {}, true};
  Ledger ledger;
  ledger.intend(intent_of("impartner")).value();

  host.clean(ledger);

  CHECK(host.deleted == std::set<std::string>{"8"});
}

TEST_CASE("a search that finds only others proves nothing", "[conformance][cleanup]") {
  FakeHost host{{{"7", "Acme"}}, {}, true};
  Ledger ledger;
  ledger.intend(intent_of("impartner")).value();

  const CleanupReport report = host.clean(ledger);

  REQUIRE(report.left.size() == 1);
  CHECK(report.left[0].why == "the search finds other records only: look for the marker");
  CHECK(ledger.open_apis().size() == 1);
}

TEST_CASE("a cleanup that ended anywhere can be done again", "[conformance][cleanup]") {
  // The answers to the first n requests arrive, no other does.
  for (std::size_t arrive = 0; arrive < 12; ++arrive) {
    CAPTURE(arrive);
    FakeHost host{{{"7", kMarker}, {"8", kMarker + " second"}, {"1", "Acme"}}, {}, false};
    Ledger ledger;
    ledger.made(ledger.intend(intent_of("impartner")).value(), {"7"}).value();
    ledger.intend(intent_of("impartner")).value();
    std::size_t asked = 0;
    const auto dying =
        client::make_direct_transport([&](const Request& request) -> Result<Response> {
          Response response = host.answer(request);
          if (asked++ >= arrive) return Failure{Error{Errc::connection_lost, "lost", "", ""}};
          return response;
        });
    REQUIRE(clean_up(ledger, *dying, demo_credentials(), {}));

    host.clean(ledger);

    CHECK(host.accounts == std::map<std::string, std::string>{{"1", "Acme"}});
    CHECK(ledger.open_apis().empty());
  }
}

}  // namespace understudy::conformance
