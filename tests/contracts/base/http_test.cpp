// SPDX-License-Identifier: MIT
/// Methods, fields, requests and reasons, without a wire.
#include "understudy/base/http.hpp"

#include <array>
#include <string>

#include "support/catch.hpp"

namespace understudy {

namespace {

constexpr std::array kAllMethods{Method::delete_, Method::get,  Method::head, Method::options,
                                 Method::patch,   Method::post, Method::put};

}  // namespace

TEST_CASE("every method is found by its name", "[base][http]") {
  CHECK(name_of(Method::delete_) == "DELETE");
  CHECK(name_of(Method::get) == "GET");
  CHECK(name_of(Method::head) == "HEAD");
  CHECK(name_of(Method::options) == "OPTIONS");
  CHECK(name_of(Method::patch) == "PATCH");
  CHECK(name_of(Method::post) == "POST");
  CHECK(name_of(Method::put) == "PUT");
  for (const Method method : kAllMethods) CHECK(find_method(name_of(method)) == method);
}

TEST_CASE("other tokens are no methods", "[base][http][H26]") {
  for (const char* name : {"", "get", "Get", "GET ", " GET", "GETS", "GE", "TRACE", "CONNECT"}) {
    INFO(name);
    CHECK(find_method(name) == std::nullopt);
  }
}

TEST_CASE("ASCII letters compare without case, nothing else does", "[base][http]") {
  CHECK(equal_ignoring_case("", ""));
  CHECK(equal_ignoring_case("Content-TYPE", "content-type"));
  CHECK_FALSE(equal_ignoring_case("a", "ab"));
  CHECK_FALSE(equal_ignoring_case("ab", "a"));
  CHECK_FALSE(equal_ignoring_case("@[", "`{"));
  CHECK_FALSE(equal_ignoring_case("\xC3\x84", "\xC3\xA4"));
  CHECK_FALSE(equal_ignoring_case("\xC1", "\xE1"));
}

TEST_CASE("a token is made of the 77 characters of RFC 9110", "[base][http][H19]") {
  const std::string_view others = "!#$%&'*+-.^_`|~";
  int token_bytes = 0;

  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool is_wanted = is_letter || (c >= '0' && c <= '9') || others.find(c) != others.npos;
    INFO(byte);
    CHECK(is_token(std::string(1, c)) == is_wanted);
    CHECK(is_token("a" + std::string(1, c) + "b") == is_wanted);
    token_bytes += is_wanted ? 1 : 0;
  }
  CHECK(token_bytes == 77);
  CHECK_FALSE(is_token(""));
}

TEST_CASE("a field value has no control but the tab", "[base][http][H20]") {
  for (int byte = 0; byte < 256; ++byte) {
    const bool is_wanted = byte == '\t' || (byte >= ' ' && byte != 0x7F);
    INFO(byte);
    CHECK(is_field_value("a" + std::string(1, static_cast<char>(byte))) == is_wanted);
  }
  CHECK(is_field_value(""));
}

TEST_CASE("fields are found without case and keep their order", "[base][http]") {
  Fields fields{{"B", "1"}, {"a", "2"}, {"b", "3"}};

  REQUIRE(fields.find("b") != nullptr);
  CHECK(*fields.find("b") == "1");
  CHECK(fields.find("c") == nullptr);
  CHECK(fields.count("B") == 2);
  CHECK(fields.count("c") == 0);
  CHECK(fields.size() == 3);
  CHECK_FALSE(fields.empty());
  CHECK(fields == Fields{{"B", "1"}, {"a", "2"}, {"b", "3"}});
}

TEST_CASE("add() keeps fields of the same name", "[base][http]") {
  Fields fields;
  REQUIRE(fields.empty());

  fields.add("Set-Cookie", "a");
  fields.add("set-cookie", "b");

  CHECK(fields == Fields{{"Set-Cookie", "a"}, {"set-cookie", "b"}});
}

TEST_CASE("set() leaves one field of a name, where the first one stood", "[base][http]") {
  Fields fields{{"a", "1"}, {"B", "2"}, {"c", "3"}, {"b", "4"}, {"B", "5"}};

  fields.set("b", "new");
  fields.set("d", "added");

  CHECK(fields == Fields{{"a", "1"}, {"b", "new"}, {"c", "3"}, {"d", "added"}});
}

TEST_CASE("remove() takes every field of a name", "[base][http]") {
  Fields fields{{"a", "1"}, {"B", "2"}, {"b", "3"}};

  fields.remove("b");
  fields.remove("missing");

  CHECK(fields == Fields{{"a", "1"}});
}

TEST_CASE("a target is cut at its first question mark", "[base][http]") {
  struct Cut {
    const char* target;
    const char* path;
    const char* query;
  };
  constexpr std::array<Cut, 7> kCuts{{
      {"/", "/", ""},
      {"/a%20b?c=d", "/a%20b", "c=d"},
      {"/a?", "/a", ""},
      {"/a?b?c", "/a", "b?c"},
      {"/a%3Fb", "/a%3Fb", ""},
      {"?x", "", "x"},
      {"*", "*", ""},
  }};

  for (const Cut& cut : kCuts) {
    const Request request{.target = cut.target, .fields = {}, .body = {}};
    INFO(cut.target);
    CHECK(request.path() == cut.path);
    CHECK(request.query() == cut.query);
  }
}

TEST_CASE("requests and responses compare by everything they hold", "[base][http]") {
  const Request request{Method::post, "/a", {{"x", "1"}}, "body"};
  Request other = request;
  CHECK(request == other);
  other.body += "!";
  CHECK_FALSE(request == other);

  const Response response{201, {{"x", "1"}}, "body"};
  Response changed = response;
  CHECK(response == changed);
  changed.fields.set("X", "1");
  CHECK_FALSE(response == changed);
}

TEST_CASE("a registered status has its reason", "[base][http]") {
  CHECK(reason_of(100) == "Continue");
  CHECK(reason_of(200) == "OK");
  CHECK(reason_of(204) == "No Content");
  CHECK(reason_of(404) == "Not Found");
  CHECK(reason_of(413) == "Content Too Large");
  CHECK(reason_of(421) == "Misdirected Request");
  CHECK(reason_of(422) == "Unprocessable Content");
  CHECK(reason_of(428) == "Precondition Required");
  CHECK(reason_of(429) == "Too Many Requests");
  CHECK(reason_of(431) == "Request Header Fields Too Large");
  CHECK(reason_of(505) == "HTTP Version Not Supported");
  CHECK(reason_of(507) == "Insufficient Storage");
  CHECK(reason_of(511) == "Network Authentication Required");
}

TEST_CASE("49 statuses are registered and no other has a reason", "[base][http]") {
  int registered = 0;
  for (int status = -1; status < 1'100; ++status) registered += reason_of(status).empty() ? 0 : 1;

  CHECK(registered == 49);
  for (const int status : {-1, 0, 99, 306, 418, 499, 512, 599, 1'000}) {
    INFO(status);
    CHECK(reason_of(status).empty());
  }
}

}  // namespace understudy
