// SPDX-License-Identifier: MIT
/// Tokens for tests, made apart from the code under test: good ones, and every kind of bad one.
#pragma once

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "auth/secret.hpp"
#include "understudy/base/clock.hpp"

namespace understudy::mock::auth {

inline const std::string kGoodSecret = "test-secret-test-secret-test-secret-01";
inline const std::string kGoodHeader = R"({"typ":"JWT","alg":"HS256"})";
inline const std::string kGoodClaims = R"({"sub":"s1","iss":"PartnerTap","exp":1772629200})";

/// 2026-03-04T12:00:00Z, an hour before kGoodClaims expire.
inline WallTime test_time() { return WallTime{std::chrono::seconds{1'772'625'600}}; }

inline Secret secret_of(std::string text) { return Secret::make(std::move(text)).value(); }

inline std::vector<Secret> good_secrets() { return {secret_of(kGoodSecret)}; }

/// RFC 4648 section 5 without padding, three bytes at a time.
inline std::string base64url(std::string_view bytes) {
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::size_t group = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      group = group * 256 + (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0);
    }
    for (const std::size_t place : {262'144U, 4'096U, 64U, 1U}) {
      text += kLetters[group / place % 64];
    }
  }
  const std::size_t over = bytes.size() % 3;
  text.resize(text.size() - (over == 0 ? 0 : 3 - over));
  return text;
}

inline std::string mac_of(std::string_view text, std::string_view key,
                          const EVP_MD* hash = EVP_sha256()) {
  unsigned char mac[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  HMAC(hash, key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac, &size);
  return {reinterpret_cast<const char*>(mac), size};
}

inline std::string make_token(std::string_view claims, std::string_view secret = kGoodSecret,
                              std::string_view header = kGoodHeader) {
  const std::string signed_text = base64url(header) + "." + base64url(claims);
  return signed_text + "." + base64url(mac_of(signed_text, secret));
}

/// `text` with every `from` replaced.
inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace understudy::mock::auth
