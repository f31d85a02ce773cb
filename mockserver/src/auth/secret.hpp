// SPDX-License-Identifier: MIT
/// A credential that cannot be compared by accident nor printed at all.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "understudy/base/result.hpp"

namespace understudy::mock::auth {

inline constexpr std::size_t kShortestMacKey = 32;  // bytes; RFC 7518 section 3.2, for HS256

using Digest = std::array<unsigned char, 32>;
/// SHA-256; nothing when the library fails, so that a failure can never look like a match.
std::optional<Digest> digest_of(std::string_view text);

std::string_view bytes_of(const Digest& digest);
/// In constant time; false for a text of another length.
bool equals(const Digest& digest, std::string_view bytes);

/// Holds a secret text. There is no == (compile-time): matches() compares SHA-256 digests in
/// constant time, so neither length nor a common prefix shows in the timing.
class Secret {
 public:
  /// Errors:   bad_input for an empty text
  static Result<Secret> make(std::string text);
  /// A secret to sign with.
  ///
  /// Errors:   bad_input below kShortestMacKey bytes
  static Result<Secret> make_mac_key(std::string text);

  [[nodiscard]] bool matches(std::string_view presented) const;
  /// For a text that is compared with several secrets and hashed once.
  [[nodiscard]] bool matches(const Digest& presented) const;
  /// A stable name for journals and throttle tables: eight hex digits of the digest.
  [[nodiscard]] std::string fingerprint() const;
  /// The bytes, for a MAC only.
  [[nodiscard]] const std::string& reveal() const { return text_; }

  friend bool operator==(const Secret&, const Secret&) = delete;

 private:
  Secret(std::string text, const Digest& digest);
  std::string text_;
  Digest digest_;
};

/// HMAC-SHA-256 of a text under a secret; nothing when the library fails.
///
/// Source:   RFC 2104, RFC 6234
std::optional<Digest> hmac_sha256(std::string_view text, const Secret& secret);

/// The secret that equals `presented`, or null. Looks at all of them, also behind a match.
const Secret* find_secret(std::span<const Secret> secrets, std::string_view presented);

}  // namespace understudy::mock::auth
