// SPDX-License-Identifier: MIT
#include "understudy/base/base64.hpp"

#include <cstdint>

namespace understudy {

namespace {

// RFC 4648 section 5, table 2
constexpr std::string_view kUrlAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// RFC 4648 section 4, table 1
constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string encode(std::string_view bytes, std::string_view alphabet) {
  std::string text;
  text.reserve((bytes.size() * 4 + 2) / 3);
  std::uint32_t buffer = 0;
  unsigned bits = 0;
  for (const char c : bytes) {
    buffer = buffer << 8U | static_cast<unsigned char>(c);
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      text += alphabet[buffer >> bits & 0x3FU];
    }
  }
  if (bits > 0) text += alphabet[buffer << (6 - bits) & 0x3FU];
  return text;
}

/// The last two letters are what the alphabets differ in.
std::optional<std::uint32_t> sextet_of(char c, std::string_view last_two) {
  if (c >= 'A' && c <= 'Z') return static_cast<std::uint32_t>(c - 'A');
  if (c >= 'a' && c <= 'z') return static_cast<std::uint32_t>(c - 'a') + 26;
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0') + 52;
  if (c == last_two[0]) return 62;
  if (c == last_two[1]) return 63;
  return std::nullopt;
}

std::optional<std::string> decode(std::string_view text, std::string_view last_two) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() * 3 / 4);
  std::uint32_t buffer = 0;
  unsigned bits = 0;
  for (const char c : text) {
    const auto sextet = sextet_of(c, last_two);
    if (!sextet) return std::nullopt;
    buffer = buffer << 6U | *sextet;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes += static_cast<char>(buffer >> bits & 0xFFU);
    }
  }
  const std::uint32_t left_over = buffer & ((1U << bits) - 1U);
  if (left_over != 0) return std::nullopt;
  return bytes;
}

}  // namespace

std::string encode_base64url(std::string_view bytes) { return encode(bytes, kUrlAlphabet); }

std::string encode_base64(std::string_view bytes) {
  std::string text = encode(bytes, kAlphabet);
  while (text.size() % 4 != 0) text += '=';
  return text;
}

std::optional<std::string> decode_base64url(std::string_view text) { return decode(text, "-_"); }

std::optional<std::string> decode_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  return decode(text, "+/");
}

}  // namespace understudy
