// SPDX-License-Identifier: MIT
/// A child process with its output caught and a deadline over all of it.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace understudy::cli {

#ifdef UNDERSTUDY_SANITIZED
inline constexpr bool kIsSanitized = true;
#else
inline constexpr bool kIsSanitized = false;
#endif

/// What a child starts with.
struct ProcessOptions {
  std::string folder = "/";  ///< working directory
  std::string in = {};       ///< a path that standard input is read from; "": that of the tests
  /// "": caught; "closed"; else a path that is opened for writing, such as /dev/full
  std::string out = {};
  std::string err = {};  ///< "": caught; else a path that is opened for writing, such as a terminal
  /// The most threads that its user may have, those of other programs included; 0: no limit. It
  /// does not hold for root, so a child of root becomes a user that runs nothing else.
  rlim_t threads = 0;
};

/// The exit code of a child whose threads cannot be limited.
inline constexpr int kCannotLimit = 126;

/// Killed in the destructor when it is still there.
class Process {
 public:
  explicit Process(std::vector<std::string> words, const ProcessOptions& options = {}) {
    words.insert(words.begin(), UNDERSTUDY_BINARY);
    std::array<int, 2> out{};
    std::array<int, 2> err{};
    REQUIRE(::pipe2(out.data(), O_CLOEXEC) == 0);
    REQUIRE(::pipe2(err.data(), O_CLOEXEC) == 0);
    // By descriptor: another user may not be allowed into the folders above it.
    const int program = ::open(UNDERSTUDY_BINARY, O_RDONLY | O_CLOEXEC);
    REQUIRE(program >= 0);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ == 0) become(program, arguments.data(), options, out[1], err[1]);
    ::close(program);
    ::close(out[1]);
    ::close(err[1]);
    out_ = {out[0], {}};
    err_ = {err[0], {}};
    REQUIRE(pid_ > 0);
  }

  ~Process() {
    if (pid_ > 0) {
      ::kill(pid_, SIGKILL);
      ::waitpid(pid_, nullptr, 0);
    }
    for (const Stream& stream : {out_, err_}) {
      if (stream.descriptor >= 0) ::close(stream.descriptor);
    }
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void signal(int number) const { REQUIRE(::kill(pid_, number) == 0); }

  /// Waits for the first line of stdout; gives it without its line end.
  std::string first_line() {
    while (out_.text.find('\n') == std::string::npos && read_some()) {
    }
    return out_.text.substr(0, out_.text.find('\n'));
  }

  /// Waits until stderr has `text` in it.
  bool says(const std::string& text) {
    while (err_.text.find(text) == std::string::npos) {
      if (!read_some()) return false;
    }
    return true;
  }

  /// Waits for the end; gives the exit code, or minus the signal that killed it.
  int wait() {
    while (read_some()) {
    }
    int status = 0;
    REQUIRE(::waitpid(std::exchange(pid_, -1), &status, 0) > 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

  [[nodiscard]] pid_t pid() const { return pid_; }
  [[nodiscard]] const std::string& out() const { return out_.text; }
  [[nodiscard]] const std::string& err() const { return err_.text; }

 private:
  struct Stream {
    int descriptor = -1;
    std::string text;
  };

  /// In the child, between fork and exec, where only system calls are allowed.
  [[noreturn]] static void become(int program, char** arguments, const ProcessOptions& options,
                                  int out, int err) {
    if (!options.err.empty()) err = ::open(options.err.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
    bool is_set = ::chdir(options.folder.c_str()) == 0 && ::dup2(err, STDERR_FILENO) >= 0;
    if (!options.in.empty()) {
      const int in = ::open(options.in.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
      is_set = ::dup2(in, STDIN_FILENO) >= 0 && is_set;
    }
    if (options.out == "closed") {
      is_set = ::close(STDOUT_FILENO) == 0 && is_set;
    } else {
      if (!options.out.empty()) out = ::open(options.out.c_str(), O_WRONLY | O_CLOEXEC);
      is_set = ::dup2(out, STDOUT_FILENO) >= 0 && is_set;
    }
    if (!is_set) ::_exit(127);
    if (options.threads > 0 && !limit_threads(options.threads)) ::_exit(kCannotLimit);
    ::fexecve(program, arguments, environ);
    ::_exit(127);
  }

  static bool limit_threads(rlim_t threads) {
    const rlimit limit{threads, threads};
    // Debian gives 65000 to 65533 to nobody; tests that run at once do not share one.
    const auto user = static_cast<uid_t>(65'000 + ::getpid() % 500);
    return ::setrlimit(RLIMIT_NPROC, &limit) == 0 &&
           (::geteuid() != 0 || ::setresuid(user, user, user) == 0);
  }

  /// False when both streams have ended. A child that says nothing for so long hangs.
  bool read_some() {
    std::array<pollfd, 2> entries{pollfd{out_.descriptor, POLLIN, 0},
                                  pollfd{err_.descriptor, POLLIN, 0}};
    if (out_.descriptor < 0 && err_.descriptor < 0) return false;
    const int ready = ::poll(entries.data(), entries.size(), 60'000);
    if (ready <= 0) {
      ::kill(pid_, SIGKILL);
      FAIL("the program hangs; stderr: " << err_.text);
    }
    if (entries[0].revents != 0) read_from(out_);
    if (entries[1].revents != 0) read_from(err_);
    return true;
  }

  static void read_from(Stream& stream) {
    std::array<char, 4096> buffer{};
    const ssize_t got = ::read(stream.descriptor, buffer.data(), buffer.size());
    if (got > 0) {
      stream.text.append(buffer.data(), static_cast<std::size_t>(got));
      return;
    }
    ::close(std::exchange(stream.descriptor, -1));
  }

  pid_t pid_ = -1;
  Stream out_;
  Stream err_;
};

}  // namespace understudy::cli
