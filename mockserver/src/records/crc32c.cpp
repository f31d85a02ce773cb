// SPDX-License-Identifier: MIT
#include "records/crc32c.hpp"

#include <array>

namespace understudy::mock::records {

namespace {

constexpr std::size_t kStep = 8;  // bytes taken at once
using Tables = std::array<std::array<std::uint32_t, 256>, kStep>;

/// tables[n][b] is the remainder of byte b with n zero bytes behind it.
constexpr Tables make_tables() {
  constexpr std::uint32_t kReflected = 0x82F63B78;
  Tables tables{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t rest = byte;
    for (int bit = 0; bit < 8; ++bit) rest = (rest >> 1U) ^ ((rest & 1U) != 0 ? kReflected : 0);
    tables[0][byte] = rest;
  }
  for (std::size_t n = 1; n < kStep; ++n) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const std::uint32_t shorter = tables[n - 1][byte];
      tables[n][byte] = (shorter >> 8U) ^ tables[0][shorter & 0xFFU];
    }
  }
  return tables;
}

constexpr Tables kTables = make_tables();

std::uint32_t byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

}  // namespace

std::uint32_t crc32c(std::string_view bytes, std::uint32_t before) {
  std::uint32_t rest = ~before;
  for (; bytes.size() >= kStep; bytes.remove_prefix(kStep)) {
    const std::uint32_t head = rest ^ (byte_at(bytes, 0) | byte_at(bytes, 1) << 8U |
                                       byte_at(bytes, 2) << 16U | byte_at(bytes, 3) << 24U);
    rest = kTables[7][head & 0xFFU] ^ kTables[6][(head >> 8U) & 0xFFU] ^
           kTables[5][(head >> 16U) & 0xFFU] ^ kTables[4][head >> 24U] ^
           kTables[3][byte_at(bytes, 4)] ^ kTables[2][byte_at(bytes, 5)] ^
           kTables[1][byte_at(bytes, 6)] ^ kTables[0][byte_at(bytes, 7)];
  }
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    rest = (rest >> 8U) ^ kTables[0][(rest ^ byte_at(bytes, i)) & 0xFFU];
  }
  return ~rest;
}

void append_hex(std::string& out, std::uint32_t value) {
  for (std::size_t digit = kHexDigits; digit-- > 0;) {
    out += "0123456789abcdef"[(value >> (4 * digit)) & 0xFU];
  }
}

}  // namespace understudy::mock::records
