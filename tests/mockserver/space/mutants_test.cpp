// SPDX-License-Identifier: MIT
/// Rules that one space breaks while others keep them, switched under way.
#include "understudy/mock/mutants.hpp"

#include <atomic>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "space/mutated_apis.hpp"
#include "support/catch.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::mock {

namespace {

using Names = std::vector<std::string>;

constexpr const char* kAnyKey = "partnertap/any-key-accepted";
constexpr const char* kLimitOf101 = "partnertap/limit-of-101";

/// What a space says to a key that nobody has.
int ask_with_wrong_key(const Space& space) {
  return space
      .reply_to({Method::get, "/v1/channelecosystem/report-names", {{"api-key", "wrong"}}, ""})
      .response.status;
}

/// How many requests a space lets through before the first 429.
int admitted(const Space& space) {
  const Request request{
      Method::get, "/v1/channelecosystem/report-names", {{"api-key", "demo-api-key"}}, ""};
  for (int count = 0; count < 200; ++count) {
    if (space.reply_to(request).response.status == 429) return count;
  }
  return 200;
}

Server partnertap(const Clock& clock, Names mutants = {}) {
  ServerOptions options;
  options.apis = {"partnertap"};
  options.clock = &clock;
  options.mutants = std::move(mutants);
  return Server::make(std::move(options)).value();
}

}  // namespace

TEST_CASE("a space breaks the rules that it is told to, alone and for as long as it is told",
          "[mock][space][mutants]") {
  const ManualClock clock;
  const Server server = partnertap(clock);
  const Space mine = server.space("mine").value();

  CHECK(mine.mutants().empty());
  REQUIRE(mine.mutate({kAnyKey, kAnyKey}).has_value());
  CHECK(mine.mutants() == Names{kAnyKey});
  CHECK(ask_with_wrong_key(mine) == 200);
  CHECK(ask_with_wrong_key(server.space()) == 401);
  CHECK(ask_with_wrong_key(server.space("other").value()) == 401);

  REQUIRE(mine.reset().has_value());
  CHECK(ask_with_wrong_key(mine) == 200);
  REQUIRE(mine.mutate({}).has_value());
  CHECK(ask_with_wrong_key(mine) == 401);
}

TEST_CASE("a space is told about mutants that it cannot have, and stays as it is",
          "[mock][space][mutants]") {
  const ManualClock clock;
  const Server server = partnertap(clock);
  const Space space = server.space();
  REQUIRE(space.mutate({kAnyKey}).has_value());

  for (const char* name : {"partnertap/nothing", "ecg/create-answers-200", ""}) {
    INFO(name);
    const auto mutated = space.mutate({name});
    REQUIRE_FALSE(mutated.has_value());
    CHECK(mutated.error().code == Errc::bad_input);
  }
  CHECK(space.mutants() == Names{kAnyKey});
  CHECK(ask_with_wrong_key(space) == 200);
}

TEST_CASE("mutants that a server was started with can be left out by a space",
          "[mock][space][mutants]") {
  const ManualClock clock;
  const Server server = partnertap(clock, {kAnyKey});
  const Space space = server.space();
  CHECK(space.mutants() == Names{kAnyKey});
  CHECK(ask_with_wrong_key(space) == 200);

  REQUIRE(space.mutate({}).has_value());

  CHECK(ask_with_wrong_key(space) == 401);
  CHECK(ask_with_wrong_key(server.space("new").value()) == 200);
}

TEST_CASE("records stay as they are when mutants come and go", "[mock][space][mutants]") {
  const auto other = Server::make({.apis = {"ecg"}, .seed = Seed{2}}).value();
  const auto server = Server::make({.apis = {"ecg"}}).value();
  const std::string changed = other.save("ecg").value();
  const Space space = server.space();
  REQUIRE(space.restore("ecg", changed).has_value());

  REQUIRE(space.mutate({"ecg/create-answers-200"}).has_value());
  CHECK(space.save("ecg").value() == changed);
  REQUIRE(space.mutate({}).has_value());
  CHECK(space.save("ecg").value() == changed);
}

TEST_CASE("windows stay as they are unless a mutant changes the limit", "[mock][space][mutants]") {
  const ManualClock clock;
  const Server server = partnertap(clock);
  const Space space = server.space("mine").value();
  REQUIRE(admitted(space) == 100);

  REQUIRE(space.mutate({kAnyKey}).has_value());
  CHECK(admitted(space) == 0);
  REQUIRE(space.mutate({kLimitOf101}).has_value());
  CHECK(admitted(space) == 101);
  REQUIRE(space.mutate({kAnyKey, kLimitOf101}).has_value());
  CHECK(admitted(space) == 0);
  REQUIRE(space.mutate({}).has_value());
  CHECK(admitted(space) == 0);

  REQUIRE(space.mutate({kLimitOf101}).has_value());
  CHECK(admitted(space) == 101);
  REQUIRE(space.reset().has_value());
  CHECK(admitted(space) == 101);
  REQUIRE(space.mutate({}).has_value());
  CHECK(admitted(space) == 100);
}

TEST_CASE("mutants are switched while requests are on their way",
          "[mock][space][mutants][threads]") {
  ServerOptions options;
  options.apis = {"partnertap"};
  options.throttle = false;
  const Server server = Server::make(std::move(options)).value();
  const Space space = server.space();
  std::atomic<int> strange{0};
  std::atomic<int> accepted{0};
  std::atomic<int> refused{0};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 2; ++i) {
      threads.emplace_back([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
          const int status = ask_with_wrong_key(space);
          ++(status == 200 ? accepted : status == 401 ? refused : strange);
        }
      });
    }
    for (int i = 0; i < 20; ++i) {
      const bool is_on = i % 2 == 0;
      REQUIRE(space.mutate(is_on ? Names{kAnyKey} : Names{}).has_value());
      CHECK(ask_with_wrong_key(space) == (is_on ? 200 : 401));
    }
  }

  CHECK(strange == 0);
  CHECK(server.space().journal().entry(1).has_value());
}

TEST_CASE("spaces with the same mutants share one API, which goes with the last of them",
          "[mock][space][mutants]") {
  MutatedApis apis{ServerOptions{}};
  auto first = apis.find_or_make("partnertap", {kAnyKey}).value();

  CHECK(apis.find_or_make("partnertap", {kAnyKey}).value() == first);
  CHECK(apis.find_or_make("partnertap", {}).value() != first);
  const std::weak_ptr<Api> seen = first;
  first.reset();
  CHECK(seen.expired());
}

TEST_CASE("own rows that are too large to be read again are not kept for mutants",
          "[mock][space][mutants]") {
  ServerOptions options;
  options.plans["ecg"].json = std::string(20'000'000, ' ');
  MutatedApis apis{std::move(options)};

  CHECK(apis.options().plans.empty());
  const auto made = apis.find_or_make("ecg", {"ecg/create-answers-200"});
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().code == Errc::unsupported);
  CHECK(apis.find_or_make("partnertap", {kAnyKey}).has_value());
}

}  // namespace understudy::mock
