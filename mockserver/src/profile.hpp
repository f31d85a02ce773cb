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

#include "access.hpp"
#include "auth/dialect.hpp"
#include "makers.hpp"
#include "negotiation.hpp"
#include "own_rows.hpp"
#include "query/explanation.hpp"
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
  records::Store* records = nullptr;    ///< null: the API keeps none
  std::string_view request_id = {};     ///< empty: the API gives none
  const query::Watch* watch = nullptr;  ///< null: nobody asks why
};

using Answer = Result<Response, Refusal>;
/// Called from several threads at once.
using OperationHandler = std::function<Answer(const Call&)>;
/// By operationId of the API's contract.
using Handlers = std::map<std::string, OperationHandler, std::less<>>;

/// What a request passes before its handler. Partners differ in the order.
enum class Stage : std::uint8_t {
  accept,        ///< 406: JSON cannot be sent
  body,          ///< 400: the body of an operation that takes JSON cannot be read; or 413
  content_type,  ///< 415: POST, PUT and PATCH bring something else than JSON
  contract,      ///< 400: parameters and body break it
  credentials,   ///< 401; nobody is asked where an operation, or the one beside it, needs none
  every_body,    ///< as `body`, for every request that says it brings JSON; 413 past body_limit
  method,        ///< 405: the path has other methods; OPTIONS is answered
  path,          ///< 404: nothing is there
  permission,    ///< ApiProfile::authorize
  query,         ///< 400: the query cannot be decoded
  target,        ///< ApiProfile::find_target
  throttle,      ///< 429
};

/// Why a stage refuses, and which line of SOURCES.md says so.
struct RuleSource {
  std::string_view rule;
  std::string_view source;
};

/// What a server takes in, where switches may move it.
struct Intake {
  openapi::PathForm path_form = openapi::PathForm::exact;
  std::size_t body_limit = 0;  ///< bytes; 0: no limit of its own
};

/// Facts are constants of the API's profile.cpp, each with its source.
struct ApiProfile {
  std::string_view id;
  std::vector<std::string_view> prefixes;  ///< of the paths it owns, without a "/" at the end
  std::vector<Stage> stages;               ///< in the order of its checks
  /// For the rules of stages: path.unknown, path.encoding, method.unknown, content-type, accept,
  /// query.encoding, body.json, body.size, throttle.window.
  std::vector<RuleSource> sources;
  std::string_view auth;  ///< dialect names, keys of each folder's dialects.cpp
  std::string_view throttle;
  std::string_view envelope;
  throttle::Limit limit;
  bool throttled = false;  ///< whether the documents name a limit
  std::vector<Switch> switches;
  openapi::PathForm path_form = openapi::PathForm::exact;
  std::size_t body_limit = 0;  ///< bytes of a JSON body; 0: no limit of its own
  /// Where switches decide about the two above: takes them as they stand here; null: nobody does.
  Intake (*intake)(Intake documented, const Switches& switches) = nullptr;
  /// What Stage::every_body puts in the place of a body that is blank, absent or no JSON, for
  /// operations that take JSON: "{}" of frameworks that always have a body; empty: nothing.
  std::string_view absent_body = {};
  bool gives_request_ids = false;  ///< whether answers carry a UUID of their request
  /// Media types that are taken for JSON beside application/json, and whether application/*+json
  /// is.
  std::vector<std::string_view> json_types = {};
  JsonSuffix json_suffix = JsonSuffix::taken;
  /// Builds the operations, once, before the first request, from parts of those makers.
  std::function<Result<Handlers>(const ServerOptions& options, const Switches& switches,
                                 const Makers& makers)>
      make_handlers;
  /// Whose credentials it accepts; null: those given for its id.
  Result<auth::Keyring> (*make_keyring)(const ServerOptions& options,
                                        const Switches& switches) = nullptr;
  /// A token that this API accepts; null where it takes none, empty without a secret to sign with.
  std::string (*issue_token)(const auth::Keyring& keyring, const Switches& switches, WallTime now,
                             const TokenRequest& wanted) = nullptr;
  /// Who may do what; null: whoever is let in may do everything.
  Verdict (*authorize)(const Access& access) = nullptr;
  /// Whether the thing is there that a path names, for APIs that look before they read the body;
  /// null: that is left to the handlers.
  Verdict (*find_target)(const Access& access) = nullptr;
  /// Says a broken contract in the partner's words; null: in ours.
  Refusal (*explain)(Refusal refusal, const BrokenRequest& request) = nullptr;
  /// Fits the contract to the switches before it is loaded: operations that move, answer to other
  /// methods or are lacking, prefixes that are added; null: as it is written.
  void (*fit_contract)(openapi::LoadOptions& load, const Switches& switches) = nullptr;
  /// The records that requests may change, as they are at the start; null where nothing changes.
  /// Handlers find them as Call::records.
  Result<std::vector<records::Collection>> (*make_collections)(const ServerOptions& options,
                                                               const Switches& switches) = nullptr;
  /// Shows the rows of a plan of the caller's, each as it is sent.
  Result<Done> (*show_rows)(const ServerOptions& options, const Switches& switches,
                            OwnRows& rows) = nullptr;
  Makers makers = make_makers();
};

/// Every API of this build, sorted by id.
std::span<const ApiProfile> profiles();
/// The API of that id, or null.
const ApiProfile* find_profile(std::string_view id);

// One line per API, sorted; apis.cpp repeats them as a table.
ApiProfile make_ecg();
ApiProfile make_impartner();
ApiProfile make_partnerportal();
ApiProfile make_partnertap();
ApiProfile make_partnertap_analytics();

}  // namespace understudy::mock
