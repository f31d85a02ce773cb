// SPDX-License-Identifier: MIT
#include "auth/access_token.hpp"

#include "understudy/base/base64.hpp"

namespace understudy::mock::auth {

namespace {

constexpr std::size_t kFieldSize = 8;
constexpr std::size_t kHeadSize = 3 * kFieldSize;  // client, issued, number
constexpr std::size_t kTokenSize = kHeadSize + std::tuple_size_v<Digest>;
constexpr std::size_t kLongestScope = 1'000;  // ours: bytes; names of switches are shorter
constexpr std::size_t kLeastText = (kTokenSize * 4 + 2) / 3;
constexpr std::size_t kMostText = ((kTokenSize + kLongestScope) * 4 + 2) / 3;
// Signed in front of every head: no MAC of another purpose under the same secret can pass.
constexpr std::string_view kPurpose = "understudy access token 1:";

void append_number(std::string& bytes, std::uint64_t number) {
  for (unsigned shift = 64; shift > 0; shift -= 8) {
    bytes += static_cast<char>(number >> (shift - 8) & 0xFFU);
  }
}

std::uint64_t read_number(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes) number = number << 8U | static_cast<unsigned char>(byte);
  return number;
}

std::optional<Digest> mac_of(std::string_view head, std::string_view scope,
                             const OAuthClient& client) {
  return hmac_sha256(std::string{kPurpose}.append(head).append(scope), client.secret);
}

}  // namespace

std::string write_access_token(const OAuthClient& client, WallTime issued, std::uint64_t number,
                               std::string_view scope) {
  const auto name = digest_of(client.id);
  if (!name || scope.size() > kLongestScope) return {};
  std::string bytes{bytes_of(*name).substr(0, kFieldSize)};
  append_number(bytes, static_cast<std::uint64_t>(issued.time_since_epoch().count()));
  append_number(bytes, number);
  const auto mac = mac_of(bytes, scope, client);
  if (!mac) return {};
  bytes.append(bytes_of(*mac)).append(scope);
  return encode_base64url(bytes);
}

std::optional<AccessToken> read_access_token(std::string_view token,
                                             std::span<const OAuthClient> clients) {
  if (token.size() < kLeastText || token.size() > kMostText) return std::nullopt;
  const auto bytes = decode_base64url(token);
  if (!bytes) return std::nullopt;
  const std::string_view head = std::string_view{*bytes}.substr(0, kHeadSize);
  const std::string_view mac = std::string_view{*bytes}.substr(kHeadSize, kTokenSize - kHeadSize);
  const std::string_view scope = std::string_view{*bytes}.substr(kTokenSize);
  for (const OAuthClient& client : clients) {
    const auto name = digest_of(client.id);
    if (!name || bytes_of(*name).substr(0, kFieldSize) != head.substr(0, kFieldSize)) continue;
    const auto wanted = mac_of(head, scope, client);
    if (!wanted || !equals(*wanted, mac)) continue;  // a client may have two secrets
    const auto issued = static_cast<std::int64_t>(read_number(head.substr(kFieldSize, kFieldSize)));
    return AccessToken{&client, WallTime{Duration{issued}},
                       read_number(head.substr(2 * kFieldSize)), std::string{scope}};
  }
  return std::nullopt;
}

}  // namespace understudy::mock::auth
