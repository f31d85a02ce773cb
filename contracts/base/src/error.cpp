// SPDX-License-Identifier: MIT
#include "understudy/base/error.hpp"

#include <cstddef>

namespace understudy {

namespace {

/// Length of the well-formed UTF-8 character at the front, or 0.
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  std::size_t length = 0;
  if (lead < 0x80) length = 1;
  if (lead >= 0xC2 && lead <= 0xDF) length = 2;
  if (lead >= 0xE0 && lead <= 0xEF) length = 3;
  if (lead >= 0xF0 && lead <= 0xF4) length = 4;
  if (length == 0 || length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  if (lead == 0xE0 && byte(1) < 0xA0) return 0;  // overlong
  if (lead == 0xED && byte(1) > 0x9F) return 0;  // surrogate
  if (lead == 0xF0 && byte(1) < 0x90) return 0;  // overlong
  if (lead == 0xF4 && byte(1) > 0x8F) return 0;  // past U+10FFFF
  return length;
}

}  // namespace

std::string_view name_of(Errc code) {
  switch (code) {
    case Errc::bad_input: return "bad_input";
    case Errc::internal: return "internal";
    case Errc::io: return "io";
    case Errc::limit_exceeded: return "limit_exceeded";
    case Errc::not_found: return "not_found";
    case Errc::unreachable: return "unreachable";
    case Errc::unsupported: return "unsupported";
  }
  return {};
}

std::string render(const Error& error) {
  std::string line = error.what;
  if (!error.where.empty()) line += " (at " + error.where + ")";
  if (!error.advice.empty()) line += ": " + error.advice;
  return line;
}

std::string excerpt(std::string_view text, std::size_t limit) {
  constexpr std::string_view kMore = "...";
  const bool cut = text.size() > limit;
  const std::size_t room = !cut ? text.size() : limit > kMore.size() ? limit - kMore.size() : 0;
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = character_length(text.substr(at));
    const std::size_t step = length == 0 ? 1 : length;
    if (at + step > room) break;
    const auto byte = static_cast<unsigned char>(text[at]);
    if (length == 0 || byte < 0x20 || byte == 0x7F) {
      out += '?';
    } else {
      out += text.substr(at, length);
    }
    at += step;
  }
  if (cut) out += kMore;
  return out;
}

}  // namespace understudy
