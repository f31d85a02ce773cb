// SPDX-License-Identifier: MIT
/// The host under test as all checks of a run share it: credentials, pace, budget, samples, and
/// what its answers had to do with the contracts.
#pragma once

#include <any>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include "check.hpp"
#include "observed.hpp"
#include "probe.hpp"
#include "sign_in.hpp"
#include "understudy/client/transport.hpp"
#include "understudy/conformance/run.hpp"

namespace understudy::conformance {

/// Not thread-safe.
class Host {
 public:
  Host(client::Transport& transport, const CheckOptions& options, const Clock& clock,
       Sleeper& sleeper);

  void add(Subject subject);
  [[nodiscard]] const Subject& subject(std::string_view api) const;
  [[nodiscard]] const Observed& observed(std::string_view api) const;

  /// The phase that is asked now: pace and 429 are left alone in `limits`.
  void enter(Phase phase) { phase_ = phase; }

  /// Sends one request for a probe; a reply without status when nothing is sent any more.
  const Reply& exchange(Probe& probe, Request request);

  const ListSample& sample(Probe& probe, std::string_view list);
  const Reply& sample_call(Probe& probe, std::string_view name);
  void forget_samples(std::string_view api);
  std::optional<std::string> value(Probe& probe, std::string_view name);
  std::optional<std::string> token(Probe& probe, std::size_t set);

  bool wait(Probe& probe, Duration by);

  /// Tokens that were had or made, in that order, none of which may be shown.
  [[nodiscard]] const std::vector<std::string>& tokens() const { return all_tokens_; }

  [[nodiscard]] const Clock& clock() const { return clock_; }
  [[nodiscard]] Ledger* ledger() const { return options_.ledger; }
  std::any& memo(std::string_view api, std::string_view key);

  [[nodiscard]] std::size_t requests() const { return requests_; }
  /// Why the host is not asked any more; empty: it is.
  [[nodiscard]] const std::string& gone() const { return gone_; }
  /// Whether the budget or the time is used up, which says nothing about the host.
  [[nodiscard]] bool is_spent() const { return is_spent_; }

 private:
  using Key = std::pair<std::string, std::string>;

  [[nodiscard]] bool may_write(const Request& request, std::string_view api) const;
  std::string reason_not_to_send(const Request& request, std::string_view api);
  bool keep_pace(std::string_view api);
  bool sleep(Duration by);
  std::shared_ptr<Reply> send_once(const Request& request);
  bool honour_429(const Reply& reply, std::string_view api, std::size_t refusals);
  void give_up_on_429(Probe& probe);
  void judge_health(const Reply& reply);
  void compare(const std::shared_ptr<const Reply>& reply, std::string_view api);
  void note_shape(const Reply& reply, const std::string& operation);
  void fill_sample(Probe& sampler, ListSample& sample);
  std::vector<FieldSpec> read_columns(Probe& sampler, const ListSpec& list,
                                      const std::vector<Json>& rows);

  client::Transport& transport_;
  const CheckOptions& options_;
  const Clock& clock_;
  Sleeper& sleeper_;
  std::map<std::string, Subject, std::less<>> subjects_;
  std::map<std::string, Observed, std::less<>> observed_;
  std::map<Key, ListSample> samples_;
  std::map<Key, std::shared_ptr<const Reply>> sample_calls_;
  std::map<Key, std::optional<std::string>> values_;
  std::map<std::pair<std::string, std::size_t>, Token> tokens_;
  std::vector<std::string> all_tokens_;
  std::map<Key, std::any> memos_;
  std::map<std::string, std::deque<SteadyTime>, std::less<>> sent_;
  std::optional<SteadyTime> ends_;
  Phase phase_ = Phase::reads;
  std::size_t requests_ = 0;
  std::size_t unanswered_ = 0;
  std::size_t held_off_ = 0;  ///< requests in a row that stayed 429
  std::size_t answered_well_ = 0;
  std::size_t server_errors_ = 0;
  std::string gone_;
  bool is_spent_ = false;
};

}  // namespace understudy::conformance
