// SPDX-License-Identifier: MIT
/// A pacer against a host that counts: the mock, with the rate of its documents.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "support/catch.hpp"
#include "understudy/client/session.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::client {

namespace {

using namespace std::chrono_literals;

constexpr int kThreads = 16;
constexpr int kCallsEach = 40;

/// Waits of several threads on one manual clock: whoever waits longest moves it, once for all.
class SharedSleeper final : public Sleeper {
 public:
  explicit SharedSleeper(ManualClock& clock) : clock_(clock) {}

  bool sleep(Duration by, std::stop_token /*stop*/) override {
    const SteadyTime target = clock_.steady_now() + by;
    const std::lock_guard lock{mutex_};
    clock_.advance(std::max(target - clock_.steady_now(), Duration::zero()));
    return true;
  }

 private:
  ManualClock& clock_;
  std::mutex mutex_;
};

}  // namespace

TEST_CASE("16 threads of one credential never pass the documented rate, by the host's own count",
          "[client][pacing][L03]") {
  ManualClock clock;
  SharedSleeper sleeper{clock};
  const mock::Server server = mock::Server::make({.apis = {"partnertap"}, .clock = &clock}).value();
  std::atomic<int> admitted{0};
  std::atomic<int> refused{0};
  const auto transport = std::shared_ptr<Transport>(
      make_direct_transport([&](const Request& request) -> Result<Response> {
        std::this_thread::yield();
        Response response = server.handle(request);
        (response.status == 429 ? refused : admitted) += 1;
        std::this_thread::yield();
        return response;
      }));
  const auto pacer = std::make_shared<Pacer>(Pacer::Options{.requests = 100, .window = 60s});
  const SteadyTime start = clock.steady_now();
  std::atomic<int> failed{0};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&] {
        // Every thread has a session of its own; what they share is the pacer of the credential.
        const Session session =
            Session::make(
                {.api = "partnertap",
                 .transport = transport,
                 .credentials = fixed_credentials({{"api-key", "", Secret{"demo-api-key"}}}),
                 .options =
                     {.pacer = pacer, .call_timeout = 24h, .clock = &clock, .sleeper = &sleeper}})
                .value();
        for (int n = 0; n < kCallsEach; ++n) {
          const auto answer =
              session.call({.operation = "getReportNames",
                            .request = {Method::get, "/v1/channelecosystem/report-names", {}, ""},
                            .idempotency = Idempotency::safe});
          failed += answer ? 0 : 1;
        }
      });
    }
  }
  CHECK(refused == 0);
  CHECK(failed == 0);
  CHECK(admitted == kThreads * kCallsEach);
  // 640 calls are six full windows and a part of one.
  CHECK(clock.steady_now() - start >= 360s);
}

}  // namespace understudy::client
