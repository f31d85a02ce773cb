// SPDX-License-Identifier: MIT
/// Paths to operations, by segments.
#include "router.hpp"

#include "support/catch.hpp"

namespace understudy::mock {

namespace {

/// The paths of a small API, numbered from 0.
Router example() {
  Router router;
  router.add(Method::get, "/leads", 0);
  router.add(Method::post, "/leads", 1);
  router.add(Method::get, "/leads/{leadId}", 2);
  router.add(Method::get, "/leads/_describe", 3);
  router.add(Method::get, "/companies/{companyId}/leads/{leadId}", 4);
  return router;
}

std::string described(const Router::Outcome& outcome) {
  if (const auto* match = std::get_if<Router::Match>(&outcome)) {
    std::string text = "operation " + std::to_string(match->operation);
    for (const std::string& parameter : match->path_parameters) text += " [" + parameter + "]";
    return text;
  }
  if (const auto* wrong = std::get_if<Router::WrongMethod>(&outcome)) return "405 " + wrong->allow;
  if (const auto* options = std::get_if<Router::Options>(&outcome))
    return "allow " + options->allow;
  if (std::holds_alternative<Router::BadPath>(outcome)) return "bad path";
  return "unknown";
}

std::string route(Method method, std::string_view path) {
  return described(example().route(method, path));
}

}  // namespace

TEST_CASE("a path and a method lead to one operation", "[mock][router]") {
  CHECK(route(Method::get, "/leads") == "operation 0");
  CHECK(route(Method::post, "/leads") == "operation 1");
  CHECK(route(Method::get, "/leads/7") == "operation 2 [7]");
  CHECK(route(Method::get, "/companies/c/leads/l") == "operation 4 [c] [l]");
}

TEST_CASE("a literal segment wins over a parameter, whatever the order of adding",
          "[mock][router]") {
  CHECK(route(Method::get, "/leads/_describe") == "operation 3");
}

TEST_CASE("HEAD is routed as GET", "[mock][router]") {
  CHECK(route(Method::head, "/leads") == "operation 0");
  CHECK(route(Method::head, "/companies/c/leads/l") == "operation 4 [c] [l]");
}

TEST_CASE("a known path with another method lists what is allowed", "[mock][router]") {
  CHECK(route(Method::delete_, "/leads") == "405 GET, POST");
  CHECK(route(Method::post, "/leads/7") == "405 GET");
}

TEST_CASE("OPTIONS adds HEAD where GET is, and itself", "[mock][router]") {
  CHECK(route(Method::options, "/leads") == "allow GET, POST, HEAD, OPTIONS");
}

TEST_CASE("segments are compared whole and decoded once", "[mock][router]") {
  CHECK(route(Method::get, "/%6Ceads") == "operation 0");
  CHECK(route(Method::get, "/leads/a%2Fb") == "operation 2 [a/b]");
  CHECK(route(Method::get, "/leads/a%252Fb") == "operation 2 [a%2Fb]");
  CHECK(route(Method::get, "/leads/a+b") == "operation 2 [a+b]");
  CHECK(route(Method::get, "/leads%2F7") == "unknown");
}

TEST_CASE("near misses are other paths", "[mock][router]") {
  for (const char* path : {"/leads/", "//leads", "/Leads", "/leads/7/", "/lead", "/", "", "leads",
                           "*", "/leads/7/x"}) {
    INFO(path);
    CHECK(route(Method::get, path) == "unknown");
  }
}

TEST_CASE("an escape without two hex digits is a bad path", "[mock][router]") {
  CHECK(route(Method::get, "/leads/%") == "bad path");
  CHECK(route(Method::get, "/leads/%g0") == "bad path");
  CHECK(route(Method::get, "/leads/%ff") == "bad path");
}

}  // namespace understudy::mock
