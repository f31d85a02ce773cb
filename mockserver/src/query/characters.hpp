// SPDX-License-Identifier: MIT
/// Texts by character, as filter languages count them: one per Unicode code point.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace understudy::mock::query {

/// One character, and the bytes it takes; a byte that is no UTF-8 counts as one.
struct Decoded {
  std::uint32_t code = 0;
  std::size_t size = 1;
};
/// The character at the front of a text that is not empty.
Decoded decode(std::string_view text);

std::size_t count_characters(std::string_view text);
/// The byte at which character `index` begins; the size of the text when it has no more than that.
std::size_t byte_of_character(std::string_view text, std::size_t index);

/// Simple mappings, the same in every locale; the number of characters is kept. The result takes
/// the place, and the memory, of what the second text held.
void to_lower(std::string_view text, std::string& lower);
void to_upper(std::string_view text, std::string& upper);

/// Without white space (Unicode White_Space) at its ends.
std::string_view trim_spaces(std::string_view text);

}  // namespace understudy::mock::query
