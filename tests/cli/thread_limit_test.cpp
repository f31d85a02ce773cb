// SPDX-License-Identifier: MIT
/// The program when the system gives it no more threads.
#include <unistd.h>

#include <filesystem>
#include <iterator>
#include <string>

#include "serving.hpp"
#include "support/catch.hpp"

namespace understudy::cli {

namespace {

/// How many threads a server has once it is ready.
rlim_t threads_of_a_server() {
  const Serving serving;
  const std::filesystem::directory_iterator tasks{"/proc/" + std::to_string(serving.process.pid()) +
                                                  "/task"};
  return static_cast<rlim_t>(std::distance(begin(tasks), end(tasks)));
}

/// False, and says so, where a limit of threads cannot be set or would not hold for the program
/// alone.
bool can_limit_threads() {
  if (kIsSanitized) {
    WARN("this test is skipped: a sanitizer starts threads of its own");
    return false;
  }
  Process version{{"--version"}, {.threads = 1}};
  if (version.wait() != kCannotLimit) return true;
  WARN("this test is skipped: root may not become another user here");
  return false;
}

}  // namespace

TEST_CASE("without threads the program says so and ends with 3", "[cli][serve][process][R18]") {
  if (!can_limit_threads()) return;
  // A user of its own has the threads of the program only; any other has some already.
  const rlim_t needed = ::geteuid() == 0 ? threads_of_a_server() : 2;
  REQUIRE(needed > 1);

  for (rlim_t threads = 1; threads < needed; ++threads) {
    Process process{{"serve", "--port", "0", "--data", "example"}, {.threads = threads}};
    INFO(threads << " of " << needed);

    CHECK(process.wait() == 3);
    CHECK(process.out().empty());
    CHECK(process.err().find("cannot start the thread") != std::string::npos);
    CHECK(process.err().find("raise the limit of processes (ulimit -u") != std::string::npos);
  }

  Process replay{{"replay"}, {.threads = 1}};
  CHECK(replay.wait() == 3);
  CHECK(replay.err().find("cannot start the thread") != std::string::npos);
}

TEST_CASE("a replay on a host needs no thread, or ends with 3 without one",
          "[cli][replay][process][R18]") {
  if (!can_limit_threads()) return;

  Process replay{{"replay", "ecg", "--target", "http://127.0.0.1:1"}, {.threads = 1}};

  CHECK(replay.wait() == 3);
  CHECK(replay.err().find("terminate") == std::string::npos);
}

TEST_CASE("with just the threads it needs a server serves", "[cli][serve][process][R18]") {
  if (!can_limit_threads()) return;
  if (::geteuid() != 0) {
    WARN("this test is skipped: only root can run the program as a user without other threads");
    return;
  }
  const rlim_t needed = threads_of_a_server();

  Process process{{"serve", "--port", "0", "--data", "example"}, {.threads = needed}};
  const std::string ready = process.first_line();
  process.signal(SIGTERM);

  CHECK(ready.starts_with(Serving::kReady));
  CHECK(process.wait() == 0);
}

}  // namespace understudy::cli
