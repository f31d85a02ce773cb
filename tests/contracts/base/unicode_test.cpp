// SPDX-License-Identifier: MIT
/// UTF-8 and simple case folding, over every code point there is.
#include "understudy/base/unicode.hpp"

#include <array>
#include <string>
#include <vector>

#include "case_file.hpp"
#include "random_text.hpp"
#include "support/catch.hpp"

namespace understudy {

namespace {

/// The grammar of RFC 3629 section 4, production by production.
bool is_utf8_by_grammar(std::string_view text) {
  const auto is_in = [&](std::size_t i, int low, int high) {
    const int byte = i < text.size() ? static_cast<unsigned char>(text[i]) : -1;
    return byte >= low && byte <= high;
  };
  const auto tail = [&](std::size_t i) { return is_in(i, 0x80, 0xBF); };
  while (!text.empty()) {
    std::size_t length = 0;
    if (is_in(0, 0x00, 0x7F)) length = 1;
    if (is_in(0, 0xC2, 0xDF) && tail(1)) length = 2;
    if (is_in(0, 0xE0, 0xE0) && is_in(1, 0xA0, 0xBF) && tail(2)) length = 3;
    if (is_in(0, 0xE1, 0xEC) && tail(1) && tail(2)) length = 3;
    if (is_in(0, 0xED, 0xED) && is_in(1, 0x80, 0x9F) && tail(2)) length = 3;
    if (is_in(0, 0xEE, 0xEF) && tail(1) && tail(2)) length = 3;
    if (is_in(0, 0xF0, 0xF0) && is_in(1, 0x90, 0xBF) && tail(2) && tail(3)) length = 4;
    if (is_in(0, 0xF1, 0xF3) && tail(1) && tail(2) && tail(3)) length = 4;
    if (is_in(0, 0xF4, 0xF4) && is_in(1, 0x80, 0x8F) && tail(2) && tail(3)) length = 4;
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

/// The code point of text that holds one character.
std::uint32_t code_of(const std::string& text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(text.at(i) & 0xFF); };
  switch (text.size()) {
    case 1:
      return byte(0);
    case 2:
      return (byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU);
    case 3:
      return (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
    default:
      return (byte(0) & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U |
             (byte(3) & 0x3FU);
  }
}

}  // namespace

TEST_CASE("every code point but the surrogates is UTF-8", "[base][unicode]") {
  CHECK(is_utf8(""));
  std::uint32_t wrong = 0;
  for (std::uint32_t code = 0; code <= 0x10FFFF; ++code) {
    const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (is_utf8(utf8_of(code)) == is_surrogate) ++wrong;
  }
  CHECK(wrong == 0);
  CHECK_FALSE(is_utf8(utf8_of(0x110000)));
}

TEST_CASE("every pair of bytes is judged as the grammar does", "[base][unicode][J06]") {
  std::uint32_t wrong = 0;
  for (int pair = 0; pair < 65'536; ++pair) {
    const std::string text{static_cast<char>(pair >> 8), static_cast<char>(pair & 0xFF)};
    if (is_utf8(text) != is_utf8_by_grammar(text)) ++wrong;
  }
  CHECK(wrong == 0);
}

TEST_CASE("four bytes at the borders are judged as the grammar does", "[base][unicode][J06]") {
  constexpr std::array<unsigned char, 24> kBorders{0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0,
                                                   0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC,
                                                   0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5};
  std::uint32_t wrong = 0;
  std::uint32_t valid = 0;
  for (std::uint32_t i = 0; i < 24 * 24 * 24 * 24; ++i) {
    const auto pick = [&](std::uint32_t step) {
      return static_cast<char>(kBorders[i / step % 24]);
    };
    const std::string text{pick(24 * 24 * 24), pick(24 * 24), pick(24), pick(1)};
    if (is_utf8(text) != is_utf8_by_grammar(text)) ++wrong;
    if (is_utf8(text)) ++valid;
  }
  CHECK(wrong == 0);
  CHECK(valid > 200);
}

TEST_CASE("a bad byte is found wherever it stands", "[base][unicode]") {
  for (std::size_t length = 1; length < 40; ++length) {
    for (std::size_t place = 0; place < length; ++place) {
      std::string text(length, 'a');
      REQUIRE(is_utf8(text));
      text[place] = '\x80';
      REQUIRE_FALSE(is_utf8(text));
    }
  }
}

TEST_CASE("random bytes are judged as the grammar does", "[base][unicode][property]") {
  Pcg32 random{Seed{12}};
  for (int round = 0; round < 20'000; ++round) {
    std::string text = random_text(random, 20);
    if (!text.empty() && random.chance(700)) {
      text[random.below(static_cast<std::uint32_t>(text.size()))] =
          static_cast<char>(random.below(256));
    }
    REQUIRE(is_utf8(text) == is_utf8_by_grammar(text));
  }
}

TEST_CASE("fold_case agrees with every case in its file", "[base][unicode]") {
  check_cases("fold.cases.json", 15, [](const std::string& text) {
    return Json{{"want", fold_case(text)}};
  });
}

TEST_CASE("1,454 code points have a simple fold, and none of them folds again",
          "[base][unicode][golden]") {
  std::uint32_t folding = 0;
  std::uint32_t checksum = 0;  // over the folds in order, as Perl's Unicode::UCD gives them
  std::uint32_t unstable = 0;
  for (std::uint32_t code = 0; code <= 0x10FFFF; ++code) {
    const std::string text = utf8_of(code);
    const std::string folded = fold_case(text);
    if (folded == text) continue;
    ++folding;
    checksum = checksum * 31 + code_of(folded);
    if (fold_case(folded) != folded || !is_utf8(folded)) ++unstable;
  }
  CHECK(folding == 1'454);
  CHECK(checksum == 2'974'257'926);
  CHECK(unstable == 0);
}

TEST_CASE("a text is folded character by character", "[base][unicode][property]") {
  Pcg32 random{Seed{13}};
  for (int round = 0; round < 5'000; ++round) {
    const std::string left = random_text(random);
    const std::string right = random_text(random);
    REQUIRE(fold_case(left + right) == fold_case(left) + fold_case(right));
  }
}

TEST_CASE("bytes that are no UTF-8 pass through a fold", "[base][unicode]") {
  CHECK(fold_case("A\xFFZ") == "a\xFFz");
  CHECK(fold_case("\xC3") == "\xC3");
  CHECK(fold_case("\xC3"
                  "A") ==
        "\xC3"
        "a");
  CHECK(fold_case("\xED\xA0\x80") == "\xED\xA0\x80");
  CHECK(fold_case("\xC1\x81") == "\xC1\x81");
}

}  // namespace understudy
