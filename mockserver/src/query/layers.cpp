// SPDX-License-Identifier: MIT
#include "query/layers.hpp"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <future>
#include <limits>

namespace understudy::mock::query {

namespace {

constexpr std::size_t kCacheBytes = 64 * 1024 * 1024;  // ours: 16 results of a million rows
// ours: what a new selection takes longer for changed rows stays below what it takes for the others
constexpr std::size_t kFewChanges = 256;
constexpr std::size_t kShareOfBase = 32;

/// Every number is taken by whichever thread is free; by this one, when there is no other.
template <typename Visit>
void for_each_in_two_threads(std::size_t count, const Visit& visit) {
  std::atomic<std::size_t> next{0};
  const auto take = [&] {
    for (std::size_t i = next++; i < count; i = next++) visit(i);
  };
  const auto other = std::async(take);  // whose destructor waits
  take();
}

}  // namespace

Base::Base(Schema columns_of_rows, RowTexts texts_of_rows)
    : schema(std::move(columns_of_rows)), kept(texts_of_rows), results(kCacheBytes) {}

void Base::add_json(std::string_view json) {
  if (kept == RowTexts::copied) {
    places.push_back(texts.add(json));
  } else {
    borrowed.push_back(json);
  }
}

BaseBuilder::BaseBuilder(Schema schema, RowTexts kept)
    : base_(std::make_shared<Base>(std::move(schema), kept)), columns_(base_->schema.size()) {}

void BaseBuilder::add(std::string_view json, std::span<const Value> cells) {
  assert(cells.size() == columns_.size() && "a row has one value per column");
  assert(base_->size() < std::numeric_limits<std::uint32_t>::max() && "rows have 32 bits");
  base_->add_json(json);
  for (std::size_t i = 0; i < cells.size(); ++i) columns_[i].add(view_of(cells[i]));
}

void BaseBuilder::append(BaseBuilder&& later) {
  const Base& from = *later.base_;
  base_->borrowed.insert(base_->borrowed.end(), from.borrowed.begin(), from.borrowed.end());
  const TextStore::Shift shift = base_->texts.append(std::move(later.base_->texts));
  base_->places.reserve(base_->places.size() + from.places.size());
  for (const TextStore::Place place : from.places) base_->places.push_back(place + shift);
  std::vector<TextStore::Place>{}.swap(later.base_->places);
  for_each_in_two_threads(columns_.size(), [&](std::size_t column) {
    columns_[column].append(std::exchange(later.columns_[column], {}));
  });
}

std::shared_ptr<const Base> BaseBuilder::finish() && {
  base_->texts.finish();
  base_->places.shrink_to_fit();
  base_->borrowed.shrink_to_fit();
  for (ColumnBuilder& column : columns_) base_->columns.push_back(std::move(column).finish());
  return std::move(base_);
}

Layers::Layers(std::shared_ptr<const Base> base)
    : base_(std::move(base)),
      size_(base_->size()),
      limit_(static_cast<std::uint32_t>(base_->size())) {}

bool Layers::has(std::uint32_t row) const {
  if (const ChangedRow* changed = find_changed(row)) return !changed->removed;
  return row < base_->size();
}

std::string_view Layers::json(std::uint32_t row) const {
  assert(has(row) && "a row that is there");
  const ChangedRow* changed = find_changed(row);
  return changed == nullptr ? base_->json(row) : changed->json;
}

ValueView Layers::value(std::uint32_t row, std::size_t column) const {
  if (const ChangedRow* changed = find_changed(row)) return view_of(changed->cells[column]);
  const StoredColumn& stored = *base_->columns[column];
  return stored.values()[stored.codes()[row]];
}

std::optional<std::vector<std::uint32_t>> Layers::rows_of_base() const {
  if (changed_.size() == 0) return std::nullopt;
  std::vector<std::uint32_t> rows;
  rows.reserve(base_->size());
  const auto* next = changed_.next(0);
  for (std::uint32_t row = 0; row < base_->size(); ++row) {
    if (next != nullptr && next->key == row) {
      next = changed_.next(next->key + 1);
    } else {
      rows.push_back(row);
    }
  }
  return rows;
}

std::vector<std::uint32_t> Layers::rows_above() const {
  std::vector<std::uint32_t> rows;
  for (const auto* entry = changed_.next(0); entry != nullptr;
       entry = changed_.next(entry->key + 1)) {
    if (!entry->value->removed) rows.push_back(static_cast<std::uint32_t>(entry->key));
  }
  return rows;
}

Layers Layers::at(ChangedRows changed) const {
  Layers other = *this;
  other.changed_ = std::move(changed);
  return other;
}

Layers Layers::with(std::vector<RowChange> changes) const {
  Layers next = *this;
  const Edit edit = new_edit();
  for (RowChange& change : changes) {
    const bool removed = !change.cells.has_value();
    const bool had = next.has(change.row);
    if (removed && !had) continue;
    auto row = std::make_shared<ChangedRow>();
    row->removed = removed;
    if (!removed) {
      assert(change.cells->size() == base_->schema.size() && "a row has one value per column");
      row->cells = *std::move(change.cells);
      row->json = change.json;
      if (base_->kept == RowTexts::copied) row->json = row->copy = change.json;
    }
    next.changed_.set(change.row, std::move(row), edit);
    next.limit_ = std::max(next.limit_, change.row + 1);
    next.size_ += removed ? 0U : 1U;
    next.size_ -= had ? 1U : 0U;
  }
  return next;
}

bool Layers::has_grown_past(std::size_t times) const {
  const std::size_t bearable = times * (kFewChanges + base_->size() / kShareOfBase);
  return changed_.size() - gaps_ > bearable;
}

/// Calls `visit(row, changed)` for every number, with null for a row of the base.
template <typename Visit>
void Layers::each_number(const Visit& visit) const {
  static const ChangedRow kNeverThere{.removed = true};
  const auto* next = changed_.next(0);
  for (std::uint32_t row = 0; row < limit_; ++row) {
    if (next != nullptr && next->key == row) {
      visit(row, next->value.get());
      next = changed_.next(next->key + 1);
    } else {
      visit(row, row < base_->size() ? nullptr : &kNeverThere);
    }
  }
}

std::unique_ptr<const StoredColumn> Layers::fold_column(std::size_t column) const {
  const StoredColumn& stored = *base_->columns[column];
  const DistinctValues values = stored.values();
  std::vector<Code> known(values.size(), kNullCode);  // by code of the base
  ColumnBuilder builder;
  each_number([&](std::uint32_t row, const ChangedRow* changed) {
    if (changed != nullptr) {
      builder.add(changed->removed ? ValueView{} : view_of(changed->cells[column]));
      return;
    }
    const Code code = stored.codes()[row];
    if (code == kNullCode || known[code] != kNullCode) return builder.add_code(known[code]);
    known[code] = builder.add(values[code]);
  });
  return std::move(builder).finish();
}

Layers Layers::folded() const {
  auto base = std::make_shared<Base>(base_->schema, base_->kept);
  const auto gap = std::make_shared<const ChangedRow>(ChangedRow{.removed = true});
  const Edit edit = new_edit();
  ChangedRows gaps;
  each_number([&](std::uint32_t row, const ChangedRow* changed) {
    const bool removed = changed != nullptr && changed->removed;
    if (removed) gaps.set(row, gap, edit);
    const std::string_view json = removed ? std::string_view{} : this->json(row);
    base->add_json(json);
  });
  base->texts.finish();
  for (std::size_t i = 0; i < base->schema.size(); ++i) base->columns.push_back(fold_column(i));
  Layers folded{std::move(base)};
  folded.gaps_ = gaps.size();
  folded.size_ -= gaps.size();
  folded.changed_ = std::move(gaps);
  return folded;
}

Excerpt make_excerpt(const Layers& layers, std::vector<std::uint32_t> rows,
                     const std::vector<bool>& columns) {
  Excerpt excerpt{std::move(rows), StoredColumns(columns.size())};
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!columns[i]) continue;
    ColumnBuilder builder;
    for (const std::uint32_t row : excerpt.rows) builder.add(layers.value(row, i));
    excerpt.columns[i] = std::move(builder).finish();
  }
  return excerpt;
}

}  // namespace understudy::mock::query
