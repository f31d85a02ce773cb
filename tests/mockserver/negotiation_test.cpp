// SPDX-License-Identifier: MIT
/// Which media types are JSON, and which Accept fields admit it.
#include "negotiation.hpp"

#include <array>
#include <string_view>

#include "support/catch.hpp"

namespace understudy::mock {

TEST_CASE("JSON media types are recognised whatever their case and parameters",
          "[mock][negotiation]") {
  for (const char* type :
       {"application/json", "APPLICATION/JSON", "application/json;charset=utf-8",
        "application/json ; q=1", "application/vnd.api+json", "application/problem+JSON; a=b"}) {
    INFO(type);
    CHECK(is_json_media_type(type));
  }
  for (const char* type :
       {"", "text/json", "application/jsonx", "application/+json", "json", "application/xml",
        "multipart/form-data; boundary=x", "application/json, text/plain"}) {
    INFO(type);
    CHECK_FALSE(is_json_media_type(type));
  }
}

TEST_CASE("an API may take further types for JSON", "[mock][negotiation]") {
  constexpr std::array<std::string_view, 1> kOthers{"text/json"};

  CHECK(is_json_media_type("Text/JSON; charset=utf-8", kOthers));
  CHECK(is_json_media_type("application/json", kOthers));
  CHECK_FALSE(is_json_media_type("text/plain", kOthers));
  CHECK_FALSE(is_json_media_type("", kOthers));
}

TEST_CASE("an API may refuse types that only end like JSON", "[mock][negotiation]") {
  for (const char* type : {"application/vnd.api+json", "application/problem+JSON; a=b"}) {
    INFO(type);
    CHECK(is_json_media_type(type, {}, JsonSuffix::taken));
    CHECK_FALSE(is_json_media_type(type, {}, JsonSuffix::refused));
  }
  CHECK(is_json_media_type("application/json; charset=utf-8", {}, JsonSuffix::refused));
}

TEST_CASE("an Accept field admits JSON by name, by range, or by saying nothing",
          "[mock][negotiation]") {
  for (const char* accept : {"", " ", "*/*", "application/*", "application/json",
                             "text/html, */*;q=0.1", "application/json;q=0.001",
                             "application/hal+json", "text/html;q=1,application/JSON;v=2;q=0.5"}) {
    INFO(accept);
    CHECK(accepts_json(accept));
  }
  for (const char* accept : {"text/html", "text/*", "application/xml", "application/json;q=0",
                             "*/*;q=0.000", "application", "garbage,,;", "*"}) {
    INFO(accept);
    CHECK_FALSE(accepts_json(accept));
  }
}

}  // namespace understudy::mock
