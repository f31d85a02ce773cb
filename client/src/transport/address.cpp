// SPDX-License-Identifier: MIT
#include "transport/address.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "transport/attempt.hpp"

namespace understudy::client {

namespace {

/// The addresses that begin with the same bits.
struct Block {
  Address first;
  unsigned bits;
  AddressKind kind;
};

constexpr Address ipv4(std::uint8_t a, std::uint8_t b = 0, std::uint8_t c = 0, std::uint8_t d = 0) {
  return {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d};
}
constexpr unsigned kMappedBits = 96;

/// The first two groups of an address of IPv6.
constexpr Address ipv6(std::uint16_t first, std::uint16_t second = 0, std::uint16_t third = 0) {
  const auto high = [](std::uint16_t group) { return static_cast<std::uint8_t>(group >> 8U); };
  const auto low = [](std::uint16_t group) { return static_cast<std::uint8_t>(group & 0xffU); };
  return {high(first), low(first), high(second), low(second), high(third), low(third)};
}

constexpr Address kUnspecified{};
constexpr Address kLoopback{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

/// Everything that is not global. Source: RFC 6890 and the registries that it has founded
constexpr std::array kBlocks{
    Block{ipv4(0), kMappedBits + 8, AddressKind::special},  // systems take 0.0.0.0 for themselves
    Block{ipv4(10), kMappedBits + 8, AddressKind::private_network},         // RFC 1918
    Block{ipv4(100, 64), kMappedBits + 10, AddressKind::private_network},   // RFC 6598
    Block{ipv4(127), kMappedBits + 8, AddressKind::loopback},               // RFC 1122
    Block{ipv4(169, 254), kMappedBits + 16, AddressKind::link_local},       // RFC 3927
    Block{ipv4(172, 16), kMappedBits + 12, AddressKind::private_network},   // RFC 1918
    Block{ipv4(192, 0, 0), kMappedBits + 24, AddressKind::special},         // RFC 6890
    Block{ipv4(192, 0, 2), kMappedBits + 24, AddressKind::special},         // RFC 5737
    Block{ipv4(192, 88, 99), kMappedBits + 24, AddressKind::special},       // RFC 7526
    Block{ipv4(192, 168), kMappedBits + 16, AddressKind::private_network},  // RFC 1918
    Block{ipv4(198, 18), kMappedBits + 15, AddressKind::special},           // RFC 2544
    Block{ipv4(198, 51, 100), kMappedBits + 24, AddressKind::special},      // RFC 5737
    Block{ipv4(203, 0, 113), kMappedBits + 24, AddressKind::special},       // RFC 5737
    Block{ipv4(224), kMappedBits + 4, AddressKind::special},                // multicast
    Block{ipv4(240), kMappedBits + 4, AddressKind::special},                // and broadcast
    Block{kUnspecified, 128, AddressKind::special},
    Block{kLoopback, 128, AddressKind::loopback},
    Block{ipv6(0x64, 0xff9b, 1), 48, AddressKind::special},  // RFC 8215
    Block{ipv6(0x100), 64, AddressKind::special},            // RFC 6666
    Block{ipv6(0x2001), 23, AddressKind::special},           // RFC 2928, Teredo among it
    Block{ipv6(0x2001, 0xdb8), 32, AddressKind::special},    // RFC 3849
    Block{ipv6(0x3fff), 20, AddressKind::special},           // RFC 9637
    Block{ipv6(0x5f00), 16, AddressKind::special},           // RFC 9602
    Block{ipv6(0xfc00), 7, AddressKind::private_network},    // RFC 4193
    Block{ipv6(0xfe80), 10, AddressKind::link_local},        // RFC 4291
    Block{ipv6(0xfec0), 10, AddressKind::private_network},   // RFC 3879
    Block{ipv6(0xff00), 8, AddressKind::special},            // multicast
};

/// Where an address of IPv6 carries one of IPv4, behind a prefix.
struct Carrier {
  Address first;
  unsigned bits;
  std::size_t at;  ///< the byte that the carried one begins at
};
constexpr Address kTranslated{0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr std::array kCarriers{
    Carrier{kUnspecified, 96, 12},        // RFC 4291 section 2.5.5.1
    Carrier{kTranslated, 96, 12},         // RFC 2765 section 2.1
    Carrier{ipv6(0x64, 0xff9b), 96, 12},  // RFC 6052
    Carrier{ipv6(0x2002), 16, 2},         // RFC 3056
};

bool begins_with(const Address& address, const Address& first, unsigned bits) {
  const std::size_t whole = bits / 8;
  if (!std::equal(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(whole),
                  address.begin())) {
    return false;
  }
  const unsigned rest = bits % 8;
  if (rest == 0) return true;
  const unsigned different = static_cast<unsigned>(address[whole] ^ first[whole]);
  return (different >> (8 - rest)) == 0;
}

Address without_carrier(const Address& address) {
  if (address == kUnspecified || address == kLoopback) return address;
  for (const Carrier& carrier : kCarriers) {
    if (!begins_with(address, carrier.first, carrier.bits)) continue;
    const std::size_t at = carrier.at;
    return ipv4(address[at], address[at + 1], address[at + 2], address[at + 3]);
  }
  return address;
}

bool is_ipv4(const Address& address) { return begins_with(address, ipv4(0), kMappedBits); }

struct FreeList {
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
};

/// Numbers alone, so that the library has nothing to look up.
std::string numeric_text(const addrinfo& entry) {
  std::array<char, NI_MAXHOST> text{};
  const int failed = getnameinfo(entry.ai_addr, entry.ai_addrlen, text.data(), text.size(), nullptr,
                                 0, NI_NUMERICHOST);
  return failed == 0 ? std::string{text.data()} : std::string{};
}

}  // namespace

std::string_view name_of(AddressKind kind) {
  switch (kind) {
    case AddressKind::global:
      return "global";
    case AddressKind::link_local:
      return "link_local";
    case AddressKind::loopback:
      return "loopback";
    case AddressKind::private_network:
      return "private_network";
    case AddressKind::special:
      return "special";
  }
  return "";
}

bool AddressPolicy::allows(AddressKind kind) const {
  switch (kind) {
    case AddressKind::global:
      return true;
    case AddressKind::link_local:
      return link_local;
    case AddressKind::loopback:
      return loopback;
    case AddressKind::private_network:
      return private_networks;
    case AddressKind::special:
      return special;
  }
  return false;
}

std::optional<Address> parse_address(std::string_view text) {
  const std::string terminated{text};
  if (terminated.size() != std::strlen(terminated.c_str())) return std::nullopt;
  std::array<std::uint8_t, 4> four{};
  if (inet_pton(AF_INET, terminated.c_str(), four.data()) == 1) {
    return ipv4(four[0], four[1], four[2], four[3]);
  }
  Address sixteen{};
  if (inet_pton(AF_INET6, terminated.c_str(), sixteen.data()) == 1) return sixteen;
  return std::nullopt;
}

std::optional<Address> address_of(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in narrow{};
    std::memcpy(&narrow, &address, sizeof narrow);
    std::array<std::uint8_t, 4> four{};
    std::memcpy(four.data(), &narrow.sin_addr, four.size());
    return ipv4(four[0], four[1], four[2], four[3]);
  }
  if (address.sa_family != AF_INET6) return std::nullopt;
  sockaddr_in6 wide{};
  std::memcpy(&wide, &address, sizeof wide);
  Address sixteen{};
  std::memcpy(sixteen.data(), &wide.sin6_addr, sixteen.size());
  return sixteen;
}

std::string text_of(const Address& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (is_ipv4(address)) {
    inet_ntop(AF_INET, address.data() + 12, text.data(), text.size());
  } else {
    inet_ntop(AF_INET6, address.data(), text.data(), text.size());
  }
  return text.data();
}

AddressKind kind_of(const Address& address) {
  const Address meant = without_carrier(address);
  const auto* const block = std::find_if(kBlocks.begin(), kBlocks.end(), [&](const Block& each) {
    return begins_with(meant, each.first, each.bits);
  });
  return block == kBlocks.end() ? AddressKind::global : block->kind;
}

Result<std::vector<std::string>> look_up(const std::string& host, const std::string& authority,
                                         const AddressPolicy& policy) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(host.c_str(), nullptr, &hints, &found) != 0) {
    return Failure{no_connection(authority)};
  }
  const std::unique_ptr<addrinfo, FreeList> list{found};
  std::vector<std::string> allowed;
  std::optional<Address> refused;
  for (const addrinfo* each = list.get(); each != nullptr; each = each->ai_next) {
    const std::optional<Address> address = address_of(*each->ai_addr);
    if (!address) continue;
    if (!policy.allows(kind_of(*address))) {
      refused = address;
    } else if (std::string text = numeric_text(*each); !text.empty()) {
      allowed.push_back(std::move(text));
    }
  }
  if (!allowed.empty()) return allowed;
  return Failure{refused ? refused_address(authority, *refused) : no_connection(authority)};
}

Error refused_address(const std::string& authority, const Address& address) {
  return {Errc::unsupported,
          "expected an address of " + authority + " that may be connected to, got " +
              text_of(address) + " (" + std::string{name_of(kind_of(address))} + ")",
          "address", "check the URL, or allow such addresses in TransportOptions::addresses"};
}

}  // namespace understudy::client
