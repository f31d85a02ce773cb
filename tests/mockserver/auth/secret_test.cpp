// SPDX-License-Identifier: MIT
/// Secrets: what can be done with them, and what must not compile.
#include "auth/secret.hpp"

#include <concepts>
#include <ostream>
#include <string>
#include <vector>

#include "mockserver/auth/tokens.hpp"
#include "support/catch.hpp"

namespace understudy::mock::auth {

namespace {

template <typename T>
concept Printable = requires(std::ostream& out, const T& value) {
  out << value;
};
template <typename A, typename B>
concept ComparableWith = requires(const A& a, const B& b) {
  a == b;
};

static_assert(Printable<std::string> && ComparableWith<std::string, std::string>,
              "the two concepts can tell");
static_assert(!ComparableWith<Secret, Secret>, "a secret is compared by matches() alone");
static_assert(!ComparableWith<Secret, std::string> && !ComparableWith<std::string, Secret>);
static_assert(!std::totally_ordered<Secret>);
static_assert(!Printable<Secret>, "a secret never reaches a stream");
static_assert(!std::is_constructible_v<Secret, std::string>, "a secret comes from make()");

}  // namespace

TEST_CASE("a secret matches its own text and nothing near it", "[mock][auth][secret][T05]") {
  const Secret secret = secret_of("demo-api-key");

  CHECK(secret.matches("demo-api-key"));
  for (const char* wrong : {"", "d", "demo-api-ke", "demo-api-key ", " demo-api-key",
                            "demo-api-kez", "Demo-api-key", "demo-api-keydemo-api-key"}) {
    INFO(wrong);
    CHECK_FALSE(secret.matches(wrong));
  }
  CHECK_FALSE(secret.matches(std::string{"demo-api-key\0", 13}));
}

TEST_CASE("a fingerprint is the first four bytes of the SHA-256", "[mock][auth][secret]") {
  CHECK(secret_of("demo-api-key").fingerprint() == "ca6f2e39");
  CHECK(secret_of("a").fingerprint() == "ca978112");
}

TEST_CASE("an empty secret is refused", "[mock][auth][secret][T02]") {
  const auto empty = Secret::make("");

  REQUIRE_FALSE(empty.has_value());
  CHECK(empty.error().code == Errc::bad_input);
  CHECK(empty.error().where.empty());
}

TEST_CASE("a secret to sign with has 32 bytes, and 31 are refused", "[mock][auth][secret][T02]") {
  const auto enough = Secret::make_mac_key(std::string(32, 'k'));
  const auto less = Secret::make_mac_key(std::string(31, 'k'));

  REQUIRE(enough.has_value());
  CHECK(enough->reveal() == std::string(32, 'k'));
  REQUIRE_FALSE(less.has_value());
  CHECK(less.error().code == Errc::bad_input);
  CHECK(less.error().what.find("31") != std::string::npos);
  CHECK(less.error().what.find("kkk") == std::string::npos);
}

TEST_CASE("a secret is found wherever it stands", "[mock][auth][secret]") {
  std::vector<Secret> secrets;
  for (int i = 0; i < 5; ++i) secrets.push_back(secret_of("key-" + std::to_string(i)));

  for (std::size_t i = 0; i < secrets.size(); ++i) {
    CHECK(find_secret(secrets, "key-" + std::to_string(i)) == &secrets[i]);
  }
  CHECK(find_secret(secrets, "key-5") == nullptr);
  CHECK(find_secret(secrets, "") == nullptr);
  CHECK(find_secret({}, "key-0") == nullptr);
}

}  // namespace understudy::mock::auth
