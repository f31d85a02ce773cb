// SPDX-License-Identifier: MIT
/// The stages of a request, in order. A stage lets a request go on or refuses it; the envelope
/// turns every refusal into the partner's own error.
///
/// Source: partnertap S2: credentials and limit come before path, method and body.
#include "pipeline.hpp"

#include <array>
#include <cassert>
#include <exception>
#include <optional>
#include <utility>
#include <variant>

#include "auth/jwt.hpp"
#include "negotiation.hpp"
#include "throttle/fields.hpp"
#include "understudy/openapi/contracts.hpp"
#include "understudy/openapi/document.hpp"

namespace understudy::mock {

/// A request on its way, and what the stages have found out about it.
struct Api::Exchange {
  const Request& request;
  SteadyTime steady_now;
  WallTime now;
  auth::Principal principal = {};
  std::optional<throttle::Decision> decision = {};
  Router::Match match = {};
  QueryParams query = {};
  std::optional<Response> response = {};  ///< set: no later stage runs
};

namespace {

template <typename... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};
template <typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

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

Result<std::unique_ptr<Api>> Api::make(const ApiProfile& profile, const ServerOptions& options) {
  std::unique_ptr<Api> api{new Api(profile)};
  auto overrides = overrides_of(profile.id, options.switches);

  api->limit_ = profile.limit;
  bool throttled = profile.throttled && options.throttle;
  if (const auto it = overrides.find("throttle.limit"); it != overrides.end()) {
    const auto limit = throttle::parse_limit(it->second);
    if (!limit) return Failure{limit.error()};
    throttled = limit->has_value() && options.throttle;
    if (throttled) api->limit_ = **limit;
    overrides.erase(it);
  }

  auto switches = Switches::resolve(profile.switches, options.strictness, overrides);
  if (!switches) return Failure{std::move(switches.error())};
  api->switches_ = *std::move(switches);
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

  auto handlers = profile.make_handlers(options, api->switches_);
  if (!handlers) return Failure{std::move(handlers.error())};
  const auto contract = openapi::Document::load(openapi::contract_text(profile.id));
  if (!contract) return Failure{contract.error()};
  for (const openapi::Operation& operation : contract->operations()) {
    const auto handler = handlers->find(operation.id);
    if (handler == handlers->end()) {
      return Failure{unusable("the contract has an operation that nothing answers", operation.id)};
    }
    api->router_.add(operation.method, operation.path, api->handlers_.size());
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
  const std::string_view path = exchange.request.path();
  return std::visit(
      Overloaded{[&](Router::Match match) -> Verdict {
                   exchange.match = std::move(match);
                   return Done{};
                 },
                 [&](Router::UnknownPath) -> Verdict {
                   return Failure{Refusal{.status = 404,
                                          .message = "no operation at " + excerpt(path),
                                          .rule = "path.unknown",
                                          .source = "S17"}};
                 },
                 [&](Router::WrongMethod wrong) -> Verdict {
                   return Failure{
                       Refusal{.status = 405,
                               .message = "Request method '" +
                                          std::string{name_of(exchange.request.method)} +
                                          "' is not supported here; allowed: " + wrong.allow,
                               .fields = {{"Allow", wrong.allow}},
                               .rule = "method.unknown",
                               .source = "S17"}};
                 },
                 [&](Router::Options options) -> Verdict {
                   exchange.response = Response{200, {{"Allow", std::move(options.allow)}}, {}};
                   return Done{};
                 },
                 [&](Router::BadPath bad) -> Verdict {
                   return Failure{Refusal{.status = 400,
                                          .message = std::move(bad.what),
                                          .rule = "path.encoding",
                                          .source = "C1"}};
                 }},
      router_.route(exchange.request.method, path));
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

Verdict Api::answer(Exchange& exchange) {
  const Call call{exchange.request, exchange.query, exchange.match.path_parameters,
                  exchange.principal, exchange.now};
  auto answered = handlers_[exchange.match.operation](call);
  if (!answered) return Failure{std::move(answered.error())};
  exchange.response = *std::move(answered);
  return Done{};
}

Response Api::handle(const Request& request, const Clock& clock) {
  using Stage = Verdict (Api::*)(Exchange&);
  static constexpr std::array<Stage, 6> kStages{&Api::authenticate, &Api::throttle,   &Api::route,
                                                &Api::negotiate,    &Api::read_query, &Api::answer};
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
  return *std::move(exchange.response);
}

void Api::reset() {
  const std::lock_guard lock{state_.mutex};
  if (state_.throttle != nullptr) state_.throttle->reset();
}

std::string Api::issue_token(WallTime now) const {
  if (profile_.make_claims == nullptr || keyring_.jwt_secrets.empty()) return {};
  return auth::sign_jwt(profile_.make_claims(now), keyring_.jwt_secrets.front());
}

}  // namespace understudy::mock
