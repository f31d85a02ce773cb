// SPDX-License-Identifier: MIT
/// One token for many callers: fetched by the first, waited for by the others, kept until it ages.
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>

#include "understudy/client/auth.hpp"

namespace understudy::client {

namespace {

constexpr std::chrono::seconds kRefreshAgain{10};     // ours: after a refresh that failed
constexpr std::chrono::hours kLongestWait{24 * 365};  // ours: a condition variable can add it

/// Whether an error is of the caller that had it, and none of those that waited for it.
bool is_personal(const CallError& error) {
  return error.ending == Ending::cancelled || error.ending == Ending::deadline;
}

class TokenCache {
 public:
  explicit TokenCache(TokenSource source) : source_(std::move(source)) {}

  Outcome<Grant> authorize(const AuthContext& context) {
    std::unique_lock lock{mutex_};
    while (true) {
      const WallTime now = context.clock.wall_now();
      const bool is_fresh = now < refresh_at_ || is_fetching_;
      if (is_good(now) && is_fresh) return grant();
      if (!is_fetching_) return fetch(lock, context);

      const std::uint64_t flight = flights_;
      const Duration left = context.deadline - context.clock.steady_now();
      // Woken by the flight; the real time is a bound for a flight that outlasts this caller.
      changed_.wait_for(lock, context.stop, std::min<Duration>(left, kLongestWait),
                        [&] { return flights_ != flight; });
      if (context.stop.stop_requested()) return Failure{refuse(Ending::cancelled)};
      if (flights_ == flight || context.clock.steady_now() >= context.deadline) {
        return Failure{refuse(Ending::deadline)};
      }
      if (failure_) return Failure{*failure_};
    }
  }

  bool renew(const Grant& refused) {
    const std::lock_guard lock{mutex_};
    if (refused.generation == generation_) token_.reset();
    return true;
  }

 private:
  [[nodiscard]] bool is_good(WallTime now) const {
    return token_ && (!token_->expires || now < *token_->expires);
  }

  [[nodiscard]] Grant grant() const {
    return {.fields = {{source_.field, source_.prefix, token_->text}}, .generation = generation_};
  }

  Outcome<Grant> fetch(std::unique_lock<std::mutex>& lock, const AuthContext& context) {
    is_fetching_ = true;
    lock.unlock();
    Outcome<Token> fetched = request(context);
    lock.lock();
    is_fetching_ = false;
    ++flights_;
    failure_.reset();
    changed_.notify_all();

    const WallTime now = context.clock.wall_now();
    if (fetched) {
      keep(*std::move(fetched), now);
      return grant();
    }
    if (is_good(now)) {
      refresh_at_ = now + kRefreshAgain;
      return grant();
    }
    if (!is_personal(fetched.error())) failure_ = fetched.error();
    return Failure{std::move(fetched.error())};
  }

  [[nodiscard]] Outcome<Token> request(const AuthContext& context) const {
    Outcome<Answer> answer = context.call(source_.request);
    if (!answer) return Failure{std::move(answer.error())};
    Result<Token> token = source_.read(answer->response, context.clock.wall_now());
    if (!token) {
      return Failure{context.unreadable(source_.request, *answer, std::move(token.error()))};
    }
    return *std::move(token);
  }

  void keep(Token token, WallTime now) {
    token_ = std::move(token);
    ++generation_;
    refresh_at_ = WallTime::max();
    if (!token_->expires) return;
    const Duration life = std::max(*token_->expires - now, Duration::zero());
    refresh_at_ = *token_->expires - std::min<Duration>(source_.refresh_before, life / 10);
  }

  [[nodiscard]] CallError refuse(Ending ending) const {
    const bool is_cancelled = ending == Ending::cancelled;
    return {.operation = source_.request.operation,
            .ending = ending,
            .cause = {is_cancelled ? Errc::cancelled : Errc::timed_out,
                      is_cancelled ? "the call was cancelled while it waited for a token"
                                   : "expected a token within the time of the call",
                      "", ""}};
  }

  const TokenSource source_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::optional<Token> token_;
  WallTime refresh_at_ = WallTime::max();
  std::uint64_t generation_ = 0;
  std::uint64_t flights_ = 0;  ///< that have ended
  bool is_fetching_ = false;
  std::optional<CallError> failure_;  ///< of the last flight, for those who waited for it
};

}  // namespace

Credentials token_credentials(TokenSource source) {
  source.request.has_secret_answer = true;
  const auto cache = std::make_shared<TokenCache>(std::move(source));
  return {.authorize = [cache](const AuthContext& context) { return cache->authorize(context); },
          .renew = [cache](const Grant& refused) { return cache->renew(refused); }};
}

}  // namespace understudy::client
