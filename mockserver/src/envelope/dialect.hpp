// SPDX-License-Identifier: MIT
/// The seam of every envelope dialect: a refusal in, the partner's error response out.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "refusal.hpp"
#include "switches.hpp"
#include "understudy/base/clock.hpp"
#include "understudy/base/http.hpp"

namespace understudy::mock::envelope {

/// The request that is refused.
struct Occasion {
  const Request& request;
  WallTime now;
  std::string_view request_id = {};  ///< empty: the API gives none
};

using WriteRefusal = std::function<Response(const Refusal&, const Occasion&)>;

struct Dialect {
  std::string_view name;
  WriteRefusal (*make)(const Switches& switches);
};

std::span<const Dialect> dialects();
const Dialect* find_dialect(std::string_view name);

// One line per dialect, sorted; dialects.cpp repeats them as a table.
WriteRefusal make_api_result(const Switches& switches);
WriteRefusal make_nest_error(const Switches& switches);
WriteRefusal make_spring_error(const Switches& switches);
WriteRefusal make_status_context(const Switches& switches);

}  // namespace understudy::mock::envelope
