// SPDX-License-Identifier: MIT
/// Rows that a caller has brought, compared with the contract before anything is served.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "understudy/base/result.hpp"
#include "understudy/fixtures/dataset.hpp"
#include "understudy/fixtures/rows.hpp"
#include "understudy/mock/options.hpp"
#include "understudy/openapi/document.hpp"
#include "understudy/schema/validate.hpp"

namespace understudy::mock {

/// Where a row stands in its plan.
struct RowId {
  std::string_view collection;
  std::size_t row = 0;
  std::size_t parent_row = 0;
};

/// Takes all rows of one API, and says what is wrong with them.
///
/// Shape:    one fault for each row: what the contract says of it as it is sent; else the first
/// cell
///           that the API cannot send; else an id that another row has
class OwnRows {
 public:
  /// Both have to outlive it.
  OwnRows(const openapi::Document& contract, const OwnPlan& plan)
      : contract_(contract), plan_(plan) {}

  /// A row as it is sent; `schema` is a JSON Pointer into the contract.
  void compare(const RowId& row, std::string_view schema, std::string_view json);
  /// A cell of another type than the API can send, which would be null on the wire. Where `schema`
  /// has a rule against it, that is told; it may be empty.
  void misfit(const RowId& row, std::string_view schema, std::string_view field,
              std::string_view expected, const fixtures::Cell& cell);
  /// The key by which the API finds a row; it has to be the only one in its collection.
  void add_key(const RowId& row, std::string_view key);

  /// Errors:   bad_input with a line for each row that cannot be served, the first 20 in the order
  ///           of the file
  [[nodiscard]] Result<Done> finish(std::string_view api) const;

 private:
  using Faults = std::map<std::size_t, std::string>;  ///< by line or element

  void add(Faults& faults, const RowId& row, std::string text);
  [[nodiscard]] schema::Verdict judge(std::string_view schema, std::string_view json) const;

  const openapi::Document& contract_;
  const OwnPlan& plan_;
  Faults broken_;
  Faults misfits_;
  Faults repeated_;
  std::map<std::pair<std::string, std::string>, std::size_t> keys_;  ///< collection, key: line
};

}  // namespace understudy::mock
