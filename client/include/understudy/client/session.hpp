// SPDX-License-Identifier: MIT
/// One logical call: checked, paced, authorized, attempted, repeated where that is safe, checked.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include "understudy/base/clock.hpp"
#include "understudy/base/random.hpp"
#include "understudy/base/result.hpp"
#include "understudy/client/auth.hpp"
#include "understudy/client/call_error.hpp"
#include "understudy/client/contract_check.hpp"
#include "understudy/client/operation_call.hpp"
#include "understudy/client/pacing.hpp"
#include "understudy/client/retry.hpp"
#include "understudy/client/transport.hpp"

namespace understudy::client {

/// Something a call did. No text of it holds a credential.
struct CallEvent {
  enum class Kind : std::uint8_t {
    answer,   ///< an attempt has got an answer: `status`, `duration`
    attempt,  ///< a request goes out
    error,    ///< an attempt has got no answer: `text`, `duration`
    refresh,  ///< a token is fetched, or a refused one given up
    wait,     ///< before the next attempt: `duration`
    warning,  ///< `text`: a broken contract that is let pass
  };

  Kind kind = Kind::attempt;
  std::string operation = {};  ///< "partnertap.getRecords"
  int attempt = 0;             ///< counted from 1; 0: before the first one
  int status = 0;
  Duration duration = {};
  std::string text = {};
};

/// "attempt" and so on.
std::string_view name_of(CallEvent::Kind kind);

/// How the client of an API behaves. What is shared by pointer may serve several sessions: a budget
/// and a pacer commonly all sessions of one credential.
struct ClientOptions {
  RetryPolicy retry = {};
  BackoffPolicy backoff = {};
  std::shared_ptr<RetryBudget> budget = {};  ///< null: one for this session
  /// Null: the documented rate of the API, or none where it documents none.
  std::shared_ptr<Pacer> pacer = {};
  bool keep_pace = true;                            ///< false: the host may refuse
  Duration call_timeout = std::chrono::minutes{5};  ///< all attempts and waits of one call
  Duration attempt_timeout = std::chrono::seconds{30};
  const Clock* clock = nullptr;   ///< null: the system's; has to outlive the session
  Sleeper* sleeper = nullptr;     ///< null: the system's; has to outlive the session
  std::optional<Seed> seed = {};  ///< of the waits; absent: another one each time
  Check check_requests = Check::fail;
  Check check_responses = Check::warn;
  /// Called by the thread of the call; has to be thread-safe where calls are made by several.
  std::function<void(const CallEvent&)> log = {};
};

/// What one call may do otherwise.
struct CallOptions {
  std::stop_token stop = {};
  std::optional<Duration> timeout = {};  ///< of the call; absent: ClientOptions::call_timeout
  /// Belongs to the logical call: every attempt sends the same, and the call may be repeated.
  /// Refused where the operation knows none.
  std::string idempotency_key = {};
};

/// What a session is made of.
struct SessionParts {
  std::string api = {};  ///< id: "partnertap"
  std::shared_ptr<Transport> transport = {};
  Credentials credentials = {};
  ErrorReader read_error = nullptr;  ///< null: errors have no words of the host
  ClientOptions options = {};
};

struct SessionState;  ///< src/session/session_state.hpp

/// Calls of one API with one credential. Thread-safe as far as its transport is. Copies share
/// everything.
class Session {
 public:
  /// Errors:   not_found for an unknown API; bad_input for options that cannot work: no transport,
  ///           no attempt, a time that is not positive
  static Result<Session> make(SessionParts parts);

  /// Makes one call.
  ///
  /// Shape:    request checked, then per attempt: a turn of the pacer, credentials, the transport;
  ///           a 401 renews the credentials once and is attempted again; an answer of 2xx that its
  ///           reader calls no failure is checked and given back. The answer of a failure is
  ///           checked too: what it breaks is told to the log, and by Check::fail in the error
  /// Errors:   every Ending; a wait that would outlast the deadline is not begun
  Outcome<Answer> call(const OperationCall& call, const CallOptions& options = {}) const;

  /// The error for an answer of `call` that its reader cannot make sense of.
  [[nodiscard]] CallError unreadable(const OperationCall& call, const Answer& answer,
                                     Error cause) const;

  [[nodiscard]] const ClientOptions& options() const;
  [[nodiscard]] const std::string& api() const;

 private:
  explicit Session(std::shared_ptr<const SessionState> state) : state_(std::move(state)) {}
  std::shared_ptr<const SessionState> state_;
};

}  // namespace understudy::client
