// SPDX-License-Identifier: MIT
/// As much of a JWT as its bearer may look at: when it ends.
#include <chrono>
#include <utility>

#include "understudy/base/base64.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/client/auth.hpp"

namespace understudy::client {

namespace {

constexpr std::int64_t kLatest = 9'000'000'000;  // ours: seconds since 1970 that WallTime has

}  // namespace

std::optional<WallTime> jwt_expiry(std::string_view jwt) {
  const std::size_t first = jwt.find('.');
  const std::size_t second = first == jwt.npos ? first : jwt.find('.', first + 1);
  if (second == jwt.npos) return std::nullopt;
  const auto payload = decode_base64url(jwt.substr(first + 1, second - first - 1));
  if (!payload) return std::nullopt;
  const auto claims = JsonDocument::parse(*payload);
  const auto claim = claims ? claims->root().find("exp") : std::nullopt;
  const auto seconds = claim ? to_int64(*claim) : std::nullopt;
  if (!seconds || *seconds < 0 || *seconds > kLatest) return std::nullopt;
  return WallTime{std::chrono::seconds{*seconds}};
}

Result<Token> read_jwt_member(const Response& response, std::string_view name) {
  const auto document = JsonDocument::parse(response.body);
  if (!document) return Failure{document.error()};
  const auto text = document->root().find(name);
  if (!text || !text->is_string() || text->text().empty()) {
    return Failure{
        Error{Errc::bad_input, "expected a token, got none", "/" + pointer_token(name), ""}};
  }
  return Token{.text = Secret{std::string{text->text()}}, .expires = jwt_expiry(text->text())};
}

}  // namespace understudy::client
