// SPDX-License-Identifier: MIT
/// `fixed-window`: at most N requests in a window of W that starts with a key's first request after
/// the last window ended.
///
/// Units:    nanoseconds of the steady clock; a request exactly W after the start opens a new
/// window Source:   partnertap S5 "Throttling", A22 [INF]: the reading of "resets"
#include <algorithm>
#include <cassert>
#include <functional>
#include <map>
#include <string>

#include "throttle/dialect.hpp"

namespace understudy::mock::throttle {

namespace {

class FixedWindow final : public Throttle {
 public:
  explicit FixedWindow(const Limit& limit) : limit_(limit) {
    assert(limit.requests > 0 && "a limit admits at least one request");
  }

  Decision admit(std::string_view key, SteadyTime now) override {
    Window& window = window_of(key, now);
    // Callers read the clock before they take the lock, so one may come late with an earlier time.
    now = std::max(now, window.start);
    if (now - window.start >= limit_.window) window = {now, 0};

    // Limit::counts_refused changes nothing here: a full counter cannot get fuller.
    const bool admitted = window.used < limit_.requests;
    if (admitted) ++window.used;
    const Duration until_end = limit_.window - (now - window.start);
    return {.admitted = admitted,
            .left = limit_.requests - window.used,
            .retry_after = admitted ? Duration{0} : until_end,
            .reset_after = until_end,
            .since = window.start - Duration{1}};
  }

  void reset() override { windows_.clear(); }

  [[nodiscard]] std::vector<Usage> usage(SteadyTime now) const override {
    std::vector<Usage> all;
    for (const auto& [key, window] : windows_) {
      const Duration age = now - window.start;
      if (age >= limit_.window) continue;
      const bool is_full = window.used >= limit_.requests;
      all.push_back({key, window.used, is_full ? limit_.window - age : Duration{0},
                     window.start - Duration{1}});
    }
    return all;
  }

 private:
  struct Window {
    SteadyTime start;
    std::size_t used = 0;
  };

  Window& window_of(std::string_view key, SteadyTime now) {
    const auto it = windows_.find(key);
    if (it != windows_.end()) return it->second;
    return windows_.emplace(std::string{key}, Window{now}).first->second;
  }

  Limit limit_;
  std::map<std::string, Window, std::less<>> windows_;
};

}  // namespace

std::unique_ptr<Throttle> make_fixed_window(const Limit& limit) {
  return std::make_unique<FixedWindow>(limit);
}

}  // namespace understudy::mock::throttle
