// SPDX-License-Identifier: MIT
#include "progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace understudy::cli {

namespace {

constexpr Duration kLong = std::chrono::seconds{1};                 // ours: then a person wonders
constexpr Duration kBetweenDraws = std::chrono::milliseconds{100};  // ours: enough for an eye
constexpr std::size_t kWidth = 30;                                  // ours: columns of the bar

std::string time_of(double seconds) {
  if (seconds < 60) return fmt::format("{:.0f} s", seconds);
  const auto minutes = static_cast<std::uint64_t>(seconds / 60);
  if (minutes < 60) return fmt::format("{} min", minutes);
  return fmt::format("{} h {} min", minutes / 60, minutes % 60);
}

}  // namespace

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

std::string render_progress(const ProgressState& state) {
  const double seconds = std::chrono::duration<double>(state.elapsed).count();
  const std::string count = grouped(state.count) + " " + std::string{state.unit};
  if (state.total == 0) return count + "  " + time_of(seconds);
  const double part =
      std::min(1.0, static_cast<double>(state.done) / static_cast<double>(state.total));
  const auto filled = static_cast<std::size_t>(part * static_cast<double>(kWidth));
  const std::string bar = std::string(filled, '=') + (filled < kWidth ? ">" : "");
  std::string text = fmt::format("[{:<{}}] {:3.0f}%  {}", bar, kWidth, part * 100, count);
  if (part > 0 && part < 1) text += fmt::format("  {} left", time_of(seconds / part - seconds));
  return text;
}

Progress::Progress(const Clock& clock, std::string_view unit, std::uint64_t total,
                   std::uint64_t many)
    : clock_(clock),
      many_(many),
      state_{.total = total, .unit = unit},
      begin_(clock.steady_now()),
      drawn_(begin_),
      is_terminal_(::isatty(STDERR_FILENO) == 1) {}

void Progress::update(std::uint64_t done, std::uint64_t count) {
  if (!is_terminal_) return;
  const SteadyTime now = clock_.steady_now();
  state_.elapsed = now - begin_;
  if (state_.elapsed < kLong && count < many_) return;
  if (drawn_ != begin_ && now - drawn_ < kBetweenDraws) return;
  state_.done = done;
  state_.count = count;
  std::fprintf(stderr, "\r\x1b[K%s", render_progress(state_).c_str());
  std::fflush(stderr);
  drawn_ = now;
  is_shown_ = true;
}

void Progress::hide() {
  if (!is_shown_) return;
  static_cast<void>(std::fputs("\r\x1b[K", stderr));
  std::fflush(stderr);
  is_shown_ = false;
}

}  // namespace understudy::cli
