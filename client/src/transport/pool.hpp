// SPDX-License-Identifier: MIT
/// Connections for requests at the same time: each has one for itself.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "understudy/base/result.hpp"

namespace understudy::client {

/// Hands out a T for the length of one use; the one that came back last goes out first, and a new
/// one is made when none is there. Thread-safe.
template <typename T>
class Pool {
 public:
  using Make = std::function<Result<std::unique_ptr<T>>()>;

  explicit Pool(Make make) : make_(std::move(make)) {}

  Result<std::unique_ptr<T>> take() {
    {
      const std::lock_guard lock{mutex_};
      if (!idle_.empty()) {
        auto one = std::move(idle_.back());
        idle_.pop_back();
        return one;
      }
    }
    return make_();
  }

  void give_back(std::unique_ptr<T> one) {
    const std::lock_guard lock{mutex_};
    idle_.push_back(std::move(one));
  }

 private:
  Make make_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<T>> idle_;
};

}  // namespace understudy::client
