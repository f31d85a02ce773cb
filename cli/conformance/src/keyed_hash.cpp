// SPDX-License-Identifier: MIT
#include "keyed_hash.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <cassert>
#include <cstddef>

namespace understudy::conformance {

namespace {

constexpr std::size_t kDigest = 32;
using Digest = std::array<unsigned char, kDigest>;

std::string text_of(const Digest& digest) { return {digest.begin(), digest.end()}; }

}  // namespace

std::string sha256(std::string_view text) {
  Digest digest{};
  const int made =
      EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
  assert(made == 1 && "SHA-256 belongs to every OpenSSL");
  static_cast<void>(made);
  return text_of(digest);
}

std::string hmac_sha256(std::string_view key, std::string_view text) {
  Digest digest{};
  // A null key would mean "the key of before".
  const char* const key_bytes = key.empty() ? "" : key.data();
  const auto* const made = HMAC(EVP_sha256(), key_bytes, static_cast<int>(key.size()),
                                reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                                digest.data(), nullptr);
  assert(made != nullptr && "SHA-256 belongs to every OpenSSL");
  static_cast<void>(made);
  return text_of(digest);
}

std::string short_hash(std::string_view key, std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const char c : hmac_sha256(key, text).substr(0, 4)) {
    const auto byte = static_cast<unsigned char>(c);
    hex += kDigits[byte >> 4U];
    hex += kDigits[byte & 0x0FU];
  }
  return hex;
}

std::string mark_of(std::string_view key, std::string_view text) {
  return key.empty() ? "" : " #" + short_hash(key, text);
}

}  // namespace understudy::conformance
