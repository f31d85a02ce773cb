// SPDX-License-Identifier: MIT
/// One API at run time, and the order in which a request passes through it.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "auth/dialect.hpp"
#include "envelope/dialect.hpp"
#include "instant.hpp"
#include "profile.hpp"
#include "records/store.hpp"
#include "throttle/dialect.hpp"
#include "understudy/base/random.hpp"
#include "understudy/mock/overrides.hpp"
#include "understudy/openapi/document.hpp"

namespace understudy::mock {

/// Everything of one API that a request may change, as one space sees it. One lock; taken by the
/// stage that needs it, for that long. The records have locks of their own.
struct State {
  /// Back to the seed.
  ///
  /// Errors:   io when the folder refuses
  Result<Done> reset(History history);
  /// The part of it that is no record: as if nobody had asked anything yet.
  void reset_windows();

  std::mutex mutex = {};
  std::unique_ptr<throttle::Throttle> throttle = nullptr;  ///< null: nobody is limited
  std::shared_ptr<records::Store> records = nullptr;       ///< null: the API keeps none
  std::atomic<std::uint64_t> request_ids = 0;              ///< how many were given
};

/// What an API says to a request, and why.
struct Outcome {
  Response response = {};
  std::string_view operation = {};  ///< its id; empty where the API has none there
  bool is_for_all = false;          ///< whether the operation asks nobody for credentials
  std::string_view stage = {};      ///< that answered; "answer" for the handler
  std::string nearest = {};         ///< where nothing is: the documented route most like it
  std::string rule = {};            ///< of a refusal
  std::string source = {};
  auth::Principal principal = {};  ///< who called; empty before that was known
  std::string request_id = {};
  bool is_counted = false;  ///< whether it fills the throttle window of the principal
  /// What the limit said, of a request that came so far.
  std::optional<throttle::Decision> decision = {};
  /// What the contract has been compared with, where that is the reason.
  std::shared_ptr<const openapi::Report> report = nullptr;
};

/// Says no, or answers, in the place of an operation's handler; nothing: the handler answers.
using Intervene = std::function<std::optional<Result<Response, Refusal>>(
    std::string_view operation, const auth::Principal& principal)>;

/// What a space brings to each request.
struct Occurrence {
  Instant now;
  const Intervene* intervene = nullptr;  ///< null: nobody does
  /// Who calls, where that was found out before; null: the request brings credentials.
  const auth::Principal* caller = nullptr;
  const query::Watch* watch = nullptr;  ///< null: nobody asks why
};

/// Finished before the first request to it; nothing changes afterwards.
///
/// Rationale: a server plays all APIs unless told otherwise, and most callers want one. What an API
///            is made of takes milliseconds and megabytes, so it is made when it is first asked
///            for, unless the caller has brought something that may be wrong: then at once, to say
///            so.
class Api {
 public:
  /// `folder` keeps the records; null: memory only.
  ///
  /// Errors:   bad_input for a switch, credential or plan that cannot be used; those of Log::open()
  static Result<std::unique_ptr<Api>> make(ApiProfile profile, const ServerOptions& options,
                                           std::shared_ptr<const records::Folder> folder = nullptr);

  [[nodiscard]] std::string_view id() const { return profile_.id; }
  [[nodiscard]] bool keeps_records() const { return profile_.make_collections != nullptr; }
  [[nodiscard]] const throttle::Limit& limit() const { return limit_; }
  /// Of the paths it owns, without a "/" at the end.
  [[nodiscard]] const std::vector<std::string>& prefixes() const { return prefixes_; }

  /// Answers a request for one of this API's prefixes.
  ///
  /// Errors:   those of make(), where it was built only now
  Result<Outcome> handle(const Request& request, State& state, const Occurrence& occurrence);
  /// Whether the operation is there, and its contract knows each response or is not asked.
  ///
  /// Errors:   bad_input with the place inside the override; those of make()
  Result<Done> check_override(const Override& what);
  /// The state that has the folder, if there is one.
  ///
  /// Errors:   those of make(), where it was built only now
  Result<State*> main_state();
  /// A state at the seed, in memory alone.
  ///
  /// Errors:   those of make(), where it was built only now
  Result<std::unique_ptr<State>> make_state();
  /// A state with the records of another one and empty windows of its own.
  ///
  /// Errors:   those of make(), where it was built only now
  Result<std::unique_ptr<State>> make_windows_over(const State& other);
  /// Those of its contract; none where it cannot be built.
  [[nodiscard]] std::span<const openapi::Operation> operations();
  /// A state with the records of this one, for requests that are only tried: in memory, without a
  /// limit.
  static std::unique_ptr<State> make_trial(const State& state);
  /// The name of its throttle dialect; empty where nobody is limited.
  [[nodiscard]] std::string_view window() const { return window_; }
  /// A token that handle() accepts; empty where the API takes none.
  [[nodiscard]] std::string issue_token(WallTime now, const TokenRequest& wanted) const;

 private:
  explicit Api(ApiProfile profile) : profile_(std::move(profile)) {}

  struct Exchange;
  struct Step {
    std::string_view name;
    Verdict (Api::*run)(Exchange&);
  };
  static Step step_of(Stage stage);
  Verdict find_credentials(Exchange& exchange);
  Verdict check_permission(Exchange& exchange);
  Verdict find_target(Exchange& exchange);
  Verdict throttle(Exchange& exchange);
  Verdict check_path(Exchange& exchange);
  Verdict check_method(Exchange& exchange);
  Verdict check_content_type(Exchange& exchange);
  Verdict check_accept(Exchange& exchange);
  Verdict read_query(Exchange& exchange);
  Verdict read_body(Exchange& exchange);
  Verdict read_every_body(Exchange& exchange);
  Verdict check_contract(Exchange& exchange);
  Verdict intervene(Exchange& exchange);
  Verdict answer(Exchange& exchange);
  void run_stages(Exchange& exchange);

  Result<Done> read_switches(const ServerOptions& options);
  Result<Done> build(const ServerOptions& options, std::shared_ptr<const records::Folder> folder);
  void fit_contract();
  [[nodiscard]] Result<Done> check_own_rows(const ServerOptions& options) const;
  /// Builds what waits to be built. Thread-safe.
  const Result<Done>& ensure_built();
  void find_operation(Exchange& exchange) const;
  [[nodiscard]] bool has_json_body(const Exchange& exchange) const;
  Verdict parse_body(Exchange& exchange) const;
  Verdict fill_in_body(Exchange& exchange) const;
  void write_refusal(Exchange& exchange, Refusal refusal) const;
  void verify(Exchange& exchange) const;

  const ApiProfile profile_;
  std::once_flag once_;
  std::optional<ServerOptions> waiting_;  ///< what to build from, until it is built
  Result<Done> built_ = Done{};
  std::vector<std::string> prefixes_;
  openapi::LoadOptions contract_options_;
  bool is_throttled_ = false;
  std::vector<Step> steps_;
  throttle::Limit limit_;
  Intake intake_;
  bool verifies_ = false;
  Switches switches_;
  auth::Keyring keyring_;
  auth::Authenticate authenticate_;
  envelope::WriteRefusal write_refusal_;
  std::optional<openapi::Document> contract_;  ///< set once it is built
  std::vector<OperationHandler> handlers_;     ///< as the operations of the contract
  std::string_view window_ = {};               ///< the dialect of the throttle
  Seed seed_{1};
  std::unique_ptr<State> main_;  ///< set once it is built
};

}  // namespace understudy::mock
