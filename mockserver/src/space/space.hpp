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

  /// An API that breaks rules in this space.
  struct Mutated {
    std::shared_ptr<Api> api;
    std::vector<std::string> of_throttle = {};  ///< its mutants that change the limit
    /// With those, the windows are others than those of the right API; null: they are the same.
    std::shared_ptr<State> windows = nullptr;
  };
  /// An API as this space has it, and what requests have changed of it. A request takes one and
  /// asks nothing else: what it points to lives as long as it does.
  struct Role {
    Api* api = nullptr;
    State* state = nullptr;  ///< null: no request has made it yet
    std::shared_ptr<const Mutated> mutated = nullptr;
  };
  [[nodiscard]] Role role_of(std::size_t api) const;

  /// Errors:   see Space
  Result<Done> mutate(const std::vector<std::string>& names);
  [[nodiscard]] std::vector<std::string> mutants() const;

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
    Role role;  ///< names inside the outcome are those of its contract
    Outcome outcome;
    std::optional<ExplainedSelection> selection = {};
  };
  /// Lets an API answer from a branch of its records; nothing is noted, counted or changed.
  Result<Trial> attempt(const Request& request, std::size_t api, const Occurrence& when,
                        const ExampleOptions& options);
  void add_rerun(Explanation& explanation, const JournalEntry& entry,
                 const ExampleOptions& options);
  [[nodiscard]] ExplainedWindow window_of(const Api& api, std::string_view caller, SteadyTime since,
                                          std::uint64_t before) const;

  /// How an answer of the API of that number is to leave.
  Delivery deliver(std::size_t api, std::string_view operation, SteadyTime now);

  /// The state of one API; made when it is first asked for.
  struct Slot {
    std::once_flag once = {};
    std::unique_ptr<State> own = nullptr;
    std::atomic<State*> state = nullptr;  ///< null: not asked for, or it could not be made
    Result<Done> made = Done{};
    std::shared_ptr<const Mutated> mutated = nullptr;  ///< null: the API of the server
  };
  using AllMutated = std::vector<std::shared_ptr<const Mutated>>;  ///< as the APIs
  Result<std::shared_ptr<const Mutated>> mutated_for(std::size_t api,
                                                     const std::vector<std::string>& names,
                                                     const Mutated* before);
  Reply answer(const Request& request);
  /// Lets an API answer, with the faults and overrides that stand in the place of its handlers.
  Result<Outcome> ask(const Request& request, std::size_t api, Role& role, const Instant& now);
  Outcome find_outcome(const Request& request, std::size_t api, Role& role, const Instant& now);
  void note(const Request& request, std::size_t api, const Instant& now, Outcome& outcome,
            const Delivery& delivery);
  void try_note(const Request& request, std::size_t api, const Instant& now, Outcome& outcome,
                const Delivery& delivery);
  Result<State*> state_of(std::size_t api);
  void make_state(std::size_t api, Slot& slot);

  std::deque<Slot> slots_;  ///< as the APIs; grows never
  // Of Slot::mutated and names_. While no API is mutated, no request takes it: is_mutated_ is the
  // one load that a request pays. Whoever swaps APIs builds them before and drops them after.
  mutable std::mutex mutants_mutex_;
  std::atomic<bool> is_mutated_ = false;
  std::vector<std::string> names_;  ///< of the mutants that are on
};

}  // namespace understudy::mock
