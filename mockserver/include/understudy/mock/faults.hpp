// SPDX-License-Identifier: MIT
/// Planned trouble: what goes wrong, where, and when. docs/faults.md shows each kind.
///
/// Grammar:  fault     = kind *( "," name "=" value )
///           kind      = "dribble" / "empty" / "garbage" / "latency" / "reset" / "stale" / "status"
///                     / "throttled" / "truncated" / "wrong_length"
///           value     = number / number ".." number / text, as the name asks for
///           what:       bytes (dribble, truncated, wrong_length), code (status), median_ms and
///                       sigma (latency), ms (latency), pause_ms (dribble), retry_after_s
///                       (throttled)
///           where:      api, operation
///           when:       nth, p, times
///           for example "latency,ms=200..800,api=ecg,p=0.25" and "reset,nth=3"
/// Shape:    the same as JSON: {"kind": "latency", "ms": [200, 800], "api": "ecg", "p": 0.25}
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "understudy/base/http.hpp"
#include "understudy/base/json.hpp"
#include "understudy/base/random.hpp"
#include "understudy/base/result.hpp"
#include "understudy/mock/reply.hpp"

namespace understudy::mock {

struct Fault {
  enum class Kind : std::uint8_t {
    dribble,       ///< the answer leaves `bytes` at a time, with a `pause` between
    empty,         ///< no answer, the connection ends
    garbage,       ///< bytes that are no HTTP, then the end
    latency,       ///< the answer waits for `ms`, or by a log-normal distribution
    reset,         ///< the connection is reset in the place of an answer
    stale,         ///< the previous 2xx answer of the operation again
    status,        ///< an error with status `code`, in the API's own shape
    throttled,     ///< a 429 as the API's throttle says it
    truncated,     ///< the first `bytes` of the body, then the end
    wrong_length,  ///< a Content-Length that is `bytes` too large, then the end
  };
  /// Both ends included; equal ends: always the same.
  struct Range {
    std::chrono::milliseconds low{0};
    std::chrono::milliseconds high{0};

    friend bool operator==(const Range&, const Range&) = default;
  };

  Kind kind = Kind::latency;
  Range ms = {};
  std::chrono::milliseconds median{0};  ///< of a log-normal latency, in the place of `ms`
  double sigma = 0.5;                   ///< of the logarithm of such a latency
  std::uint32_t bytes = 16;
  std::chrono::milliseconds pause{50};
  std::uint32_t code = 503;
  std::chrono::seconds retry_after{1};

  std::string api = {};        ///< empty: any
  std::string operation = {};  ///< an operationId; empty: any, and paths that have none

  /// Of the requests that match, counted from 1: this one, with `times` so many from it on. 0: all.
  std::uint32_t nth = 0;
  double probability = 1;   ///< 0 to 1, for each of those
  std::uint32_t times = 0;  ///< how often at most; 0: always

  friend bool operator==(const Fault&, const Fault&) = default;
};

/// Reads a fault off a command line.
///
/// Errors:   bad_input; `where` is the word that is wrong, the advice says what to write
Result<Fault> parse_fault(std::string_view spec);

/// Reads a fault as JSON, with the same names.
///
/// Errors:   bad_input; `where` is a JSON Pointer
Result<Fault> read_fault(const Json& value);
/// What parse_fault() reads; names that stand at their default are left out.
std::string fault_text(const Fault& fault);
/// What read_fault() reads; names that stand at their default are left out.
Json write_fault(const Fault& fault);

/// ours: a request looks at all of them
inline constexpr std::size_t kMostFaults = 64;

struct ArmedFault {
  std::uint64_t number = 0;  ///< to remove it by; never given twice
  Fault fault = {};
  std::uint64_t matched = 0;  ///< requests that were its business
  std::uint64_t fired = 0;
};

/// The faults of one space. Each draws from numbers of its own, which the seed, the name of the
/// space and its place among the others give: the same requests meet the same faults. Thread-safe;
/// with nothing armed a request pays for two loads.
class Faults {
 public:
  /// Says whether there is what a fault names.
  using Check = std::function<Result<Done>(const Fault& fault)>;

  Faults(Seed seed, std::string_view space, Check check = {});

  /// Arms a fault behind those that are armed already; gives its number.
  ///
  /// Errors:   those of read_fault() for what is out of range; bad_input for an API or operation
  ///           that is not served; limit_exceeded past kMostFaults
  Result<std::uint64_t> add(const Fault& fault);
  /// False when there is none of that number.
  bool remove(std::uint64_t number);
  void clear();
  /// In the order in which they were armed.
  [[nodiscard]] std::vector<ArmedFault> list() const;
  /// As if every fault had been armed just now: draws and counts begin anew, and what `stale`
  /// remembers is gone.
  void restart();

  // What a space asks for each request. All faults that match fire, each by itself.
  [[nodiscard]] bool is_armed() const { return is_armed_.load(std::memory_order_relaxed); }
  /// What is answered in the place of the handler.
  struct Answer {
    Fault::Kind kind = Fault::Kind::status;  ///< status, throttled or stale
    std::uint32_t code = 0;
    std::chrono::seconds retry_after{0};
    Response stale = {};
  };
  /// Of a request that has come as far as its handler: the first fault that fires wins.
  std::optional<Answer> draw_answer(std::string_view api, std::string_view operation);
  /// Of every answer: latencies add up, of the other kinds the last one wins. `operation` is empty
  /// where the path has none.
  Delivery draw_delivery(std::string_view api, std::string_view operation);
  /// An answer of the handler, for `stale`.
  void remember(std::string_view api, std::string_view operation, const Response& answer);

 private:
  struct Armed {
    ArmedFault seen;
    std::uint64_t place = 0;  ///< among the armed; the smallest that is free
    Pcg32 random;
  };
  [[nodiscard]] Pcg32 draws_of(std::uint64_t place) const;
  static bool is_about(const Fault& fault, std::string_view api, std::string_view operation);
  static bool fires(Armed& armed);

  const Seed seed_;
  const std::uint64_t stream_;
  const Check check_;
  std::atomic<bool> is_armed_ = false;
  mutable std::mutex mutex_;
  std::uint64_t last_number_ = 0;
  std::vector<Armed> armed_;
  std::map<std::pair<std::string, std::string>, Response> remembered_;  ///< by API and operation
};

}  // namespace understudy::mock
