// SPDX-License-Identifier: MIT
/// Which rows an API is to hold.
#pragma once

#include <string_view>

#include "understudy/base/result.hpp"
#include "understudy/fixtures/dataset.hpp"
#include "understudy/mock/options.hpp"

namespace understudy::mock {

struct Planned {
  fixtures::Plan plan;
  fixtures::DataSet data;
};

/// The plan that the options name for an API, or the one that ships with it.
///
/// Errors:   bad_input for a plan that cannot be honoured, with the place in it
Result<Planned> plan_for(std::string_view api, const ServerOptions& options);

}  // namespace understudy::mock
