// SPDX-License-Identifier: MIT
/// What addresses are for, by the cases file; names that are looked up; policies.
#include "transport/address.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <string>

#include "client/cases.hpp"
#include "support/catch.hpp"

namespace understudy::client {

namespace {

const AddressPolicy kNoLoopback{.loopback = false};

/// As a socket has it.
Address through_socket(const std::string& text) {
  sockaddr_storage storage{};
  auto* const generic = reinterpret_cast<sockaddr*>(&storage);
  auto* const narrow = reinterpret_cast<sockaddr_in*>(&storage);
  if (inet_pton(AF_INET, text.c_str(), &narrow->sin_addr) == 1) {
    storage.ss_family = AF_INET;
  } else {
    storage.ss_family = AF_INET6;
    auto* const wide = reinterpret_cast<sockaddr_in6*>(&storage);
    REQUIRE(inet_pton(AF_INET6, text.c_str(), &wide->sin6_addr) == 1);
  }
  return address_of(*generic).value();
}

}  // namespace

TEST_CASE("addresses are what the registries say", "[client][transport][address]") {
  testing::each_case("address.cases.json", 76, [](const Json&, const Json& item) {
    const auto text = item.at("input").get<std::string>();
    const std::optional<Address> address = parse_address(text);

    REQUIRE(address.has_value());
    CHECK(name_of(kind_of(*address)) == item.at("want").get<std::string>());
    CHECK(through_socket(text) == *address);
  });
}

TEST_CASE("what is no address is none", "[client][transport][address]") {
  for (const char* text : {"", "localhost", "127.1", "0x7f.0.0.1", "2130706433", "127.0.0.1 ",
                           "127.0.0.1.", "[::1]", "fe80::1%lo", ":::", "1.2.3.256"}) {
    INFO(text);
    CHECK_FALSE(parse_address(text).has_value());
  }
  CHECK_FALSE(parse_address(std::string_view{"127.0.0.1\0.8", 12}).has_value());
  sockaddr local{};
  local.sa_family = AF_UNIX;
  CHECK_FALSE(address_of(local).has_value());
}

TEST_CASE("addresses are shown in their own family", "[client][transport][address]") {
  CHECK(text_of(parse_address("10.0.0.1").value()) == "10.0.0.1");
  CHECK(text_of(parse_address("::ffff:10.0.0.1").value()) == "10.0.0.1");
  CHECK(text_of(parse_address("2001:DB8:0::1").value()) == "2001:db8::1");
}

TEST_CASE("a policy allows what it names, and global addresses", "[client][transport][address]") {
  using Kind = AddressKind;
  const AddressPolicy everything;
  for (const Kind kind :
       {Kind::global, Kind::link_local, Kind::loopback, Kind::private_network, Kind::special}) {
    INFO(name_of(kind));
    CHECK(everything.allows(kind));
    CHECK(kPublicAddresses.allows(kind) == (kind == Kind::global));
    CHECK(kNoLoopback.allows(kind) == (kind != Kind::loopback));
    CHECK(AddressPolicy{.link_local = false}.allows(kind) == (kind != Kind::link_local));
    CHECK(AddressPolicy{.private_networks = false}.allows(kind) == (kind != Kind::private_network));
    CHECK(AddressPolicy{.special = false}.allows(kind) == (kind != Kind::special));
  }
  CHECK(everything.allows_everything());
  CHECK_FALSE(kNoLoopback.allows_everything());
}

TEST_CASE("a lookup gives the allowed addresses as numbers", "[client][transport][address]") {
  const auto here = look_up("127.0.0.1", "127.0.0.1:80", {});
  REQUIRE(here.has_value());
  CHECK(*here == std::vector<std::string>{"127.0.0.1"});
  CHECK(look_up("::1", "[::1]:80", {}).value() == std::vector<std::string>{"::1"});
}

TEST_CASE("however loopback is written, it is looked at as it is", "[client][transport][address]") {
  for (const char* host : {"localhost", "127.0.0.1", "127.1", "0x7f.1", "2130706433", "::1",
                           "::ffff:127.0.0.1", "64:ff9b::7f00:1"}) {
    INFO(host);
    const auto found = look_up(host, "somewhere:80", kNoLoopback);
    REQUIRE_FALSE(found.has_value());
    CHECK(found.error().code == Errc::unsupported);
    CHECK(found.error().where == "address");
    CHECK(found.error().what.find("(loopback)") != std::string::npos);
  }
}

TEST_CASE("a name that leads nowhere is unreachable", "[client][transport][address]") {
  const auto nowhere = look_up("999.999.999.999:", "nowhere:80", kNoLoopback);

  REQUIRE_FALSE(nowhere.has_value());
  CHECK(nowhere.error().code == Errc::unreachable);
  CHECK(nowhere.error().what.find("nowhere:80") != std::string::npos);
}

}  // namespace understudy::client
