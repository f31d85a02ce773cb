// SPDX-License-Identifier: MIT
#include "relations/collation.hpp"

#include <utility>
#include <vector>

#include "support/catch.hpp"

using understudy::conformance::surely_after;

TEST_CASE("plain letters order texts in every collation", "[conformance][collation]") {
  const std::vector<std::pair<const char*, const char*>> pairs{
      {"bob", "Ann"},
      {"Bob", "ann"},
      {"acme labs", "Acme Inc"},
      {"bobby", "Bob"},
      {"a", ""},
      {"\u017Ei\u017Ekov b", "\u017Di\u017Ekov A"},
      {"b", "1"},
      {"a2x", "a2"},
      {"a-c", "A-b"},
      {"x1", "A10"},
      {"\u00DCnal", "\u00DC"},
      {"\u00E9 b", "\u00E9 a"}};
  for (const auto& [later, earlier] : pairs) {
    CAPTURE(later, earlier);
    CHECK(surely_after(later, earlier));
    CHECK_FALSE(surely_after(earlier, later));
  }
}

TEST_CASE("marks, punctuation, case and numbers may stand anywhere", "[conformance][collation]") {
  const std::vector<std::pair<const char*, const char*>> pairs{{"\u00D6l", "Zeta"},
                                                               {"\u00D6lwerk", "Olga"},
                                                               {"ab", "a-b"},
                                                               {"a b", "ab"},
                                                               {"BOB", "bob"},
                                                               {"bob ", "bob"},
                                                               {"9", "10"},
                                                               {"a9", "a10"},
                                                               {"e\u0301", "f"},
                                                               {"a\u030A", "z"},
                                                               {"\u00DF Stra\u00DFe", "xX"},
                                                               {"1a", "12"},
                                                               {"\u682A\u5F0F\u4F1A\u793E", "a"},
                                                               {"bob 6", "bobby"},
                                                               {"a\u0301", "a\u0300"},
                                                               {"O'Brien", "Obama"}};
  for (const auto& [one, other] : pairs) {
    CAPTURE(one, other);
    CHECK_FALSE(surely_after(one, other));
    CHECK_FALSE(surely_after(other, one));
  }
}
