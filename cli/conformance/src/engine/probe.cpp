// SPDX-License-Identifier: MIT
#include "probe.hpp"

#include "../rules.hpp"
#include "host.hpp"
#include "requests.hpp"

namespace understudy::conformance {

namespace {

/// Of a set that there may not be.
Variables variables_at(const Subject& subject, std::size_t set) {
  return set < subject.credentials.size() ? variables_of(subject.credentials[set]) : Variables{};
}

}  // namespace

const Json* Reply::at(std::string_view pointer) const {
  return json ? find_value(*json, pointer) : nullptr;
}

Probe::Probe(Host& host, std::string api, Seed seed)
    : host_(host), api_(std::move(api)), random_(seed) {}

const Subject& Probe::subject() const { return host_.subject(api_); }

const Reply& Probe::send_bare(Request request) { return host_.exchange(*this, std::move(request)); }

const Reply& Probe::send(Request request, std::size_t credential_set) {
  for (const Field& field : credentials(credential_set)) {
    if (request.fields.find(field.name) == nullptr) request.fields.add(field.name, field.value);
  }
  return host_.exchange(*this, std::move(request));
}

std::optional<Request> Probe::make_request(const SampleCall& call, std::size_t credential_set) {
  Variables variables = variables_at(subject(), credential_set);
  for (const std::string& name : holes_of(call.request)) {
    if (variables.count(name) != 0 || profile().values.count(name) == 0) continue;
    if (auto value = host_.value(*this, name)) variables[name] = *std::move(value);
  }
  auto request = fill(call.request, variables);
  if (request) return *std::move(request);
  if (unmet_.empty())
    unmet_ = "no value for ${" + request.error().name +
             "}: the host's lists and the credentials have none";
  return std::nullopt;
}

std::optional<Request> Probe::make_request(std::string_view call) {
  const auto found = profile().calls.find(call);
  if (found == profile().calls.end()) {
    unmet_ = "the profile has no call \"" + std::string{call} + "\"";
    return std::nullopt;
  }
  return make_request(found->second);
}

std::optional<Request> Probe::make_request(const ListSpec& list, const ListQuery& query) {
  auto request = make_request(list.call);
  if (request) apply(list.paging, query, *request);
  return request;
}

const Reply& Probe::call(std::string_view name) {
  static const Reply kNone{};
  const auto request = make_request(name);
  if (!request) return kNone;
  const SampleCall& call = profile().calls.find(name)->second;
  return call.needs_credentials ? send(*request) : send_bare(*request);
}

const Reply& Probe::list(const ListSpec& list, const ListQuery& query) {
  static const Reply kNone{};
  const auto request = make_request(list, query);
  return request ? send(*request) : kNone;
}

const ListSample& Probe::sample(std::string_view list) { return host_.sample(*this, list); }

const Reply& Probe::sample_call(std::string_view name) { return host_.sample_call(*this, name); }

void Probe::forget_samples() { host_.forget_samples(api_); }

Fields Probe::credentials(std::size_t set) {
  const SignIn& sign_in = profile().sign_in;
  Variables variables = variables_at(subject(), set);
  const auto fill_fields = [&](const Fields& fields) -> std::optional<Fields> {
    RequestTemplate holder;
    holder.fields = fields;
    for (const std::string& name : holes_of(holder)) {
      if (name != "token" || variables.count(name) != 0) continue;
      if (auto token = host_.token(*this, set)) variables[name] = *std::move(token);
    }
    auto request = fill(holder, variables);
    if (!request) return std::nullopt;
    return request->fields;
  };
  Fields all;
  for (const Fields& way : sign_in.ways) {
    const auto fields = fill_fields(way);
    if (!fields) continue;
    all = *fields;
    break;
  }
  if (all.empty()) unmet_ = "the credentials lack what this API signs in with";
  for (const Field& field : sign_in.optional_fields) {
    if (const auto filled = fill_fields({field}))
      all.add(filled->begin()->name, filled->begin()->value);
  }
  return all;
}

std::optional<std::string> Probe::sign_token(const Json& claims, const Json& header) {
  const auto& sets = subject().credentials;
  if (sets.empty()) return std::nullopt;
  const auto secret = sets.front().find("jwt_secret");
  if (secret == sets.front().end()) return std::nullopt;
  return sign_jwt(claims, header, secret->second, wall_now());
}

void Probe::show(std::shared_ptr<const Reply> reply) {
  if (reply) replies_.push_back(std::move(reply));
}

WallTime Probe::wall_now() const { return host_.clock().wall_now(); }

SteadyTime Probe::steady_now() const { return host_.clock().steady_now(); }

bool Probe::wait(Duration by) { return host_.wait(*this, by); }

Ledger* Probe::ledger() const { return host_.ledger(); }

std::any& Probe::memo(std::string_view key) { return host_.memo(api_, key); }

const Observed& Probe::observed() const { return host_.observed(api_); }

void Probe::adopt(const Probe& sampler) {
  if (trouble_.empty()) trouble_ = sampler.trouble_;
  is_held_off_ = is_held_off_ || sampler.is_held_off_;
  if (unmet_.empty()) unmet_ = sampler.unmet_;
  replies_.insert(replies_.end(), sampler.replies_.begin(), sampler.replies_.end());
}

}  // namespace understudy::conformance
