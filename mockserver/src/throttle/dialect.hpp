// SPDX-License-Identifier: MIT
/// The seam of every throttle dialect: a key and a time in, admitted or how long to wait out.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/clock.hpp"

namespace understudy::mock::throttle {

struct Limit {
  std::size_t requests = 100;
  std::chrono::milliseconds window{60'000};
  bool counts_refused = false;  ///< whether a request answered 429 enters the window too
};

struct Decision {
  bool admitted = true;
  std::size_t left = 0;     ///< admissions left in the window after this one
  Duration retry_after{0};  ///< refused: until the next admission; 0 when admitted
  Duration reset_after{0};  ///< until the oldest entry leaves
  SteadyTime since{};       ///< requests after it fill the window

  friend bool operator==(const Decision&, const Decision&) = default;
};

/// The windows of every key. Not thread-safe: it is part of the server's State.
class Throttle {
 public:
  Throttle() = default;
  Throttle(const Throttle&) = delete;
  Throttle& operator=(const Throttle&) = delete;
  virtual ~Throttle() = default;

  /// Only for keys of authenticated principals, so that unknown keys allocate nothing.
  virtual Decision admit(std::string_view key, SteadyTime now) = 0;
  virtual void reset() = 0;

  /// The window of one key.
  struct Usage {
    std::string_view key;     ///< as long as nothing changes
    std::size_t used = 0;     ///< requests that count at that time
    Duration frees_after{0};  ///< until the next admission; 0 while there is room
    SteadyTime since{};       ///< requests after it fill the window
  };
  /// The windows that requests count on, by key.
  [[nodiscard]] virtual std::vector<Usage> usage(SteadyTime now) const = 0;
};

struct Dialect {
  std::string_view name;
  std::unique_ptr<Throttle> (*make)(const Limit& limit);
};

std::span<const Dialect> dialects();
const Dialect* find_dialect(std::string_view name);

// One line per dialect, sorted; dialects.cpp repeats them as a table.
std::unique_ptr<Throttle> make_fixed_window(const Limit& limit);
std::unique_ptr<Throttle> make_rolling_window(const Limit& limit);

}  // namespace understudy::mock::throttle
