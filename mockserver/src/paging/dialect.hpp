// SPDX-License-Identifier: MIT
/// The seam of every paging dialect: query parameters in, a window out; and the page written back.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "order/dialect.hpp"
#include "refusal.hpp"
#include "switches.hpp"
#include "understudy/base/uri.hpp"

namespace understudy::mock::paging {

/// Which part of a list was asked for. Rows count from 0.
struct Window {
  std::uint64_t first = 0;
  std::uint64_t count = 20;
  std::int64_t number = 0;  ///< the page number as the partner counts; 0 where it has none

  friend bool operator==(const Window&, const Window&) = default;
};

/// What a page says about itself.
struct PageFacts {
  Window window;
  std::uint64_t total = 0;    ///< rows of the whole list
  std::uint64_t on_page = 0;  ///< rows on this page
  bool sorted = false;
  std::span<const order::Criterion> criteria = {};
  std::string_view entity = {};  ///< what its rows are, where the partner's page says so
};

struct Paging {
  std::function<Result<Window, Refusal>(const QueryParams&)> read;
  /// Appends the page; `content` appends the JSON array of its rows.
  std::function<void(std::string& out, const PageFacts& facts,
                     const std::function<void(std::string&)>& content)>
      write;
};

struct Dialect {
  std::string_view name;
  Paging (*make)(const Switches& switches);
};

std::span<const Dialect> dialects();
const Dialect* find_dialect(std::string_view name);

// One line per dialect, sorted; dialects.cpp repeats them as a table.
Paging make_one_based_page(const Switches& switches);
Paging make_page_skip_take(const Switches& switches);
Paging make_record_skip_limit(const Switches& switches);
Paging make_record_skip_take(const Switches& switches);
Paging make_spring_page(const Switches& switches);

}  // namespace understudy::mock::paging
