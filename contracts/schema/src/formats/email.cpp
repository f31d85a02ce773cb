// SPDX-License-Identifier: MIT
/// `email` and `idn-email`: a mailbox as mail servers take it, without a display name.
///
/// Grammar:  mailbox         = local-part "@" ( domain / address-literal )
///           local-part      = dot-string / quoted-string
///           dot-string      = 1*atext *( "." 1*atext )
///           quoted-string   = DQUOTE *( qtext / "\" %x20-7E ) DQUOTE
///           qtext           = %x20-21 / %x23-5B / %x5D-7E
///           domain          = sub-domain *( "." sub-domain )
///           address-literal = "[" ( ipv4 / ( "IPv6:" ipv6 ) ) "]"
/// Shape:    64 octets of local part; of idn-email, atext, qtext and sub-domain have characters
///           beyond ASCII, the latter being U-labels once they are in normalization form C
/// Source:   RFC 5321 sections 4.1.2, 4.1.3 and 4.5.3.1; RFC 6531 section 3.3
#include <algorithm>
#include <string_view>

#include "formats/format.hpp"
#include "formats/hostname.hpp"
#include "formats/scanner.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::schema {

namespace {

constexpr std::size_t kMaxLocalPart = 64;  // RFC 5321 section 4.5.3.1.1

enum class Alphabet : std::uint8_t { ascii, unicode };

bool is_foreign(char c, Alphabet alphabet) { return alphabet == Alphabet::unicode && !is_ascii(c); }

// atext (RFC 5322 section 3.2.3)
bool is_atext(char c, Alphabet alphabet) {
  constexpr std::string_view kMarks = "!#$%&'*+-/=?^_`{|}~";
  return is_alpha(c) || is_digit(c) || kMarks.find(c) != std::string_view::npos ||
         is_foreign(c, alphabet);
}

// dot-string = 1*atext *( "." 1*atext )
bool take_dot_string(Scanner& in, Alphabet alphabet) {
  do {
    if (in.take_while([&](char c) { return is_atext(c, alphabet); }) == 0) return false;
  } while (in.take('.'));
  return true;
}

// quoted-string = DQUOTE *( qtext / "\" %x20-7E ) DQUOTE, behind the first DQUOTE
bool take_quoted_string(Scanner& in, Alphabet alphabet) {
  const auto is_printable = [](char c) { return c >= ' ' && c <= '~'; };
  while (!in.take('"')) {
    if (in.take('\\')) {
      if (in.at_end() || !is_printable(in.rest.front())) return false;
    } else if (in.at_end() ||
               (!is_printable(in.rest.front()) && !is_foreign(in.rest.front(), alphabet))) {
      return false;
    }
    in.rest.remove_prefix(1);
  }
  return true;
}

// local-part = dot-string / quoted-string
bool take_local_part(Scanner& in, Alphabet alphabet) {
  const std::size_t before = in.rest.size();
  const bool fits = in.take('"') ? take_quoted_string(in, alphabet) : take_dot_string(in, alphabet);
  return fits && before - in.rest.size() <= kMaxLocalPart;
}

// address-literal = "[" ( ipv4 / ( "IPv6:" ipv6 ) ) "]"
bool is_address_literal(std::string_view text) {
  constexpr std::string_view kTag = "IPv6:";
  if (text.size() < 2 || text.front() != '[' || text.back() != ']') return false;
  text = text.substr(1, text.size() - 2);
  return text.starts_with(kTag) ? is_ipv6(text.substr(kTag.size())) : is_ipv4(text);
}

}  // namespace

bool is_email(std::string_view text) {
  Scanner in{text};
  return take_local_part(in, Alphabet::ascii) && in.take('@') &&
         (is_ldh_name(in.rest) || is_address_literal(in.rest));
}

bool is_idn_email(std::string_view text) {
  if (!is_utf8(text)) return false;
  Scanner in{text};
  return take_local_part(in, Alphabet::unicode) && in.take('@') &&
         (is_idn_name(in.rest, Normalization::done) || is_address_literal(in.rest));
}

}  // namespace understudy::schema
