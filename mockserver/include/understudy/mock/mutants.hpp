// SPDX-License-Identifier: MIT
/// Named wrong behaviours of the mock: what a good client, and a good suite of checks, has to see.
#pragma once

#include <span>
#include <string_view>

namespace understudy::mock {

/// One rule of one API, broken.
struct Mutant {
  std::string_view name;    ///< "partnertap/page-off-by-one"; for ServerOptions::mutants
  std::string_view api;     ///< the one it belongs to, as in its name
  std::string_view area;    ///< "paging", "auth" and so on
  std::string_view rule;    ///< what the right server does
  std::string_view source;  ///< id of that rule in the API's SOURCES.md
};

/// All of this build, sorted by name.
std::span<const Mutant> mutants();
/// The one of that name, or null.
const Mutant* find_mutant(std::string_view name);

}  // namespace understudy::mock
