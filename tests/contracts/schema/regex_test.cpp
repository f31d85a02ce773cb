// SPDX-License-Identifier: MIT
/// Patterns: the cases file on both machines, random patterns on both, and attacks. The official
/// suite's patterns are in function_suite_test.cpp.
#include "regex.hpp"

#include <string>
#include <thread>
#include <vector>

#include "contracts/schema/function_cases.hpp"
#include "support/catch.hpp"
#include "understudy/base/random.hpp"

namespace understudy::schema {

namespace {

using Engine = Regex::Engine;
using Found = Regex::Found;

void check_texts(const Regex& regex, const Json& texts, Found want) {
  for (const Json& text : texts) {
    INFO(text.dump());
    CHECK(regex.search(text.get<std::string>()) == want);
  }
}

/// Patterns and texts of few letters, so that they meet.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(Seed{seed}) {}

  std::string text() {
    constexpr const char* kPieces[] = {"a", "b", "c", "1", "_", "-", "\n", "\xC3\xA9", "\xCE\xA3"};
    std::string text;
    for (std::uint32_t left = below(10); left > 0; --left) text += kPieces[below(9)];
    return text;
  }

  std::string pattern(int depth) {
    std::string pattern;
    for (std::uint32_t left = 1 + below(4); left > 0; --left) pattern += term(depth);
    return below(4) == 0 ? pattern + "|" + term(depth) : pattern;
  }

 private:
  std::uint32_t below(std::uint32_t bound) { return random_.below(bound); }

  std::string term(int depth) {
    constexpr const char* kAtoms[] = {"a",        "b",      "c",          "[ab]",    "[^a]", ".",
                                      "\\d",      "\\W",    "\\s",        "\\p{Lu}", "[]",   "[^]",
                                      "\xC3\xA9", "[\\w-]", "[^\\p{L}a]", "a|b",     "",     "-"};
    constexpr const char* kEdges[] = {"^", "$", "\\b", "\\B"};
    constexpr const char* kQuantifiers[] = {"*", "+", "?", "{2}", "{1,2}", "{0,3}?", "{2,}", "{0}"};
    if (below(8) == 0) return kEdges[below(4)];
    std::string atom = depth > 0 && below(2) == 0 ? pattern(depth - 1) : kAtoms[below(18)];
    atom = "(?:" + atom + ")";
    return below(2) == 0 ? atom : atom + kQuantifiers[below(8)];
  }

  Pcg32 random_;
};

struct Attack {
  const char* pattern;
  std::string text;
  bool matches;
};

std::string repeat(const std::string& piece, std::size_t times) {
  std::string text;
  for (; times > 0; --times) text += piece;
  return text;
}

constexpr std::size_t kAttack = 100'000;

// Patterns that backtracking takes minutes for; the automaton has the right answer at once.
std::vector<Attack> plain_attacks() {
  const std::string a = repeat("a", kAttack);
  return {{"^(a+)+$", a + "!", false},
          {"^(a|aa)+$", a + "!", false},
          {"^(a|a?)+$", a + "!", false},
          {"(a+)+[bd]", a, false},
          {"(x+x+)+y", repeat("x", kAttack), false},
          {"(.*a){20}", repeat("b", kAttack), false},
          {"\\s+$", repeat(" ", kAttack) + "x", false},
          {"^(.*)(.*)(.*)(.*)[xz]$", a, false},
          {"^(([a-z])+.)+[A-Z]([a-z])+$", a, false},
          {"^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}", a, false},
          {"(\\p{L}+)+\\d", a, false},
          {"^(a+)+$", a, true}};
}

// Those that only backtracking can answer: right or undecided.
std::vector<Attack> other_attacks() {
  const std::string a = repeat("a", kAttack);
  return {{"(\\w+)\\1[bd]", a, false},
          {"(?=a+[bd])a", a, false},
          {"^(?=(a|aa)+$)b", a + "!", false},
          {"(?!x)(?:a|a?)+[bd]", a, false},
          {"(a+)(a+)(a+)(?!a)[bd]", a, false},
          {"(?=((((a|b|c)))))(?:a|aa|aaa)*?\\1[xy]", a, false},
          {"(?:a{30000})\\b(?=x)", a, false},
          {"(?<!b)(?:a*?)*?[xy]", a, false},
          {"^(?:(.)(.))*(?=\\1)[xy]", a, false},
          {"(?:[a-z]+[-_]?)+(?=@)[xy]", a, false},
          {"^(?=.*[A-Z])(?=.*\\d).{8,}$", a + "A1", true}};
}

}  // namespace

TEST_CASE("patterns agree with every case in their file on both machines", "[schema][regex]") {
  const auto engine = GENERATE(Engine::any, Engine::backtracking);

  const int count = for_each_function_case("regex.cases.json", [&](const Json&, const Json& item) {
    const auto regex = Regex::compile(text_of(item, "input"), engine);
    if (item.contains("error")) {
      REQUIRE_FALSE(regex);
      CHECK(name_of(regex.error().code) == text_of(item.at("error"), "code"));
      CHECK(regex.error().where == text_of(item.at("error"), "where"));
      return;
    }
    if (!regex) FAIL(render(regex.error()));
    check_texts(*regex, item.at("want").at("yes"), Found::yes);
    check_texts(*regex, item.at("want").at("no"), Found::no);
  });

  CHECK(count == 163);
}

