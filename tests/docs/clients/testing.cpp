// SPDX-License-Identifier: MIT
/// The programs of docs/clients/testing.md: what is between the marks stands there, word for word.
// [includes]
#include <understudy/client/apis/partnertap/client.hpp>
#include <understudy/client/testing.hpp>
#include <understudy/mock/server.hpp>
// [includes]
#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "understudy/mock/mutants.hpp"

namespace docs_testing {

namespace {

// [subject]
namespace client = understudy::client;
namespace mock = understudy::mock;
namespace partnertap = understudy::client::partnertap;

/// The program that is tested: how many accounts one has in common with a partner.
client::Outcome<std::size_t> count_accounts(const partnertap::Client& host,
                                            const std::string& partner) {
  std::size_t count = 0;
  for (const auto& account :
       host.matched_account_items({.partner = partner, .page = {.size = 4}})) {
    if (!account) return understudy::Failure{account.error()};
    ++count;
  }
  return count;
}
// [subject]

constexpr const char* kPartner = "c1727859-692f-499e-8c2a-b1fa50aa1a65";

// [connect]
/// A client whose waits move a clock instead of taking time.
partnertap::Client make_client(std::shared_ptr<client::Transport> host,
                               const understudy::ManualClock& clock, understudy::Sleeper& sleeper) {
  client::ClientOptions options;
  options.clock = &clock;
  options.sleeper = &sleeper;
  options.seed = understudy::Seed{1};
  return partnertap::Client::make(std::move(host),
                                  partnertap::api_key_credentials(client::Secret{"demo-api-key"}),
                                  std::move(options))
      .value();
}

/// One that calls a mock in this process.
partnertap::Client make_client(const mock::Server& server, const understudy::ManualClock& clock,
                               understudy::Sleeper& sleeper) {
  return make_client(client::make_direct_transport([&server](const understudy::Request& request) {
                       return understudy::Result<understudy::Response>{server.handle(request)};
                     }),
                     clock, sleeper);
}
// [connect]

}  // namespace

// [script]
TEST_CASE("a host that is busy is asked again when it says so") {
  understudy::ManualClock clock;
  understudy::ManualSleeper sleeper{clock};
  const auto host = std::make_shared<client::ScriptedTransport>();
  host->add(understudy::Response{429, {{"Retry-After", "7"}}, ""});
  host->add(understudy::Response{503, {}, ""});
  host->add(understudy::Failure{understudy::Error{understudy::Errc::cancelled, "enough", "", ""}});
  const auto begun = clock.steady_now();

  const auto count = count_accounts(make_client(host, clock, sleeper), kPartner);

  CHECK(count.error().ending == client::Ending::cancelled);
  CHECK(count.error().attempts == 3);
  CHECK(clock.steady_now() - begun >= std::chrono::seconds{7});
}
// [script]

// [mock]
TEST_CASE("accounts are counted over all pages") {
  understudy::ManualClock clock;
  understudy::ManualSleeper sleeper{clock};
  const auto server =
      mock::Server::make({.apis = {"partnertap"}, .rows = 50, .clock = &clock}).value();

  CHECK(count_accounts(make_client(server, clock, sleeper), kPartner).value() == 50);
  CHECK(server.space().journal().entries().size() == 13);  // 12 pages of four, and one of two
}
// [mock]

// [faults]
TEST_CASE("trouble on the way changes nothing but the time it takes") {
  understudy::ManualClock clock;
  understudy::ManualSleeper sleeper{clock};
  mock::ServerOptions options{.apis = {"partnertap"}, .rows = 50, .clock = &clock};
  options.faults = {mock::parse_fault("status,code=503,p=0.2").value(),
                    mock::parse_fault("throttled,nth=5,times=2").value()};
  const auto server = mock::Server::make(options).value();

  CHECK(count_accounts(make_client(server, clock, sleeper), kPartner).value() == 50);
}
// [faults]

// [mutants]
TEST_CASE("a host that pages wrongly does not get past us") {
  std::vector<std::string> survivors;
  for (const mock::Mutant& mutant : mock::mutants()) {
    if (mutant.api != "partnertap" || mutant.area != "paging") continue;
    understudy::ManualClock clock;
    understudy::ManualSleeper sleeper{clock};
    mock::ServerOptions options{.apis = {"partnertap"}, .rows = 50, .clock = &clock};
    options.mutants = {std::string{mutant.name}};
    const auto server = mock::Server::make(options).value();

    const auto count = count_accounts(make_client(server, clock, sleeper), kPartner);
    if (count && *count == 50) survivors.emplace_back(mutant.name);
  }
  // Those break what this program does not look at: it asks for no filter and for small pages, and
  // ends where the host says so.
  CHECK(survivors == std::vector<std::string>{
                         "partnertap/past-end-not-found", "partnertap/size-capped-at-1000",
                         "partnertap/total-of-all-rows", "partnertap/total-pages-rounded-down"});
}
// [mutants]

}  // namespace docs_testing
