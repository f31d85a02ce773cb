// SPDX-License-Identifier: MIT
/// Filling the holes of a request: "${name}".
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "understudy/base/http.hpp"
#include "understudy/base/result.hpp"
#include "understudy/conformance/exchange.hpp"

namespace understudy::conformance {

using Variables = std::map<std::string, std::string, std::less<>>;

/// The hole nobody could fill.
struct Missing {
  std::string name;
};

/// The request with every hole filled: percent-encoded in the target, escaped in a JSON body, as it
/// is elsewhere.
Result<Request, Missing> fill(const RequestTemplate& request, const Variables& variables);

}  // namespace understudy::conformance
