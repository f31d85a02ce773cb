// SPDX-License-Identifier: MIT
#include "rows.hpp"

#include <algorithm>

#include "understudy/base/error.hpp"
#include "understudy/base/json.hpp"

namespace understudy::cli {

namespace {

constexpr std::size_t kWidest = 40;      // ours: characters of a cell of a table
constexpr const char* kValue = "value";  // ours: the column of rows that are no objects

/// Characters, not bytes.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

bool holds(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Texts as they are, nothing for null, everything else as JSON.
std::string plain_text(JsonElement value) {
  if (value.is_null()) return {};
  if (value.is_string()) return std::string{value.text()};
  std::string text;
  append_element(text, value);
  return text;
}

std::string cell_of(JsonElement row, const std::string& column) {
  if (!row.is_object()) return column == kValue ? plain_text(row) : std::string{};
  const auto value = row.find(column);
  return value ? plain_text(*value) : std::string{};
}

}  // namespace

void append_element(std::string& out, JsonElement value) {
  switch (value.kind()) {
    case JsonElement::Kind::null:
      out += "null";
      return;
    case JsonElement::Kind::boolean:
      out += value.is_true() ? "true" : "false";
      return;
    case JsonElement::Kind::number:
      out += value.text();
      return;
    case JsonElement::Kind::string:
      append_json_string(out, value.text());
      return;
    case JsonElement::Kind::array:
      out += '[';
      for (const JsonElement element : value.elements()) {
        if (element.node() != value.node() + 1) out += ',';
        append_element(out, element);
      }
      out += ']';
      return;
    case JsonElement::Kind::object:
      out += '{';
      for (const JsonMember& member : value.members()) {
        if (member.value.node() != value.node() + 2) out += ',';
        append_json_string(out, member.name);
        out += ':';
        append_element(out, member.value);
      }
      out += '}';
      return;
  }
}

void append_csv_field(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == text.npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_csv_line(std::string& out, const std::vector<std::string>& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out += ',';
    append_csv_field(out, fields[i]);
  }
  out += '\n';
}

void RowWriter::find_columns(const std::vector<JsonElement>& rows) {
  for (const JsonElement row : rows) {
    if (!row.is_object() && !holds(columns_, kValue)) columns_.emplace_back(kValue);
    for (const JsonMember& member : row.members()) {
      if (!holds(columns_, member.name)) columns_.emplace_back(member.name);
    }
  }
  for (const std::string& column : columns_) widths_.push_back(width_of(column));
  for (const JsonElement row : rows) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::size_t width = width_of(cell_of(row, columns_[i]));
      widths_[i] = std::max(widths_[i], std::min(width, kWidest));
    }
  }
}

void RowWriter::note_left_out(JsonElement row) {
  for (const JsonMember& member : row.members()) {
    if (!holds(columns_, member.name) && !holds(left_out_, member.name)) {
      left_out_.emplace_back(member.name);
    }
  }
}

std::vector<std::string> RowWriter::cells_of(JsonElement row) const {
  std::vector<std::string> cells;
  for (const std::string& column : columns_) cells.push_back(cell_of(row, column));
  return cells;
}

void RowWriter::append_table_row(std::string& text, const std::vector<std::string>& cells) const {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    // Also without control characters, which a terminal would obey.
    std::string cell = excerpt(cells[i], std::max(widths_[i], kWidest));
    const std::size_t width = width_of(cell);
    if (width < widths_[i]) cell.append(widths_[i] - width, ' ');
    line += (i == 0 ? "" : "  ") + cell;
  }
  text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

Result<Done> RowWriter::add(const std::vector<JsonElement>& rows) {
  std::string text;
  const bool has_columns = format_ == "csv" || format_ == "table";
  if (has_columns && columns_.empty() && !rows.empty()) {
    find_columns(rows);
    if (format_ == "table") append_table_row(text, columns_);
    if (format_ == "csv") append_csv_line(text, columns_);
  }
  for (const JsonElement row : rows) {
    if (has_columns) note_left_out(row);
    if (format_ == "table") {
      append_table_row(text, cells_of(row));
    } else if (format_ == "csv") {
      append_csv_line(text, cells_of(row));
    } else {
      if (format_ == "json") text += has_begun_ ? ",\n" : "[";
      append_element(text, row);
      if (format_ == "jsonl") text += "\n";
    }
    has_begun_ = true;
  }
  return file_.write(text);
}

Result<Done> RowWriter::end() {
  if (format_ != "json") return Done{};
  return file_.write(has_begun_ ? "]\n" : "[]\n");
}

}  // namespace understudy::cli
