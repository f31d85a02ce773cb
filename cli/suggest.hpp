// SPDX-License-Identifier: MIT
/// What somebody may have meant.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace understudy::cli {

/// Insertions, deletions, replacements and swaps of neighbours that turn one text into the other.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The nearest of `known` when it is near enough to be a slip, else an empty text.
std::string closest(std::string_view word, std::span<const std::string> known);

/// ", did you mean 'serve'?" or an empty text.
std::string suggestion(std::string_view word, std::span<const std::string> known);

}  // namespace understudy::cli
