// SPDX-License-Identifier: MIT
/// Source: RFC 3720 appendix B.4 and the check value of the CRC catalogue
#include "records/crc32c.hpp"

#include <string>

#include "support/catch.hpp"

namespace understudy::mock::records {

TEST_CASE("CRC-32C gives the published values", "[mock][records][crc]") {
  std::string ascending;
  for (char byte = 0; byte < 32; ++byte) ascending += byte;

  CHECK(crc32c("123456789") == 0xe3069283);
  CHECK(crc32c("") == 0);
  CHECK(crc32c(std::string(32, '\0')) == 0x8a9136aa);
  CHECK(crc32c(std::string(32, '\xff')) == 0x62a8ab43);
  CHECK(crc32c(ascending) == 0x46dd794e);
}

TEST_CASE("CRC-32C of parts is that of the whole", "[mock][records][crc]") {
  const std::string text = "a text that is longer than two steps of eight";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    CHECK(crc32c(text.substr(cut), crc32c(text.substr(0, cut))) == crc32c(text));
  }
}

TEST_CASE("a number has eight digits", "[mock][records][crc]") {
  std::string digits = "x";
  append_hex(digits, 0xab);
  CHECK(digits == "x000000ab");
}

}  // namespace understudy::mock::records
