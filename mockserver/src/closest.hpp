// SPDX-License-Identifier: MIT
/// What was probably meant by a word that nobody knows.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace understudy::mock {

/// How far two words are apart, ASCII letters of both cases being the same. O(product of sizes).
///
/// Units:    an edit puts a character in, takes one out, replaces one or swaps two neighbours
std::size_t count_edits(std::string_view a, std::string_view b);

/// The first of the names that take the fewest edits; empty when all take more than `most_edits`.
std::string_view find_closest(std::span<const std::string_view> names, std::string_view typo,
                              std::size_t most_edits);

/// "did you mean NAME?" where one is close, "choose from: A, B" where none is.
std::string suggest(std::span<const std::string_view> names, std::string_view typo,
                    std::size_t most_edits);

}  // namespace understudy::mock
