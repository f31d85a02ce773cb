// SPDX-License-Identifier: MIT
/// Errors as text, and what may be quoted in them.
#include "understudy/base/error.hpp"

#include <string>

#include "random_text.hpp"
#include "support/catch.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy {

using namespace std::string_literals;

TEST_CASE("every error code has its name", "[base][error]") {
  CHECK(name_of(Errc::bad_answer) == "bad_answer");
  CHECK(name_of(Errc::bad_input) == "bad_input");
  CHECK(name_of(Errc::cancelled) == "cancelled");
  CHECK(name_of(Errc::connection_lost) == "connection_lost");
  CHECK(name_of(Errc::internal) == "internal");
  CHECK(name_of(Errc::io) == "io");
  CHECK(name_of(Errc::limit_exceeded) == "limit_exceeded");
  CHECK(name_of(Errc::not_found) == "not_found");
  CHECK(name_of(Errc::timed_out) == "timed_out");
  CHECK(name_of(Errc::truncated) == "truncated");
  CHECK(name_of(Errc::unreachable) == "unreachable");
  CHECK(name_of(Errc::unsupported) == "unsupported");
  CHECK(name_of(Errc::untrusted) == "untrusted");
}

TEST_CASE("an error is one line: what, where, advice", "[base][error]") {
  CHECK(render({Errc::io, "the disk is full", "", ""}) == "the disk is full");
  CHECK(render({Errc::io, "the disk is full", "a.json:3", ""}) == "the disk is full (at a.json:3)");
  CHECK(render({Errc::io, "the disk is full", "", "free some"}) == "the disk is full: free some");
  CHECK(render({Errc::io, "the disk is full", "/a/b", "free some"}) ==
        "the disk is full (at /a/b): free some");
}

TEST_CASE("a short text is quoted whole", "[base][error][excerpt]") {
  CHECK(excerpt("").empty());
  CHECK(excerpt("abc", 3) == "abc");
  CHECK(excerpt(std::string(120, 'x')) == std::string(120, 'x'));
  CHECK(excerpt("gr\xC3\xBC\xC3\x9F") == "gr\xC3\xBC\xC3\x9F");
}

TEST_CASE("a long text is cut with three points behind, all inside the limit",
          "[base][error][excerpt]") {
  CHECK(excerpt(std::string(121, 'x')) == std::string(117, 'x') + "...");
  CHECK(excerpt("abcdefgh", 7) == "abcd...");
  CHECK(excerpt("abcdefgh", 3) == "...");
  CHECK(excerpt("abcdefgh", 2) == "..");
  CHECK(excerpt("abcdefgh", 0).empty());
}

TEST_CASE("a text is cut between characters", "[base][error][excerpt]") {
  const std::string euros = "\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC";  // nine bytes

  CHECK(excerpt(euros, 9) == euros);
  CHECK(excerpt(euros, 8) == "\xE2\x82\xAC...");
  CHECK(excerpt(euros, 6) == "\xE2\x82\xAC...");
  CHECK(excerpt(euros, 5) == "...");
}

TEST_CASE("what could order a terminal about becomes a question mark", "[base][error][excerpt]") {
  CHECK(excerpt("a\r\nb\tc\0d"s) == "a??b?c?d");
  CHECK(excerpt("\x1B[31m") == "?[31m");
  CHECK(excerpt("a\x7F"
                "b") == "a?b");
  CHECK(excerpt("\xC2\x80\xC2\x9B\xC2\x9F") == "???");
  CHECK(excerpt("\xC2\xA0") == "\xC2\xA0");
}

TEST_CASE("what is no UTF-8 becomes a question mark for each byte", "[base][error][excerpt]") {
  CHECK(excerpt("\x80") == "?");
  CHECK(excerpt("\xC3(") == "?(");
  CHECK(excerpt("\xC0\xAF") == "??");
  CHECK(excerpt("\xED\xA0\x80") == "???");
  CHECK(excerpt("\xF4\x90\x80\x80") == "????");
  CHECK(excerpt("caf\xE9") == "caf?");
  CHECK(excerpt("\xE2\x82") == "??");
}

TEST_CASE("an excerpt is always short, valid and printable", "[base][error][excerpt][property]") {
  Pcg32 random{Seed{3}};

  for (int round = 0; round < 5'000; ++round) {
    const std::string text = random.chance(500) ? random_text(random) : random_bytes(random);
    const std::size_t limit = random.below(30);
    const std::string quoted = excerpt(text, limit);
    INFO(quoted);
    CHECK(quoted.size() <= limit);
    CHECK(is_utf8(quoted));
    CHECK(excerpt(quoted, limit) == quoted);
  }
}

}  // namespace understudy
