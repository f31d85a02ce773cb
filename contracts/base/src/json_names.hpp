// SPDX-License-Identifier: MIT
/// Names that stand twice in one object.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "understudy/base/json_document.hpp"

namespace understudy {

/// The first name that has come before, as an index into the nodes behind an object's own.
///
/// Rationale: small objects go through a table of hashes; large ones are sorted, because names can
///            be made to collide
std::optional<std::size_t> find_repeated_name(std::span<const JsonNode> content,
                                              std::size_t members);

/// Takes out every member of the object, the last of `nodes` at its level, whose name comes again.
/// Returns how many are left.
std::uint32_t drop_superseded(std::vector<JsonNode>& nodes, std::size_t object,
                              std::size_t members);

}  // namespace understudy
