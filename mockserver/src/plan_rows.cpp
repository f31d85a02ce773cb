// SPDX-License-Identifier: MIT
#include "plan_rows.hpp"

#include <algorithm>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

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

std::size_t field_number(const fixtures::CollectionInfo& info, std::string_view field) {
  const auto it = std::find(info.fields.begin(), info.fields.end(), field);
  return static_cast<std::size_t>(it - info.fields.begin());
}

Result<Done> check_fields(const fixtures::Plan& plan, std::string_view api,
                          std::string_view collection, std::span<const std::string_view> fields) {
  const auto* info = plan.find_collection(collection);
  for (const std::string_view field : fields) {
    if (info == nullptr || field_number(*info, field) == info->fields.size()) {
      return Failure{Error{Errc::bad_input,
                           "the plan of " + std::string{api} + " makes no field '" +
                               std::string{field} + "' in collection '" + std::string{collection} +
                               "'",
                           "", "add it to the plan"}};
    }
  }
  return Done{};
}

query::Value value_of(const fixtures::Cell& cell) {
  return std::visit(
      [](const auto& value) -> query::Value {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, std::monostate>) {
          return query::Null{};
        } else if constexpr (std::is_same_v<T, std::string_view>) {
          return std::string{value};
        } else {
          return value;
        }
      },
      cell);
}

}  // namespace understudy::mock
