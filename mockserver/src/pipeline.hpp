// SPDX-License-Identifier: MIT
/// One API at run time, and the order in which a request passes through it.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "auth/dialect.hpp"
#include "envelope/dialect.hpp"
#include "profile.hpp"
#include "records/store.hpp"
#include "throttle/dialect.hpp"
#include "understudy/openapi/document.hpp"

namespace understudy::mock {

/// Everything a request may change. One lock; taken by the stage that needs it, for that long. The
/// records have locks of their own.
struct State {
  std::mutex mutex;
  std::unique_ptr<throttle::Throttle> throttle;  ///< null: nobody is limited
  std::unique_ptr<records::Store> records;       ///< null: the API keeps none
};

/// Finished before the first request; only `state` changes afterwards.
class Api {
 public:
  /// `folder` keeps the records; null: memory only.
  ///
  /// Errors:   bad_input for a switch, credential or plan that cannot be used; those of Log::open()
  static Result<std::unique_ptr<Api>> make(const ApiProfile& profile, const ServerOptions& options,
                                           std::shared_ptr<const records::Folder> folder = nullptr);

  [[nodiscard]] std::string_view id() const { return profile_.id; }
  [[nodiscard]] const std::vector<std::string_view>& prefixes() const { return profile_.prefixes; }

  /// Answers a request for one of this API's prefixes.
  Response handle(const Request& request, const Clock& clock);
  /// Errors:   io when the folder refuses
  Result<Done> reset(History history);
  /// Null where the API keeps no records.
  [[nodiscard]] records::Store* records() const { return state_.records.get(); }
  /// A token that handle() accepts; empty where the API takes none.
  [[nodiscard]] std::string issue_token(WallTime now) const;

 private:
  Api(const ApiProfile& profile, openapi::Document contract)
      : profile_(profile), contract_(std::move(contract)) {}

  struct Exchange;
  Verdict authenticate(Exchange& exchange);
  Verdict throttle(Exchange& exchange);
  Verdict route(Exchange& exchange);
  Verdict negotiate(Exchange& exchange);
  Verdict read_query(Exchange& exchange);
  Verdict validate(Exchange& exchange);
  Verdict answer(Exchange& exchange);
  void verify(Exchange& exchange) const;

  const ApiProfile& profile_;
  throttle::Limit limit_;
  bool verifies_ = false;
  Switches switches_;
  auth::Keyring keyring_;
  auth::Authenticate authenticate_;
  envelope::WriteRefusal write_refusal_;
  openapi::Document contract_;
  std::vector<OperationHandler> handlers_;  ///< as the operations of the contract
  State state_;
};

}  // namespace understudy::mock
