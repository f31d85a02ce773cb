// SPDX-License-Identifier: MIT
/// Digests against their published vectors.
///
/// Source:   FIPS 180-4 (examples), RFC 4231 sections 4.2, 4.3, 4.7
#include "keyed_hash.hpp"

#include "support/catch.hpp"

namespace understudy::conformance {

namespace {

std::string hex(const std::string& bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    text += kDigits[static_cast<unsigned char>(c) >> 4U];
    text += kDigits[static_cast<unsigned char>(c) & 0xFU];
  }
  return text;
}

}  // namespace

TEST_CASE("SHA-256 agrees with its examples", "[conformance][hash]") {
  CHECK(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("HMAC-SHA-256 agrees with its examples", "[conformance][hash]") {
  CHECK(hex(hmac_sha256(std::string(20, '\x0B'), "Hi There")) ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(hex(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(hex(hmac_sha256(std::string(131, '\xAA'),
                        "Test Using Larger Than Block-Size Key - Hash Key First")) ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("a short hash is the front of the long one, and no key is a key", "[conformance][hash]") {
  CHECK(short_hash("Jefe", "what do ya want for nothing?") == "5bdcc146");
  CHECK(short_hash("", "a") == short_hash(std::string_view{}, "a"));
  CHECK(short_hash("", "a") != short_hash("k", "a"));
}

}  // namespace understudy::conformance
