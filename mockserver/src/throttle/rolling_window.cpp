// SPDX-License-Identifier: MIT
/// `rolling-window`: at most N requests in any stretch of W, counted per key.
///
/// Units:    nanoseconds of the steady clock; an entry exactly W old has left
/// Source:   partnertap S5 "Throttling"; A37 [GUESS]: whether refused requests count
#include <algorithm>
#include <cassert>
#include <deque>
#include <functional>
#include <map>
#include <string>

#include "throttle/dialect.hpp"

namespace understudy::mock::throttle {

namespace {

class RollingWindow final : public Throttle {
 public:
  explicit RollingWindow(const Limit& limit) : limit_(limit) {
    assert(limit.requests > 0 && "a limit admits at least one request");
  }

  Decision admit(std::string_view key, SteadyTime now) override {
    Log& log = log_of(key);
    // Callers read the clock before they take the lock, so one may come late with an earlier time.
    if (!log.empty()) now = std::max(now, log.back());
    while (!log.empty() && now - log.front() >= limit_.window) log.pop_front();

    const bool admitted = log.size() < limit_.requests;
    if (admitted || limit_.counts_refused) log.push_back(now);
    // Of refused requests that count, only the newest N entries can still delay an admission.
    if (log.size() > limit_.requests) log.pop_front();

    const Duration until_oldest_leaves = limit_.window - (now - log.front());
    return {.admitted = admitted,
            .left = limit_.requests - log.size(),
            .retry_after = admitted ? Duration{0} : until_oldest_leaves,
            .reset_after = until_oldest_leaves,
            .since = now - limit_.window};
  }

  void reset() override { logs_.clear(); }

  [[nodiscard]] std::vector<Usage> usage(SteadyTime now) const override {
    std::vector<Usage> all;
    for (const auto& [key, log] : logs_) {
      const auto first = std::find_if(log.begin(), log.end(),
                                      [&](SteadyTime at) { return now - at < limit_.window; });
      const auto used = static_cast<std::size_t>(log.end() - first);
      if (used == 0) continue;
      const bool is_full = used >= limit_.requests;
      all.push_back(
          {key, used, is_full ? limit_.window - (now - *first) : Duration{0}, now - limit_.window});
    }
    return all;
  }

 private:
  using Log = std::deque<SteadyTime>;  ///< the newest entries in order, at most N

  Log& log_of(std::string_view key) {
    const auto it = logs_.find(key);
    return it != logs_.end() ? it->second : logs_[std::string{key}];
  }

  Limit limit_;
  std::map<std::string, Log, std::less<>> logs_;
};

}  // namespace

std::unique_ptr<Throttle> make_rolling_window(const Limit& limit) {
  return std::make_unique<RollingWindow>(limit);
}

}  // namespace understudy::mock::throttle
