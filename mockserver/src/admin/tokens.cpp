// SPDX-License-Identifier: MIT
/// Bearer tokens for callers that bring one: some hosts give none away themselves.
#include <utility>

#include "admin/admin.hpp"

namespace understudy::mock::admin {

namespace {

TokenRequest read_request(JsonElement body) {
  TokenRequest wanted;
  const auto permissions = body.find("permissions");
  if (!permissions) return wanted;
  wanted.permissions.emplace();
  for (const JsonElement permission : permissions->elements()) {
    wanted.permissions->emplace_back(permission.text());
  }
  return wanted;
}

Answer issue_token(const Call& call) {
  const Space space{call.space.shared_from_this()};
  auto token = space.issue_token(call.body->find("api")->text(), read_request(*call.body));
  if (!token) return Failure{token.error()};
  return json_answer({{"token", *std::move(token)}});
}

}  // namespace

Part tokens_part() { return {{"issueToken", issue_token}}; }

}  // namespace understudy::mock::admin
