// SPDX-License-Identifier: MIT
/// `uri`, `uri-reference`, `iri` and `iri-reference`: one grammar, with and without characters
/// beyond ASCII.
///
/// Grammar:  URI           = scheme ":" hier-part [ "?" query ] [ "#" fragment ]
///           URI-reference = URI / relative-ref
///           relative-ref  = relative-part [ "?" query ] [ "#" fragment ]
///           hier-part     = "//" authority path-abempty / path-absolute / path-rootless / ""
///           relative-part = "//" authority path-abempty / path-absolute / path-noscheme / ""
///           scheme        = ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )
///           authority     = [ userinfo "@" ] host [ ":" *DIGIT ]
///           userinfo      = *( unreserved / pct-encoded / sub-delims / ":" )
///           host          = "[" ( IPv6address / IPvFuture ) "]" / reg-name
///           IPvFuture     = "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" )
///           reg-name      = *( unreserved / pct-encoded / sub-delims )
///           path          = *( pchar / "/" )
///           pchar         = unreserved / pct-encoded / sub-delims / ":" / "@"
///           query         = *( pchar / "/" / "?" )            ; of an IRI: also iprivate
///           fragment      = *( pchar / "/" / "?" )
///           unreserved    = ALPHA / DIGIT / "-" / "." / "_" / "~"  ; of an IRI: also ucschar
/// Source:   RFC 3986 appendix A; RFC 3987 section 2.2
#include <algorithm>
#include <string_view>

#include "code_point.hpp"
#include "formats/format.hpp"
#include "formats/iri_characters.hpp"
#include "formats/scanner.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::schema {

namespace {

enum class Alphabet : std::uint8_t { ascii, unicode };
enum class Private : std::uint8_t { allowed, forbidden };

// unreserved / sub-delims
bool is_plain(char c) {
  constexpr std::string_view kMarks = "-._~!$&'()*+,;=";
  return is_alpha(c) || is_digit(c) || kMarks.find(c) != std::string_view::npos;
}

// pct-encoded = "%" HEXDIG HEXDIG
bool take_pct_encoded(Scanner& in) {
  if (in.rest.size() < 3 || !is_hex_digit(in.rest[1]) || !is_hex_digit(in.rest[2])) return false;
  in.rest.remove_prefix(3);
  return true;
}

// ucschar / iprivate; the text is UTF-8
bool take_foreign(Scanner& in, Private privates) {
  const std::uint32_t code = take_code_point(in.rest);
  return is_ucschar(code) || (privates == Private::allowed && is_iprivate(code));
}

// *( unreserved / pct-encoded / sub-delims / any of `more` )
bool is_run(std::string_view text, Alphabet alphabet, std::string_view more,
            Private privates = Private::forbidden) {
  Scanner in{text};
  while (!in.at_end()) {
    const char c = in.rest.front();
    if (is_plain(c) || more.find(c) != std::string_view::npos) {
      in.rest.remove_prefix(1);
      continue;
    }
    if (c == '%') {
      if (!take_pct_encoded(in)) return false;
      continue;
    }
    if (is_ascii(c) || alphabet == Alphabet::ascii || !take_foreign(in, privates)) return false;
  }
  return true;
}

// IPvFuture = "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" )
bool is_ip_future(std::string_view text) {
  Scanner in{text};
  if (!in.take('v') && !in.take('V')) return false;
  if (in.take_while(is_hex_digit) == 0 || !in.take('.')) return false;
  return in.take_while([](char c) { return is_plain(c) || c == ':'; }) > 0 && in.at_end();
}

// host [ ":" *DIGIT ]
bool is_host_and_port(std::string_view text, Alphabet alphabet) {
  std::size_t end = std::min(text.find(':'), text.size());
  if (text.starts_with('[')) {
    const std::size_t bracket = text.find(']');
    if (bracket == std::string_view::npos) return false;
    const std::string_view literal = text.substr(1, bracket - 1);
    if (!is_ipv6(literal) && !is_ip_future(literal)) return false;
    end = bracket + 1;
  } else if (!is_run(text.substr(0, end), alphabet, "")) {
    return false;
  }
  Scanner in{text.substr(end)};
  if (in.take(':')) static_cast<void>(in.take_while(is_digit));
  return in.at_end();
}

// authority = [ userinfo "@" ] host [ ":" *DIGIT ]
bool is_authority(std::string_view text, Alphabet alphabet) {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos) return is_host_and_port(text, alphabet);
  return is_run(text.substr(0, at), alphabet, ":") &&
         is_host_and_port(text.substr(at + 1), alphabet);
}

// hier-part / relative-part, from behind the scheme to the query
bool is_hier_part(std::string_view text, Alphabet alphabet) {
  if (!text.starts_with("//")) return is_run(text, alphabet, ":@/");
  text.remove_prefix(2);
  const std::size_t end = std::min(text.find('/'), text.size());
  return is_authority(text.substr(0, end), alphabet) && is_run(text.substr(end), alphabet, ":@/");
}

// [ "?" query ] [ "#" fragment ], cut off the end of `text`
bool take_query_and_fragment(std::string_view& text, Alphabet alphabet) {
  const std::size_t hash = std::min(text.find('#'), text.size());
  const std::string_view fragment = text.substr(std::min(hash + 1, text.size()));
  text = text.substr(0, hash);
  const std::size_t mark = std::min(text.find('?'), text.size());
  const std::string_view query = text.substr(std::min(mark + 1, text.size()));
  text = text.substr(0, mark);
  return is_run(fragment, alphabet, ":@/?") && is_run(query, alphabet, ":@/?", Private::allowed);
}

// scheme ":"; its length, 0 where there is none
std::size_t scheme_of(std::string_view text) {
  if (text.empty() || !is_alpha(text.front())) return 0;
  Scanner in{text};
  const std::size_t length = in.take_while(
      [](char c) { return is_alpha(c) || is_digit(c) || c == '+' || c == '-' || c == '.'; });
  return in.take(':') ? length + 1 : 0;
}

// path-noscheme: no ":" before the first "/"
bool is_no_scheme(std::string_view text) { return text.find(':') >= text.find('/'); }

bool is_absolute(std::string_view text, Alphabet alphabet) {
  if (alphabet == Alphabet::unicode && !is_utf8(text)) return false;
  const std::size_t scheme = scheme_of(text);
  return scheme > 0 && take_query_and_fragment(text, alphabet) &&
         is_hier_part(text.substr(scheme), alphabet);
}

bool is_reference(std::string_view text, Alphabet alphabet) {
  if (is_absolute(text, alphabet)) return true;
  if (alphabet == Alphabet::unicode && !is_utf8(text)) return false;
  return take_query_and_fragment(text, alphabet) && is_no_scheme(text) &&
         is_hier_part(text, alphabet);
}

}  // namespace

bool is_iri(std::string_view text) { return is_absolute(text, Alphabet::unicode); }

bool is_iri_reference(std::string_view text) { return is_reference(text, Alphabet::unicode); }

bool is_uri(std::string_view text) { return is_absolute(text, Alphabet::ascii); }

bool is_uri_reference(std::string_view text) { return is_reference(text, Alphabet::ascii); }

}  // namespace understudy::schema
