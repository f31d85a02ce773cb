// SPDX-License-Identifier: MIT
/// How far long work has come: one line on a terminal, nothing anywhere else.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "understudy/base/clock.hpp"

namespace understudy::cli {

struct ProgressState {
  std::uint64_t done = 0;
  std::uint64_t total = 0;  ///< 0: unknown
  std::uint64_t count = 0;  ///< of what a person counts
  std::string_view unit;    ///< "lines"
  Duration elapsed{};
};

/// "[=====>    ]  52%  120,000 lines  3 s left", or the count and the time without a total.
std::string render_progress(const ProgressState& state);

/// "1,234,567"
std::string grouped(std::uint64_t number);

class Progress {
 public:
  static constexpr std::uint64_t kMany = 10'000;  // ours

  /// Draws on stderr when that is a terminal, once the work has taken a second or `many` of what
  /// is counted.
  Progress(const Clock& clock, std::string_view unit, std::uint64_t total,
           std::uint64_t many = kMany);
  ~Progress() { hide(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void update(std::uint64_t done, std::uint64_t count);
  /// Takes the line away, before something else is printed.
  void hide();

 private:
  const Clock& clock_;
  std::uint64_t many_;
  ProgressState state_;
  SteadyTime begin_;
  SteadyTime drawn_;
  bool is_terminal_;
  bool is_shown_ = false;
};

}  // namespace understudy::cli
