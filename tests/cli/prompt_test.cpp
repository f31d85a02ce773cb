// SPDX-License-Identifier: MIT
/// Credentials that a person types: on a pseudo-terminal, as a shell would give one.
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <string>
#include <vector>

#include "process.hpp"
#include "serving.hpp"
#include "support/catch.hpp"
#include "temp_folder.hpp"

namespace understudy::cli {

namespace {

/// The side of a pseudo-terminal where a person sits.
class Terminal {
 public:
  Terminal() : person_(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
    REQUIRE(person_ >= 0);
    REQUIRE(::grantpt(person_) == 0);
    REQUIRE(::unlockpt(person_) == 0);
    path_ = ::ptsname(person_);
    // Open here too, so that it outlives the program and can be looked at.
    program_ = ::open(path_.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    REQUIRE(program_ >= 0);
  }
  ~Terminal() {
    ::close(program_);
    ::close(person_);
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

  /// Waits until that is shown.
  bool shows(const std::string& text) {
    while (shown_.find(text) == std::string::npos) {
      pollfd entry{person_, POLLIN, 0};
      if (::poll(&entry, 1, 60'000) <= 0) return false;
      std::array<char, 4096> buffer{};
      const ssize_t got = ::read(person_, buffer.data(), buffer.size());
      if (got <= 0) return false;
      shown_.append(buffer.data(), static_cast<std::size_t>(got));
    }
    return true;
  }
  void type(const std::string& keys) const {
    REQUIRE(::write(person_, keys.data(), keys.size()) == static_cast<ssize_t>(keys.size()));
  }
  [[nodiscard]] bool echoes() const {
    termios state{};
    REQUIRE(::tcgetattr(program_, &state) == 0);
    return (state.c_lflag & ECHO) != 0 && (state.c_lflag & ISIG) != 0;
  }
  [[nodiscard]] const std::string& shown() const { return shown_; }

 private:
  int person_;
  int program_ = -1;
  std::string path_;
  std::string shown_;
};

std::vector<std::string> check(const std::string& url, std::vector<std::string> more) {
  std::vector<std::string> words{"check",    "partnertap",
                                 "--target", url,
                                 "--only",   "partnertap/contract/answers-as-documented/getReportNames"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace

TEST_CASE("credentials are asked on the terminal, and not shown", "[cli][prompt]") {
  const Serving serving;
  Terminal terminal;
  Process process{check(serving.url, {"--ask-credentials"}),
                  {.in = terminal.path(), .out = {}, .err = terminal.path()}};

  REQUIRE(terminal.shows("partnertap api_key: "));
  CHECK_FALSE(terminal.echoes());
  terminal.type("demo-api-key\n");

  CHECK(process.wait() == 0);
  INFO(process.out());
  CHECK(process.out().find("1 check passed") != std::string::npos);
  CHECK(terminal.echoes());
  CHECK(terminal.shows("\n"));
  CHECK(terminal.shown().find("demo-api-key") == std::string::npos);
}

TEST_CASE("a wrong key that was typed fails, and is not shown either", "[cli][prompt]") {
  const Serving serving;
  Terminal terminal;
  Process process{check(serving.url, {"--ask-credentials"}),
                  {.in = terminal.path(), .out = {}, .err = terminal.path()}};

  REQUIRE(terminal.shows("partnertap api_key: "));
  terminal.type("not-the-key-of-anybody\n");

  CHECK(process.wait() == 4);
  CHECK(process.out().find("not-the-key-of-anybody") == std::string::npos);
}

TEST_CASE("Ctrl-C at the question ends the program and gives the terminal back", "[cli][prompt]") {
  const Serving serving;
  Terminal terminal;
  Process process{check(serving.url, {"--ask-credentials"}),
                  {.in = terminal.path(), .out = {}, .err = terminal.path()}};

  REQUIRE(terminal.shows("partnertap api_key: "));
  terminal.type("half\x03");

  CHECK(process.wait() == 130);
  CHECK(terminal.echoes());
  CHECK(terminal.shown().find("half") == std::string::npos);
}

TEST_CASE("without a terminal nobody is asked", "[cli][prompt]") {
  const Serving serving;
  Process process{check(serving.url, {"--ask-credentials"}), {.in = "/dev/null"}};

  CHECK(process.wait() == 1);
  CHECK(process.err().find("expected a terminal to ask on") != std::string::npos);
}

TEST_CASE("credentials may stand in the environment, as JSON or as the name of a file",
          "[cli][prompt]") {
  const Serving serving;
  const TempFolder folder;
  const std::string json = R"({"partnertap": {"api_key": "demo-api-key"}})";
  const auto exit_code = [&](const std::string& value) {
    ::setenv("UNDERSTUDY_CREDENTIALS", value.c_str(), 1);
    Process process{check(serving.url, {})};
    ::unsetenv("UNDERSTUDY_CREDENTIALS");
    const int code = process.wait();
    CHECK(process.err().find("demo-api-key") == std::string::npos);
    return code;
  };

  CHECK(exit_code(json) == 0);
  const std::string file = folder.path + "/credentials.json";
  std::ofstream{file} << json;
  CHECK(exit_code(file) == 0);
  CHECK(exit_code(R"({"partnertap": {"api_key": "wrong"}})") == 4);
  CHECK(exit_code(R"({"partnertap": {"api_kex": "demo-api-key"}})") == 2);
  CHECK(exit_code("{\"partnertap\": demo-api-key") == 2);
}

}  // namespace understudy::cli
