// SPDX-License-Identifier: MIT
/// One space from the inside: a clock, and a state of each API that is made when it is needed.
#pragma once

#include <atomic>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "space/common.hpp"
#include "understudy/mock/explanation.hpp"
#include "understudy/mock/journal.hpp"
#include "understudy/mock/space.hpp"

namespace understudy::mock {

/// An answer as it may be kept and shown.
Response without_secrets(const Outcome& outcome);
/// Whether the path of a request leads nowhere.
bool is_nowhere(const Outcome& outcome);

struct Space::Impl : std::enable_shared_from_this<Space::Impl> {
  /// The space without a name has the state folder.
  Impl(std::string space_name, std::shared_ptr<const Common> server);

  Reply reply_to(const Request& request);
  Result<Done> reset(History history);
  /// Errors:   bad_input for an API that is not served, unsupported where none is kept
  Result<records::Store*> records_of(std::string_view api);
  /// Null where no request has made it yet.
  [[nodiscard]] State* known_state(std::size_t api) const { return slots_[api].state; }

  const std::string name;
  const std::shared_ptr<const Common> common;
  VirtualClock clock;
  Faults faults;
  Journal journal;
  Overrides overrides;

  /// Errors:   see Space
  Result<std::uint64_t> override_answer(Override what);

  // explain.cpp
  /// Errors:   see Space
  Result<Explanation> explain(std::uint64_t number, const ExampleOptions& options);
  Result<Explanation> explain(const Request& request, const ExampleOptions& options);
  /// The window of one caller of one API.
  struct CallersWindow {
    std::string_view api;
    std::string caller;
    ExplainedWindow window;
  };
  /// Those that requests count on now.
  [[nodiscard]] std::vector<CallersWindow> windows() const;

 private:
  /// What a request came to that was only tried.
  struct Trial {
    Outcome outcome;
    std::optional<ExplainedSelection> selection = {};
  };
  /// Lets an API answer from a branch of its records; nothing is noted, counted or changed.
  Result<Trial> attempt(const Request& request, std::size_t api, const Occurrence& when,
                        const ExampleOptions& options);
  void add_rerun(Explanation& explanation, const JournalEntry& entry,
                 const ExampleOptions& options);
  [[nodiscard]] ExplainedWindow window_of(std::size_t api, std::string_view caller,
                                          SteadyTime since, std::uint64_t before) const;

  /// How an answer of the API of that number is to leave.
  Delivery deliver(std::size_t api, std::string_view operation, SteadyTime now);

  /// The state of one API; made when it is first asked for.
  struct Slot {
    std::once_flag once = {};
    std::unique_ptr<State> own = nullptr;
    std::atomic<State*> state = nullptr;  ///< null: not asked for, or it could not be made
    Result<Done> made = Done{};
  };
  Reply answer(const Request& request);
  /// Lets an API answer, with the faults and overrides that stand in the place of its handlers.
  Result<Outcome> ask(const Request& request, std::size_t api, const Instant& now);
  Outcome find_outcome(const Request& request, std::size_t api, const Instant& now);
  void note(const Request& request, std::size_t api, const Instant& now, Outcome& outcome,
            const Delivery& delivery);
  void try_note(const Request& request, std::size_t api, const Instant& now, Outcome& outcome,
                const Delivery& delivery);
  Result<State*> state_of(std::size_t api);
  void make_state(std::size_t api, Slot& slot);

  std::deque<Slot> slots_;  ///< as the APIs; grows never
};

}  // namespace understudy::mock
