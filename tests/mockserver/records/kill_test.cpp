// SPDX-License-Identifier: MIT
/// A process that is killed while it writes: whatever it has acknowledged is there afterwards.
///
/// Source: robustness P01, P08. A kill leaves the system's cache alone; the order of write, sync
/// and answer is what stands for a loss of power
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "script.hpp"
#include "support/catch.hpp"
#include "temp_folder.hpp"
#include "understudy/base/random.hpp"

namespace understudy::mock::records {

namespace {

constexpr int kWrites = 50;
constexpr const char* kCompactAt = "6000";

struct Outcome {
  int acknowledged = 0;
  bool finished = false;
};

/// Runs `words`, reads its stdout up to `most` bytes, kills it then.
Outcome run(std::vector<std::string> words, std::size_t most) {
  std::array<int, 2> pipe{};
  REQUIRE(::pipe2(pipe.data(), O_CLOEXEC) == 0);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(pipe[1], STDOUT_FILENO);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }
  REQUIRE(child > 0);
  ::close(pipe[1]);
  std::string text;
  std::array<char, 64> buffer{};
  while (text.size() < most) {
    const ssize_t got = ::read(pipe[0], buffer.data(), std::min(buffer.size(), most - text.size()));
    if (got <= 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
  if (text.size() >= most) ::kill(child, SIGKILL);
  ::close(pipe[0]);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(text.find("refused") == std::string::npos);
  const bool finished = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  if (WIFEXITED(status)) REQUIRE(WEXITSTATUS(status) == 0);
  return {static_cast<int>(std::count(text.begin(), text.end(), '\n')), finished};
}

/// Puts strace before a program. Of two that trace it one has to go: LeakSanitizer looks at the
/// other programs of these tests.
void trace(std::vector<std::string>& words, const std::vector<std::string>& options) {
  words.insert(words.begin(), options.begin(), options.end());
  words.insert(words.begin(), {"strace", "-qq", "-E", "ASAN_OPTIONS=detect_leaks=0"});
}

std::vector<std::string> writer(const TempFolder& temp) {
  return {UNDERSTUDY_LOG_WRITER, temp.path(), std::to_string(kWrites), kCompactAt};
}

const std::vector<std::string>& states() {
  static const std::vector<std::string> kStates = [] {
    std::vector<std::string> all;
    const auto store = make_store();
    all.push_back(store->save());
    for (int n = 1; n <= kWrites; ++n) {
      REQUIRE(write_step(*store, n));
      all.push_back(store->save());
    }
    return all;
  }();
  return kStates;
}

/// What a restart finds: the acknowledged writes, and at most those that a dead process had no time
/// to acknowledge.
void check_restart(const TempFolder& temp, const Outcome& outcome, int most_unseen) {
  const auto store = make_store(temp.open());
  const auto found = std::find(states().begin(), states().end(), store->save());
  REQUIRE(found != states().end());
  const auto kept = static_cast<int>(found - states().begin());
  CHECK(kept >= outcome.acknowledged);
  CHECK(kept <= outcome.acknowledged + most_unseen);
  if (kept == kWrites) return;
  REQUIRE(write_step(*store, kept + 1));
  CHECK(store->save() == states()[static_cast<std::size_t>(kept) + 1]);
}

bool has_strace() {
  static const bool kHas =
      std::system("strace -qq -o /dev/null -e trace=none true >/dev/null 2>&1") == 0;
  if (!kHas) {
    WARN(
        "this test is skipped: strace is not there or may not trace; apt-get install strace, and "
        "give a container --cap-add SYS_PTRACE");
  }
  return kHas;
}

}  // namespace

TEST_CASE("a process killed at any system call has kept what it acknowledged",
          "[mock][records][log][P01]") {
  if (!has_strace()) return;
  int points = 0;
  for (const char* call : {"fdatasync", "fsync", "/^renameat", "unlinkat", "pwrite64", "write"}) {
    for (int number = 1;; ++number) {
      const TempFolder temp;
      auto words = writer(temp);
      const std::string inject =
          "inject=" + std::string{call} + ":signal=KILL:when=" + std::to_string(number);
      trace(words, {"-o", "/dev/null", "-e", "trace=" + std::string{call}, "-e", inject});
      INFO(call << " number " << number);
      const Outcome outcome = run(std::move(words), 1'000'000);
      check_restart(temp, outcome, 1);
      if (outcome.finished) break;
      ++points;
    }
  }
  WARN("points of death: " << points);
  CHECK(points > 3 * kWrites);
}

TEST_CASE("a process killed at any moment has kept what it acknowledged",
          "[mock][records][log][P01]") {
  Pcg32 random{Seed{9}};
  for (int i = 0; i < 40; ++i) {
    const TempFolder temp;
    const std::size_t bytes = 1 + random.below(350);
    INFO("killed after " << bytes << " bytes of answers");
    check_restart(temp, run(writer(temp), bytes), kWrites);
  }
}

TEST_CASE("no answer is given before its write is on the disk", "[mock][records][log][P08]") {
  if (!has_strace()) return;
  const TempFolder temp;
  const TempFolder traces;
  const std::string file = traces.path() + "/trace";
  auto words = writer(temp);
  trace(words, {"-o", file, "-e", "trace=pwrite64,ftruncate,fdatasync,fsync,/^renameat,write"});
  REQUIRE(run(std::move(words), 1'000'000).finished);

  bool is_written = false;  // since the last answer
  bool is_synced = true;
  bool is_renamed = false;
  int answers = 0;
  std::ifstream in{file};
  for (std::string line; std::getline(in, line);) {
    INFO(line);
    if (line.starts_with("pwrite64(")) {
      is_written = true;
      is_synced = false;
    }
    if (line.starts_with("renameat")) {
      CHECK(is_synced);
      is_renamed = true;
    }
    if (line.starts_with("fdatasync(")) is_synced = line.ends_with("= 0");
    if (line.starts_with("fsync(") && line.ends_with("= 0")) is_renamed = false;
    if (!line.starts_with("write(1, \"ack")) continue;
    ++answers;
    CHECK(is_written);
    CHECK(is_synced);
    CHECK_FALSE(is_renamed);
    is_written = false;
  }
  CHECK(answers == kWrites);
}

}  // namespace understudy::mock::records
