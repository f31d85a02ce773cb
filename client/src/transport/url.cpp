// SPDX-License-Identifier: MIT
#include "transport/url.hpp"

#include <charconv>
#include <optional>

namespace understudy::client {

namespace {

constexpr std::string_view kHex = "0123456789abcdefABCDEF";

Failure<Error> refuse(const char* what) {
  return Failure{Error{Errc::bad_input, what, "URL",
                       "write it as http://host:port or https://host:port, without user or path"}};
}

constexpr bool is_host_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_';
}

bool cut_prefix(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// host = 1*( ALPHA / DIGIT / "-" / "." / "_" ) / "[" 1*( HEXDIG / ":" / "." ) "]"
std::optional<std::string_view> cut_host(std::string_view& rest) {
  std::string_view host;
  if (cut_prefix(rest, "[")) {
    const std::size_t end = rest.find_first_not_of(std::string{kHex} + ":.");
    if (end == rest.npos || rest[end] != ']') return std::nullopt;
    host = rest.substr(0, end);
    rest.remove_prefix(end + 1);
  } else {
    std::size_t end = 0;
    while (end < rest.size() && is_host_char(rest[end])) ++end;
    host = rest.substr(0, end);
    rest.remove_prefix(end);
  }
  if (host.empty()) return std::nullopt;
  return host;
}

}  // namespace

std::string Origin::authority() const {
  const bool is_ipv6 = host.find(':') != host.npos;
  return (is_ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

Result<Origin> parse_origin(std::string_view url) {
  Origin origin;
  std::string_view rest = url;

  // ( "http" / "https" ) "://"
  if (cut_prefix(rest, "https://")) {
    origin.is_tls = true;
  } else if (!cut_prefix(rest, "http://")) {
    return refuse("expected a URL that begins with http:// or https://");
  }

  // host
  const auto host = cut_host(rest);
  if (!host) return refuse("expected a host name or address");
  origin.host = *host;

  // [ ":" port ] [ "/" ]
  origin.port = origin.is_tls ? 443 : 80;
  if (cut_prefix(rest, ":")) {
    const auto [stop, error] = std::from_chars(rest.data(), rest.data() + rest.size(), origin.port);
    if (error != std::errc{} || origin.port == 0) return refuse("expected a port of 1 to 65535");
    rest.remove_prefix(static_cast<std::size_t>(stop - rest.data()));
  }
  if (!rest.empty() && rest != "/") return refuse("expected the end behind host and port");
  return origin;
}

}  // namespace understudy::client
