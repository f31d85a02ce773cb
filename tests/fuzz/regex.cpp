// SPDX-License-Identifier: MIT
/// Patterns: a line with the pattern, behind it the text. The automaton and the backtracking
/// machine give the same answers.
#include "regex.hpp"

#include "fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using understudy::Errc;
  using understudy::fuzz::require;
  using understudy::schema::Regex;
  const auto [pattern, text] = understudy::fuzz::split(understudy::fuzz::text_of(data, size), "\n");

  const auto any = Regex::compile(pattern);
  if (!any) {
    require(any.error().code != Errc::internal, "a refusal has a reason");
    require(any.error().where.starts_with("offset "), "and a place");
    require(!Regex::compile(pattern, Regex::Engine::backtracking), "both machines refuse it");
    return 0;
  }
  const Regex::Found found = any->search(text);
  if (!any->is_automaton()) return 0;
  const auto backtracking = Regex::compile(pattern, Regex::Engine::backtracking);
  if (!backtracking) {
    require(backtracking.error().code != Errc::bad_input, "both machines read the same grammar");
    return 0;
  }
  const Regex::Found other = backtracking->search(text);
  if (found == Regex::Found::undecided) {
    require(other == Regex::Found::undecided, "an automaton decides on UTF-8");
    return 0;
  }
  require(found == other || other == Regex::Found::undecided, "both machines decide alike");
  return 0;
}
