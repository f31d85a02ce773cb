// SPDX-License-Identifier: MIT
#include "space/space.hpp"

#include <cassert>
#include <new>
#include <utility>

#include "faults/intervention.hpp"
#include "space/nearest_route.hpp"
#include "understudy/base/json.hpp"
#include "understudy/base/redaction.hpp"

namespace understudy::mock {

namespace {

constexpr std::string_view kUnknownApi = "api.unknown";
constexpr std::string_view kUnknownPath = "path.unknown";  // of the stage of that name

Response json_error(int status, std::string_view what) {
  std::string body = R"({"error":)";
  append_json_string(body, what);
  return {status, {{"Content-Type", "application/json"}}, body + '}'};
}

/// A partner's own 404 stays as it is; here is none to copy.
void say_nearest(Outcome& outcome) {
  if (outcome.nearest.empty()) return;
  std::string& body = outcome.response.body;
  body.back() = ',';
  body += R"("nearest":)";
  append_json_string(body, outcome.nearest);
  body += '}';
}

bool may_have_secrets(const Outcome& outcome) {
  constexpr std::size_t kSmallBody = 4'096;  // ours: bytes; looked through for secrets
  // Answers of operations with credentials hold what they were asked for; the largest are lists.
  return outcome.is_for_all || outcome.response.body.size() <= kSmallBody;
}

}  // namespace

bool is_nowhere(const Outcome& outcome) {
  return outcome.rule == kUnknownApi || outcome.rule == kUnknownPath;
}

Response without_secrets(const Outcome& outcome) {
  const std::string& body = outcome.response.body;
  return {outcome.response.status, redacted(outcome.response.fields),
          may_have_secrets(outcome) ? redact_json(body) : body};
}

Space::Impl::Impl(std::string space_name, std::shared_ptr<const Common> server)
    : name(std::move(space_name)),
      common(std::move(server)),
      clock(*common->clock),
      faults(common->seed, name, [this](const Fault& fault) { return common->check_place(fault); }),
      journal(common->journal_bytes),
      slots_(common->apis.size()),
      names_(common->mutated->options().mutants) {
  for (const Fault& fault : common->faults) {
    [[maybe_unused]] const auto armed = faults.add(fault);
    assert(armed && "Server::make() has tried it");
  }
}

void Space::Impl::make_state(std::size_t api, Slot& slot) {
  if (name.empty()) {
    const auto main = common->apis[api]->main_state();
    if (main) slot.state = *main;
    if (!main) slot.made = Failure{main.error()};
    return;
  }
  auto made = common->apis[api]->make_state();
  if (!made) {
    slot.made = Failure{std::move(made.error())};
    return;
  }
  slot.own = *std::move(made);
  slot.state = slot.own.get();
}

Result<State*> Space::Impl::state_of(std::size_t api) {
  Slot& slot = slots_[api];
  if (State* const known = slot.state.load(std::memory_order_acquire)) return known;
  std::call_once(slot.once, [&] { make_state(api, slot); });
  if (!slot.made) return Failure{slot.made.error()};
  return slot.state.load();
}

Result<Outcome> Space::Impl::ask(const Request& request, std::size_t api, Role& role,
                                 const Instant& now) {
  if (role.state == nullptr) {
    const auto state = state_of(api);
    if (!state) return Failure{state.error()};
    role.state = *state;
  }
  const std::string& id = common->ids[api];
  if (!overrides.is_any() && !faults.is_armed()) {
    return role.api->handle(request, *role.state, {now});
  }
  const Intervene intervene = [&](std::string_view operation, const auth::Principal& /*caller*/) {
    auto trouble = faults::intervene(faults.draw_answer(id, operation));
    if (trouble) return trouble;
    auto canned = overrides.take(id, operation);
    return canned ? std::optional<Result<Response, Refusal>>{*std::move(canned)} : std::nullopt;
  };
  auto outcome = role.api->handle(request, *role.state, {now, &intervene});
  const bool is_handlers = outcome && outcome->stage == "answer" && outcome->rule.empty();
  if (is_handlers) faults.remember(id, outcome->operation, outcome->response);
  return outcome;
}

Outcome Space::Impl::find_outcome(const Request& request, std::size_t api, Role& role,
                                  const Instant& now) {
  if (request.method == Method::options && request.target == "*")
    return {.response = {204, {}, {}}};
  if (api == common->apis.size()) {
    return {.response = json_error(404, "no API here"),
            .stage = "path",
            .rule = std::string{kUnknownApi}};
  }
  auto outcome = ask(request, api, role, now);
  if (outcome) return *std::move(outcome);
  return {.response = json_error(500, render(outcome.error())), .rule = "internal"};
}

void Space::Impl::note(const Request& request, std::size_t api, const Instant& now,
                       Outcome& outcome, const Delivery& delivery) {
  const bool is_looked_through = may_have_secrets(outcome);
  const std::string without = is_looked_through ? redact_json(outcome.response.body) : "";
  journal.add({.steady = now.steady,
               .wall = now.wall,
               .api = api == common->apis.size() ? "" : common->ids[api],
               .operation = std::string{outcome.operation},
               .stage = std::string{outcome.stage},
               .rule = std::move(outcome.rule),
               .source = std::move(outcome.source),
               .subject = std::move(outcome.principal.subject),
               .window = std::move(outcome.principal.throttle_key),
               .is_counted = outcome.is_counted,
               .window_since = outcome.decision ? outcome.decision->since : SteadyTime{},
               .frees_after = outcome.decision ? outcome.decision->retry_after : Duration{0},
               .permissions = std::move(outcome.principal.permissions),
               .tenant = std::move(outcome.principal.tenant),
               .request_id = std::move(outcome.request_id),
               .nearest = std::move(outcome.nearest),
               .delivery = describe(delivery),
               .request = redacted(request),
               .response = {outcome.response.status, redacted(outcome.response.fields), ""}},
              is_looked_through ? without : outcome.response.body);
}

/// An answer that was made is given, whether there is room to note it or not.
void Space::Impl::try_note(const Request& request, std::size_t api, const Instant& now,
                           Outcome& outcome, const Delivery& delivery) {
  try {
    note(request, api, now, outcome, delivery);
  } catch (const std::bad_alloc&) {
    journal.give_up_memory();
  }
}

Reply Space::Impl::reply_to(const Request& request) {
  try {
    return answer(request);
  } catch (const std::bad_alloc&) {
    journal.give_up_memory();  // so that the next request finds some
    return Response{500, {}, ""};
  }
}

Reply Space::Impl::answer(const Request& request) {
  const std::size_t api = common->owner_of(request.path());
  const VirtualClock::Reading read = clock.now();
  const Instant now{read.steady, read.wall};
  // To the end: names inside the outcome are those of the API's contract.
  Role role = api == common->apis.size() ? Role{} : role_of(api);
  Outcome outcome = find_outcome(request, api, role, now);
  if (is_nowhere(outcome)) {
    outcome.nearest = nearest_route(*common, api, request.path());
    if (api == common->apis.size()) say_nearest(outcome);
  }
  Delivery delivery = deliver(api, outcome.operation, now.steady);
  if (common->journal_bytes > 0) try_note(request, api, now, outcome, delivery);
  return {std::move(outcome.response), std::move(delivery)};
}

Delivery Space::Impl::deliver(std::size_t api, std::string_view operation, SteadyTime now) {
  if (!faults.is_armed() || api == common->apis.size()) return {};
  Delivery delivery = faults.draw_delivery(common->ids[api], operation);
  if (delivery.delay == Duration{0}) return delivery;
  delivery.clock = {shared_from_this(), &clock};
  delivery.since = now;
  return delivery;
}

Result<Done> Space::Impl::reset(History history) {
  journal.clear();
  overrides.clear();
  Result<Done> outcome = Done{};
  for (Slot& slot : slots_) {
    State* const state = slot.state;
    if (state == nullptr) continue;  // nothing has happened yet
    auto reset = state->reset(history);
    if (!reset && outcome) outcome = std::move(reset);
  }
  for (std::size_t api = 0; api < slots_.size(); ++api) {
    const auto mutated = role_of(api).mutated;
    if (mutated != nullptr && mutated->windows != nullptr) mutated->windows->reset_windows();
  }
  faults.restart();
  return outcome;
}

Result<std::uint64_t> Space::Impl::override_answer(Override what) {
  const std::size_t api = common->find(what.api);
  if (api == common->apis.size()) {
    Error error = unknown_api(what.api);
    error.where = "/api";
    return Failure{std::move(error)};
  }
  if (auto checked = common->apis[api]->check_override(what); !checked) {
    return Failure{std::move(checked.error())};
  }
  return overrides.add(std::move(what));
}

Result<records::Store*> Space::Impl::records_of(std::string_view id) {
  const std::size_t api = common->find(id);
  if (api == common->apis.size()) return Failure{unknown_api(id)};
  const auto state = state_of(api);
  if (!state) return Failure{state.error()};
  if ((*state)->records != nullptr) return (*state)->records.get();
  return Failure{Error{Errc::unsupported, std::string{id} + " keeps no records", "",
                       "its answers depend on its options alone"}};
}

const std::string& Space::name() const { return impl_->name; }

VirtualClock& Space::clock() const { return impl_->clock; }

Faults& Space::faults() const { return impl_->faults; }

Journal& Space::journal() const { return impl_->journal; }

Overrides& Space::overrides() const { return impl_->overrides; }

Result<std::uint64_t> Space::override_answer(Override what) const {
  return impl_->override_answer(std::move(what));
}

Result<Done> Space::mutate(const std::vector<std::string>& names) const {
  return impl_->mutate(names);
}

std::vector<std::string> Space::mutants() const { return impl_->mutants(); }

Reply Space::reply_to(const Request& request) const { return impl_->reply_to(request); }

Result<Explanation> Space::explain(std::uint64_t number, const ExampleOptions& options) const {
  return impl_->explain(number, options);
}

Result<Explanation> Space::explain(const Request& request, const ExampleOptions& options) const {
  return impl_->explain(request, options);
}

Result<Done> Space::reset(History history) const { return impl_->reset(history); }

Result<std::string> Space::save(std::string_view api) const {
  const auto store = impl_->records_of(api);
  if (!store) return Failure{store.error()};
  return (*store)->save();
}

Result<Done> Space::restore(std::string_view api, std::string_view text) const {
  const auto store = impl_->records_of(api);
  if (!store) return Failure{store.error()};
  return (*store)->restore(text);
}

Result<std::string> Space::issue_token(std::string_view id, const TokenRequest& wanted) const {
  const Common& common = *impl_->common;
  const std::size_t api = common.find(id);
  if (api == common.apis.size()) return Failure{unknown_api(id)};
  std::string token = common.apis[api]->issue_token(impl_->clock.wall_now(), wanted);
  if (!token.empty()) return token;
  return Failure{Error{Errc::unsupported, std::string{id} + " has no token to issue", "",
                       "give it a jwt_secret among its credentials"}};
}

}  // namespace understudy::mock
