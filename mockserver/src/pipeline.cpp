// SPDX-License-Identifier: MIT
/// The stages of a request, in the order that its API's profile gives. A stage lets a request go on
/// or refuses it; the envelope turns every refusal into the partner's own error. How an API is put
/// together is in pipeline_setup.cpp.
#include "pipeline.hpp"

#include <algorithm>
#include <exception>
#include <new>
#include <utility>

#include "negotiation.hpp"
#include "understudy/base/json.hpp"
#include "understudy/openapi/document.hpp"
#include "validation.hpp"

namespace understudy::mock {

/// A request on its way, and what the stages have found out about it.
struct Api::Exchange {
  const Request& request;
  State& state;
  const Occurrence& occurrence;
  std::string request_id = {};
  openapi::Match match = {};   ///< by path and method
  openapi::Match beside = {};  ///< where the method is wrong: another operation of the path
  auth::Principal principal = {};
  std::optional<throttle::Decision> decision = {};
  std::optional<throttle::Decision> planned = {};  ///< what is told in the place of the other
  std::string_view stage = {};
  QueryParams query = {};
  std::optional<JsonDocument> body = {};
  std::optional<Response> response = {};  ///< set: no later stage runs
  std::string rule = {};                  ///< of a refusal
  std::string source = {};
  std::shared_ptr<const openapi::Report> report = nullptr;

