// SPDX-License-Identifier: MIT
/// An API as a value: which dialects it speaks, which readings it offers, what its operations do.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "auth/dialect.hpp"
#include "records/store.hpp"
#include "refusal.hpp"
#include "switches.hpp"
#include "throttle/dialect.hpp"
#include "understudy/base/clock.hpp"
#include "understudy/base/http.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/base/uri.hpp"
#include "understudy/mock/options.hpp"
#include "understudy/openapi/document.hpp"

namespace understudy::mock {

/// A request that has passed every stage before its handler.
struct Call {
  const Request& request;
  const QueryParams& query;
  std::span<const openapi::PathParameter> path_parameters;  ///< in the order of the template
  const auth::Principal& principal;
  WallTime now;
  /// The body, valid by the contract; nothing where the operation takes no JSON.
  std::optional<JsonElement> body = {};
  records::Store* records = nullptr;  ///< null: the API keeps none
};

using Answer = Result<Response, Refusal>;
/// Called from several threads at once.
using OperationHandler = std::function<Answer(const Call&)>;
/// By operationId of the API's contract.
using Handlers = std::map<std::string, OperationHandler, std::less<>>;

/// Facts are constants of the API's profile.cpp, each with its source.
struct ApiProfile {
  std::string_view id;
  std::vector<std::string_view> prefixes;  ///< of the paths it owns, without a "/" at the end
  std::string_view auth;                   ///< dialect names, keys of each folder's dialects.cpp
  std::string_view throttle;
  std::string_view envelope;
  throttle::Limit limit;
  bool throttled = false;  ///< whether the documents name a limit
  std::vector<Switch> switches;
  /// Builds the operations, once, before the first request.
  Result<Handlers> (*make_handlers)(const ServerOptions& options, const Switches& switches);
  /// The claims of a token that this API accepts, as compact JSON; null where it takes none.
  std::string (*make_claims)(WallTime now);
  /// The records that requests may change, as they are at the start; null where nothing changes.
  /// Handlers find them as Call::records.
  Result<std::vector<records::Collection>> (*make_collections)(const ServerOptions& options,
                                                               const Switches& switches) = nullptr;
};

/// Every API of this build, sorted by id.
std::span<const ApiProfile> profiles();
/// The API of that id, or null.
const ApiProfile* find_profile(std::string_view id);

// One line per API, sorted; apis.cpp repeats them as a table.
ApiProfile make_partnertap();

}  // namespace understudy::mock
