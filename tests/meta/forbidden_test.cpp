// SPDX-License-Identifier: MIT
/// X11: names that the project never uses, and why.
///
/// Source: docs/security.md "What we never use of the HTTP library"
#include "support/catch.hpp"
#include "tree.hpp"

namespace understudy::meta {

namespace {

struct Forbidden {
  const char* text;
  const char* reason;
};

constexpr Forbidden kEverywhere[] = {
    {"std::regex", "recursion that input decides"},
    {"#include <regex>", "recursion that input decides"},
    {"get<int>", "wraps and cuts: to_int64 checks"},
    {"get<double>", "to_double checks"},
    {"get<std::int64_t>", "to_int64 checks"},
    {"get<bool>", "takes no part in a checked conversion"},
    {"httplib::detail", "no promise of the library covers it"},
    {"set_follow_location(true", "redirects carry credentials elsewhere"},
    {"enable_server_certificate_verification(false", "TLS is always verified"},
    {"set_mount_point", "serves files by prefix match"},
    {"set_error_handler", "an exception in it ends the process"},
    {"set_post_routing_handler", "an exception in it ends the process"},
    {"set_exception_handler", "the front catches"},
    {"open_stream", "aborts on a bad length"},
    {"process_request(", "its parameters change with every release"},
};

}  // namespace

TEST_CASE("no source uses what the house has ruled out", "[meta][X11]") {
  for (const std::string& file : cpp_files()) {
    if (file.starts_with("tests/")) continue;
    const std::string text = text_of(file);
    for (const Forbidden& name : kEverywhere) {
      INFO(file << " has " << name.text << ": " << name.reason);
      CHECK(text.find(name.text) == std::string::npos);
    }
  }
}

TEST_CASE("no source carries a mark of unfinished work", "[meta]") {
  const std::string marks[] = {std::string{"TO"} + "DO", std::string{"FIX"} + "ME"};
  for (const std::string& file : cpp_files()) {
    const std::string text = text_of(file);
    for (const std::string& mark : marks) {
      INFO(file << " has " << mark);
      CHECK(text.find(mark) == std::string::npos);
    }
  }
}

}  // namespace understudy::meta
