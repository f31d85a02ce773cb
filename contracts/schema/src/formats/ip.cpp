// SPDX-License-Identifier: MIT
/// `ipv4` and `ipv6`: addresses as text, without port, zone or prefix length.
///
/// Grammar:  ipv4      = dec-octet 3( "." dec-octet )
///           dec-octet = "0".."255" without leading zeros
///           ipv6      = groups of h16 between ":"; eight, or fewer with one "::" in place of the
///                       rest; the last two may be written as ipv4
///           h16       = 1*4HEXDIG
/// Source:   RFC 2673 section 3.2, RFC 3986 section 3.2.2 (dec-octet); RFC 4291 section 2.2
#include "formats/format.hpp"
#include "formats/scanner.hpp"

namespace understudy::schema {

namespace {

constexpr int kGroups = 8;

// dec-octet = "0".."255" without leading zeros
bool take_dec_octet(Scanner& in) {
  if (in.take('0')) return in.at_end() || !is_digit(in.rest.front());
  int value = 0;
  std::size_t digits = 0;
  for (; digits < 3 && !in.at_end() && is_digit(in.rest.front()); ++digits) {
    value = value * 10 + in.take_digits(1);
  }
  return digits > 0 && value <= 255;
}

// ":" h16, up to a "::" or to the end; an ipv4 there is two groups. -1 where it is neither
int take_groups(Scanner& in) {
  int groups = 0;
  while (!in.at_end() && groups <= kGroups) {
    const Scanner group = in;
    const std::size_t digits = in.take_while(is_hex_digit);
    if (!in.at_end() && in.rest.front() == '.') {
      if (!is_ipv4(group.rest)) return -1;
      in.rest = {};
      return groups + 2;
    }
    if (digits == 0 || digits > 4) return -1;
    ++groups;
    if (in.at_end() || in.rest.starts_with("::")) return groups;
    if (!in.take(':') || in.at_end()) return -1;
  }
  return groups;
}

}  // namespace

bool is_ipv4(std::string_view text) {
  Scanner in{text};
  for (int i = 0; i < 4; ++i) {
    if (i > 0 && !in.take('.')) return false;
    if (!take_dec_octet(in)) return false;
  }
  return in.at_end();
}

bool is_ipv6(std::string_view text) {
  Scanner in{text};
  const int before = in.rest.starts_with("::") ? 0 : take_groups(in);
  if (before < 0) return false;
  if (in.at_end()) return before == kGroups;
  in.rest.remove_prefix(2);
  const int behind = take_groups(in);
  return behind >= 0 && in.at_end() && before + behind < kGroups;
}

}  // namespace understudy::schema
