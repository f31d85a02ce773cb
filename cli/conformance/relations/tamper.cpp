// SPDX-License-Identifier: MIT
#include "tamper.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "understudy/base/base64.hpp"
#include "understudy/base/json.hpp"

namespace understudy::conformance {

namespace {

constexpr std::array<std::pair<std::string_view, Tamper>, 12> kTampers{{
    {"alg-none", Tamper::alg_none},
    {"changed-payload", Tamper::changed_payload},
    {"cut-signature", Tamper::cut_signature},
    {"cut-text", Tamper::cut_text},
    {"no-json", Tamper::no_json},
    {"no-signature", Tamper::no_signature},
    {"none", Tamper::none},
    {"other-alg", Tamper::other_alg},
    {"other-case", Tamper::other_case},
    {"other-text", Tamper::other_text},
    {"two-parts", Tamper::two_parts},
    {"wrong-signature", Tamper::wrong_signature},
}};
constexpr std::size_t kCut = 4;  // ours: three bytes of the signature

struct Parts {
  std::string header;
  std::string payload;
  std::string signature;
};

std::optional<Parts> split(std::string_view token) {
  const std::size_t first = token.find('.');
  const std::size_t second = first == token.npos ? first : token.find('.', first + 1);
  if (second == token.npos || token.find('.', second + 1) != token.npos) return std::nullopt;
  return Parts{std::string{token.substr(0, first)},
               std::string{token.substr(first + 1, second - first - 1)},
               std::string{token.substr(second + 1)}};
}

/// The next letter of its kind; those of hexadecimal digits stay such digits.
char rotate(char c) {
  if (c >= '0' && c <= '9') return c == '9' ? '0' : static_cast<char>(c + 1);
  if (c == 'f' || c == 'F') return static_cast<char>(c - 5);
  if (c == 'z' || c == 'Z') return static_cast<char>(c - 19);
  const bool is_letter = (c >= 'a' && c < 'z') || (c >= 'A' && c < 'Z');
  return is_letter ? static_cast<char>(c + 1) : c;
}

std::string rotate(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return rotate(c); });
  return text;
}

/// The other kind of every letter; nothing where there is none.
std::optional<std::string> turn_case(std::string text) {
  bool has_letter = false;
  for (char& c : text) {
    const bool is_small = c >= 'a' && c <= 'z';
    if (!is_small && (c < 'A' || c > 'Z')) continue;
    c = static_cast<char>(is_small ? c - 'a' + 'A' : c - 'A' + 'a');
    has_letter = true;
  }
  return has_letter ? std::optional{std::move(text)} : std::nullopt;
}

/// A part as JSON with one member changed; nothing where it is no object.
std::optional<std::string> change(const std::string& part, const char* name,
                                  const std::string& value) {
  const auto text = decode_base64url(part);
  auto json = text ? parse_json(*text) : Result<Json>{Json{}};
  if (!json || !json->is_object()) return std::nullopt;
  (*json)[name] = value;
  return encode_base64url(dump_json(*json));
}

/// Other bytes, as many: every bit of the first half is turned round.
std::string sign_wrongly(const std::string& signature) {
  auto bytes = decode_base64url(signature);
  if (!bytes || bytes->empty()) return rotate(signature);
  for (std::size_t i = 0; i <= bytes->size() / 2 && i < bytes->size(); ++i) {
    (*bytes)[i] = static_cast<char>(~static_cast<unsigned char>((*bytes)[i]));
  }
  return encode_base64url(*bytes);
}

std::optional<std::string> apply_to(Tamper tamper, const Parts& right) {
  const std::string signed_part = right.header + "." + right.payload;
  switch (tamper) {
    case Tamper::alg_none: {
      const auto header = change(right.header, "alg", "none");
      if (!header) return std::nullopt;
      return *header + "." + right.payload + ".";
    }
    case Tamper::changed_payload: {
      const auto payload = change(right.payload, "sub", "00000000000000000000000000000000");
      if (!payload) return std::nullopt;
      return right.header + "." + *payload + "." + right.signature;
    }
    case Tamper::cut_signature:
      if (right.signature.size() <= kCut) return std::nullopt;
      return signed_part + "." + right.signature.substr(0, right.signature.size() - kCut);
    case Tamper::no_json:
      return right.header + "." + encode_base64url("no json") + "." + right.signature;
    case Tamper::no_signature:
      return signed_part + ".";
    case Tamper::other_alg: {
      const auto header = change(right.header, "alg", "HS512");
      if (!header) return std::nullopt;
      return *header + "." + right.payload + "." + right.signature;
    }
    case Tamper::two_parts:
      return signed_part;
    case Tamper::wrong_signature:
      return signed_part + "." + sign_wrongly(right.signature);
    case Tamper::none:
    case Tamper::cut_text:
    case Tamper::other_case:
    case Tamper::other_text:
      break;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Tamper> find_tamper(std::string_view name) {
  for (const auto& [known, tamper] : kTampers) {
    if (known == name) return tamper;
  }
  return std::nullopt;
}

std::optional<std::string> make_wrong(Tamper tamper, std::string_view right) {
  if (tamper == Tamper::none) return std::string{right};
  if (tamper == Tamper::other_text) return rotate(std::string{right});
  if (tamper == Tamper::other_case) return turn_case(std::string{right});
  if (tamper == Tamper::cut_text) {
    if (right.size() < 2) return std::nullopt;
    return std::string{right.substr(0, right.size() - 1)};
  }
  const auto parts = split(right);
  return parts ? apply_to(tamper, *parts) : std::nullopt;
}

}  // namespace understudy::conformance
