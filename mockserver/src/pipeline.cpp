// SPDX-License-Identifier: MIT
/// The stages of a request, in order. A stage lets a request go on or refuses it; the envelope
/// turns every refusal into the partner's own error.
///
/// Source: partnertap S2: credentials and limit come before path, method and body.
#include "pipeline.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <exception>
#include <optional>
#include <utility>

#include "auth/jwt.hpp"
#include "negotiation.hpp"
#include "throttle/fields.hpp"
#include "understudy/openapi/contracts.hpp"
#include "understudy/openapi/document.hpp"
#include "validation.hpp"

namespace understudy::mock {

/// A request on its way, and what the stages have found out about it.
struct Api::Exchange {
  const Request& request;
  SteadyTime steady_now;
  WallTime now;
  auth::Principal principal = {};
  std::optional<throttle::Decision> decision = {};
  openapi::Match match = {};
  QueryParams query = {};
  std::optional<JsonDocument> body = {};
  std::optional<Response> response = {};  ///< set: no later stage runs
};

namespace {

/// "GET, POST".
std::string joined(const std::vector<Method>& methods) {
  std::string text;
  for (const Method method : methods) (text += text.empty() ? "" : ", ") += name_of(method);
  return text;
}

/// What OPTIONS answers: the documented methods, and those that every path has.
std::string options_of(std::vector<Method> methods) {
  if (std::find(methods.begin(), methods.end(), Method::get) != methods.end()) {
    methods.push_back(Method::head);
  }
  methods.push_back(Method::options);
  return joined(methods);
}

Error unusable(std::string what, std::string where) {
  return {Errc::internal, std::move(what), std::move(where), "report this as a bug"};
}

using MakeSecret = Result<auth::Secret> (*)(std::string text);

/// Adds the secret that a set has under `field`, if it has one.
Result<Done> add_secret(const CredentialSet& set, std::string_view field, MakeSecret make,
                        std::vector<auth::Secret>& secrets) {
  const auto it = set.find(field);
  if (it == set.end()) return Done{};
  auto secret = make(it->second);
  if (!secret) return Failure{std::move(secret.error())};
  secrets.push_back(*std::move(secret));
  return Done{};
}

Result<auth::Keyring> make_keyring(std::string_view api, const Credentials& credentials) {
  auth::Keyring keyring;
  const auto sets = credentials.find(api);
  if (sets == credentials.end()) return keyring;
  for (const CredentialSet& set : sets->second) {
    auto key = add_secret(set, "api_key", &auth::Secret::make, keyring.api_keys);
    if (!key) return Failure{std::move(key.error())};
    auto secret = add_secret(set, "jwt_secret", &auth::Secret::make_mac_key, keyring.jwt_secrets);
    if (!secret) return Failure{std::move(secret.error())};
  }
  return keyring;
}

/// The overrides of one API, without its prefix; `throttle.limit` is taken out, as it has no list
/// of values.
std::map<std::string, std::string> overrides_of(std::string_view api,
                                                const std::map<std::string, std::string>& all) {
  std::map<std::string, std::string> own;
  const std::string prefix = std::string{api} + ".";
  for (const auto& [name, value] : all) {
    if (name.starts_with(prefix)) own.emplace(name.substr(prefix.size()), value);
  }
  return own;
}

}  // namespace

Result<std::unique_ptr<Api>> Api::make(const ApiProfile& profile, const ServerOptions& options,
                                       std::shared_ptr<const records::Folder> folder) {
  auto overrides = overrides_of(profile.id, options.switches);

  throttle::Limit rate = profile.limit;
  bool throttled = profile.throttled && options.throttle;
  if (const auto it = overrides.find("throttle.limit"); it != overrides.end()) {
    const auto limit = throttle::parse_limit(it->second);
    if (!limit) return Failure{limit.error()};
    throttled = limit->has_value() && options.throttle;
    if (throttled) rate = **limit;
    overrides.erase(it);
  }

  auto switches = Switches::resolve(profile.switches, options.strictness, overrides);
  if (!switches) return Failure{std::move(switches.error())};
  auto contract = openapi::load_contract(profile.id, switches->values());
  if (!contract) return Failure{std::move(contract.error())};

  std::unique_ptr<Api> api{new Api(profile, *std::move(contract))};
  api->switches_ = *std::move(switches);
  api->limit_ = rate;
  api->verifies_ = options.verify_responses;
  api->limit_.counts_refused = api->switches_.is("throttle.count_rejected", "yes");

  auto keyring = make_keyring(profile.id, options.credentials);
  if (!keyring) return Failure{std::move(keyring.error())};
  api->keyring_ = *std::move(keyring);

  const auto* auth = auth::find_dialect(profile.auth);
  const auto* envelope = envelope::find_dialect(profile.envelope);
  const auto* window = throttle::find_dialect(
      api->switches_.is("throttle.window", "fixed") ? "fixed-window" : profile.throttle);
  assert(auth != nullptr && envelope != nullptr && window != nullptr &&
         "a profile names dialects of this build");
  api->authenticate_ = auth->make(api->keyring_, api->switches_);
  api->write_refusal_ = envelope->make(api->switches_);
  if (throttled) api->state_.throttle = window->make(api->limit_);

  if (profile.make_collections != nullptr) {
    auto collections = profile.make_collections(options, api->switches_);
    if (!collections) return Failure{std::move(collections.error())};
    auto store = records::Store::make(
        {.api = std::string{profile.id}, .seed = options.seed, .folder = std::move(folder)},
        *std::move(collections));
    if (!store) return Failure{std::move(store.error())};
    api->state_.records = *std::move(store);
  }

  auto handlers = profile.make_handlers(options, api->switches_);
  if (!handlers) return Failure{std::move(handlers.error())};
  for (const openapi::Operation& operation : api->contract_.operations()) {
    const auto handler = handlers->find(operation.id);
    if (handler == handlers->end()) {
      return Failure{unusable("the contract has an operation that nothing answers", operation.id)};
    }
    api->handlers_.push_back(std::move(handler->second));
  }
  return api;
}

Verdict Api::authenticate(Exchange& exchange) {
  auto principal = authenticate_(exchange.request, exchange.now);
  if (!principal) return Failure{std::move(principal.error())};
  exchange.principal = *std::move(principal);
  return Done{};
}

Verdict Api::throttle(Exchange& exchange) {
  if (state_.throttle == nullptr || exchange.principal.throttle_key.empty()) return Done{};
  {
    const std::lock_guard lock{state_.mutex};
    exchange.decision =
        state_.throttle->admit(exchange.principal.throttle_key, exchange.steady_now);
  }
  if (exchange.decision->admitted) return Done{};
  return Failure{Refusal{
      .status = 429,
      .message = "more than " + std::to_string(limit_.requests) + " requests in " +
                 std::to_string(std::chrono::ceil<std::chrono::seconds>(limit_.window).count()) +
                 " s with this key",
      .rule = "throttle.window",
      .source = "S5"}};
}

Verdict Api::route(Exchange& exchange) {
  const Request& request = exchange.request;
  exchange.match = contract_.find_operation(request.method, request.path());
  openapi::Match& match = exchange.match;
  switch (match.kind) {
    case openapi::Match::Kind::found:
      break;
    case openapi::Match::Kind::unknown_path:
      return Failure{Refusal{.status = 404,
                             .message = "no operation at " + excerpt(request.path()),
                             .rule = "path.unknown",
                             .source = "S17"}};
    case openapi::Match::Kind::wrong_method:
      if (request.method == Method::options) {
        exchange.response = Response{200, {{"Allow", options_of(match.documented)}}, {}};
        break;
      }
      return Failure{
          Refusal{.status = 405,
                  .message = "Request method '" + std::string{name_of(request.method)} +
                             "' is not supported here; allowed: " + joined(match.documented),
                  .fields = {{"Allow", joined(match.documented)}},
                  .rule = "method.unknown",
                  .source = "S17"}};
    case openapi::Match::Kind::bad_path:
      return Failure{Refusal{.status = 400,
                             .message = std::move(match.what),
                             .rule = "path.encoding",
                             .source = "C1"}};
  }
  return Done{};
}

Verdict Api::negotiate(Exchange& exchange) {
  const Fields& fields = exchange.request.fields;
  const Method method = exchange.request.method;
  const bool brings_body =
      method == Method::post || method == Method::put || method == Method::patch;
  const std::string* type = fields.find("Content-Type");
  if (brings_body && (type == nullptr || !is_json_media_type(*type))) {
    const std::string seen = type == nullptr ? "none" : "'" + excerpt(*type) + "'";
    return Failure{Refusal{.status = 415,
                           .message = "Content-Type has to be application/json; seen: " + seen,
                           .fields = {{"Accept", "application/json, application/*+json"}},
                           .rule = "content-type",
                           .source = "S3"}};
  }
  const std::string* accept = fields.find("Accept");
  if (accept != nullptr && !accepts_json(*accept)) {
    return Failure{Refusal{.status = 406,
                           .message = "only application/json can be sent",
                           .rule = "accept",
                           .source = "S3",
                           .without_body = true}};
  }
  return Done{};
}

Verdict Api::read_query(Exchange& exchange) {
  auto query = QueryParams::parse(exchange.request.query());
  if (!query) {
    return Failure{Refusal{
        .status = 400, .message = render(query.error()), .rule = "query.encoding", .source = "C1"}};
  }
  exchange.query = *std::move(query);
  return Done{};
}

/// Source:   partnertap S6.16: a body that cannot be read is 400
Verdict Api::validate(Exchange& exchange) {
  const openapi::Operation& operation = *exchange.match.operation;
  if (operation.is_checked_by_handler) return Done{};
  auto body = read_json_body(operation, exchange.request.body);
  if (!body) return Failure{std::move(body.error())};
  exchange.body = *std::move(body);
  openapi::RequestView view{.path = exchange.match.parameters,
                            .query = exchange.request.query(),
                            .body = exchange.request.body};
  if (takes_fields(operation)) view.fields = &exchange.request.fields;
  if (exchange.body) view.json = exchange.body->root();
  return check_contract(contract_, operation, view);
}

Verdict Api::answer(Exchange& exchange) {
  const auto body = exchange.body ? std::optional{exchange.body->root()} : std::nullopt;
  const Call call{exchange.request, exchange.query, exchange.match.parameters, exchange.principal,
                  exchange.now,     body,           state_.records.get()};
  const auto number =
      static_cast<std::size_t>(exchange.match.operation - contract_.operations().data());
  auto answered = handlers_[number](call);
  if (!answered) return Failure{std::move(answered.error())};
  exchange.response = *std::move(answered);
  return Done{};
}

/// Refusals of stages before routing are compared too, where their path has an operation.
void Api::verify(Exchange& exchange) const {
  const Request& request = exchange.request;
  const openapi::Match match = contract_.find_operation(request.method, request.path());
  if (match.kind != openapi::Match::Kind::found) return;
  const Verdict verdict = check_response(contract_, *match.operation, *exchange.response,
                                         request.method == Method::head);
  if (!verdict) exchange.response = write_refusal_(verdict.error(), request, exchange.now);
}

Response Api::handle(const Request& request, const Clock& clock) {
  using Stage = Verdict (Api::*)(Exchange&);
  static constexpr std::array<Stage, 7> kStages{
      &Api::authenticate, &Api::throttle, &Api::route, &Api::negotiate,
      &Api::read_query,   &Api::validate, &Api::answer};
  Exchange exchange{request, clock.steady_now(), clock.wall_now()};
  try {
    for (const Stage stage : kStages) {
      const Verdict verdict = (this->*stage)(exchange);
      if (!verdict) exchange.response = write_refusal_(verdict.error(), request, exchange.now);
      if (exchange.response) break;
    }
  } catch (const std::exception&) {
    const Refusal fault{.status = 500, .message = "fault inside the server", .rule = "internal"};
    exchange.response = write_refusal_(fault, request, exchange.now);
  }
  if (exchange.decision) {
    throttle::add_fields(*exchange.decision, limit_, switches_, exchange.now,
                         exchange.response->fields);
  }
  if (verifies_) verify(exchange);
  return *std::move(exchange.response);
}

Result<Done> Api::reset(History history) {
  {
    const std::lock_guard lock{state_.mutex};
    if (state_.throttle != nullptr) state_.throttle->reset();
  }
  return state_.records == nullptr ? Done{} : state_.records->reset(history);
}

std::string Api::issue_token(WallTime now) const {
  if (profile_.make_claims == nullptr || keyring_.jwt_secrets.empty()) return {};
  return auth::sign_jwt(profile_.make_claims(now), keyring_.jwt_secrets.front());
}

}  // namespace understudy::mock
