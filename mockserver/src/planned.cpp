// SPDX-License-Identifier: MIT
#include "planned.hpp"

#include <string>
#include <utility>

namespace understudy::mock {

Result<Planned> plan_for(std::string_view api, const ServerOptions& options) {
  const auto own = options.plans.find(api);
  const bool is_own = own != options.plans.end();
  auto plan = fixtures::Plan::compile(is_own ? std::string_view{own->second.json}
                                             : fixtures::embedded_plan(api));
  if (!plan) {
    plan.error().where = "the plan of " + std::string{api} + ", " + plan.error().where;
    return Failure{std::move(plan.error())};
  }
  return Planned{*std::move(plan), is_own ? own->second.data : options.data};
}

}  // namespace understudy::mock
