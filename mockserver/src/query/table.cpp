// SPDX-License-Identifier: MIT
#include "query/table.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <mutex>
#include <numeric>
#include <utility>

#include "query/clauses.hpp"
#include "query/column.hpp"
#include "query/evaluate.hpp"
#include "query/result_cache.hpp"
#include "query/sort.hpp"
#include "query/text_store.hpp"

namespace understudy::mock::query {

namespace {

constexpr std::size_t kCacheBytes = 64 * 1024 * 1024;  // ours: 16 results of a million rows

/// The values whose codes were seen, ascending, without Null; of equal ones (0 and 0.0) the first.
std::vector<Value> values_in_order(const StoredColumn& column,
                                   const std::vector<std::uint8_t>& seen) {
  const Ranks& ranks = column.ranks();
  std::vector<Code> code_of_rank(ranks.highest + 1, kNullCode);
  for (auto code = static_cast<Code>(seen.size()); code-- > kNullCode + 1;) {
    if (seen[code] != 0) code_of_rank[ranks.of_code[code]] = code;
  }
  std::vector<Value> ascending;
  const DistinctValues values = column.values();
  for (const Code code : code_of_rank) {
    if (code != kNullCode) ascending.push_back(to_value(values[code]));
  }
  return ascending;
}

}  // namespace

struct Table::Builder::Impl {
  Schema schema;
  TextStore texts;
  std::vector<TextStore::Place> rows;
  std::vector<ColumnBuilder> columns;
};

struct Table::Impl {
  Schema schema;
  TextStore texts;
  std::vector<TextStore::Place> rows;
  StoredColumns columns;
  ResultCache results{kCacheBytes};
  std::once_flag all_rows_once;
  RowIds all_rows;
};

Table::Builder::Builder(Schema schema) : impl_(std::make_unique<Impl>()) {
  impl_->columns.resize(schema.size());
  impl_->schema = std::move(schema);
}
Table::Builder::~Builder() = default;
Table::Builder::Builder(Builder&&) noexcept = default;
Table::Builder& Table::Builder::operator=(Builder&&) noexcept = default;

void Table::Builder::add(std::string_view json, std::span<const Value> cells) {
  assert(cells.size() == impl_->columns.size() && "a row has one value per column");
  assert(impl_->rows.size() < std::numeric_limits<std::uint32_t>::max() && "rows have 32 bits");
  impl_->rows.push_back(impl_->texts.add(json));
  for (std::size_t i = 0; i < cells.size(); ++i) impl_->columns[i].add(cells[i]);
}

Table Table::Builder::finish() && {
  auto table = std::make_unique<Table::Impl>();
  table->schema = std::move(impl_->schema);
  table->texts = std::move(impl_->texts);
  table->texts.finish();
  table->rows = std::move(impl_->rows);
  table->rows.shrink_to_fit();
  for (ColumnBuilder& column : impl_->columns) {
    table->columns.push_back(std::move(column).finish());
  }
  return Table{std::move(table)};
}

Table::Table(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Table::~Table() = default;
Table::Table(Table&&) noexcept = default;
Table& Table::operator=(Table&&) noexcept = default;

const Schema& Table::schema() const { return impl_->schema; }

std::size_t Table::size() const { return impl_->rows.size(); }

std::string_view Table::json(std::uint32_t row) const { return impl_->texts.at(impl_->rows[row]); }

Value Table::value(std::uint32_t row, std::size_t column) const {
  const StoredColumn& stored = *impl_->columns[column];
  return to_value(stored.values()[stored.codes()[row]]);
}

RowIds Table::select(const Selection& selection) const {
  auto selected = try_select(selection);
  assert(selected && "expressions that can have faults go through try_select");
  if (!selected) return std::make_shared<const std::vector<std::uint32_t>>();
  return *std::move(selected);
}

Table::Explanation Table::explain(std::uint32_t row, const Filter& filter, WallTime now) const {
  Explanation explanation;
  for (const Condition& condition : filter.all_of) {
    explanation.conditions.push_back(holds(impl_->columns, condition, row));
  }
  if (filter.where.empty()) return explanation;
  explanation.clauses = Clauses{filter.where, impl_->columns, now}.explain(row);
  return explanation;
}

Result<RowIds, Fault> Table::try_select(const Selection& selection) const {
  const Filter& filter = selection.filter;
  if (filter.all_of.empty() && filter.where.empty() && selection.search.empty() &&
      selection.order.empty()) {
    std::call_once(impl_->all_rows_once, [this] {
      std::vector<std::uint32_t> all(size());
      std::iota(all.begin(), all.end(), std::uint32_t{0});
      impl_->all_rows = std::make_shared<const std::vector<std::uint32_t>>(std::move(all));
    });
    return impl_->all_rows;
  }
  std::string key = cache_key(selection);
  if (RowIds known = impl_->results.find(key)) return known;
  auto rows = evaluate(impl_->schema, impl_->columns, size(), selection);
  if (!rows) return Failure{rows.error()};
  sort_rows(*rows, impl_->columns, selection.order, selection.null_order);
  auto result = std::make_shared<const std::vector<std::uint32_t>>(*std::move(rows));
  impl_->results.insert(std::move(key), result);
  return result;
}

std::vector<Value> Table::distinct(std::size_t column) const {
  const StoredColumn& stored = *impl_->columns[column];
  return values_in_order(stored, std::vector<std::uint8_t>(stored.values().size(), 1));
}

std::vector<Value> Table::distinct(std::size_t column, const RowIds& rows) const {
  const StoredColumn& stored = *impl_->columns[column];
  std::vector<std::uint8_t> seen(stored.values().size());
  for (const std::uint32_t row : *rows) seen[stored.codes()[row]] = 1;
  return values_in_order(stored, seen);
}

void Table::append_json_array(std::string& out, const RowIds& rows, std::size_t first,
                              std::size_t count) const {
  const std::size_t begin = std::min(first, rows->size());
  const std::size_t end = begin + std::min(count, rows->size() - begin);
  std::size_t bytes = 2 + (end - begin);
  for (std::size_t i = begin; i < end; ++i) bytes += json((*rows)[i]).size();
  out.reserve(out.size() + bytes);
  out += '[';
  for (std::size_t i = begin; i < end; ++i) {
    if (i != begin) out += ',';
    out += json((*rows)[i]);
  }
  out += ']';
}

}  // namespace understudy::mock::query
