// SPDX-License-Identifier: MIT
/// The characters that IRIs and URI templates have beyond ASCII.
#pragma once

#include <cstdint>

namespace understudy::schema {

// ucschar (RFC 3987 section 2.2): planes 1 to 14 without their last two, plane 14 from E1000
constexpr bool is_ucschar(std::uint32_t code) {
  if (code < 0x10000) {
    return (code >= 0xA0 && code <= 0xD7FF) || (code >= 0xF900 && code <= 0xFDCF) ||
           (code >= 0xFDF0 && code <= 0xFFEF);
  }
  return code < 0xF0000 && (code & 0xFFFFU) <= 0xFFFD && (code < 0xE0000 || code >= 0xE1000);
}

// iprivate (RFC 3987 section 2.2)
constexpr bool is_iprivate(std::uint32_t code) {
  return (code >= 0xE000 && code <= 0xF8FF) || (code >= 0xF0000 && (code & 0xFFFFU) <= 0xFFFD);
}

}  // namespace understudy::schema
