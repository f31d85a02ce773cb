// SPDX-License-Identifier: MIT
/// One API at run time, and the order in which a request passes through it.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "auth/dialect.hpp"
#include "envelope/dialect.hpp"
#include "profile.hpp"
#include "router.hpp"
#include "throttle/dialect.hpp"

namespace understudy::mock {

/// Everything a request may change. One lock; taken by the stage that needs it, for that long.
struct State {
  std::mutex mutex;
  std::unique_ptr<throttle::Throttle> throttle;  ///< null: nobody is limited
};

/// Finished before the first request; only `state` changes afterwards.
class Api {
 public:
  /// Errors:   bad_input for a switch, credential or plan that cannot be used
  static Result<std::unique_ptr<Api>> make(const ApiProfile& profile, const ServerOptions& options);

  [[nodiscard]] std::string_view id() const { return profile_.id; }
  [[nodiscard]] const std::vector<std::string_view>& prefixes() const { return profile_.prefixes; }

  /// Answers a request for one of this API's prefixes.
  Response handle(const Request& request, const Clock& clock);
  void reset();
  /// A token that handle() accepts; empty where the API takes none.
  [[nodiscard]] std::string issue_token(WallTime now) const;

 private:
  explicit Api(const ApiProfile& profile) : profile_(profile) {}

  struct Exchange;
  Verdict authenticate(Exchange& exchange);
  Verdict throttle(Exchange& exchange);
  Verdict route(Exchange& exchange);
  Verdict negotiate(Exchange& exchange);
  Verdict read_query(Exchange& exchange);
  Verdict answer(Exchange& exchange);

  const ApiProfile& profile_;
  throttle::Limit limit_;
  Switches switches_;
  auth::Keyring keyring_;
  auth::Authenticate authenticate_;
  envelope::WriteRefusal write_refusal_;
  Router router_;
  std::vector<OperationHandler> handlers_;  ///< by operation number of the router
  State state_;
};

}  // namespace understudy::mock
