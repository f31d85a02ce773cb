// SPDX-License-Identifier: MIT
#include "keyed_hash.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace understudy::conformance {

std::string hmac_sha256(std::string_view key, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> code{};
  unsigned int size = 0;
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes, text.size(), code.data(),
           &size) == nullptr) {
    return {};
  }
  return {code.begin(), code.begin() + size};
}

}  // namespace understudy::conformance
