// SPDX-License-Identifier: MIT
#include "understudy/client/retry.hpp"

#include <algorithm>

namespace understudy::client {

namespace {

constexpr std::uint64_t kThousand = 1'000;
constexpr int kTooManyRequests = 429;  // RFC 6585 section 4

}  // namespace

Transience transience_of(const RetryPolicy& policy, int status) {
  const auto& passing = policy.statuses;
  if (std::find(passing.begin(), passing.end(), status) == passing.end()) {
    return Transience::permanent;
  }
  return status == kTooManyRequests ? Transience::untouched : Transience::uncertain;
}

Transience transience_of(const RetryPolicy& policy, const Error& error) {
  const auto& passing = policy.errors;
  if (std::find(passing.begin(), passing.end(), error.code) == passing.end()) {
    return Transience::permanent;
  }
  return error.code == Errc::unreachable ? Transience::untouched : Transience::uncertain;
}

bool is_safe_to_repeat(Transience transience, Idempotency idempotency) {
  return transience == Transience::untouched ||
         (transience == Transience::uncertain && idempotency != Idempotency::unsafe);
}

Duration draw_wait(const BackoffPolicy& policy, int failed, std::optional<Duration> asked,
                   Pcg32& random) {
  Duration ceiling = std::clamp(policy.first, Duration::zero(), policy.most);
  for (int i = 1; i < failed && ceiling < policy.most; ++i) {
    ceiling = ceiling > policy.most / 2 ? policy.most : ceiling * 2;
  }
  const Duration drawn{random.between(0, ceiling.count())};
  const Duration wanted = std::min(asked.value_or(Duration::zero()), policy.most_asked);
  return std::max(drawn, wanted);
}

RetryBudget::RetryBudget() : RetryBudget(Options{}) {}

RetryBudget::RetryBudget(Options options)
    : options_(options), thousandths_(options.tokens * kThousand) {}

bool RetryBudget::spend() {
  const std::lock_guard lock{mutex_};
  if (thousandths_ < kThousand) return false;
  thousandths_ -= kThousand;
  return true;
}

void RetryBudget::succeeded() {
  const std::lock_guard lock{mutex_};
  thousandths_ = std::min(thousandths_ + options_.per_thousand, options_.tokens * kThousand);
}

std::uint32_t RetryBudget::left() const {
  const std::lock_guard lock{mutex_};
  return static_cast<std::uint32_t>(thousandths_ / kThousand);
}

}  // namespace understudy::client
