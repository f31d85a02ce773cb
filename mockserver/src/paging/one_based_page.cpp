// SPDX-License-Identifier: MIT
/// `one-based-page`: `pageSize=100&page=1`, the first page being 1.
///
/// Grammar:  two numbers of 32 bits, see int32_options.hpp
/// Shape:    {"count", "entity", "results"}, see counted_page.hpp
/// Units:    pages from 1; rows per page 1..paging.max_take, paging.default_take by default
/// Errors:   400 for a number below 1 or none at all (paging.malformed), and past the maximum
///           under paging.over_max=reject
/// Source:   S7.1 [SEED]; S7.2 default [OBS]; S7.3, S7.4; A18, A28 the switches
#include "paging/counted_page.hpp"
#include "paging/dialect.hpp"
#include "paging/int32_options.hpp"

namespace understudy::mock::paging {

namespace {

Result<Window, Refusal> read_window(const QueryParams& query, const TakeRules& rules) {
  auto page = read_int32(query, {.name = "page", .least = 1, .fallback = 1}, rules);
  if (!page) return Failure{std::move(page.error())};
  auto size =
      read_int32(query, {.name = "pageSize", .least = 1, .fallback = rules.default_take}, rules);
  if (!size) return Failure{std::move(size.error())};
  auto take = limit_take("pageSize", *size, rules);
  if (!take) return Failure{std::move(take.error())};
  const auto count = static_cast<std::uint64_t>(*take);
  return Window{static_cast<std::uint64_t>(*page - 1) * count, count, *page};
}

}  // namespace

Paging make_one_based_page(const Switches& switches) {
  const TakeRules rules{switches};
  return {.read = [rules](const QueryParams& query) { return read_window(query, rules); },
          .write = &write_counted_page};
}

}  // namespace understudy::mock::paging
