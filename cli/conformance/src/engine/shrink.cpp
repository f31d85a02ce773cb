// SPDX-License-Identifier: MIT
#include "shrink.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "understudy/base/json.hpp"

namespace understudy::conformance {

namespace {

std::vector<std::string_view> parts_of(std::string_view query) {
  std::vector<std::string_view> parts;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    parts.push_back(query.substr(0, end));
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return parts;
}

void add_without_parameters(const Request& request, std::vector<Request>& smaller) {
  const auto parts = parts_of(request.query());
  for (std::size_t left_out = 0; left_out < parts.size(); ++left_out) {
    std::string target{request.path()};
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i == left_out) continue;
      target += target.find('?') == std::string::npos ? "?" : "&";
      target += parts[i];
    }
    Request changed = request;
    changed.target = std::move(target);
    smaller.push_back(std::move(changed));
  }
}

/// Every body with one member less at this object, then inside of its members.
void add_without_members(Json& body, Json& object, std::vector<Json>& bodies) {
  if (!object.is_object()) return;
  const Json before = object;
  for (const auto& [name, value] : before.items()) {
    object.erase(name);
    bodies.push_back(body);
    object = before;
  }
  for (auto& [name, value] : object.items()) {
    add_without_members(body, value, bodies);
    const auto* text = value.get_ptr<const std::string*>();
    if (text == nullptr || text->size() < 2) continue;
    const std::string whole = *text;
    value = whole.substr(0, whole.size() / 2);
    bodies.push_back(body);
    value = whole;
  }
}

}  // namespace

std::vector<Request> smaller_requests(const Request& request) {
  std::vector<Request> smaller;
  add_without_parameters(request, smaller);
  auto body = request.body.empty() ? Result<Json>{Json{}} : parse_json(request.body);
  if (!body || !body->is_object()) return smaller;
  std::vector<Json> bodies;
  add_without_members(*body, *body, bodies);
  for (const Json& changed : bodies) {
    Request one = request;
    one.body = dump_json(changed);
    smaller.push_back(std::move(one));
  }
  return smaller;
}

Request shrink(Request failing, const std::function<bool(const Request&)>& fails) {
  for (bool is_smaller = true; is_smaller;) {
    is_smaller = false;
    for (Request& candidate : smaller_requests(failing)) {
      if (!fails(candidate)) continue;
      failing = std::move(candidate);
      is_smaller = true;
      break;
    }
  }
  return failing;
}

}  // namespace understudy::conformance
