// SPDX-License-Identifier: MIT
/// The strings of RFC 8259 section 7: plain runs eight bytes at a time, escapes decoded beside the
/// text.
#include <algorithm>
#include <cstring>

#include "json_names.hpp"
#include "json_reader.hpp"
#include "understudy/base/utf8.hpp"

namespace understudy {

namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// How many bytes at the front are plain: no quote, no backslash, no control, no byte past ASCII.
/// Eight at a time, the classic way.
std::size_t plain_prefix(const char* text, std::size_t size) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  constexpr std::uint64_t kHighs = 0x8080808080808080U;
  const auto has_zero = [](std::uint64_t word) { return (word - kOnes) & ~word & kHighs; };
  std::size_t i = 0;
  for (; i + 8 <= size; i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text + i, 8);
    const std::uint64_t below_space = (word - kOnes * 0x20U) & ~word & kHighs;
    const std::uint64_t found = below_space | (word & kHighs) | has_zero(word ^ (kOnes * '"')) |
                                has_zero(word ^ (kOnes * '\\'));
    if (found != 0) break;
  }
  for (; i < size; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte >= 0x80 || byte == '"' || byte == '\\') break;
  }
  return i;
}

/// Where the first byte stands that cannot belong to the character at the front.
std::size_t broken_byte(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0xC2 || lead > 0xF4) return 0;
  for (std::size_t i = 1; i < 4 && i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const unsigned low = i > 1 ? 0x80 : lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned high = i > 1 ? 0xBF : lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (byte < low || byte > high) return i;
  }
  return text.size();
}

}  // namespace

// string = '"' *( character | escape ) '"'
bool JsonReader::read_string() {
  const std::size_t start = ++at_;
  JsonNode node;
  node.kind = JsonNode::Kind::string;
  node.flag = true;
  for (;;) {
    at_ += plain_prefix(text_.data() + at_, text_.size() - at_);
    if (is_at_end()) return broken_at(at_);
    const auto byte = static_cast<unsigned char>(text_[at_]);
    if (byte == '"') break;
    if (byte == '\\') return read_decoded_string(start);
    if (byte < 0x20) return broken_at(at_);
    const std::size_t length = read_character(text_.substr(at_)).length;
    if (length == 0) return broken_at(at_ + broken_byte(text_.substr(at_)));
    node.flag = false;
    at_ += length;
  }
  node.text = text_.data() + start;
  node.size = static_cast<std::uint32_t>(at_ - start);
  node.hash = json_name_hash({node.text, node.size});
  nodes_.push_back(node);
  ++at_;
  return true;
}

/// A string with escapes. Decoded text is never longer than the text it comes from, so that one
/// block as long as the whole text holds all of it and never moves.
bool JsonReader::read_decoded_string(std::size_t start) {
  if (document_.decoded_ == nullptr) document_.decoded_.reset(new char[text_.size()]);
  char* const begin = document_.decoded_.get() + decoded_;
  char* out = std::copy(text_.data() + start, text_.data() + at_, begin);
  JsonNode node;
  node.kind = JsonNode::Kind::string;
  for (;;) {
    const std::size_t plain = plain_prefix(text_.data() + at_, text_.size() - at_);
    out = std::copy_n(text_.data() + at_, plain, out);
    at_ += plain;
    if (is_at_end()) return broken_at(at_);
    const auto byte = static_cast<unsigned char>(text_[at_]);
    if (byte == '"') break;
    if (byte < 0x20) return broken_at(at_);
    if (byte == '\\') {
      if (!read_escape(out)) return false;
      continue;
    }
    const std::size_t length = read_character(text_.substr(at_)).length;
    if (length == 0) return broken_at(at_ + broken_byte(text_.substr(at_)));
    out = std::copy_n(text_.data() + at_, length, out);
    at_ += length;
  }
  ++at_;
  const std::string_view decoded{begin, static_cast<std::size_t>(out - begin)};
  node.text = begin;
  node.size = static_cast<std::uint32_t>(decoded.size());
  node.flag = std::all_of(decoded.begin(), decoded.end(),
                          [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  node.hash = json_name_hash(decoded);
  nodes_.push_back(node);
  decoded_ += decoded.size();
  return true;
}

// escape = "\" ( '"' | "\" | "/" | "b" | "f" | "n" | "r" | "t" | "u" 4hex )
bool JsonReader::read_escape(char*& out) {
  static constexpr std::string_view kLetters = "\"\\/bfnrt";
  static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  if (++at_ == text_.size()) return broken_at(at_);
  const char letter = text_[at_];
  if (const std::size_t i = kLetters.find(letter); i != std::string_view::npos) {
    *out++ = kMeanings[i];
    ++at_;
    return true;
  }
  if (letter != 'u') return broken_at(at_);
  ++at_;
  std::uint32_t code = 0;
  if (!read_hex4(code)) return false;
  if (code >= 0xDC00 && code <= 0xDFFF) return broken_at(at_ - 1);
  if (code >= 0xD800 && code <= 0xDBFF) {
    for (const char expected : {'\\', 'u'}) {
      if (is_at_end() || text_[at_] != expected) return broken_at(at_);
      ++at_;
    }
    std::uint32_t low = 0;
    if (!read_hex4(low)) return false;
    if (low < 0xDC00 || low > 0xDFFF) return broken_at(at_ - 1);
    code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
  }
  encode_character(code, [&](char byte) { *out++ = byte; });
  return true;
}

bool JsonReader::read_hex4(std::uint32_t& code) {
  for (const std::size_t end = at_ + 4; at_ < end; ++at_) {
    if (is_at_end()) return broken_at(at_);
    const char c = text_[at_];
    const char lower = static_cast<char>(c | 0x20);
    if (!is_digit(c) && (lower < 'a' || lower > 'f')) return broken_at(at_);
    code = code << 4U | static_cast<std::uint32_t>(is_digit(c) ? c - '0' : lower - 'a' + 10);
  }
  return true;
}

}  // namespace understudy
