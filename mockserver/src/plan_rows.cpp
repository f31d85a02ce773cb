// SPDX-License-Identifier: MIT
#include "plan_rows.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <type_traits>
#include <variant>

#include "understudy/base/json.hpp"

namespace understudy::mock {

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

void append_cell(std::string& out, const fixtures::Cell& cell) {
  std::visit(
      [&](const auto& value) {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, std::monostate>) {
          out += "null";
        } else if constexpr (std::is_same_v<T, bool>) {
          out += value ? "true" : "false";
        } else if constexpr (std::is_same_v<T, std::int64_t>) {
          char digits[20];
          const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
          out.append(digits, end);
        } else if constexpr (std::is_same_v<T, double>) {
          append_json_number(out, value);
        } else {
          append_json_string(out, value);
        }
      },
      cell);
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
