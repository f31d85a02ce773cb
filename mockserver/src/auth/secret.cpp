// SPDX-License-Identifier: MIT
#include "auth/secret.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <utility>

namespace understudy::mock::auth {

std::optional<Digest> digest_of(std::string_view text) {
  // Fetched once: to look the algorithm up costs more than to hash a key with it.
  static const EVP_MD* const kSha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  Digest digest{};
  if (kSha256 == nullptr ||
      EVP_Digest(text.data(), text.size(), digest.data(), nullptr, kSha256, nullptr) != 1) {
    return std::nullopt;
  }
  return digest;
}

std::string_view bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

bool equals(const Digest& digest, std::string_view bytes) {
  return bytes.size() == digest.size() &&
         CRYPTO_memcmp(digest.data(), bytes.data(), digest.size()) == 0;
}

Secret::Secret(std::string text, const Digest& digest) : text_(std::move(text)), digest_(digest) {}

Result<Secret> Secret::make(std::string text) {
  if (text.empty()) {
    return Failure{Error{Errc::bad_input, "a secret has to be a text that is not empty", "", ""}};
  }
  const auto digest = digest_of(text);
  if (!digest) {
    return Failure{Error{Errc::internal, "the SHA-256 of a secret cannot be computed", "",
                         "check the installation of OpenSSL"}};
  }
  return Secret{std::move(text), *digest};
}

Result<Secret> Secret::make_mac_key(std::string text) {
  if (text.size() < kShortestMacKey) {
    const std::string shortest = std::to_string(kShortestMacKey);
    return Failure{Error{Errc::bad_input,
                         "a secret that signs tokens has to have " + shortest +
                             " bytes or more; this one has " + std::to_string(text.size()),
                         "", "choose a longer one"}};
  }
  return make(std::move(text));
}

bool Secret::matches(std::string_view presented) const {
  const auto digest = digest_of(presented);
  return digest && matches(*digest);
}

bool Secret::matches(const Digest& presented) const {
  return CRYPTO_memcmp(digest_.data(), presented.data(), digest_.size()) == 0;
}

std::string Secret::fingerprint() const {
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < 4; ++i) {
    text += kHexDigits[digest_[i] >> 4U];
    text += kHexDigits[digest_[i] & 0x0FU];
  }
  return text;
}

std::optional<Digest> hmac_sha256(std::string_view text, const Secret& secret) {
  const std::string& key = secret.reveal();
  const auto* data = reinterpret_cast<const unsigned char*>(text.data());
  Digest mac{};
  const bool made = HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), data, text.size(),
                         mac.data(), nullptr) != nullptr;
  return made ? std::optional{mac} : std::nullopt;
}

const Secret* find_secret(std::span<const Secret> secrets, std::string_view presented) {
  const auto digest = digest_of(presented);
  if (!digest) return nullptr;
  const Secret* found = nullptr;
  for (const Secret& secret : secrets) {
    if (secret.matches(*digest)) found = &secret;  // no way out: the time must not tell the place
  }
  return found;
}

}  // namespace understudy::mock::auth
