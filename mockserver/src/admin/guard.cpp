// SPDX-License-Identifier: MIT
#include "admin/guard.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace understudy::mock::admin {

namespace {

constexpr std::array<std::string_view, 3> kOwnNames{"127.0.0.1", "[::1]", "localhost"};

Verdict refuse(int status, std::string message, std::string_view rule) {
  return Failure{
      Refusal{.status = status, .message = std::move(message), .rule = std::string{rule}}};
}

/// "name:port" for each name of this door; without ":port" where that is the scheme's own.
bool is_own_host(const Door& door, std::string_view host) {
  const std::string port = ":" + std::to_string(door.port.load());
  const bool is_usual = door.port.load() == (door.is_tls ? 443 : 80);
  const auto is_named = [&](std::string_view name) {
    if (!host.starts_with(name)) return false;
    const std::string_view rest = host.substr(name.size());
    return rest == port || (rest.empty() && is_usual);
  };
  return std::any_of(kOwnNames.begin(), kOwnNames.end(), is_named) ||
         std::any_of(door.hosts.begin(), door.hosts.end(), is_named);
}

bool comes_from_own_page(const Door& door, const Fields& fields) {
  if (const std::string* const origin = fields.find("Origin")) {
    const std::string_view scheme = door.is_tls ? "https://" : "http://";
    const std::string_view text = *origin;
    if (!text.starts_with(scheme) || !is_own_host(door, text.substr(scheme.size()))) return false;
  }
  const std::string* const site = fields.find("Sec-Fetch-Site");
  return site == nullptr || *site == "same-origin" || *site == "none";
}

bool is_change(Method method) { return method != Method::get && method != Method::head; }

}  // namespace

Verdict check_origin(const Door& door, const Request& request) {
  const Fields& fields = request.fields;
  const std::string* const host = fields.find("Host");
  if (host == nullptr || fields.count("Host") != 1 || !is_own_host(door, *host)) {
    return refuse(421, "the Host field does not name this server", "admin.host");
  }
  if (!comes_from_own_page(door, fields)) {
    return refuse(403, "pages of other origins have no business here", "admin.origin");
  }
  if (request.method == Method::options) {
    return refuse(403, "no other origin is let in", "admin.preflight");
  }
  if (door.tokens.empty() && !door.is_loopback) {
    return refuse(403, "others can reach this port: give the server an admin token",
                  "admin.no-token");
  }
  return Done{};
}

Verdict check(const Door& door, const Request& request) {
  if (auto checked = check_origin(door, request); !checked) return checked;
  const Fields& fields = request.fields;
  if (!door.tokens.empty()) {
    const std::string* const token = fields.find("Understudy-Token");
    if (token == nullptr || auth::find_secret(door.tokens, *token) == nullptr) {
      return refuse(401, "the field Understudy-Token is missing or wrong", "admin.token");
    }
  }
  if (is_change(request.method) && fields.find("Understudy-Admin") == nullptr) {
    return refuse(403, "a request that may change something needs the field Understudy-Admin",
                  "admin.intent");
  }
  return Done{};
}

}  // namespace understudy::mock::admin
