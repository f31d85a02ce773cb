// SPDX-License-Identifier: MIT
#include "throttle_schedule.hpp"

#include <algorithm>
#include <chrono>

#include "../src/engine/retry_after.hpp"

namespace understudy::conformance::throttle {

namespace {

using namespace std::chrono_literals;

/// ours: what a request sent just before the end of a window may take to arrive before it.
constexpr Duration kTravel = 500ms;
/// ours: past every tolerance, so that what comes then is certain.
constexpr Duration kPastTolerance = kClockTolerance + 1ms;

/// Asks and keeps; after a wait that was not granted it does neither.
class Recorder {
 public:
  explicit Recorder(const Asker& asker) : asker_(asker) {}

  void ask(Part part, std::size_t times = 1) {
    for (std::size_t i = 0; i < times && !stopped_; ++i) hits_.push_back(asker_.ask(part));
  }
  void wait_until(Duration at) {
    const Duration by = at - asker_.now();
    if (!stopped_ && by > 0ns) stopped_ = !asker_.wait(by);
  }
  void wait_for(Duration by) { wait_until(asker_.now() + by); }

  [[nodiscard]] bool stopped() const { return stopped_; }
  [[nodiscard]] const Hit& last() const { return hits_.back(); }
  [[nodiscard]] Duration first_sent() const { return hits_.front().sent; }
  std::vector<Hit> take() { return std::move(hits_); }

 private:
  const Asker& asker_;
  std::vector<Hit> hits_;
  bool stopped_ = false;
};

/// When a refused caller was told to come again. A host that says later than the window has emptied
/// is asked then, to be told from one that is right.
Duration told_time(const Hit& refusal, Duration emptied) {
  const auto wait = read_seconds(refusal.retry_after);
  return wait ? std::min(refusal.answered + *wait, emptied) : emptied;
}

}  // namespace

std::vector<Hit> run_flood(const Asker& asker, const Window& window, Callers callers) {
  Recorder recorder{asker};
  recorder.wait_for(window.length + kPastTolerance);
  recorder.ask(Part::fill, window.requests);
  if (recorder.stopped()) return recorder.take();
  const Duration filled = recorder.last().answered;
  const Duration begun = recorder.first_sent();

  recorder.ask(Part::past_full);
  if (callers == Callers::two) recorder.ask(Part::other_key);
  // 2 s: a host that always says half a window is told from one that counts
  recorder.wait_until(begun + window.length / 2 + 2s);
  recorder.ask(Part::middle);
  recorder.wait_until(begun + window.length - kClockTolerance - kTravel);
  recorder.ask(Part::late);
  recorder.wait_until(told_time(recorder.last(), filled + window.length) + kPastTolerance);
  recorder.ask(Part::after_wait);
  return recorder.take();
}

std::size_t cost_of_flood(const Window& window, Callers callers) {
  return window.requests + (callers == Callers::two ? 5 : 4);
}

std::vector<Hit> run_halves(const Asker& asker, const Window& window) {
  const std::size_t half = window.requests / 2;
  Recorder recorder{asker};
  recorder.wait_for(window.length + kPastTolerance);
  recorder.ask(Part::fill, half);
  if (recorder.stopped() || half == 0) return recorder.take();
  const Duration filled = recorder.last().answered;

  recorder.wait_until(recorder.first_sent() + window.length / 2);
  recorder.ask(Part::refill, window.requests - half);
  if (recorder.stopped()) return recorder.take();
  const Duration refilled = recorder.last().answered;
  recorder.wait_for(1s);
  recorder.ask(Part::past_refill);

  recorder.wait_until(filled + window.length + kPastTolerance);
  recorder.ask(Part::again, half);
  recorder.ask(Part::past_again);

  recorder.wait_until(refilled + window.length + kPastTolerance);
  recorder.ask(Part::bad, window.requests - half);
  recorder.ask(Part::past_bad);
  return recorder.take();
}

std::size_t cost_of_halves(const Window& window) { return 2 * window.requests + 3; }

}  // namespace understudy::conformance::throttle
