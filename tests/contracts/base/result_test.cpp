// SPDX-License-Identifier: MIT
/// Result: one of two sides, and never a silent mix of them.
#include "understudy/base/result.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <memory>
#include <string>
#include <type_traits>

#include "support/catch.hpp"

namespace elsewhere {

struct Trouble {
  std::string kind;
};

static std::string render(const Trouble& trouble) { return "trouble: " + trouble.kind; }

}  // namespace elsewhere

namespace understudy {

namespace {

Error missing() { return {Errc::not_found, "there is no such file", "a.json", "create it"}; }

Result<int> half(int number) {
  if (number % 2 != 0) return Failure{Error{Errc::bad_input, "an odd number", "", ""}};
  return number / 2;
}

/// What the program writes to stderr when value() of a result with this error ends it.
template <typename E>
std::string last_words(const E& error) {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    std::signal(SIGABRT, SIG_DFL);  // Catch2 would report a failure of its own
    dup2(ends[1], STDERR_FILENO);
    close(ends[0]);
    Result<int, E> result{Failure{error}};
    _exit(result.value());
  }
  close(ends[1]);

  std::string told;
  std::array<char, 256> buffer{};
  for (ssize_t got = 0; (got = read(ends[0], buffer.data(), buffer.size())) > 0;) {
    told.append(buffer.data(), static_cast<std::size_t>(got));
  }
  close(ends[0]);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGABRT);
  return told;
}

}  // namespace

TEST_CASE("a result holds its value", "[base][result]") {
  const Result<std::string> result{std::string{"text"}};

  REQUIRE(result);
  CHECK(result.has_value());
  CHECK(*result == "text");
  CHECK(result->size() == 4);
}

TEST_CASE("a result holds its error", "[base][result]") {
  const Result<std::string> result{Failure{missing()}};

  REQUIRE_FALSE(result);
  CHECK_FALSE(result.has_value());
  CHECK(result.error() == missing());
}

TEST_CASE("value and error may have the same type", "[base][result]") {
  const Result<std::string, std::string> good{std::string{"a"}};
  const Result<std::string, std::string> bad{Failure{std::string{"a"}}};

  CHECK(good.has_value());
  CHECK_FALSE(bad.has_value());
  CHECK(bad.error() == "a");
}

TEST_CASE("a value that cannot be copied is moved out", "[base][result]") {
  Result<std::unique_ptr<int>> result{std::make_unique<int>(7)};

  const std::unique_ptr<int> taken = *std::move(result);

  REQUIRE(taken != nullptr);
  CHECK(*taken == 7);
}

TEST_CASE("a value can be changed in place", "[base][result]") {
  Result<std::string> result{std::string{"a"}};

  *result += "b";
  result->push_back('c');

  CHECK(result.value() == "abc");
}

TEST_CASE("and_then goes on with a value and passes an error through", "[base][result]") {
  CHECK(*half(8).and_then(half) == 2);
  CHECK(half(8).and_then(half).and_then(half).and_then(half).error().what == "an odd number");
  int calls = 0;
  const auto counted = half(3).and_then([&](int number) {
    ++calls;
    return half(number);
  });
  CHECK_FALSE(counted);
  CHECK(calls == 0);
}

TEST_CASE("and_then may change the type of the value", "[base][result]") {
  const auto text = half(8).and_then([](int n) { return Result<std::string>{std::to_string(n)}; });

  static_assert(std::is_same_v<decltype(text), const Result<std::string>>);
  CHECK(*text == "4");
}

TEST_CASE("done equals done", "[base][result]") { CHECK(Done{} == Done{}); }

TEST_CASE("value() of an error ends the program with the error on stderr", "[base][result]") {
  CHECK(last_words(missing()) == "understudy: there is no such file (at a.json): create it\n");
}

TEST_CASE("value() knows how to render an error of another namespace", "[base][result]") {
  CHECK(last_words(elsewhere::Trouble{"rain"}) == "understudy: trouble: rain\n");
}

}  // namespace understudy
