// SPDX-License-Identifier: MIT
/// A row of the plan as the record that PartnerTap sends, and as cells to search.
///
/// Source: S8, S9 (shapes and aliases), S13 (what counts as NULL)
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "apis/partnertap/columns.hpp"
#include "query/value.hpp"
#include "switches.hpp"
#include "understudy/fixtures/dataset.hpp"

namespace understudy::mock::partnertap {

/// Writes the rows of one collection.
class RecordWriter {
 public:
  /// `fields` are the plan's, in the order of its cells; every fact has to be among them.
  RecordWriter(std::span<const ColumnFact> facts, const std::vector<std::string>& fields,
               const Switches& switches);

  /// The record as JSON, and one value per fact. Both stay valid until the next call.
  void write(std::span<const fixtures::Cell> row);
  [[nodiscard]] const std::string& json() const { return json_; }
  [[nodiscard]] std::span<const query::Value> cells() const { return cells_; }

 private:
  void append_members(std::span<const fixtures::Cell> row, Category only, bool others);

  std::span<const ColumnFact> facts_;
  std::vector<std::size_t> field_of_fact_;
  std::vector<std::vector<std::string>> names_;  ///< by fact: as JSON, `"name":`, aliases behind
  bool has_partner_fields_ = false;
  bool empty_is_null_ = true;
  std::string json_;
  std::vector<query::Value> cells_;
};

}  // namespace understudy::mock::partnertap
