// SPDX-License-Identifier: MIT
#include "understudy/base/uri.hpp"

#include <algorithm>
#include <cstddef>

#include "understudy/base/unicode.hpp"

namespace understudy {

namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Decodes `raw`, which starts at byte `base` of the text that errors are about.
Result<std::string> decode(std::string_view raw, bool plus_is_space, const char* what,
                           std::size_t base) {
  std::string text;
  text.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '+' && plus_is_space) {
      text += ' ';
    } else if (raw[i] != '%') {
      text += raw[i];
    } else {
      const int high = i + 2 < raw.size() ? hex_value(raw[i + 1]) : -1;
      const int low = i + 2 < raw.size() ? hex_value(raw[i + 2]) : -1;
      if (high < 0 || low < 0) {
        return Failure{Error{Errc::bad_input, "'%' has to be followed by two hex digits",
                             std::string{what} + " byte " + std::to_string(base + i),
                             "write a literal percent sign as %25"}};
      }
      text += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  if (!is_utf8(text)) {
    return Failure{Error{Errc::bad_input, "the decoded text is no valid UTF-8",
                         std::string{what} + " byte " + std::to_string(base), ""}};
  }
  return text;
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

}  // namespace

Result<QueryParams> QueryParams::parse(std::string_view raw) {
  QueryParams params;
  std::size_t at = 0;
  while (at <= raw.size() && !raw.empty()) {
    const std::size_t end = std::min(raw.find('&', at), raw.size());
    const std::string_view pair = raw.substr(at, end - at);
    if (!pair.empty()) {
      const std::size_t cut = std::min(pair.find('='), pair.size());
      auto name = decode(pair.substr(0, cut), true, "query", at);
      if (!name) return Failure{std::move(name.error())};
      const std::size_t value_at = std::min(cut + 1, pair.size());
      auto value = decode(pair.substr(value_at), true, "query", at + value_at);
      if (!value) return Failure{std::move(value.error())};
      params.list_.emplace_back(*std::move(name), *std::move(value));
    }
    at = end + 1;
  }
  return params;
}

const std::string* QueryParams::find(std::string_view name) const {
  for (const auto& [listed, value] : list_) {
    if (listed == name) return &value;
  }
  return nullptr;
}

std::vector<std::string_view> QueryParams::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [listed, value] : list_) {
    if (listed == name) values.emplace_back(value);
  }
  return values;
}

Result<std::string> decode_segment(std::string_view raw) { return decode(raw, false, "path", 0); }

std::string encode_component(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (is_unreserved(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 15U];
  }
  return out;
}

}  // namespace understudy
