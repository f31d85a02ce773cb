// SPDX-License-Identifier: MIT
/// Access tokens: what was written is read, and nothing else is.
#include "auth/access_token.hpp"

#include <set>
#include <string>
#include <vector>

#include "mockserver/auth/tokens.hpp"
#include "support/catch.hpp"
#include "understudy/base/base64.hpp"

namespace understudy::mock::auth {

namespace {

std::vector<OAuthClient> two_clients() {
  return {{"first", secret_of("one secret"), "company-1"},
          {"second", secret_of("another secret"), "company-2"}};
}

}  // namespace

TEST_CASE("a token says who got it and when", "[mock][auth][access-token]") {
  const auto clients = two_clients();
  const WallTime issued = test_time() + std::chrono::nanoseconds{123'456'789};

  const std::string token = write_access_token(clients[1], issued, 0x8000'0000'0000'0007U);
  const auto read = read_access_token(token, clients);

  CHECK(token.size() == 75);
  CHECK(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                "0123456789-_") == std::string::npos);
  REQUIRE(read.has_value());
  CHECK(read->client == &clients[1]);
  CHECK(read->issued == issued);
  CHECK(read->number == 0x8000'0000'0000'0007U);
}

TEST_CASE("tokens differ by client, time and number, and are the same for the same three",
          "[mock][auth][access-token]") {
  const auto clients = two_clients();
  std::set<std::string> tokens;

  for (const OAuthClient& client : clients) {
    for (int tick = 0; tick < 3; ++tick) {
      for (std::uint64_t number = 0; number < 100; ++number) {
        tokens.insert(
            write_access_token(client, test_time() + std::chrono::nanoseconds{tick}, number));
      }
    }
  }

  CHECK(tokens.size() == 600);
  CHECK(tokens.count(write_access_token(clients[0], test_time(), 42)) == 1);
}

TEST_CASE("a token carries its scope, and no token a scope past the limit",
          "[mock][auth][access-token]") {
  const auto clients = two_clients();
  const auto scope_of = [&](const std::string& scope) {
    const auto read =
        read_access_token(write_access_token(clients[1], test_time(), 7, scope), clients);
    return read ? read->scope : "refused";
  };

  for (const std::string& scope :
       {std::string{}, std::string{"read"}, std::string{"read write"}, std::string(1'000, 's')}) {
    CHECK(scope_of(scope) == scope);
  }
  CHECK(scope_of(std::string(1'001, 's')) == "refused");
}

TEST_CASE("a token with any bit changed is refused", "[mock][auth][access-token][T03]") {
  const auto clients = two_clients();
  const std::string token = write_access_token(clients[0], test_time(), 1, "read");
  const std::string bytes = decode_base64url(token).value();
  REQUIRE(bytes.size() == 60);

  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ 1U << bit);
      INFO("byte " << at << " bit " << bit);
      CHECK_FALSE(read_access_token(encode_base64url(changed), clients).has_value());
    }
  }
}

TEST_CASE("a token with any letter replaced, missing or added is refused",
          "[mock][auth][access-token][T03]") {
  const auto clients = two_clients();
  const std::string token = write_access_token(clients[0], test_time(), 1);

  for (std::size_t at = 0; at < token.size(); ++at) {
    INFO("letter " << at);
    for (const char letter : {'A', 'z', '0', '-', '_', '+', '/', '=', '.', ' ', '\0', '\x80'}) {
      std::string changed = token;
      if (changed[at] == letter) continue;
      changed[at] = letter;
      CHECK_FALSE(read_access_token(changed, clients).has_value());
    }
    std::string shorter = token;
    shorter.erase(at, 1);
    CHECK_FALSE(read_access_token(shorter, clients).has_value());
    std::string longer = token;
    longer.insert(at, 1, 'A');
    CHECK_FALSE(read_access_token(longer, clients).has_value());
  }
  for (const std::string& odd : {std::string{}, std::string(75, 'A'), std::string(75, '\0'),
                                 token + "=", token + token, std::string(1'000'000, 'A')}) {
    CHECK_FALSE(read_access_token(odd, clients).has_value());
  }
}

TEST_CASE("a token of another secret, another id or nobody is refused",
          "[mock][auth][access-token][T03]") {
  const auto clients = two_clients();
  const OAuthClient thief{"first", secret_of("a guess"), "company-1"};
  const OAuthClient renamed{"third", secret_of("one secret"), "company-1"};

  CHECK_FALSE(read_access_token(write_access_token(thief, test_time(), 1), clients).has_value());
  CHECK_FALSE(read_access_token(write_access_token(renamed, test_time(), 1), clients).has_value());
  CHECK_FALSE(read_access_token(write_access_token(clients[0], test_time(), 1), {}).has_value());
}

TEST_CASE("a MAC for another purpose under the same secret is no token",
          "[mock][auth][access-token][T03]") {
  const auto clients = two_clients();
  const std::string bytes =
      decode_base64url(write_access_token(clients[0], test_time(), 1)).value();
  const std::string head = bytes.substr(0, 24);

  CHECK_FALSE(read_access_token(base64url(head + mac_of(head, "one secret")), clients).has_value());
  CHECK(base64url(head + mac_of("understudy access token 1:" + head, "one secret")) ==
        write_access_token(clients[0], test_time(), 1));
}

TEST_CASE("a client with two secrets may use both", "[mock][auth][access-token]") {
  const std::vector<OAuthClient> rotated{{"first", secret_of("old secret"), "company-1"},
                                         {"first", secret_of("new secret"), "company-1"}};

  for (const OAuthClient& client : rotated) {
    const auto read = read_access_token(write_access_token(client, test_time(), 1), rotated);
    REQUIRE(read.has_value());
    CHECK(read->client == &client);
  }
}

TEST_CASE("times before 1970 and at the ends of the clock come back",
          "[mock][auth][access-token]") {
  const auto clients = two_clients();

  for (const WallTime at : {WallTime{Duration{-1}}, WallTime{}, WallTime::min(), WallTime::max()}) {
    CHECK(read_access_token(write_access_token(clients[0], at, 0), clients)->issued == at);
  }
}

}  // namespace understudy::mock::auth
