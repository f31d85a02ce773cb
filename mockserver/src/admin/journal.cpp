// SPDX-License-Identifier: MIT
/// The journal of a space, and questions about it.
#include <utility>

#include "admin/admin.hpp"
#include "admin/journal_json.hpp"

namespace understudy::mock::admin {

namespace {

/// A number that the contract has checked.
std::uint64_t number_of(std::string_view text, std::uint64_t otherwise) {
  const auto number = JsonDocument::parse(text);
  if (!number) return otherwise;
  return static_cast<std::uint64_t>(
      to_int64(number->root()).value_or(static_cast<std::int64_t>(otherwise)));
}

std::uint64_t parameter(const Call& call, std::string_view name, std::uint64_t otherwise) {
  const std::string* const text = call.query.find(name);
  return text == nullptr ? otherwise : number_of(*text, otherwise);
}

Answer list_journal(const Call& call) {
  const auto entries = call.space.journal.entries(
      parameter(call, "after", 0), static_cast<std::size_t>(parameter(call, "limit", 100)));
  return json_answer(page_json(entries, call.space.journal.dropped()));
}

Answer clear_journal(const Call& call) {
  call.space.journal.clear();
  return done();
}

Answer get_entry(const Call& call) {
  const auto entry = call.space.journal.entry(number_of(call.path.front().value, 0));
  if (!entry) return Failure{entry.error()};
  return json_answer(entry_json(*entry));
}

Answer find(const Call& call) {
  const auto pattern = read_pattern(to_json(*call.body));
  if (!pattern) return Failure{pattern.error()};
  const auto found = call.space.journal.find(*pattern);
  if (!found) return Failure{found.error()};
  return json_answer(page_json(*found, 0));
}

std::size_t count_at(JsonElement body, std::string_view name, std::size_t otherwise) {
  const auto count = body.find(name);
  return count ? static_cast<std::size_t>(to_int64(*count).value_or(0)) : otherwise;
}

/// The pattern inside a body, its errors with the place in that body.
Result<ExchangePattern> pattern_at(JsonElement value, const std::string& where) {
  auto pattern = read_pattern(to_json(value));
  if (!pattern) pattern.error().where.insert(0, where);
  return pattern;
}

Answer verify(const Call& call) {
  const auto pattern = pattern_at(*call.body->find("pattern"), "/pattern");
  if (!pattern) return Failure{pattern.error()};
  Times times{.at_least = count_at(*call.body, "at_least", 1)};
  if (call.body->find("at_most")) times.at_most = count_at(*call.body, "at_most", 0);
  const auto verification = call.space.journal.verify(*pattern, times);
  if (!verification) return Failure{verification.error()};
  return json_answer(verification_json(*verification));
}

Answer verify_order(const Call& call) {
  std::vector<ExchangePattern> patterns;
  for (const JsonElement element : call.body->find("patterns")->elements()) {
    auto pattern = pattern_at(element, "/patterns/" + std::to_string(patterns.size()));
    if (!pattern) return Failure{std::move(pattern.error())};
    patterns.push_back(*std::move(pattern));
  }
  const auto verification = call.space.journal.verify_order(patterns);
  if (!verification) return Failure{verification.error()};
  return json_answer(verification_json(*verification));
}

}  // namespace

Part journal_part() {
  return {{"clearJournal", clear_journal}, {"findInJournal", find},
          {"getJournalEntry", get_entry},  {"listJournal", list_journal},
          {"verifyJournal", verify},       {"verifyJournalOrder", verify_order}};
}

}  // namespace understudy::mock::admin
