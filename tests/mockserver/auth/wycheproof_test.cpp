// SPDX-License-Identifier: MIT
/// T01: the Wycheproof vectors for JSON web signatures, where they are present.
///
/// A program of its own, so that CTest can show it as skipped. Vectors of other algorithms have to
/// be refused, also when that group's public key is taken for the secret.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "auth/jwt.hpp"
#include "support/catch.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::auth {

namespace {

constexpr int kSkipped = 77;  // SKIP_RETURN_CODE in CMakeLists.txt
constexpr const char* kFile = UNDERSTUDY_TEST_DATA "/wycheproof/json_web_signature_test.json";

/// Where we differ from the mark, by tcId, and why. A vector that agrees has to leave this list.
const std::map<std::int64_t, const char*>& exceptions() {
  static const std::map<std::int64_t, const char*> kList{
      {367, "marked invalid, but the same bytes as 357, which is valid"},
      {370, "marked invalid, but the same bytes as 357, which is valid"},
      {372, "a '?' in the header: valid for readers that skip it, and we are strict"},
      {373, "a '?' in the payload: valid for readers that skip it, and we are strict"},
  };
  return kList;
}

std::optional<std::string> read_file() {
  std::ifstream in(kFile, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(in), {}};
}

std::string decode_key(const std::string& text) {
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string bytes;
  unsigned buffer = 0;
  unsigned bits = 0;
  for (const char c : text) {
    buffer = (buffer << 6U | static_cast<unsigned>(kLetters.find(c))) & 0xFFFFU;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(buffer >> bits & 0xFFU);
  }
  return bytes;
}

/// The shared key of an HS256 group; the public material of any other, taken for one.
std::vector<Secret> secrets_of(const Json& group) {
  std::vector<Secret> secrets;
  if (group.at("private").at("kty") == "oct") {
    const auto key = group.at("private").at("k").get<std::string>();
    secrets.push_back(Secret::make(decode_key(key)).value());
    return secrets;
  }
  secrets.push_back(Secret::make(group.at("public").dump()).value());
  for (const Json& value : group.at("public")) {
    if (!value.is_string()) continue;
    secrets.push_back(Secret::make(value.get<std::string>()).value());
    secrets.push_back(Secret::make(decode_key(value.get<std::string>()) + "-").value());
  }
  return secrets;
}

}  // namespace

TEST_CASE("the Wycheproof vectors come out as they are marked", "[mock][auth][jwt][T01]") {
  const auto text = read_file();
  if (!text) {
    std::printf("skipped: no Wycheproof vectors at %s; set UNDERSTUDY_TEST_DATA\n", kFile);
    std::exit(kSkipped);
  }
  const auto vectors = parse_json(*text);
  REQUIRE(vectors.has_value());

  int count = 0;
  int accepted = 0;
  for (const Json& group : vectors->at("testGroups")) {
    const auto secrets = secrets_of(group);
    const bool is_ours = group.at("private").at("kty") == "oct";
    for (const Json& vector : group.at("tests")) {
      const auto id = to_int64(vector.at("tcId")).value();
      INFO(id << " " << vector.at("comment"));
      const bool marked = is_ours && vector.at("result") == "valid";
      const bool differs = exceptions().count(id) == 1;

      const auto payload = verify_jws(vector.at("jws").get<std::string>(), secrets, JwtRules{});

      CHECK(payload.has_value() == (marked != differs));
      accepted += payload.has_value() ? 1 : 0;
      ++count;
    }
  }
  CHECK(count == 401);
  CHECK(accepted == 10);
}

}  // namespace understudy::mock::auth
