// SPDX-License-Identifier: MIT
/// `record-skip-take`: `take=100&skip=200`, counting records.
///
/// Grammar:  two numbers of 32 bits, see int32_options.hpp
/// Shape:    {"count", "entity", "results"}, see counted_page.hpp
/// Units:    records; take 0..paging.max_take, paging.default_take by default
/// Errors:   400 for a number below 0 or none at all (paging.malformed), and past the maximum
///           under paging.over_max=reject
/// Source:   S6.6 [DOC]; S7.2 default [OBS]; S7.3 to S7.5; A18, A28 the switches
#include "paging/counted_page.hpp"
#include "paging/dialect.hpp"
#include "paging/int32_options.hpp"

namespace understudy::mock::paging {

namespace {

Result<Window, Refusal> read_window(const QueryParams& query, const TakeRules& rules) {
  auto skip = read_int32(query, {.name = "skip", .least = 0, .fallback = 0}, rules);
  if (!skip) return Failure{std::move(skip.error())};
  auto asked =
      read_int32(query, {.name = "take", .least = 0, .fallback = rules.default_take}, rules);
  if (!asked) return Failure{std::move(asked.error())};
  auto take = limit_take("take", *asked, rules);
  if (!take) return Failure{std::move(take.error())};
  return Window{static_cast<std::uint64_t>(*skip), static_cast<std::uint64_t>(*take), 0};
}

}  // namespace

Paging make_record_skip_take(const Switches& switches) {
  const TakeRules rules{switches};
  return {.read = [rules](const QueryParams& query) { return read_window(query, rules); },
          .write = &write_counted_page};
}

}  // namespace understudy::mock::paging
