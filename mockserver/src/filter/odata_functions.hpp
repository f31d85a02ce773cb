// SPDX-License-Identifier: MIT
/// The functions of OData that this server has.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "filter/odata_syntax.hpp"
#include "query/predicate.hpp"

namespace understudy::mock::filter::odata {

inline constexpr std::size_t kMaxArguments = 3;

struct Function {
  std::string_view name;  ///< in lower case
  query::Fn fn = query::Fn::literal;
  std::size_t least = 1;                               ///< arguments
  std::array<unsigned, kMaxArguments> arguments = {};  ///< sets of kinds; kNothing: no more of them
  Kind result = kNothing;
};

/// Sorted by name.
std::span<const Function> functions();
/// By its name in lower case; null when there is none.
const Function* find_function(std::string_view name);

}  // namespace understudy::mock::filter::odata