  [[nodiscard]] WallTime now() const { return occurrence.now.wall; }
  /// What the path leads to, whatever the method; unknown where nothing is there.
  [[nodiscard]] const openapi::Match& target() const {
    return match.kind == openapi::Match::Kind::wrong_method ? beside : match;
  }
  [[nodiscard]] std::optional<JsonElement> body_root() const {
    return body ? std::optional{body->root()} : std::nullopt;
  }
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

bool needs_credentials(const openapi::Operation& operation) {
  const auto& ways = operation.security;
  return !ways.empty() && std::none_of(ways.begin(), ways.end(), [](const auto& way) {
    return way.empty();  // one of the ways is to bring nothing
  });
}

}  // namespace

Verdict Api::find_credentials(Exchange& exchange) {
  const openapi::Operation* const target = exchange.target().operation;
  if (target != nullptr && !needs_credentials(*target)) return Done{};
  if (exchange.occurrence.caller != nullptr) {
    exchange.principal = *exchange.occurrence.caller;
    return Done{};
  }
  auto principal = authenticate_(exchange.request, exchange.now());
  if (!principal) return Failure{std::move(principal.error())};
  exchange.principal = *std::move(principal);
  return Done{};
}

Verdict Api::check_permission(Exchange& exchange) {
  const openapi::Match& target = exchange.target();
  if (profile_.authorize == nullptr || target.operation == nullptr) return Done{};
  return profile_.authorize({exchange.principal, *target.operation, target.parameters, switches_,
                             exchange.state.records.get()});
}

Verdict Api::find_target(Exchange& exchange) {
  const openapi::Match& target = exchange.target();
  if (profile_.find_target == nullptr || target.operation == nullptr) return Done{};
  return profile_.find_target({exchange.principal, *target.operation, target.parameters, switches_,
                               exchange.state.records.get()});
}

Verdict Api::throttle(Exchange& exchange) {
  if (exchange.state.throttle == nullptr || exchange.principal.throttle_key.empty()) return Done{};
  {
    const std::lock_guard lock{exchange.state.mutex};
    exchange.decision = exchange.state.throttle->admit(exchange.principal.throttle_key,
                                                       exchange.occurrence.now.steady);
  }
  if (exchange.decision->admitted) return Done{};
  return Failure{Refusal{
      .status = 429,
      .message = "more than " + std::to_string(limit_.requests) + " requests in " +
                 std::to_string(std::chrono::ceil<std::chrono::seconds>(limit_.window).count()) +
                 " s with this key",
      .rule = "throttle.window"}};
}

void Api::find_operation(Exchange& exchange) const {
  const Request& request = exchange.request;
  const auto find = [&](Method method) {
    return contract_->find_operation(method, request.path(), intake_.path_form);
  };
  exchange.match = find(request.method);
  if (exchange.match.kind == openapi::Match::Kind::wrong_method) {
    exchange.beside = find(exchange.match.documented.front());
  }
}

Verdict Api::check_path(Exchange& exchange) {
  const std::string_view path = exchange.request.path();
  switch (exchange.match.kind) {
    case openapi::Match::Kind::unknown_path:
      return Failure{Refusal{
          .status = 404, .message = "no operation at " + excerpt(path), .rule = "path.unknown"}};
    case openapi::Match::Kind::bad_path:
      return Failure{
          Refusal{.status = 400, .message = exchange.match.what, .rule = "path.encoding"}};
    case openapi::Match::Kind::found:
    case openapi::Match::Kind::wrong_method:
      break;
  }
  return Done{};
}

Verdict Api::check_method(Exchange& exchange) {
  const openapi::Match& match = exchange.match;
  if (match.kind != openapi::Match::Kind::wrong_method) return Done{};
  const Method method = exchange.request.method;
  if (method == Method::options) {
    exchange.response = Response{200, {{"Allow", options_of(match.documented)}}, {}};
    return Done{};
  }
  return Failure{Refusal{.status = 405,
                         .message = "Request method '" + std::string{name_of(method)} +
                                    "' is not supported here; allowed: " + joined(match.documented),
                         .fields = {{"Allow", joined(match.documented)}},
                         .rule = "method.unknown"}};
}

bool Api::has_json_body(const Exchange& exchange) const {
  const std::string* const type = exchange.request.fields.find("Content-Type");
  return type != nullptr && is_json_media_type(*type, profile_.json_types, profile_.json_suffix);
}

Verdict Api::check_content_type(Exchange& exchange) {
  const Method method = exchange.request.method;
  const bool brings_body =
      method == Method::post || method == Method::put || method == Method::patch;
  const openapi::Operation& operation = *exchange.match.operation;
  const bool is_theirs = operation.is_checked_by_handler;
  if (!brings_body || is_theirs || has_json_body(exchange)) return Done{};
  const std::string* const type = exchange.request.fields.find("Content-Type");
  const std::string seen = type == nullptr ? "none" : "'" + excerpt(*type) + "'";
  const bool takes_suffix = profile_.json_suffix == JsonSuffix::taken;
  return Failure{Refusal{.status = 415,
                         .message = "Content-Type has to be application/json; seen: " + seen,
                         .fields = {{"Accept", takes_suffix ? "application/json, application/*+json"
                                                            : "application/json"}},
                         .rule = "content-type"}};
}

Verdict Api::check_accept(Exchange& exchange) {
  const std::string* const accept = exchange.request.fields.find("Accept");
  if (accept == nullptr || accepts_json(*accept)) return Done{};
  return Failure{Refusal{.status = 406,
                         .message = "only application/json can be sent",
                         .rule = "accept",
                         .without_body = true}};
}

Verdict Api::read_query(Exchange& exchange) {
  auto query = QueryParams::parse(exchange.request.query());
  if (!query) {
    return Failure{
        Refusal{.status = 400, .message = render(query.error()), .rule = "query.encoding"}};
  }
  exchange.query = *std::move(query);
  return Done{};
}

Verdict Api::parse_body(Exchange& exchange) const {
  const std::size_t size = exchange.request.body.size();
  if (intake_.body_limit > 0 && size > intake_.body_limit) {
    return Failure{Refusal{.status = 413,
                           .message = "a body of " + std::to_string(size) +
                                      " bytes where at most " + std::to_string(intake_.body_limit) +
                                      " are read",
                           .rule = "body.size"}};
  }
  auto body = parse_json_body(exchange.request.body);
  if (!body) return Failure{std::move(body.error())};
  exchange.body = *std::move(body);
  return Done{};
}

Verdict Api::read_body(Exchange& exchange) {
  const openapi::Operation& operation = *exchange.match.operation;
  if (operation.is_checked_by_handler || !takes_json(operation)) return Done{};
  return parse_body(exchange);
}

Verdict Api::read_every_body(Exchange& exchange) {
  const openapi::Operation* const operation = exchange.match.operation;
  const bool fills_in =
      !profile_.absent_body.empty() && operation != nullptr && takes_json(*operation);
  if (!has_json_body(exchange)) return fills_in ? fill_in_body(exchange) : Verdict{Done{}};
  Verdict verdict = parse_body(exchange);
  return verdict && !exchange.body && fills_in ? fill_in_body(exchange) : verdict;
}

Verdict Api::fill_in_body(Exchange& exchange) const {
  exchange.body = JsonDocument::parse(profile_.absent_body).value();
  return Done{};
}

Verdict Api::check_contract(Exchange& exchange) {
  const openapi::Operation& operation = *exchange.match.operation;
  if (operation.is_checked_by_handler) return Done{};
  const bool takes_body = takes_json(operation) && exchange.body.has_value();
  openapi::RequestView view{.path = exchange.match.parameters, .query = exchange.request.query()};
  if (takes_fields(operation)) view.fields = &exchange.request.fields;
  if (takes_body) {
    view.body = exchange.request.body;  // looked at only where `json` is not
    view.json = exchange.body->root();
  }
  Verdict verdict = mock::check_contract(*contract_, operation, view);
  if (verdict || profile_.explain == nullptr) return verdict;
  const auto body = takes_body ? exchange.body_root() : std::nullopt;
  return Failure{profile_.explain(std::move(verdict.error()),
                                  {*contract_, operation, exchange.match.parameters, exchange.query,
                                   body, switches_, exchange.state.records.get()})};
}

Verdict Api::intervene(Exchange& exchange) {
  if (exchange.occurrence.intervene == nullptr) return Done{};
  auto said = (*exchange.occurrence.intervene)(exchange.match.operation->id, exchange.principal);
  if (!said) return Done{};
  if (!*said) {
    const Duration wait = said->error().retry_after;
    if (wait > Duration{0}) {
      exchange.planned = throttle::Decision{
          .admitted = false, .left = 0, .retry_after = wait, .reset_after = wait};
    }
    return Failure{std::move(said->error())};
  }
  exchange.response = **std::move(said);
  return Done{};
}

Verdict Api::answer(Exchange& exchange) {
  const Call call{exchange.request,
                  exchange.query,
                  exchange.match.parameters,
                  exchange.principal,
                  exchange.now(),
                  exchange.body_root(),
                  exchange.state.records.get(),
                  exchange.request_id,
                  exchange.occurrence.watch};
  const auto number =
      static_cast<std::size_t>(exchange.match.operation - contract_->operations().data());
  auto answered = handlers_[number](call);
  if (!answered) return Failure{std::move(answered.error())};
  exchange.response = *std::move(answered);
  return Done{};
}

void Api::write_refusal(Exchange& exchange, Refusal refusal) const {
  if (refusal.source.empty()) {
    const auto& known = profile_.sources;
    const auto it = std::find_if(known.begin(), known.end(),
                                 [&](const RuleSource& one) { return one.rule == refusal.rule; });
    if (it != known.end()) refusal.source = it->source;
  }
  exchange.response =
      write_refusal_(refusal, {exchange.request, exchange.now(), exchange.request_id});
  exchange.rule = std::move(refusal.rule);
  exchange.source = std::move(refusal.source);
  exchange.report = std::move(refusal.report);
}

/// Refusals of stages before routing are compared too, where their path has an operation. Planned
/// trouble is not: no document knows it.
void Api::verify(Exchange& exchange) const {
  if (exchange.match.kind != openapi::Match::Kind::found) return;
  if (exchange.rule.starts_with("fault.")) return;
  Verdict verdict = check_response(*contract_, *exchange.match.operation, *exchange.response,
                                   exchange.request.method == Method::head);
  if (!verdict) write_refusal(exchange, std::move(verdict.error()));
}

void Api::run_stages(Exchange& exchange) {
  try {
    for (const Step& step : steps_) {
      exchange.stage = step.name;
      Verdict verdict = (this->*step.run)(exchange);
      if (!verdict) write_refusal(exchange, std::move(verdict.error()));
      if (exchange.response) break;
    }
  } catch (const std::bad_alloc&) {
    throw;  // whoever keeps something that can be forgotten gives it up
  } catch (const std::exception&) {
    write_refusal(exchange,
                  {.status = 500, .message = "fault inside the server", .rule = "internal"});
  }
}

Result<Outcome> Api::handle(const Request& request, State& state, const Occurrence& occurrence) {
  if (const auto& built = ensure_built(); !built) return Failure{built.error()};
  Exchange exchange{request, state, occurrence};
  if (profile_.gives_request_ids) {
    Pcg32 random{seed_, state.request_ids.fetch_add(1, std::memory_order_relaxed)};
    exchange.request_id = make_uuid(random);
  }
  find_operation(exchange);
  run_stages(exchange);
  if (const auto& told = exchange.planned ? exchange.planned : exchange.decision) {
    profile_.makers.throttle_fields(*told, limit_, switches_, exchange.now(),
                                    exchange.response->fields);
  }
  if (verifies_) verify(exchange);
  const openapi::Operation* const operation = exchange.match.operation;
  return Outcome{
      .response = *std::move(exchange.response),
      .operation = operation == nullptr ? "" : std::string_view{operation->id},
      .is_for_all = operation != nullptr && !needs_credentials(*operation),
      .stage = exchange.stage,
      .rule = std::move(exchange.rule),
      .source = std::move(exchange.source),
      .principal = std::move(exchange.principal),
      .request_id = std::move(exchange.request_id),
      .is_counted = exchange.decision && (exchange.decision->admitted || limit_.counts_refused),
      .decision = exchange.decision,
      .report = std::move(exchange.report)};
}

Result<Done> Api::check_override(const Override& what) {
  if (const auto& built = ensure_built(); !built) return built;
  const openapi::Operation* const operation = contract_->find_operation(what.operation);
  if (operation == nullptr) {
    std::string known;
    for (const openapi::Operation& one : contract_->operations()) {
      known += (known.empty() ? "" : ", ") + one.id;
    }
    return Failure{Error{Errc::bad_input,
                         std::string{id()} + " has no operation '" + excerpt(what.operation) + "'",
                         "/operation", "choose from: " + known}};
  }
  if (what.breaks_contract) return Done{};
  for (std::size_t i = 0; i < what.responses.size(); ++i) {
    auto fits = check_response(*contract_, *operation, response_of(what.responses[i]), false);
    if (fits) continue;
    return Failure{Error{Errc::bad_input, std::move(fits.error().message),
                         "/responses/" + std::to_string(i),
                         "mend it, or say \"breaks_contract\": true to force it"}};
  }
  return Done{};
}

std::span<const openapi::Operation> Api::operations() {
  if (!ensure_built()) return {};
  return contract_->operations();
}

std::string Api::issue_token(WallTime now, const TokenRequest& wanted) const {
  if (profile_.issue_token == nullptr) return {};
  return profile_.issue_token(keyring_, switches_, now, wanted);
}

}  // namespace understudy::mock
