// SPDX-License-Identifier: MIT
/// Texts as nodes, as the reader of JSON would have made them.
#include "instance.hpp"

#include <algorithm>
#include <charconv>

namespace understudy::openapi {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

enum class Numeral : std::uint8_t { none, integer, fraction };

/// number = [ "-" ] ( "0" / digit1-9 *digit ) [ "." 1*digit ] [ ( "e" / "E" ) [ sign ] 1*digit ]
Numeral numeral_of(std::string_view text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const std::size_t whole = at;
  at = skip_digits(text, at);
  if (at == whole || (text[whole] == '0' && at > whole + 1)) return Numeral::none;
  if (at == text.size()) return at < 300 ? Numeral::integer : Numeral::none;
  if (text[at] == '.') {
    const std::size_t digits = at + 1;
    at = skip_digits(text, digits);
    if (at == digits) return Numeral::none;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t digits = at;
    at = skip_digits(text, digits);
    if (at == digits) return Numeral::none;
  }
  if (at != text.size()) return Numeral::none;
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc::result_out_of_range) return Numeral::fraction;
  const std::size_t exponent = text.find_first_of("eE");
  const bool is_tiny = exponent == text.npos ? text[whole] == '0' : text[exponent + 1] == '-';
  return is_tiny ? Numeral::fraction : Numeral::none;
}

JsonNode make_scalar(JsonNode::Kind kind, std::string_view text, bool flag) {
  JsonNode node;
  node.kind = kind;
  node.flag = flag;
  if (kind == JsonNode::Kind::number) {
    node.text = text.data();
    node.size = static_cast<std::uint32_t>(text.size());
  }
  return node;
}

}  // namespace

JsonNode make_string(std::string_view text) {
  JsonNode node;
  node.kind = JsonNode::Kind::string;
  node.text = text.empty() ? "" : text.data();
  node.size = static_cast<std::uint32_t>(text.size());
  node.flag = std::all_of(text.begin(), text.end(),
                          [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  node.hash = json_name_hash(text);
  return node;
}

Candidates::Candidates(std::string_view text, Types types) {
  if (types == kString) {
    nodes_[size_++] = make_string(text);
    return;
  }
  if ((types & kNumber) != 0 && !text.empty()) {
    const Numeral numeral = numeral_of(text);
    if (numeral != Numeral::none) {
      nodes_[size_++] = make_scalar(JsonNode::Kind::number, text, numeral == Numeral::integer);
    }
  }
  if ((types & kBoolean) != 0 && (text == "true" || text == "false")) {
    nodes_[size_++] = make_scalar(JsonNode::Kind::boolean, {}, text == "true");
  }
  if ((types & kNull) != 0 && (text.empty() || text == "null")) {
    nodes_[size_++] = make_scalar(JsonNode::Kind::null, {}, false);
  }
  if ((types & kString) != 0 || size_ == 0) nodes_[size_++] = make_string(text);
}

}  // namespace understudy::openapi
