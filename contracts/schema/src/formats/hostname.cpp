// SPDX-License-Identifier: MIT
/// `hostname` and `idn-hostname`; the only file that uses libidn2.
///
/// Grammar:  hostname     = label *( "." label )
///           label        = let-dig [ *61( let-dig / "-" ) let-dig ]
///           idn-hostname = idn-label *( separator idn-label )
///           idn-label    = NR-LDH-label / A-label / U-label
///           separator    = "." / %x3002 / %xFF0E / %xFF61
/// Shape:    63 octets a label and 253 a name, both as A-labels; "xn--" begins an A-label, which
///           has to be the form of a U-label; a name that has a right-to-left label obeys the Bidi
///           rule in every label
/// Source:   RFC 1123 section 2.1; RFC 5890 section 2.3; RFC 5891 section 4; RFC 5893 section 2;
///           RFC 3490 section 3.1 (separators)
#include "formats/hostname.hpp"

#include <idn2.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "code_point.hpp"
#include "formats/format.hpp"
#include "formats/scanner.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::schema {

namespace {

constexpr std::size_t kMaxLabel = 63;  // RFC 1035 section 2.3.4
constexpr std::size_t kMaxName = 253;  // RFC 1035 section 2.3.4: 255 octets on the wire
// A code point of a U-label takes an octet of its A-label at least; NFC may shorten threefold.
constexpr std::size_t kMaxUnicodeName = kMaxName * 4 * 3;

struct FreeText {
  void operator()(char* text) const { idn2_free(text); }
};
using Text = std::unique_ptr<char, FreeText>;

const std::uint8_t* bytes_of(const std::string& text) {
  return reinterpret_cast<const std::uint8_t*>(text.c_str());  // libidn2 wants unsigned characters
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// label = let-dig [ *61( let-dig / "-" ) let-dig ]
bool is_ldh_label(std::string_view label) {
  if (label.empty() || label.size() > kMaxLabel) return false;
  if (label.front() == '-' || label.back() == '-') return false;
  return std::all_of(label.begin(), label.end(),
                     [](char c) { return is_alpha(c) || is_digit(c) || c == '-'; });
}

bool has_prefix(std::string_view label) {
  return label.size() >= 4 && lower(label[0]) == 'x' && lower(label[1]) == 'n' && label[2] == '-' &&
         label[3] == '-';
}

/// The U-label of an A-label; nothing where it is none.
std::optional<std::string> decode_a_label(std::string_view label) {
  std::string a_label{label};
  std::transform(a_label.begin(), a_label.end(), a_label.begin(), lower);
  std::uint8_t* registered = nullptr;
  const int checked = idn2_register_u8(nullptr, bytes_of(a_label), &registered, 0);
  const Text keeper{reinterpret_cast<char*>(registered)};
  if (checked != IDN2_OK) return std::nullopt;
  char* decoded = nullptr;
  const int answer = idn2_to_unicode_8z8z(a_label.c_str(), &decoded, 0);
  const Text u_label{decoded};
  if (answer != IDN2_OK) return std::nullopt;
  return std::string{u_label.get()};
}

/// The A-label of a U-label (RFC 5891 section 4.2); nothing where it is none.
std::optional<std::string> encode_u_label(const std::string& label, Normalization normalization) {
  const int flags = normalization == Normalization::done ? IDN2_NFC_INPUT : 0;
  std::uint8_t* registered = nullptr;
  const int answer = idn2_register_u8(bytes_of(label), nullptr, &registered, flags);
  const Text a_label{reinterpret_cast<char*>(registered)};
  if (answer != IDN2_OK) return std::nullopt;
  return std::string{a_label.get()};
}

// What libidn2 leaves to its callers: RFC 5893, between labels and between two kinds of digits.

/// What the characters of a label mean for its direction. Only characters that IDNA allows come
/// here, so a few ranges say it; a mark of a right-to-left script counts as its letters.
struct Direction {
  bool is_right_to_left = false;
  bool has_european_digits = false;
  bool has_arabic_digits = false;
  bool begins_with_digit = false;
};

bool is_european_digit(std::uint32_t code) {
  return (code >= '0' && code <= '9') || (code >= 0x6F0 && code <= 0x6F9);
}

bool is_arabic_digit(std::uint32_t code) {
  return (code >= 0x660 && code <= 0x669) || (code >= 0x10D30 && code <= 0x10D39);
}

bool is_right_to_left(std::uint32_t code) {
  if (is_european_digit(code)) return false;
  return (code >= 0x590 && code <= 0x8FF) || (code >= 0xFB1D && code <= 0xFDFF) ||
         (code >= 0xFE70 && code <= 0xFEFF) || (code >= 0x10800 && code <= 0x10FFF) ||
         (code >= 0x1E800 && code <= 0x1EFFF);
}

Direction direction_of(std::string_view label) {
  Direction direction;
  for (bool is_first = true; !label.empty(); is_first = false) {
    const std::uint32_t code = take_code_point(label);
    direction.is_right_to_left |= is_right_to_left(code);
    direction.has_european_digits |= is_european_digit(code);
    direction.has_arabic_digits |= is_arabic_digit(code);
    if (is_first) direction.begins_with_digit = is_european_digit(code);
  }
  return direction;
}

bool obeys_bidi_rule(const std::vector<std::string>& labels) {
  std::vector<Direction> directions;
  directions.reserve(labels.size());
  for (const std::string& label : labels) directions.push_back(direction_of(label));
  const bool is_bidi = std::any_of(directions.begin(), directions.end(),
                                   [](const Direction& d) { return d.is_right_to_left; });
  return std::all_of(directions.begin(), directions.end(), [&](const Direction& d) {
    if (d.is_right_to_left) return !d.has_european_digits || !d.has_arabic_digits;
    return !is_bidi || !d.begins_with_digit;
  });
}

/// A label in both forms.
struct Label {
  std::string ascii;
  std::string unicode;
};

// idn-label = NR-LDH-label / A-label / U-label
std::optional<Label> read_label(const std::string& label, Normalization normalization) {
  if (!std::all_of(label.begin(), label.end(), is_ascii)) {
    auto a_label = encode_u_label(label, normalization);
    if (!a_label || a_label->size() > kMaxLabel) return std::nullopt;
    return Label{*std::move(a_label), label};
  }
  if (!is_ldh_label(label)) return std::nullopt;
  if (has_prefix(label)) {
    auto u_label = decode_a_label(label);
    if (!u_label) return std::nullopt;
    return Label{label, *std::move(u_label)};
  }
  if (label.size() >= 4 && label[2] == '-' && label[3] == '-') return std::nullopt;
  return Label{label, label};
}

bool are_idn_labels(const std::vector<std::string>& labels, Normalization normalization) {
  std::vector<std::string> unicode;
  std::size_t size = labels.size() - 1;
  for (const std::string& label : labels) {
    auto read = read_label(label, normalization);
    if (!read) return false;
    size += read->ascii.size();
    unicode.push_back(std::move(read->unicode));
  }
  return size <= kMaxName && obeys_bidi_rule(unicode);
}

/// Cut at every full stop, in any of its forms. The text is UTF-8.
std::vector<std::string> split(std::string_view text, std::u32string_view separators) {
  std::vector<std::string> labels(1);
  while (!text.empty()) {
    std::string_view rest = text;
    const char32_t code = take_code_point(rest);
    if (separators.find(code) != std::u32string_view::npos) {
      labels.emplace_back();
    } else {
      labels.back() += text.substr(0, text.size() - rest.size());
    }
    text = rest;
  }
  return labels;
}

bool is_fit_for_libidn2(std::string_view text) {
  return text.size() <= kMaxUnicodeName && text.find('\0') == std::string_view::npos &&
         is_utf8(text);
}

}  // namespace

bool is_ldh_name(std::string_view text) {
  if (text.size() > kMaxName) return false;
  while (true) {
    const std::size_t end = std::min(text.find('.'), text.size());
    if (!is_ldh_label(text.substr(0, end))) return false;
    if (end == text.size()) return true;
    text.remove_prefix(end + 1);
  }
}

bool is_idn_name(std::string_view text, Normalization normalization) {
  return is_fit_for_libidn2(text) && are_idn_labels(split(text, U"."), normalization);
}

bool is_hostname(std::string_view text) {
  if (!is_ldh_name(text)) return false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('.'), text.size());
    if (has_prefix(text) && !decode_a_label(text.substr(0, end))) return false;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

bool is_idn_hostname(std::string_view text) {
  constexpr std::u32string_view kSeparators = U".\u3002\uFF0E\uFF61";
  return is_fit_for_libidn2(text) &&
         are_idn_labels(split(text, kSeparators), Normalization::expected);
}

}  // namespace understudy::schema
