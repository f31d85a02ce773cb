// SPDX-License-Identifier: MIT
/// The query of a list, and `include`: read, checked, and turned into neutral values.
///
/// Grammar:  item lists by `arrays`: `name=a,b`, `name=a&name=b` and `name[]=a`; empty items drop
/// Errors:   400 with one detail per fault, in the order of the parameters in S9
/// Source:   S6, S9 to S12; A3, A13, A16, A24 the readings
///
/// Rationale: no filter dialect. That seam reads one value and stops at its first fault; here
///            thirteen parameters are one filter, one order and one window, two of them depend on
///            each other, and the partner names all faults at once.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "apis/ecg/partner_text.hpp"
#include "makers.hpp"
#include "paging/dialect.hpp"
#include "query/filter.hpp"
#include "query/schema.hpp"
#include "refusal.hpp"
#include "switches.hpp"
#include "understudy/base/uri.hpp"

namespace understudy::mock::ecg {

struct ListRequest {
  query::Selection selection;
  paging::Window window;
  Include include;
};

/// Reads by the switches of one server; built once, thread-safe.
class ListReader {
 public:
  ListReader(const Switches& switches, const Makers& makers);

  [[nodiscard]] Result<ListRequest, Refusal> read(const QueryParams& query) const;
  /// `include` alone, for one partner.
  [[nodiscard]] Result<Include, Refusal> read_include(const QueryParams& query) const;
  [[nodiscard]] const paging::Paging& paging() const { return paging_; }

 private:
  friend class ListParameters;
  enum class Arrays : unsigned char { all, comma, repeat };
  enum class LoneTypes : unsigned char { apply, ignore, reject };

  query::Schema columns_;
  paging::Paging paging_;
  std::vector<std::string> include_values_;
  Arrays arrays_;
  LoneTypes lone_types_;
  bool folds_values_;
  bool checks_ids_;
  std::size_t sort_column_;
  query::NullOrder null_order_;
};

/// 8-4-4-4-12 hexadecimal digits. S9.9, S13.6
bool is_uuid(std::string_view text);

}  // namespace understudy::mock::ecg
