// SPDX-License-Identifier: MIT
/// CRC-32C, which finds what a disk has changed. It keeps nobody from forging a file.
///
/// Source: RFC 3720 appendix B.4; polynomial 0x1EDC6F41, reflected
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace understudy::mock::records {

/// Of `bytes`, behind a part whose value was `before`.
std::uint32_t crc32c(std::string_view bytes, std::uint32_t before = 0);

/// How many digits append_hex() writes.
inline constexpr std::size_t kHexDigits = 8;
/// Appends eight digits, lower case.
void append_hex(std::string& out, std::uint32_t value);

}  // namespace understudy::mock::records
