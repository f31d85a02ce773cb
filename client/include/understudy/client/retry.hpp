// SPDX-License-Identifier: MIT
/// Whether to repeat a request, how long to wait before, and whether that is safe: three questions,
/// three values, and a budget that bounds the answers of all calls together.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

#include "understudy/base/clock.hpp"
#include "understudy/base/error.hpp"
#include "understudy/base/random.hpp"

namespace understudy::client {

/// What a repetition may do to the host.
enum class Idempotency : std::uint8_t {
  idempotent,  ///< changes something, and once is as good as twice: PUT of a whole, DELETE
  safe,        ///< changes nothing: GET, and POST of a report, which only reads
  unsafe,      ///< twice is not once: POST that creates
};

/// What an attempt without success says of the next one.
enum class Transience : std::uint8_t {
  permanent,  ///< the next one would end the same way
  uncertain,  ///< may pass, and the host may have processed the request
  untouched,  ///< may pass, and the host has not processed the request
};

/// Whether to repeat.
struct RetryPolicy {
  int most_attempts = 4;  // ours: the first one included
  /// Statuses that may pass.
  std::vector<int> statuses = {408, 429, 500, 502, 503, 504};
  /// Errors of the transport that may pass.
  std::vector<Errc> errors = {Errc::connection_lost, Errc::timed_out, Errc::truncated,
                              Errc::unreachable};
};

/// Of an answer. 429 is the one status that promises that nothing was done (RFC 6585 section 4).
Transience transience_of(const RetryPolicy& policy, int status);
/// Of an attempt without an answer. Only `unreachable` promises that no byte has left.
Transience transience_of(const RetryPolicy& policy, const Error& error);

/// Whether a request may be sent again after such an attempt.
bool is_safe_to_repeat(Transience transience, Idempotency idempotency);

/// How long to wait: somewhere between nothing and a ceiling that doubles ("full jitter"), so that
/// callers that failed together do not come back together.
struct BackoffPolicy {
  Duration first = std::chrono::milliseconds{500};  ///< the ceiling before the first repetition
  Duration most = std::chrono::seconds{30};         ///< the highest ceiling
  Duration most_asked = std::chrono::minutes{2};    ///< the longest wait that a host may ask for
};

/// The wait before the next attempt, when `failed` of them (1 and up) have failed. A host that asks
/// for a wait gets at least that, up to `most_asked`.
Duration draw_wait(const BackoffPolicy& policy, int failed, std::optional<Duration> asked,
                   Pcg32& random);

/// Bounds repetitions of all calls that share it, commonly those of one credential: while a host is
/// down, retries are a fraction of calls instead of a multiple. Thread-safe.
class RetryBudget {
 public:
  struct Options {
    std::uint32_t tokens = 20;         ///< what it holds at first and at most
    std::uint32_t per_thousand = 100;  ///< thousandths of a token that a success gives back
  };

  RetryBudget();
  explicit RetryBudget(Options options);

  /// Takes one token; false when there is none.
  [[nodiscard]] bool spend();
  void succeeded();
  /// Whole tokens left.
  [[nodiscard]] std::uint32_t left() const;

 private:
  const Options options_;
  mutable std::mutex mutex_;
  std::uint64_t thousandths_;
};

}  // namespace understudy::client
