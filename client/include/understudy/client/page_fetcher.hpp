// SPDX-License-Identifier: MIT
/// Fetches the pages of one walk, here or ahead of time in a thread of its own.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

#include "understudy/client/call_error.hpp"
#include "understudy/client/walk_guard.hpp"

namespace understudy::client {

/// One page, and where the next one is.
template <typename Page>
struct PageStep {
  Page page = {};
  std::optional<PageToken> next = {};  ///< nothing: this is the last one
  PageMark mark = {};
};

/// Fetches one page. Called by one thread at a time, not always the same one; the stop ends it.
template <typename Page>
using PageSource =
    std::function<Outcome<PageStep<Page>>(const PageToken& token, const std::stop_token& stop)>;

/// A source with an optional thread that is one page ahead and never more. Its end cancels what the
/// thread is at and joins it. Not thread-safe itself.
template <typename Page>
class PageFetcher {
 public:
  PageFetcher(PageSource<Page> source, const std::stop_token& stop, bool prefetch)
      : source_(std::move(source)), forward_(stop, [this] { stop_.request_stop(); }) {
    if (prefetch) {
      thread_ = std::jthread([this](const std::stop_token& end) { run(end); });
    }
  }
  PageFetcher(const PageFetcher&) = delete;
  PageFetcher& operator=(const PageFetcher&) = delete;
  ~PageFetcher() { stop_.request_stop(); }

  /// The page of a token: the one that was expected, or fetched now.
  Outcome<PageStep<Page>> fetch(const PageToken& token) {
    std::unique_lock lock{mutex_};
    if (!wanted_ || !(*wanted_ == token)) {
      lock.unlock();
      return source_(token, stop_.get_token());
    }
    changed_.wait(lock, [this] { return ready_.has_value(); });
    Outcome<PageStep<Page>> step = *std::move(ready_);
    ready_.reset();
    wanted_.reset();
    return step;
  }

  /// Says which page will be asked for next. Nothing without a thread.
  void expect(const PageToken& token) {
    if (!thread_.joinable()) return;
    const std::lock_guard lock{mutex_};
    wanted_ = token;
    changed_.notify_all();
  }

 private:
  void run(const std::stop_token& end) {
    std::unique_lock lock{mutex_};
    while (changed_.wait(lock, end, [this] { return wanted_ && !ready_; })) {
      const PageToken token = *wanted_;
      lock.unlock();
      Outcome<PageStep<Page>> step = source_(token, stop_.get_token());
      lock.lock();
      ready_.emplace(std::move(step));
      changed_.notify_all();
    }
  }

  const PageSource<Page> source_;
  std::stop_source stop_;  ///< ends a call of the source
  std::stop_callback<std::function<void()>> forward_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::optional<PageToken> wanted_;  ///< the page that the thread fetches or has
  std::optional<Outcome<PageStep<Page>>> ready_;
  std::jthread thread_;  // last: it ends first
};

}  // namespace understudy::client
