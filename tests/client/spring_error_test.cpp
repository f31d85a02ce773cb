// SPDX-License-Identifier: MIT
/// The errors of Spring Boot, and what else an answer may say.
#include "errors/spring_error.hpp"

#include "support/catch.hpp"

namespace understudy::client {

namespace {

std::optional<VendorError> read(int status, const char* body) {
  return read_spring_error({.status = status, .fields = {}, .body = body});
}

}  // namespace

TEST_CASE("an error of Spring Boot has a code and commonly a message", "[client][errors][S17]") {
  CHECK(read(400, R"({"timestamp":"2026-01-15T10:00:00.000+00:00","status":400,
                      "error":"Bad Request","message":"no such column","path":"/v1"})") ==
        VendorError{.code = "Bad Request", .message = "no such column"});
  CHECK(read(401, R"({"status":401,"error":"Unauthorized","path":"/v1"})") ==
        VendorError{.code = "Unauthorized"});
  CHECK(read(200, R"({"error":"Bad Request"})") == std::nullopt);
}

TEST_CASE("an error without such a body has no words", "[client][errors]") {
  for (const char* body : {"", "<html>", "[]", R"({"error":5,"message":null})"}) {
    INFO(body);
    CHECK(read(502, body) == VendorError{});
  }
}

}  // namespace understudy::client
