// SPDX-License-Identifier: MIT
#include "secret_encodings.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>

#include "understudy/base/base64.hpp"
#include "understudy/base/json.hpp"
#include "understudy/base/unicode.hpp"
#include "understudy/base/uri.hpp"
#include "understudy/base/utf8.hpp"

namespace understudy::conformance {

namespace {

constexpr std::string_view kLower = "0123456789abcdef";
constexpr std::string_view kUpper = "0123456789ABCDEF";

/// A number as so many hexadecimal digits.
std::string hex(std::uint32_t number, std::size_t digits, std::string_view alphabet) {
  std::string text(digits, '0');
  for (std::size_t i = digits; i-- > 0; number >>= 4U) text[i] = alphabet[number & 0xFU];
  return text;
}

std::string each_byte(std::string_view text,
                      const std::function<std::string(std::uint8_t)>& spell) {
  std::string out;
  for (const char c : text) out += spell(static_cast<std::uint8_t>(c));
  return out;
}

std::string each_character(std::string_view text,
                           const std::function<std::string(std::uint32_t)>& spell) {
  std::string out;
  while (!text.empty()) {
    const Character character = read_character(text);
    out += spell(character.code);
    text.remove_prefix(character.length);
  }
  return out;
}

std::string replaced(std::string text, std::string_view old, std::string_view by) {
  for (std::size_t at = text.find(old); at != text.npos; at = text.find(old, at + by.size())) {
    text.replace(at, old.size(), by);
  }
  return text;
}

class Spellings {
 public:
  explicit Spellings(std::string_view secret) : secret_(secret) {}

  void add(SecretForm form, std::string text) {
    const bool is_known = std::any_of(list_.begin(), list_.end(),
                                      [&](const Spelling& one) { return one.second == text; });
    if (!is_known) list_.emplace_back(form, std::move(text));
  }

  // RFC 3986 section 2.1; the blank as forms write it
  void add_percent() {
    for (const std::string_view alphabet : {kLower, kUpper}) {
      const auto escape = [&](std::uint8_t byte) { return "%" + hex(byte, 2, alphabet); };
      const std::string reserved = each_byte(secret_, [&](std::uint8_t byte) {
        const std::string plain(1, static_cast<char>(byte));
        return encode_component(plain) == plain ? plain : escape(byte);
      });
      add(SecretForm::percent, reserved);
      add(SecretForm::percent, replaced(reserved, "%20", "+"));
      add(SecretForm::percent_all, each_byte(secret_, escape));
    }
  }

  // RFC 4648 sections 4 and 5: the secret behind 0, 1 or 2 bytes of a group of three
  void add_base64() {
    for (std::size_t before = 0; before < 3; ++before) {
      const std::string all = encode_base64url(std::string(before, '\0') + std::string{secret_});
      const std::size_t first = (8 * before + 5) / 6;
      const std::size_t last = 8 * (before + secret_.size()) / 6;
      const std::string url = all.substr(first, last - first);
      const std::string plain = replaced(replaced(url, "-", "+"), "_", "/");
      add(SecretForm::base64, plain);
      add(SecretForm::base64, replaced(plain, "/", "\\/"));
      add(SecretForm::base64url, url);
    }
  }

  void add_hex() {
    for (const std::string_view alphabet : {kLower, kUpper}) {
      add(SecretForm::hex,
          each_byte(secret_, [&](std::uint8_t byte) { return hex(byte, 2, alphabet); }));
    }
  }

  // RFC 8259 section 7
  void add_json() {
    const auto unquoted = [](const std::string& text) { return text.substr(1, text.size() - 2); };
    std::string least;
    append_json_string(least, secret_);
    const std::string ascii = Json(secret_).dump(-1, ' ', true);
    for (const std::string& text : {unquoted(least), unquoted(ascii)}) {
      add(SecretForm::json, text);
      add(SecretForm::json, replaced(text, "/", "\\/"));
    }
    for (const std::string_view alphabet : {kLower, kUpper}) {
      add(SecretForm::json, each_character(secret_, [&](std::uint32_t code) {
            const auto unit = [&](std::uint32_t number) {
              return "\\u" + hex(number, 4, alphabet);
            };
            if (code < 0x10000) return unit(code);
            const std::uint32_t rest = code - 0x10000;
            return unit(0xD800U + (rest >> 10U)) + unit(0xDC00U + (rest & 0x3FFU));
          }));
    }
  }

  // XML 1.0 sections 2.4 and 4.1; HTML, "Character references"
  void add_markup() {
    const std::string tags =
        replaced(replaced(replaced(std::string{secret_}, "&", "&amp;"), "<", "&lt;"), ">", "&gt;");
    for (const std::string_view quote : {"\"", "&quot;", "&#34;", "&#x22;"}) {
      for (const std::string_view apostrophe : {"'", "&#39;", "&apos;", "&#x27;"}) {
        add(SecretForm::markup, replaced(replaced(tags, "\"", quote), "'", apostrophe));
      }
    }
    add(SecretForm::markup, each_character(secret_, [](std::uint32_t code) {
          return "&#" + std::to_string(code) + ";";
        }));
    for (const std::string_view alphabet : {kLower, kUpper}) {
      add(SecretForm::markup, each_character(secret_, [&](std::uint32_t code) {
            const std::string digits = hex(code, 8, alphabet);
            return "&#x" + digits.substr(std::min<std::size_t>(digits.find_first_not_of('0'), 7)) +
                   ";";
          }));
    }
  }

  std::vector<Spelling> take() && { return std::move(list_); }

 private:
  std::string_view secret_;
  std::vector<Spelling> list_;
};

}  // namespace

std::vector<Spelling> spellings_of(std::string_view secret) {
  Spellings spellings{secret};
  spellings.add(SecretForm::raw, std::string{secret});
  spellings.add_percent();
  spellings.add_base64();
  spellings.add_hex();
  if (is_utf8(secret)) {  // the other two are texts of characters
    spellings.add_json();
    spellings.add_markup();
  }
  return std::move(spellings).take();
}

}  // namespace understudy::conformance
