// SPDX-License-Identifier: MIT
#include "process.hpp"

#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <utility>

namespace understudy::cli {

namespace {

constexpr rlim_t kDescriptors = 4'096;  // robustness 2.4

// Where the handler writes; the only thing it touches.
std::atomic<int> signal_descriptor{-1};
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler reads it");

void add_one(int descriptor) {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(descriptor, &one, sizeof one);
}

extern "C" void understudy_note_signal(int) {
  const int saved = errno;
  add_one(signal_descriptor.load());
  errno = saved;
}

void set_action(int signal, void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  ::sigaction(signal, &action, nullptr);
}

std::uint64_t take_count(int descriptor) {
  std::uint64_t count = 0;
  return ::read(descriptor, &count, sizeof count) == sizeof count ? count : 0;
}

void close_if_open(int descriptor) {
  if (descriptor >= 0) ::close(descriptor);
}

}  // namespace

void prepare_process() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) != -1) continue;
    // The lowest free number is this one. Read-only, so that writing to it is still an error.
    [[maybe_unused]] const int filled = ::open("/dev/null", O_RDONLY);
  }
  set_action(SIGPIPE, SIG_IGN);
  set_action(SIGXFSZ, SIG_IGN);
}

void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const rlim_t wanted = std::min(limit.rlim_max, kDescriptors);
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = wanted;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

void share_freed_memory() {
#ifdef M_ARENA_MAX  // glibc
  ::mallopt(M_ARENA_MAX, 1);
#endif
}

Result<StopSignals> StopSignals::install() {
  const int signals = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  const int end = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (signals < 0 || end < 0) {
    close_if_open(signals);
    close_if_open(end);
    return Failure{Error{Errc::io, "expected two free descriptors for signals, got none", "",
                         "raise the limit of open files (ulimit -n)"}};
  }
  signal_descriptor = signals;
  set_action(SIGTERM, understudy_note_signal);
  set_action(SIGINT, understudy_note_signal);
  set_action(SIGHUP, SIG_IGN);
  return StopSignals{signals, end};
}

StopSignals::StopSignals(StopSignals&& other) noexcept
    : signals_(std::exchange(other.signals_, -1)),
      end_(std::exchange(other.end_, -1)),
      seen_(other.seen_),
      finished_(other.finished_) {}

StopSignals::~StopSignals() {
  if (signals_ < 0) return;
  set_action(SIGTERM, SIG_DFL);
  set_action(SIGINT, SIG_DFL);
  signal_descriptor = -1;
  ::close(signals_);
  ::close(end_);
}

void StopSignals::wait() {
  std::array<pollfd, 2> entries{pollfd{signals_, POLLIN, 0}, pollfd{end_, POLLIN, 0}};
  ::poll(entries.data(), entries.size(), -1);
  seen_ += static_cast<unsigned>(take_count(signals_));
  finished_ = finished_ || take_count(end_) > 0;
}

void StopSignals::finish() const { add_one(end_); }

}  // namespace understudy::cli
