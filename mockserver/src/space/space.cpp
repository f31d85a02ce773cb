// SPDX-License-Identifier: MIT
#include "space/space.hpp"

#include <cassert>
#include <utility>

#include "faults/intervention.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock {

Space::Impl::Impl(std::string space_name, std::shared_ptr<const Common> server)
    : name(std::move(space_name)),
      common(std::move(server)),
      clock(*common->clock),
      faults(common->seed, name, [this](const Fault& fault) { return common->check_place(fault); }),
      slots_(common->apis.size()) {
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

Reply Space::Impl::reply_to(const Request& request) {
  if (request.method == Method::options && request.target == "*") return Response{204, {}, {}};
  const std::size_t owner = common->owner_of(request.path());
  if (owner == common->apis.size()) {
    return Response{404, {{"Content-Type", "application/json"}}, R"({"error":"no API here"})"};
  }
  const auto state = state_of(owner);
  const VirtualClock::Reading now = clock.now();
  Api& api = *common->apis[owner];
  auto outcome = state ? handle(api, request, **state, {now.steady, now.wall})
                       : Result<Outcome>{Failure{state.error()}};
  if (!outcome) {
    std::string body = "{\"error\":";
    append_json_string(body, render(outcome.error()));
    return Response{500, {{"Content-Type", "application/json"}}, body + '}'};
  }
  return {std::move(outcome->response), deliver(api.id(), outcome->operation, now.steady)};
}

Result<Outcome> Space::Impl::handle(Api& api, const Request& request, State& state, Instant now) {
  if (!faults.is_armed()) return api.handle(request, state, {now});
  const Intervene intervene = [&](std::string_view operation, const auth::Principal&) {
    return faults::intervene(faults.draw_answer(api.id(), operation));
  };
  auto outcome = api.handle(request, state, {now, &intervene});
  const bool is_handlers = outcome && outcome->stage == "answer" && outcome->rule.empty();
  if (is_handlers) faults.remember(api.id(), outcome->operation, outcome->response);
  return outcome;
}

Delivery Space::Impl::deliver(std::string_view api, std::string_view operation, SteadyTime now) {
  if (!faults.is_armed()) return {};
  Delivery delivery = faults.draw_delivery(api, operation);
  if (delivery.delay == Duration{0}) return delivery;
  delivery.clock = {shared_from_this(), &clock};
  delivery.since = now;
  return delivery;
}

Result<Done> Space::Impl::reset(History history) {
  Result<Done> outcome = Done{};
  for (Slot& slot : slots_) {
    State* const state = slot.state;
    if (state == nullptr) continue;  // nothing has happened yet
    auto reset = state->reset(history);
    if (!reset && outcome) outcome = std::move(reset);
  }
  faults.restart();
  return outcome;
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

Reply Space::reply_to(const Request& request) const { return impl_->reply_to(request); }

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

}  // namespace understudy::mock
