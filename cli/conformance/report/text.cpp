// SPDX-License-Identifier: MIT
#include "text.hpp"

#include <chrono>
#include <cstdint>

#include "understudy/base/utf8.hpp"

namespace understudy::conformance::report {

namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

bool is_control(std::uint32_t code) {
  return (code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7F && code < 0xA0);
}

/// Unicode Bidirectional Algorithm section 2: embeddings, overrides, isolates and their ends, and
/// the implicit marks.
bool turns_direction(std::uint32_t code) {
  return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
         code == 0x200E || code == 0x200F || code == 0x061C;
}

/// Line ends that are no LF, the byte order mark and what the standard keeps from being characters.
bool is_odd(std::uint32_t code) {
  return code == 0x2028 || code == 0x2029 || code == 0xFEFF || (code & 0xFFFEU) == 0xFFFE ||
         (code >= 0xFDD0 && code <= 0xFDEF);
}

}  // namespace

std::string plain_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    if (text.starts_with("\r\n")) text.remove_prefix(1);
    const Character character = read_character(text);
    const bool is_shown = character.length != 0 && !is_control(character.code) &&
                          !turns_direction(character.code) && !is_odd(character.code);
    append_character(out, is_shown ? character.code : kReplacement);
    text.remove_prefix(character.length == 0 ? 1 : character.length);
  }
  return out;
}

std::string one_line(std::string_view text, std::size_t most) {
  std::string out;
  for (const char c : plain_text(text)) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else {
      out += c;
    }
  }
  if (out.size() <= most) return out;
  out.resize(utf8_prefix(std::string_view{out}.substr(0, most)));
  return out += "...";
}

std::string escape_markup(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string counted(std::size_t count, std::string_view noun) {
  std::string text = std::to_string(count) + " ";
  text += noun;
  return count == 1 ? text : text + "s";
}

std::string seconds_text(Duration duration) {
  const auto all = std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
  const std::string rest = std::to_string(all % 1'000);
  return std::to_string(all / 1'000) + "." + std::string(3 - rest.size(), '0') + rest;
}

double milliseconds(Duration duration) {
  const auto all = std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
  return static_cast<double>(all) / 1'000.0;
}

std::string pretty_json(const Json& value) {
  return value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace understudy::conformance::report
