// SPDX-License-Identifier: MIT
/// Addresses of hosts: what they are for, and those that a name leads to.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/result.hpp"
#include "understudy/client/address_policy.hpp"

struct sockaddr;

namespace understudy::client {

/// In the order of the network; an address of IPv4 is its mapped one, ::ffff:a.b.c.d.
using Address = std::array<std::uint8_t, 16>;

/// Reads "192.0.2.1" or "2001:db8::1", without brackets and scope.
std::optional<Address> parse_address(std::string_view text);
/// Nothing for other families than IPv4 and IPv6.
std::optional<Address> address_of(const sockaddr& address);
/// As messages show it.
std::string text_of(const Address& address);

AddressKind kind_of(const Address& address);

/// Looks up a host, once, and gives the addresses that may be connected to, in the order in which
/// they are to be tried. Blocks until the system has an answer.
///
/// Shape:    numbers alone, "127.0.0.1", with the scope where there is one, "fe80::1%eth0"
/// Errors:   unreachable for a name that leads nowhere; that of refused_address() when no address
///           of it is allowed. `authority` is how they call the host
Result<std::vector<std::string>> look_up(const std::string& host, const std::string& authority,
                                         const AddressPolicy& policy);

/// A host that a policy keeps from being connected to: `unsupported`, no attempt would help.
Error refused_address(const std::string& authority, const Address& address);

}  // namespace understudy::client
