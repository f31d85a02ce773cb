// SPDX-License-Identifier: MIT
/// The address of a host, taken apart.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "understudy/base/result.hpp"

namespace understudy::client {

struct Origin {
  bool is_tls = false;
  std::string host;  ///< without the brackets of an IPv6 address
  std::uint16_t port = 0;

  /// As the Host field has it: "example.com:8080", "[::1]:80".
  [[nodiscard]] std::string authority() const;

  friend bool operator==(const Origin&, const Origin&) = default;
};

/// Reads an origin.
///
/// Grammar:  origin = ( "http" / "https" ) "://" host [ ":" port ] [ "/" ]
///           host   = 1*( ALPHA / DIGIT / "-" / "." / "_" ) / "[" 1*( HEXDIG / ":" / "." ) "]"
///           port   = 1 .. 65535; absent: 80 or 443
/// Errors:   bad_input for anything else, userinfo and paths among it; what is refused is not
///           quoted, since people put passwords there
Result<Origin> parse_origin(std::string_view url);

}  // namespace understudy::client
