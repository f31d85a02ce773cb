// SPDX-License-Identifier: MIT
/// What a program does to its process and a library must not: signals, limits, descriptors.
#pragma once

#include "understudy/base/result.hpp"

namespace understudy::cli {

/// Descriptors 0, 1 and 2 are open from here on, so that no socket can take the place of a closed
/// stdout; writing to one that was closed still fails. SIGPIPE and SIGXFSZ become errors of write.
void prepare_process();

/// The soft limit of open descriptors becomes min(hard limit, 4096), if it is less.
void raise_descriptor_limit();

/// From here on any thread can have what another one has freed. By default glibc gives threads
/// arenas of their own, 64 MB of address space each: a thread that comes when no such space is left
/// gets no memory at all, however much lies free in the others. Before the first thread is started.
void share_freed_memory();

/// SIGTERM and SIGINT as numbers on a descriptor; SIGHUP is ignored. One object per process.
class StopSignals {
 public:
  /// Errors:   io when the descriptors cannot be made
  static Result<StopSignals> install();

  ~StopSignals();
  StopSignals(StopSignals&& other) noexcept;
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  /// Waits for a signal, or for finish().
  void wait();
  /// How many signals have been seen by wait().
  [[nodiscard]] unsigned seen() const { return seen_; }

  /// Ends the wait, from any thread.
  void finish() const;
  [[nodiscard]] bool is_finished() const { return finished_; }

 private:
  StopSignals(int signals, int end) : signals_(signals), end_(end) {}

  int signals_ = -1;
  int end_ = -1;
  unsigned seen_ = 0;
  bool finished_ = false;
};

}  // namespace understudy::cli
