// SPDX-License-Identifier: MIT
/// Which addresses a transport may connect to, whatever the name of a host leads to.
///
///   auto host = make_transport(url_of_a_stranger, {.addresses = kPublicAddresses});
#pragma once

#include <cstdint>
#include <string_view>

namespace understudy::client {

/// What an address is for. One of IPv6 that carries one of IPv4 is what that one is.
///
/// Source:   IANA's registries of special-purpose addresses (RFC 6890)
enum class AddressKind : std::uint8_t {
  global,           ///< anywhere on the internet
  link_local,       ///< 169.254/16, fe80::/10: this network, and the metadata of clouds
  loopback,         ///< 127/8, ::1: this machine
  private_network,  ///< 10/8, 172.16/12, 192.168/16, 100.64/10, fc00::/7, fec0::/10
  special,          ///< 0/8, ::, multicast, broadcast, and what is reserved for other ends
};

/// "private_network" and so on.
std::string_view name_of(AddressKind kind);

/// What may be connected to besides global addresses. The name of a host is looked up once for each
/// connection, and the connection goes to an address that was looked at.
struct AddressPolicy {
  bool link_local = true;
  bool loopback = true;
  bool private_networks = true;
  bool special = true;

  [[nodiscard]] bool allows(AddressKind kind) const;
  /// Whether there is nothing to look at.
  [[nodiscard]] bool allows_everything() const { return *this == AddressPolicy{}; }

  friend bool operator==(const AddressPolicy&, const AddressPolicy&) = default;
};

/// For URLs that strangers have written: global addresses and no others.
inline constexpr AddressPolicy kPublicAddresses{
    .link_local = false, .loopback = false, .private_networks = false, .special = false};

}  // namespace understudy::client
