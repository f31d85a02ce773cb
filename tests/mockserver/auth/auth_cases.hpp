// SPDX-License-Identifier: MIT
/// Requests and outcomes of auth dialects, in the notation of their cases files.
///
/// Shape:    input = {target?, fields: [[name, value]...]}, with stand-ins such as "{valid}" for
///           tokens; error = {status, challenge, and rule or code}
#pragma once

#include <string>
#include <utility>

#include "auth/dialect.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::auth {

/// Fills a request with the target and the fields of a case; `fill` puts texts for stand-ins.
template <typename Fill>
Request filled_request(Request request, const Json& input, Fill fill) {
  if (input.contains("target")) request.target = fill(input.at("target").get<std::string>());
  for (const Json& field : input.at("fields")) {
    request.fields.add(field.at(0).get<std::string>(), fill(field.at(1).get<std::string>()));
  }
  return request;
}

/// A refusal; `what` is the rule of it, or the partner's code.
inline Json describe_refusal(const Refusal& refusal, const char* name, const std::string& what) {
  const std::string* challenge = refusal.fields.find("WWW-Authenticate");
  return {{"error",
           {{"status", refusal.status},
            {"challenge", challenge == nullptr ? Json{} : Json(*challenge)},
            {name, what}}}};
}

/// Who was let in, with permissions.
inline Json describe_permitted(const Authenticated& authenticated) {
  if (!authenticated) {
    return describe_refusal(authenticated.error(), "rule", authenticated.error().rule);
  }
  return {{"want",
           {{"subject", authenticated->subject},
            {"throttle_key", authenticated->throttle_key},
            {"permissions", authenticated->permissions}}}};
}

}  // namespace understudy::mock::auth
