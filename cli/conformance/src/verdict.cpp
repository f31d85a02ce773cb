// SPDX-License-Identifier: MIT
#include "understudy/conformance/verdict.hpp"

#include <array>
#include <cstddef>

namespace understudy::conformance {

namespace {

constexpr std::array<std::string_view, 3> kLevels{"must", "should", "may"};
constexpr std::array<std::string_view, 7> kVerdicts{"disabled",     "skip", "pass", "observed",
                                                    "inconclusive", "fail", "error"};

template <typename Enum, std::size_t N>
std::optional<Enum> find_in(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Level level) { return kLevels.at(static_cast<std::size_t>(level)); }

std::optional<Level> find_level(std::string_view name) { return find_in<Level>(kLevels, name); }

Level highest_level(Grade grade) {
  switch (grade) {
    case Grade::seed:
    case Grade::doc:
      return Level::must;
    case Grade::obs:
    case Grade::fw:
      return Level::should;
    case Grade::inf:
    case Grade::guess:
      return Level::may;
  }
  return Level::may;
}

std::string_view name_of(Verdict verdict) {
  return kVerdicts.at(static_cast<std::size_t>(verdict));
}

std::optional<Verdict> find_verdict(std::string_view name) {
  return find_in<Verdict>(kVerdicts, name);
}

}  // namespace understudy::conformance
