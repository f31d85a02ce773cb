// SPDX-License-Identifier: MIT
/// What somebody may have meant.
#include "suggest.hpp"

#include <vector>

#include "support/catch.hpp"

namespace understudy::cli {

TEST_CASE("edits are counted", "[cli][suggest]") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("abc", "") == 3);
  CHECK(edit_distance("abc", "abc") == 0);
  CHECK(edit_distance("abc", "abd") == 1);
  CHECK(edit_distance("abc", "ac") == 1);
  CHECK(edit_distance("abc", "acb") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("a slip finds the word that was meant", "[cli][suggest]") {
  const std::vector<std::string> known{"completion", "replay", "serve"};

  CHECK(closest("serv", known) == "serve");
  CHECK(closest("sevre", known) == "serve");
  CHECK(closest("relay", known) == "replay");
  CHECK(closest("complete", known) == "");
  CHECK(closest("x", known) == "");
  CHECK(closest("", known) == "");
  CHECK(closest("serve" + std::string(60, 'e'), known) == "");
  CHECK(closest("serve", {}) == "");
}

TEST_CASE("a suggestion is a question or nothing", "[cli][suggest]") {
  const std::vector<std::string> known{"serve"};

  CHECK(suggestion("serv", known) == ", did you mean 'serve'?");
  CHECK(suggestion("zzz", known).empty());
}

}  // namespace understudy::cli
