// SPDX-License-Identifier: MIT
#include "query/table.hpp"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <mutex>
#include <optional>
#include <utility>

#include "query/clauses.hpp"
#include "query/distinct.hpp"
#include "query/evaluate.hpp"
#include "query/layered_select.hpp"
#include "query/layers.hpp"
#include "query/result_cache.hpp"

namespace understudy::mock::query {

namespace {

/// The rows that differ between two states of one base; nothing when they are many.
std::optional<std::vector<std::uint32_t>> find_changed(const ChangedRows& before,
                                                       const ChangedRows& now, std::size_t many) {
  std::vector<std::uint32_t> rows;
  const bool few = now.for_each_difference(before, [&](std::uint64_t row, auto*, auto*) {
    rows.push_back(static_cast<std::uint32_t>(row));
    return rows.size() <= many;
  });
  return few ? std::optional{std::move(rows)} : std::nullopt;
}

/// A result brought to the state of `layers`.
Result<KnownResult, Fault> mended(const KnownResult& known, const Layers& layers) {
  constexpr std::size_t kFew = 64;  // ours: a list as short is not worth the search
  const std::size_t many = kFew + known.rows->size() / 16;
  const auto changed = find_changed(known.at, layers.changed(), many);
  auto rows = changed
                  ? mend_rows(*known.rows, layers.at(known.at), layers, *changed, *known.selection)
                  : select_rows(layers, *known.selection);
  if (!rows) return Failure{rows.error()};
  return KnownResult{known.selection,
                     std::make_shared<const std::vector<std::uint32_t>>(*std::move(rows)),
                     layers.changed()};
}

}  // namespace

struct Table::Builder::Impl {
  BaseBuilder rows;
};

struct Table::Impl {
  explicit Impl(Layers all) : layers(std::move(all)) {}

  /// What selections and later tables start from: a new base, where one has been made.
  [[nodiscard]] const Layers& active() const {
    return is_folded.load(std::memory_order_acquire) ? *folded : layers;
  }
  /// Makes a new base. What was asked of the old one is known of it, too.
  void fold() {
    std::call_once(fold_once, [this] {
      folded.emplace(layers.folded());
      for (auto& [key, known] : layers.base().results.all()) {
        auto result = mended(known, layers);
        if (!result) continue;
        result->at = folded->changed();
        folded->base().results.insert(key, *std::move(result));
      }
      is_folded.store(true, std::memory_order_release);
    });
  }

  const Layers layers;
  std::once_flag fold_once;
  std::optional<Layers> folded;
  std::atomic<bool> is_folded{false};
};

Table::Builder::Builder(Schema schema, RowTexts texts)
    : impl_(std::make_unique<Impl>(Impl{BaseBuilder{std::move(schema), texts}})) {}
Table::Builder::~Builder() = default;
Table::Builder::Builder(Builder&&) noexcept = default;
Table::Builder& Table::Builder::operator=(Builder&&) noexcept = default;

void Table::Builder::add(std::string_view json, std::span<const Value> cells) {
  impl_->rows.add(json, cells);
}

void Table::Builder::append(Builder&& later) { impl_->rows.append(std::move(later.impl_->rows)); }

Table Table::Builder::finish() && {
  return Table{std::make_unique<Table::Impl>(Layers{std::move(impl_->rows).finish()})};
}

Table::Table(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Table::~Table() = default;
Table::Table(Table&&) noexcept = default;
Table& Table::operator=(Table&&) noexcept = default;

Table Table::with(std::vector<RowChange> changes) const {
  if (impl_->layers.is_overloaded()) impl_->fold();
  return Table{std::make_unique<Table::Impl>(impl_->active().with(std::move(changes)))};
}

const Schema& Table::schema() const { return impl_->layers.base().schema; }

std::size_t Table::size() const { return impl_->layers.size(); }

std::uint32_t Table::limit() const { return impl_->layers.limit(); }

std::string_view Table::json(std::uint32_t row) const { return impl_->layers.json(row); }

Value Table::value(std::uint32_t row, std::size_t column) const {
  return to_value(impl_->layers.value(row, column));
}

RowIds Table::select(const Selection& selection) const {
  auto selected = try_select(selection);
  assert(selected && "expressions that can have faults go through try_select");
  if (!selected) return std::make_shared<const std::vector<std::uint32_t>>();
  return *std::move(selected);
}

Result<RowIds, Fault> Table::try_select(const Selection& selection) const {
  std::string key = cache_key(selection);
  const Layers* layers = &impl_->active();
  KnownResult result = layers->base().results.find(key);
  if (result.rows != nullptr) {
    if (result.at.is_same(layers->changed())) return result.rows;
    auto again = mended(result, *layers);
    if (!again) return Failure{again.error()};
    result = *std::move(again);
  } else {
    if (layers->is_heavy()) {
      impl_->fold();
      layers = &impl_->active();
    }
    auto rows = select_rows(*layers, selection);
    if (!rows) return Failure{rows.error()};
    result = {std::make_shared<const Selection>(selection),
              std::make_shared<const std::vector<std::uint32_t>>(*std::move(rows)),
              layers->changed()};
  }
  layers->base().results.insert(std::move(key), result);
  return result.rows;
}

std::vector<Value> Table::distinct(std::size_t column) const {
  return distinct_values(impl_->layers, column);
}

std::vector<Value> Table::distinct(std::size_t column, const RowIds& rows) const {
  return distinct_values(impl_->layers, column, *rows);
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
