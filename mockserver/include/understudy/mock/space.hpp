// SPDX-License-Identifier: MIT
/// What one test sees for itself on a server that it shares with others.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/http.hpp"
#include "understudy/base/result.hpp"
#include "understudy/mock/explanation.hpp"
#include "understudy/mock/faults.hpp"
#include "understudy/mock/journal.hpp"
#include "understudy/mock/options.hpp"
#include "understudy/mock/overrides.hpp"
#include "understudy/mock/reply.hpp"
#include "understudy/mock/virtual_clock.hpp"

namespace understudy::mock {

/// The field of a request that says which space it is for. Programs that cannot set a field put
/// "/~NAME" before every path instead; the field wins.
inline constexpr std::string_view kSpaceField = "Understudy-Namespace";

/// Records, throttle windows, faults, overrides, a clock and a journal of its own. A server has one
/// without a name, for requests that name none, and others that come into being when first named. A
/// handle: copies are the same space, which lives as long as one of them, whatever the server has
/// dropped. Thread-safe.
class Space {
 public:
  struct Impl;
  explicit Space(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

  /// Empty for the space of requests that name none.
  [[nodiscard]] const std::string& name() const;
  /// Lives as long as the space.
  [[nodiscard]] VirtualClock& clock() const;
  /// What is planned to go wrong. Lives as long as the space.
  [[nodiscard]] Faults& faults() const;

  /// Lives as long as the space.
  [[nodiscard]] Journal& journal() const;

  /// Lives as long as the space. To add one, override_answer() looks at the contract first.
  [[nodiscard]] Overrides& overrides() const;
  /// Lets an operation answer something else from now on.
  ///
  /// Errors:   bad_input for an API that is not served, for an operation it does not have, and,
  /// with
  ///           the place, for a response that breaks the operation's contract without saying so;
  ///           those of Overrides::add()
  Result<std::uint64_t> override_answer(Override what) const;

  /// Lets this space break these rules from the next request on, and no others: names of
  /// mock::mutants(), of two that change the same part the later one works on what the earlier has
  /// left. Records stay as they are; where a mutant changes a limit, its windows are empty. Takes
  /// as long as making the APIs concerned.
  ///
  /// Errors:   bad_input for a name that no mutant has, and for a mutant of an API that is not
  ///           served; unsupported for an API that has more than 16 MB of own rows. Nothing has
  ///           changed then
  Result<Done> mutate(const std::vector<std::string>& names) const;
  /// Those that are on; at first those of ServerOptions::mutants.
  [[nodiscard]] std::vector<std::string> mutants() const;

  /// A bearer token that this space accepts for an API from now on, with the claims and the
  /// lifetime of its documents, by this space's clock: for tests of callers that bring one.
  ///
  /// Errors:   bad_input for an API that is not served, unsupported where none takes tokens
  [[nodiscard]] Result<std::string> issue_token(std::string_view api,
                                                const TokenRequest& wanted = {}) const;

  /// Answers one request in this space, in process, whatever namespace it names. Never throws,
  /// never waits.
  [[nodiscard]] Reply reply_to(const Request& request) const;

  /// Why an exchange of the journal was answered so. For a list its request is tried again with the
  /// records as they are now, and every row is held against every clause; for a broken contract the
  /// same names every rule. Values that the journal does not keep are "<redacted>" there too.
  /// Nothing is changed, counted or noted.
  ///
  /// Errors:   those of Journal::entry()
  [[nodiscard]] Result<Explanation> explain(std::uint64_t number,
                                            const ExampleOptions& options = {}) const;
  /// What a request would be answered that is not sent, and why. The same holds; faults and
  /// overrides have no say, limits only tell how much is used.
  ///
  /// Errors:   those of records that cannot be made
  [[nodiscard]] Result<Explanation> explain(const Request& request,
                                            const ExampleOptions& options = {}) const;

  /// Back to the seed: an empty journal, empty throttle windows, no overrides, and every record as
  /// it was made; the clock goes on, mutants stay on, faults stay armed and begin anew.
  /// A state folder is emptied as well; History::kept adds the reset to what it holds.
  ///
  /// Errors:   io when the state folder refuses; the records of that API are unchanged then
  Result<Done> reset(History history = History::dropped) const;

  /// The records and counters of one API as a text of JSON; equal states give equal bytes.
  ///
  /// Errors:   bad_input for an API that is not served, unsupported where none is kept
  [[nodiscard]] Result<std::string> save(std::string_view api) const;
  /// Puts the state of such a text in the place of what is there.
  ///
  /// Errors:   those of save(); bad_input and unsupported for a text that save() has not written,
  ///           with the place; io when the state folder refuses. Nothing has changed then
  Result<Done> restore(std::string_view api, std::string_view text) const;

 private:
  std::shared_ptr<Impl> impl_;
};

}  // namespace understudy::mock
