// SPDX-License-Identifier: MIT
/// The list of envelope dialects. A new one is a line here and a line in dialect.hpp.
#include <algorithm>
#include <array>

#include "envelope/dialect.hpp"

namespace understudy::mock::envelope {

namespace {

constexpr bool comes_before(const Dialect& a, const Dialect& b) { return a.name < b.name; }

constexpr std::array kDialects{
    Dialect{"spring-error", &make_spring_error},
};
static_assert(std::is_sorted(kDialects.begin(), kDialects.end(), comes_before));

}  // namespace

std::span<const Dialect> dialects() { return kDialects; }

const Dialect* find_dialect(std::string_view name) {
  const auto it = std::find_if(kDialects.begin(), kDialects.end(),
                               [&](const Dialect& dialect) { return dialect.name == name; });
  return it == kDialects.end() ? nullptr : &*it;
}

}  // namespace understudy::mock::envelope
