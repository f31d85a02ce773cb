// SPDX-License-Identifier: MIT
/// What was probably meant by a word that nobody knows.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace understudy::mock {

/// The first of the names that take the fewest edits, ASCII letters of both cases being the same;
/// empty when all take more than `most_edits`.
///
/// Units:    an edit puts a character in, takes one out, replaces one or swaps two neighbours
std::string_view find_closest(std::span<const std::string_view> names, std::string_view typo,
                              std::size_t most_edits);

/// "did you mean NAME?" where one is close, "choose from: A, B" where none is.
std::string suggest(std::span<const std::string_view> names, std::string_view typo,
                    std::size_t most_edits);

}  // namespace understudy::mock
