// SPDX-License-Identifier: MIT
/// Answers that a test puts in the place of an operation's own.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/http.hpp"
#include "understudy/base/json.hpp"
#include "understudy/base/result.hpp"

namespace understudy::mock {

/// One answer of an override.
struct CannedResponse {
  int status = 200;
  Fields fields = {};  ///< a body without a Content-Type is application/json
  std::string body = {};

  friend bool operator==(const CannedResponse&, const CannedResponse&) = default;
};

/// As it is sent.
Response response_of(const CannedResponse& canned);

/// What one operation answers instead: the responses in turn, each `times`; where that is 0, each
/// once and the last for ever. Whoever is asked for credentials, permission or patience still is:
/// an override takes the place of the handler, nothing before it.
///
/// Shape:    {"api": id, "operation": id, "times": number, "breaks_contract": boolean,
///            "responses": [{"status": number, "fields": {name: value}, "body": text, "json":
///            value}
///            ...]}; a response has `body` or `json`, or neither
struct Override {
  std::string api = {};
  std::string operation = {};
  std::vector<CannedResponse> responses = {};
  std::size_t times = 0;
  bool breaks_contract = false;  ///< whether the responses may be none that the contract knows

  friend bool operator==(const Override&, const Override&) = default;
};
/// Errors:   bad_input with the JSON Pointer
Result<Override> read_override(const Json& json);
Json write_override(const Override& what);

/// The overrides of one space. Thread-safe.
class Overrides {
 public:
  struct Entry {
    std::uint64_t number = 0;
    Override what;
    std::size_t answered = 0;
  };

  static constexpr std::size_t kMost = 1'000;  ///< ours

  /// The newest override of an operation answers. Whether it fits the contract is for the caller to
  /// ask: Space::override_answer() does.
  ///
  /// Errors:   bad_input without a response, limit_exceeded past kMost
  Result<std::uint64_t> add(Override what);
  /// False when there is none of that number.
  bool remove(std::uint64_t number);
  void clear();
  [[nodiscard]] std::vector<Entry> list() const;

  [[nodiscard]] bool is_any() const { return is_any_.load(std::memory_order_relaxed); }
  /// The response that is due, which counts; nothing: the operation answers itself.
  std::optional<Response> take(std::string_view api, std::string_view operation);

 private:
  std::atomic<bool> is_any_ = false;
  mutable std::mutex mutex_;
  std::uint64_t last_number_ = 0;
  std::vector<Entry> entries_;
};

}  // namespace understudy::mock
