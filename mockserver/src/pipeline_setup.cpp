// SPDX-License-Identifier: MIT
/// From a profile and the options of a server to an API that answers.
#include <algorithm>
#include <cassert>
#include <map>
#include <utility>

#include "pipeline.hpp"
#include "throttle/fields.hpp"
#include "understudy/openapi/contracts.hpp"

namespace understudy::mock {

namespace {

Error unusable(std::string what, std::string where) {
  return {Errc::internal, std::move(what), std::move(where), "report this as a bug"};
}

/// The overrides of one API, without its prefix.
std::map<std::string, std::string> overrides_of(std::string_view api,
                                                const std::map<std::string, std::string>& all) {
  std::map<std::string, std::string> own;
  const std::string prefix = std::string{api} + ".";
  for (const auto& [name, value] : all) {
    if (name.starts_with(prefix)) own.emplace(name.substr(prefix.size()), value);
  }
  return own;
}

/// The literal segments at the front of a path template: "/a" of "/a/{id}/b".
std::string literal_prefix(std::string_view path) {
  const std::size_t brace = std::min(path.find('{'), path.size());
  std::string_view literal = path.substr(0, brace);
  if (brace < path.size()) literal = literal.substr(0, literal.rfind('/'));
  return std::string{literal};
}

}  // namespace

Result<std::unique_ptr<Api>> Api::make(const ApiProfile& profile, const ServerOptions& options,
                                       std::shared_ptr<const records::Folder> folder) {
  std::unique_ptr<Api> api{new Api(profile)};
  if (auto read = api->read_switches(options); !read) return Failure{std::move(read.error())};
  api->fit_contract();
  auto keyring = profile.make_keyring == nullptr
                     ? auth::make_keyring(profile.id, options.credentials)
                     : profile.make_keyring(options, api->switches_);
  if (!keyring) return Failure{std::move(keyring.error())};
  api->keyring_ = *std::move(keyring);

  const bool has_own = folder != nullptr || options.plans.count(profile.id) != 0 ||
                       !overrides_of(profile.id, options.switches).empty();
  if (!has_own) {
    api->waiting_ = options;
    return api;
  }
  std::call_once(api->once_, [&] { api->built_ = api->build(options, std::move(folder)); });
  api->is_built_ = true;
  if (!api->built_) return Failure{api->built_.error()};
  return api;
}

const Result<Done>& Api::ensure_built() {
  std::call_once(once_, [this] {
    built_ = build(*waiting_, nullptr);
    waiting_.reset();
    is_built_ = true;
  });
  return built_;
}

/// `throttle.limit` is taken out of the overrides, as it has no list of values.
Result<Done> Api::read_switches(const ServerOptions& options) {
  auto overrides = overrides_of(profile_.id, options.switches);
  limit_ = profile_.limit;
  is_throttled_ = profile_.throttled && options.throttle;
  if (const auto it = overrides.find("throttle.limit"); it != overrides.end()) {
    const auto limit = throttle::parse_limit(it->second);
    if (!limit) return Failure{limit.error()};
    is_throttled_ = limit->has_value() && options.throttle;
    if (is_throttled_) limit_ = **limit;
    overrides.erase(it);
  }
  auto switches = Switches::resolve(profile_.switches, options.strictness, overrides);
  if (!switches) return Failure{std::move(switches.error())};
  switches_ = *std::move(switches);
  intake_ = {profile_.path_form, profile_.body_limit};
  if (profile_.intake != nullptr) intake_ = profile_.intake(intake_, switches_);
  limit_.counts_refused = switches_.is("throttle.count_rejected", "yes");
  verifies_ = options.verify_responses;
  seed_ = options.seed;
  return Done{};
}

void Api::fit_contract() {
  contract_options_.switches = switches_.values();
  if (profile_.fit_contract != nullptr) profile_.fit_contract(contract_options_, switches_);
  for (const std::string_view prefix : profile_.prefixes) {
    prefixes_.emplace_back(prefix);
    for (const std::string& before : contract_options_.more_prefixes) {
      prefixes_.push_back(before + std::string{prefix});
    }
  }
  for (const auto& [operation, path] : contract_options_.paths) {
    prefixes_.push_back(literal_prefix(path));
  }
}

/// Rows that came without a file, as those of the embedded plans, cost nothing.
Result<Done> Api::check_own_rows(const ServerOptions& options) const {
  const auto own = options.plans.find(profile_.id);
  if (own == options.plans.end() || own->second.places.numbers.empty()) return Done{};
  OwnRows rows{*contract_, own->second};
  if (auto shown = profile_.show_rows(options, switches_, rows); !shown) return shown;
  return rows.finish(profile_.id);
}

/// May be tried again after an exception: what it appends to is emptied first.
Result<Done> Api::build(const ServerOptions& options,
                        std::shared_ptr<const records::Folder> folder) {
  auto contract = openapi::load_contract(profile_.id, contract_options_);
  if (!contract) return Failure{std::move(contract.error())};
  contract_ = *std::move(contract);

  const auto* auth = auth::find_dialect(profile_.auth);
  const auto* envelope = envelope::find_dialect(profile_.envelope);
  window_ = throttle::find_dialect(switches_.is("throttle.window", "fixed") ? "fixed-window"
                                                                            : profile_.throttle);
  assert(auth != nullptr && envelope != nullptr && window_ != nullptr &&
         "a profile names dialects of this build");
  authenticate_ = auth->make(keyring_, switches_);
  write_refusal_ = envelope->make(switches_);
  auto state = std::make_unique<State>();
  if (is_throttled_) state->throttle = window_->make(limit_);
  steps_.clear();
  for (const Stage stage : profile_.stages) steps_.push_back(step_of(stage));
  steps_.push_back({"intervention", &Api::intervene});
  steps_.push_back({"answer", &Api::answer});

  if (auto checked = check_own_rows(options); !checked) return checked;
  if (profile_.make_collections != nullptr) {
    auto collections = profile_.make_collections(options, switches_);
    if (!collections) return Failure{std::move(collections.error())};
    auto store = records::Store::make(
        {.api = std::string{profile_.id}, .seed = options.seed, .folder = std::move(folder)},
        *std::move(collections));
    if (!store) return Failure{std::move(store.error())};
    state->records = *std::move(store);
  }

  auto handlers = profile_.make_handlers(options, switches_);
  if (!handlers) return Failure{std::move(handlers.error())};
  handlers_.clear();
  for (const openapi::Operation& operation : contract_->operations()) {
    const auto handler = handlers->find(operation.id);
    if (handler == handlers->end()) {
      return Failure{unusable("the contract has an operation that nothing answers", operation.id)};
    }
    handlers_.push_back(std::move(handler->second));
  }
  main_ = std::move(state);
  return Done{};
}

Api::Step Api::step_of(Stage stage) {
  switch (stage) {
    case Stage::accept:
      return {"accept", &Api::check_accept};
    case Stage::body:
      return {"body", &Api::read_body};
    case Stage::content_type:
      return {"content-type", &Api::check_content_type};
    case Stage::contract:
      return {"contract", &Api::check_contract};
    case Stage::credentials:
      return {"credentials", &Api::find_credentials};
    case Stage::every_body:
      return {"body", &Api::read_every_body};
    case Stage::method:
      return {"method", &Api::check_method};
    case Stage::path:
      return {"path", &Api::check_path};
    case Stage::permission:
      return {"permission", &Api::check_permission};
    case Stage::query:
      return {"query", &Api::read_query};
    case Stage::target:
      return {"target", &Api::find_target};
    case Stage::throttle:
      break;
  }
  return {"throttle", &Api::throttle};
}

}  // namespace understudy::mock
