// SPDX-License-Identifier: MIT
/// The smallest request that still fails.
#pragma once

#include <functional>
#include <vector>

#include "understudy/base/http.hpp"

namespace understudy::conformance {

/// Requests with one thing less: a parameter of the query, a member of the JSON body, half of a
/// text in it. Those that leave out most come first.
std::vector<Request> smaller_requests(const Request& request);

/// Goes from a request to smaller ones as long as they fail. `fails` is told each candidate once
/// and may say no to stop: it counts what it sends.
Request shrink(Request failing, const std::function<bool(const Request&)>& fails);

}  // namespace understudy::conformance