TEST_CASE("an error says which construct and what to write", "[schema][regex]") {
  CHECK(render(Regex::compile("a(b").error()) ==
        "'(' is not closed (at offset 1): write \\( for the character");
  CHECK(render(Regex::compile("(?P<a>b)").error()) ==
        "'(?' and what follows start no group of ECMA-262 (at offset 0): "
        "write (?:...), (?<name>...) or look around with (?= (?! (?<= (?<!");
  CHECK(render(Regex::compile("\\p{greek}").error()) ==
        "'greek' is no character property of ECMA-262 (at offset 0): "
        "write \\p{L}, \\p{Letter} or \\p{Script=Greek}; letter case counts");
  CHECK(Regex::compile("(?:(a)|b)*\\1").error().what ==
        "a back-reference to a group that a repetition may reset");
}

TEST_CASE("both machines agree on random patterns", "[schema][regex]") {
  Dice dice{20261121};
  int automatons = 0;
  int answers = 0;
  for (int round = 0; round < 3000; ++round) {
    const std::string pattern = dice.pattern(3);
    INFO(pattern);
    const auto fast = Regex::compile(pattern).value();
    const auto slow = Regex::compile(pattern, Engine::backtracking).value();
    automatons += fast.is_automaton() ? 1 : 0;
    REQUIRE_FALSE(slow.is_automaton());
    for (int i = 0; i < 10; ++i) {
      const std::string text = dice.text();
      INFO(text);
      const Found wanted = slow.search(text);
      if (wanted == Found::undecided) continue;
      CHECK(fast.search(text) == wanted);
      ++answers;
    }
  }
  CHECK(automatons > 2900);
  CHECK(answers > 28'000);
}

TEST_CASE("a pattern that is under attack is answered right and at once", "[schema][regex][S02]") {
  for (const Attack& attack : plain_attacks()) {
    INFO(attack.pattern);
    const auto regex = Regex::compile(attack.pattern).value();
    CHECK(regex.is_automaton());
    CHECK(regex.search(attack.text) == (attack.matches ? Found::yes : Found::no));
  }
}

TEST_CASE("a pattern that backtracks under attack gives up in time", "[schema][regex][S02]") {
  for (const Attack& attack : other_attacks()) {
    INFO(attack.pattern);
    const auto regex = Regex::compile(attack.pattern).value();
    CHECK_FALSE(regex.is_automaton());
    const Found found = regex.search(attack.text);
    CHECK((found == Found::undecided || found == (attack.matches ? Found::yes : Found::no)));
  }
}

TEST_CASE("the machine that backtracks gives up in time on plain attacks too",
          "[schema][regex][S02]") {
  for (const Attack& attack : plain_attacks()) {
    INFO(attack.pattern);
    const auto regex = Regex::compile(attack.pattern, Engine::backtracking).value();
    const Found found = regex.search(attack.text);
    CHECK((found == Found::undecided || found == (attack.matches ? Found::yes : Found::no)));
  }
}

TEST_CASE("a large pattern is compiled in time or refused", "[schema][regex][S02]") {
  const std::vector<std::string> patterns{repeat("(", 250) + repeat(")", 250),
                                          repeat("(?:", 250) + "a" + repeat("){2}", 250),
                                          repeat("a|", 30'000),
                                          repeat("[a-z]{1,60000}", 100),
                                          repeat("\\p{L}", 10'000),
                                          repeat("(a)", 20'000),
                                          repeat("a?", 2000) + "$",
                                          "(.*a){1,2000}[bd]",
                                          "[a-z]{5,60000}$",
                                          "[ab]*a[ab]{40}c",
                                          std::string(70'000, 'a')};
  for (const std::string& pattern : patterns) {
    INFO(pattern.substr(0, 40));
    const auto regex = Regex::compile(pattern);
    if (regex) static_cast<void>(regex->search(repeat("ab", 500)));
    if (!regex) CHECK(regex.error().code == Errc::unsupported);
  }
}

TEST_CASE("patterns in common use need no backtracking", "[schema][regex]") {
  for (const char* pattern :
       {"^x-", "abc", "^[a-z][a-z0-9_]{0,63}$", "^\\d{4}-\\d{2}-\\d{2}$", "^.{1,2000}$",
        "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", "^(?:yes|no|maybe)$",
        "^\\p{L}[\\p{L}\\p{M}' -]*$", "\\bword\\b", "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$"}) {
    INFO(pattern);
    CHECK(Regex::compile(pattern).value().is_automaton());
  }
}

TEST_CASE("bytes that are no UTF-8 are never a match", "[schema][regex]") {
  for (const auto engine : {Engine::any, Engine::backtracking}) {
    CHECK(Regex::compile("^.*$", engine).value().search("a\xFF") == Found::undecided);
    CHECK(Regex::compile("^.b", engine).value().search("\xC3") == Found::undecided);
    CHECK(Regex::compile("^.b", engine).value().search("\xED\xA0\x80") == Found::undecided);
  }
  CHECK(Regex::compile("\xC3").error().code == Errc::bad_input);
}

TEST_CASE("a pattern is shared by threads and outlives a move", "[schema][regex]") {
  auto first = Regex::compile("^(\\w)\\1$").value();
  const Regex regex = std::move(first);
  std::vector<int> found(4, 0);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < found.size(); ++i) {
      threads.emplace_back([&regex, &count = found[i]] {
        for (int round = 0; round < 1000; ++round) {
          if (regex.search("aa") == Found::yes && regex.search("ab") == Found::no) ++count;
        }
      });
    }
  }
  CHECK(found == std::vector<int>(4, 1000));
}

}  // namespace understudy::schema
