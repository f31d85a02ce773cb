// SPDX-License-Identifier: MIT
/// Percent-decoding that refuses what it cannot decode, with the place.
#include "understudy/base/uri.hpp"

#include <algorithm>
#include <cstddef>

#include "understudy/base/utf8.hpp"

namespace understudy {

namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Where in `raw` the byte stands that became byte `decoded` of the decoded text.
std::size_t raw_offset(std::string_view raw, std::size_t decoded) {
  std::size_t at = 0;
  for (; decoded > 0; --decoded) at += raw[at] == '%' ? 3U : 1U;
  return at;
}

/// Decodes `raw`, which starts at byte `base` of the text that errors are about.
Result<std::string> decode(std::string_view raw, bool plus_is_space, const std::string& what,
                           std::size_t base) {
  std::string text;
  text.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] != '%') {
      text += raw[i] == '+' && plus_is_space ? ' ' : raw[i];
      continue;
    }
    const bool is_whole = i + 2 < raw.size();
    const int high = is_whole ? hex_value(raw[i + 1]) : -1;
    const int low = is_whole ? hex_value(raw[i + 2]) : -1;
    if (high < 0 || low < 0) {
      return Failure{Error{Errc::bad_input, "'%' has to be followed by two hex digits",
                           what + " byte " + std::to_string(base + i),
                           "write a literal percent sign as %25"}};
    }
    text += static_cast<char>(high * 16 + low);
    i += 2;
  }
  const std::size_t valid = utf8_prefix(text);
  if (valid < text.size()) {
    return Failure{Error{Errc::bad_input, "the decoded text is no valid UTF-8",
                         what + " byte " + std::to_string(base + raw_offset(raw, valid)),
                         "encode text as UTF-8 before escaping it"}};
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
  for (std::size_t at = 0, end = 0; at < raw.size(); at = end + 1) {
    end = std::min(raw.find('&', at), raw.size());
    const std::string_view pair = raw.substr(at, end - at);
    if (pair.empty()) continue;
    const std::size_t cut = std::min(pair.find('='), pair.size());
    auto name = decode(pair.substr(0, cut), true, "query", at);
    if (!name) return Failure{std::move(name.error())};
    const std::size_t value_at = std::min(cut + 1, pair.size());
    auto value = decode(pair.substr(value_at), true, "query", at + value_at);
    if (!value) return Failure{std::move(value.error())};
    params.list_.emplace_back(*std::move(name), *std::move(value));
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
