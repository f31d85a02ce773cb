// SPDX-License-Identifier: MIT
/// The little of Unicode that partners' rules need: validity and simple case mappings.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace understudy {

/// Well-formed UTF-8: no overlong form, no surrogate, nothing past U+10FFFF (RFC 3629).
bool is_utf8(std::string_view text);

/// Simple case folding (CaseFolding.txt, status C and S), the same in every locale: two texts are
/// equal without regard to case when their folds are equal. The length in characters is kept.
/// Bytes that are no UTF-8 pass through unchanged.
std::string fold_case(std::string_view text);

/// Simple mappings of one character (UnicodeData.txt), the same in every locale.
std::uint32_t lower_character(std::uint32_t code);
std::uint32_t upper_character(std::uint32_t code);

}  // namespace understudy
