// SPDX-License-Identifier: MIT
/// Rows of JSON as JSON, JSON lines, CSV or a table, written as they come.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "files.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/base/result.hpp"

namespace understudy::cli {

/// Appends the text of a value without blanks, members in their order and numbers as written.
void append_element(std::string& out, JsonElement value);

/// Appends a field of CSV: in quotes where it holds a comma, a quote or a line end.
///
/// Source:   RFC 4180 section 2, but for lines, which end in LF here
void append_csv_field(std::string& out, std::string_view text);

/// Appends the fields of a line and its end.
void append_csv_line(std::string& out, const std::vector<std::string>& fields);

/// Writes rows to a file as they come: one portion is kept at a time. Columns of CSV and of a table
/// are the members of the first portion, in the order in which they appear.
class RowWriter {
 public:
  /// `format` is "json", "jsonl", "csv" or "table".
  RowWriter(OutputFile& file, std::string format) : file_(file), format_(std::move(format)) {}

  /// Errors:   io
  Result<Done> add(const std::vector<JsonElement>& rows);
  /// Behind the last portion. Errors: io
  Result<Done> end();

  /// Members that later rows have and the first portion had not: they are in no column.
  [[nodiscard]] const std::vector<std::string>& left_out() const { return left_out_; }

 private:
  void find_columns(const std::vector<JsonElement>& rows);
  void note_left_out(JsonElement row);
  void append_table_row(std::string& text, const std::vector<std::string>& cells) const;
  [[nodiscard]] std::vector<std::string> cells_of(JsonElement row) const;

  OutputFile& file_;
  std::string format_;
  std::vector<std::string> columns_;
  std::vector<std::size_t> widths_;
  std::vector<std::string> left_out_;
  bool has_begun_ = false;
};

}  // namespace understudy::cli
