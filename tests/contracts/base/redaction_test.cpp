// SPDX-License-Identifier: MIT
/// What is taken for a secret, and messages without theirs.
#include "understudy/base/redaction.hpp"

#include <string>
#include <string_view>

#include "support/catch.hpp"

namespace understudy {

TEST_CASE("secrets are known by the end of their names", "[base][redaction]") {
  for (const char* name :
       {"Authorization", "proxy-authorization", "Cookie", "Set-Cookie", "api-key", "X-API-Key",
        "apiKey", "prm-key", "client_secret", "accessToken", "jwt", "refresh_token",
        "user_password", "client_assertion"}) {
    INFO(name);
    CHECK(is_secret_name(name));
  }
  for (const char* name : {"Accept", "key", "monkey", "tokens", "secretary", "Host", ""}) {
    INFO(name);
    CHECK_FALSE(is_secret_name(name));
  }
}

TEST_CASE("secrets of a JSON text are redacted at any depth, and nothing else",
          "[base][redaction]") {
  CHECK(redact_json(R"({"a":1,"password":"p\"w","b":[{"api_key":{"x":["]"]},"c":"token"}]})") ==
        R"({"a":1,"password":"<redacted>","b":[{"api_key":"<redacted>","c":"token"}]})");
  CHECK(redact_json(R"({"token" :  12e3 ,"d":"\"token\":1"})") ==
        R"({"token" :  "<redacted>","d":"\"token\":1"})");
  CHECK(redact_json(R"({"pass\u0077ord":null})") == R"({"pass\u0077ord":"<redacted>"})");
  CHECK(redact_json("[1,2]") == "[1,2]");
  CHECK(redact_json("").empty());
}

TEST_CASE("what is no whole JSON is redacted as far as it can be read", "[base][redaction]") {
  CHECK(redact_json(R"({"secret":"abc)") == R"({"secret":"<redacted>")");
  CHECK(redact_json(R"({"secret":)") == R"({"secret":"<redacted>")");
  CHECK(redact_json(R"({"secret":{"a":[1,"x)") == R"({"secret":"<redacted>")");
  CHECK(redact_json(R"("secret)") == R"("secret)");
  CHECK(redact_json(R"({"a":"b\)") == R"({"a":"b\)");
}

TEST_CASE("secrets of a form and of a query are redacted by their decoded names",
          "[base][redaction]") {
  CHECK(redact_form("a=1&client_secret=x%26y&b") == "a=1&client_secret=<redacted>&b");
  CHECK(redact_form("api%4Bey=x&&=y&token") == "api%4Bey=<redacted>&&=y&token");
  CHECK(redact_form("%zz=1&jwt=").ends_with("&jwt=<redacted>"));
}

TEST_CASE("a request is redacted in its query, its fields and its body", "[base][redaction]") {
  const Request request{Method::post,
                        "/auth?apiKey=k1&x=2",
                        {{"Authorization", "Bearer k2"}, {"Accept", "*/*"}},
                        R"({"password":"k3"})"};

  const Request shown = redacted(request);

  CHECK(shown.target == "/auth?apiKey=<redacted>&x=2");
  CHECK(*shown.fields.find("Authorization") == "<redacted>");
  CHECK(*shown.fields.find("Accept") == "*/*");
  CHECK(shown.body == R"({"password":"<redacted>"})");

  const Request form{Method::post,
                     "/token",
                     {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}},
                     "client_secret=k4&grant_type=client_credentials"};
  CHECK(redacted(form).body == "client_secret=<redacted>&grant_type=client_credentials");
}

TEST_CASE("a secret is redacted wherever a text quotes it", "[base][redaction]") {
  const std::string_view secrets[] = {"a\"b/c", "", "tok+en"};

  CHECK(redact_texts(R"(key a"b/c is bad)", secrets) == "key <redacted> is bad");
  CHECK(redact_texts(R"({"key":"a\"b/c"})", secrets) == R"({"key":"<redacted>"})");
  CHECK(redact_texts("/p?key=a%22b%2Fc&t=tok%2ben", secrets) == "/p?key=<redacted>&t=<redacted>");
  CHECK(redact_texts("tok+entok+en", secrets) == "<redacted><redacted>");
  CHECK(redact_texts("tok+e", secrets) == "tok+e");
  CHECK(redact_texts("", secrets).empty());
}

}  // namespace understudy
