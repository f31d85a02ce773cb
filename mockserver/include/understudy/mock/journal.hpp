// SPDX-License-Identifier: MIT
/// What a space was asked, what it said and why: to look up, and to verify what a program sends.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/clock.hpp"
#include "understudy/base/http.hpp"
#include "understudy/base/json.hpp"
#include "understudy/base/result.hpp"

namespace understudy::mock {

/// One exchange. Secrets are "<redacted>": fields, query parameters and JSON or form members by
/// their names, of request and answer.
struct JournalEntry {
  std::uint64_t number = 0;  ///< from 1, in the order of the answers
  SteadyTime steady{};       ///< by the clock of the space
  WallTime wall{};
  std::string api = {};        ///< empty: none owns the path
  std::string operation = {};  ///< its id; empty: the API has none at that path and method
  std::string stage = {};      ///< that answered: "throttle", "contract", "answer"
  std::string rule = {};       ///< why it refused
  std::string source = {};     ///< the place in the API's SOURCES.md that says so
  std::string subject = {};    ///< who called; never a credential
  std::string window = {};     ///< whose throttle window it is about; empty: nobody's
  bool is_counted = false;     ///< whether it fills that window
  SteadyTime window_since{};   ///< requests after it filled that window
  Duration frees_after{};      ///< of a request that came too soon: until the next admission
  std::vector<std::string> permissions = {};  ///< of the caller
  std::string tenant = {};                    ///< whose data the caller may see
  std::string request_id = {};                ///< that the answer carries
  std::string nearest = {};   ///< where nothing is: the documented route most like it
  std::string delivery = {};  ///< how a fault made the answer leave; empty: as it is
  Request request = {};
  Response response = {};
};

/// One thing that holds of a message or does not.
struct Condition {
  enum class Part : std::uint8_t {
    query,           ///< a decoded parameter, by name
    field,           ///< of the request, by name
    body,            ///< of the request, by JSON Pointer
    response_field,  ///< by name
    response_body,   ///< by JSON Pointer
  };
  enum class Test : std::uint8_t {
    absent,
    contains,  ///< a text has this one in it, an array this element
    equals,    ///< by value: 1 and 1.0 are equal
    present,
  };
  Part part = Part::body;
  std::string place = {};
  Test test = Test::present;
  Json value = nullptr;
};

/// Which exchanges are meant: those for which everything holds that is given.
///
/// Shape:    {"api": id, "operation": id, "method": "GET", "path": raw, "status": number,
///            "stage": name, "query": {name: test}, "fields": {name: test}, "body":
///            {pointer: test}, "response_fields": {name: test}, "response_body": {pointer: test}};
///           test = a value to be equal to, or {"equals" | "contains": value}, or
///           {"present": true | false}
struct ExchangePattern {
  std::string api = {};
  std::string operation = {};
  std::string method = {};
  std::string path = {};
  std::string stage = {};
  std::optional<int> status = {};
  std::vector<Condition> conditions = {};
};
/// Errors:   bad_input with the JSON Pointer
Result<ExchangePattern> read_pattern(const Json& json);

/// How often.
struct Times {
  std::size_t at_least = 1;
  std::optional<std::size_t> at_most = {};

  static Times exactly(std::size_t count) { return {count, count}; }
};

/// A place where an exchange is not as the pattern has it.
struct Difference {
  std::string where = {};  ///< "method", "query size", "body /filters/city"
  std::string want = {};
  std::string got = {};

  friend bool operator==(const Difference&, const Difference&) = default;
};

/// The answer to a question about the journal.
struct Verification {
  bool holds = false;
  std::size_t count = 0;      ///< exchanges that match; of an order: how many patterns were found
  std::string message = {};   ///< for a person; empty when it holds
  std::uint64_t closest = 0;  ///< the exchange that is most like the pattern; 0: there is none
  std::vector<Difference> differences = {};  ///< of that one
};

/// A large body, of which a journal has one copy for all answers that are equal.
struct SharedBody {
  std::string text;
  std::size_t kind = 0;   ///< of texts that are compared with each other
  std::size_t users = 0;  ///< exchanges that have it
};

/// An exchange as a journal holds it.
struct HeldExchange {
  JournalEntry entry;  ///< its response has no body when `body` is there
  std::shared_ptr<SharedBody> body = nullptr;
  std::size_t size = 0;  ///< bytes, without those of `body`

  [[nodiscard]] const std::string& response_body() const {
    return body == nullptr ? entry.response.body : body->text;
  }
  [[nodiscard]] JournalEntry whole() const;
};

/// Thread-safe. Bounded in bytes: the oldest entries make room. A question that those could have
/// answered is refused from then on, never answered from the rest. Answers that are equal to one
/// before take no room for their bodies.
class Journal {
 public:
  /// `most_bytes` 0: nothing is kept.
  explicit Journal(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// Gives the entry its number, and its response that body.
  void add(JournalEntry entry, std::string_view response_body);
  /// Forgets everything where memory has run out, answers no question about it from then on, and
  /// takes half as much at most until it is made anew.
  void give_up_memory() noexcept;
  /// Empty again; numbers go on from 1.
  void clear();

  /// At most `most` entries with numbers above `after`, the oldest first.
  [[nodiscard]] std::vector<JournalEntry> entries(std::uint64_t after = 0,
                                                  std::size_t most = 1'000) const;
  /// Shows each entry, the oldest first, and copies none; large bodies of answers are not there.
  /// `see` must ask the journal nothing.
  void each(const std::function<void(const JournalEntry& entry)>& see) const;
  /// Errors:   not_found for a number never given, limit_exceeded for an entry that made room
  [[nodiscard]] Result<JournalEntry> entry(std::uint64_t number) const;
  /// How many made room for others.
  [[nodiscard]] std::uint64_t dropped() const;

  /// Errors:   limit_exceeded when entries made room for others, or nothing is kept
  [[nodiscard]] Result<std::vector<JournalEntry>> find(const ExchangePattern& pattern) const;
  /// Whether as many exchanges match as there should.
  ///
  /// Errors:   those of find()
  [[nodiscard]] Result<Verification> verify(const ExchangePattern& pattern, Times times = {}) const;
  /// Whether there are exchanges that match the patterns in that order, others in between or not.
  ///
  /// Errors:   those of find()
  [[nodiscard]] Result<Verification> verify_order(std::span<const ExchangePattern> patterns) const;

 private:
  static constexpr std::size_t kKinds = 64;  // ours: of answers that a program asks for in turn

  // The caller of these holds the lock.
  [[nodiscard]] Result<Done> check_whole() const;
  [[nodiscard]] std::shared_ptr<SharedBody> find_equal(std::string_view body) const;
  void hold(HeldExchange exchange);
  [[nodiscard]] HeldExchange release_oldest();

  mutable std::mutex mutex_;
  std::size_t most_bytes_;
  std::deque<HeldExchange> entries_;
  std::array<std::shared_ptr<SharedBody>, kKinds> bodies_;  ///< the last of each kind
  std::uint64_t last_number_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace understudy::mock
