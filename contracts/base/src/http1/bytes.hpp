// SPDX-License-Identifier: MIT
/// The byte classes of HTTP/1.1 as one table, and a fast search for control bytes.
///
/// Source: RFC 9110 section 5.6 (token, quoted-string), RFC 9112 section 3.2 and RFC 3986 (target,
///         host)
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace understudy::http1 {

enum ByteClass : std::uint8_t {
  kControlByte = 1,  ///< 0x00-0x1F but HTAB, and DEL: allowed nowhere inside a line
  kDigitByte = 2,
  kHexByte = 4,
  kHostByte = 8,     ///< of a reg-name, "%" aside
  kQuotedByte = 16,  ///< of a quoted-string, backslash aside
  kTargetByte = 32,  ///< of a request target, "%" aside
  kTokenByte = 64,
};

constexpr std::array<std::uint8_t, 256> make_byte_classes() {
  std::array<std::uint8_t, 256> classes{};
  const auto add = [&](std::string_view bytes, std::uint8_t flags) {
    for (const char c : bytes) {
      auto& entry = classes[static_cast<unsigned char>(c)];
      entry = static_cast<std::uint8_t>(entry | flags);
    }
  };
  add("0123456789", kDigitByte | kHexByte | kHostByte | kTargetByte | kTokenByte | kQuotedByte);
  add("abcdefABCDEF", kHexByte);
  add("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
      kHostByte | kTargetByte | kTokenByte | kQuotedByte);
  add("!#$%&'*+-.^_`|~", kTokenByte);
  // Without "," of sub-delims: two Host fields joined on the way look so.
  add("-._~!$&'()*+;=", kHostByte);
  add("!$&'()*+,-./:;=?@[]_~", kTargetByte);
  add("\t !#$%&'()*+,-./:;<=>?@[]^_`{|}~", kQuotedByte);
  for (std::size_t c = 0x80; c <= 0xff; ++c) classes[c] = kQuotedByte;
  for (std::size_t c = 0; c < 0x20; ++c) {
    if (c != '\t') classes[c] = kControlByte;
  }
  classes[0x7f] = kControlByte;
  return classes;
}

inline constexpr std::array<std::uint8_t, 256> kByteClasses = make_byte_classes();

constexpr bool is(char c, ByteClass wanted) {
  return (kByteClasses[static_cast<unsigned char>(c)] & wanted) != 0;
}

/// How many bytes at the front of `text` belong to the class.
constexpr std::size_t span_of(std::string_view text, ByteClass wanted) {
  std::size_t length = 0;
  while (length < text.size() && is(text[length], wanted)) ++length;
  return length;
}

constexpr bool consists_of(std::string_view text, ByteClass wanted) {
  return span_of(text, wanted) == text.size();
}

/// Whether `text` has a byte that no line may have.
inline bool has_control(std::string_view text) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighBits = 0x80 * kOnes;
  const auto any = [](std::string_view part) {
    for (const char c : part) {
      if (is(c, kControlByte)) return true;
    }
    return false;
  };
  // Eight bytes at a time: a word without a byte below 0x20 and without 0x7F needs no second look.
  while (text.size() >= sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), sizeof word);
    const std::uint64_t no_del = word ^ (0x7f * kOnes);
    const std::uint64_t suspect = ((word - 0x20 * kOnes) & ~word) | ((no_del - kOnes) & ~no_del);
    if ((suspect & kHighBits) != 0 && any(text.substr(0, sizeof word))) return true;
    text.remove_prefix(sizeof word);
  }
  return any(text);
}

/// Without SP and HTAB at either end.
constexpr std::string_view trim(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace understudy::http1
