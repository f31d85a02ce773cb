// SPDX-License-Identifier: MIT
/// One text for one sequence of bytes.
#include "understudy/base/base64.hpp"

#include <string>

#include "support/catch.hpp"

namespace understudy {

TEST_CASE("base64 is written with its padding", "[base][base64]") {
  CHECK(encode_base64("") == "");
  CHECK(encode_base64("f") == "Zg==");
  CHECK(encode_base64("fo") == "Zm8=");
  CHECK(encode_base64("foo") == "Zm9v");
  CHECK(encode_base64("\xfb\xff\xbf") == "+/+/");
  CHECK(encode_base64url("\xfb\xff\xbf") == "-_-_");
}

TEST_CASE("base64 is read strictly", "[base][base64]") {
  CHECK(decode_base64("") == "");
  CHECK(decode_base64("Zg==") == "f");
  CHECK(decode_base64("Zm8=") == "fo");
  CHECK(decode_base64("Zm9v") == "foo");
  CHECK(decode_base64("+/+/") == "\xfb\xff\xbf");
  for (const char* bad : {"Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "=",
                          "====", "Z===", "Zm9v=", "-_-_", "Zm 9", "Zm9v\n", "Zm=v", "Zg==Zg=="}) {
    INFO(bad);
    CHECK_FALSE(decode_base64(bad).has_value());
  }
  CHECK(decode_base64url("-_-_") == "\xfb\xff\xbf");
  CHECK_FALSE(decode_base64url("Zg==").has_value());
  CHECK_FALSE(decode_base64url("+/+/").has_value());
}

}  // namespace understudy
