// SPDX-License-Identifier: MIT
#include "apis/impartner/state.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace understudy::mock::impartner {

namespace {

constexpr std::size_t kMostTables = 16;  // ours: of one object and state

std::int64_t id_of(const records::Record& record) {
  std::int64_t id = 0;
  std::from_chars(record.id.data(), record.id.data() + record.id.size(), id);
  return id;
}

/// Calls `use(number)` for every column that a selection names; `use` may change it.
template <typename Use>
void for_each_column(query::Selection& selection, Use use) {
  for (query::Condition& condition : selection.filter.all_of) use(condition.column);
  for (query::SortKey& key : selection.order) use(key.column);
  for (query::Node& node : selection.filter.where.nodes) {
    if (node.fn != query::Fn::column) continue;
    std::size_t column = node.column;
    use(column);
    node.column = static_cast<std::uint32_t>(column);
  }
}

}  // namespace

State::State(const Model& model, records::Snapshot snapshot, const State* previous)
    : model_(model), snapshot_(std::move(snapshot)), objects_(model.objects().size()) {
  for (const Object& object : model.objects()) {
    Content& content = objects_[object.number];
    const Content* known = previous == nullptr ? nullptr : &previous->objects_[object.number];
    for (const records::Record& record : snapshot_[object.fact->name].rows()) {
      const std::int64_t id = id_of(record);
      std::shared_ptr<const Entry> entry;
      if (known != nullptr) {
        const auto it = known->by_id.find(id);
        if (it != known->by_id.end()) entry = known->list[it->second];
      }
      if (entry == nullptr || entry->record != &record) {
        entry =
            std::make_shared<const Entry>(Entry{&record, id, read_row(*object.fact, record.json)});
      }
      content.by_id.emplace(id, content.list.size());
      content.list.push_back(std::move(entry));
    }
  }
}

std::shared_ptr<const Row> State::find(std::size_t object, std::int64_t id) const {
  const Content& content = objects_[object];
  const auto it = content.by_id.find(id);
  if (it == content.by_id.end()) return nullptr;
  const auto& entry = content.list[it->second];
  return {entry, &entry->row};
}

query::Table State::make_table(std::size_t object, const Columns& columns) const {
  const Object& facts = model_[object];
  query::Schema schema;
  for (const std::size_t column : columns) schema.add(facts.schema[column]);
  query::Table::Builder builder{std::move(schema)};
  std::vector<query::Value> cells(columns.size());
  for (const auto& entry : objects_[object].list) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const Path& path = facts.paths[columns[i]];
      cells[i] = path.is_stored_here() ? entry->row[path.field]
                                       : value_at(object, entry->row, path, *this);
    }
    builder.add({}, cells);
  }
  return std::move(builder).finish();
}

std::shared_ptr<const query::Table> State::table_of(std::size_t object,
                                                    const Columns& columns) const {
  auto& tables = objects_[object].tables;
  {
    const std::lock_guard lock{mutex_};
    const auto it = tables.find(columns);
    if (it != tables.end()) return it->second;
  }
  auto table = std::make_shared<const query::Table>(make_table(object, columns));
  const std::lock_guard lock{mutex_};
  if (tables.size() >= kMostTables) tables.clear();
  return tables.emplace(columns, std::move(table)).first->second;
}

Result<query::RowIds, query::Fault> State::select(std::size_t object,
                                                  query::Selection selection) const {
  Columns columns;
  for_each_column(selection, [&](std::size_t& column) { columns.push_back(column); });
  if (!selection.search.empty()) {
    const auto& all = model_[object].schema.columns();
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].searched) columns.push_back(i);
    }
  }
  std::sort(columns.begin(), columns.end());
  columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
  for_each_column(selection, [&](std::size_t& column) {
    const auto it = std::lower_bound(columns.begin(), columns.end(), column);
    column = static_cast<std::size_t>(it - columns.begin());
  });
  return table_of(object, columns)->try_select(selection);
}

bool State::shows(const records::Snapshot& snapshot) const {
  return snapshot_.views() == snapshot.views();
}

std::shared_ptr<const Row> SnapshotRows::find(std::size_t object, std::int64_t id) const {
  const ObjectFact& fact = objects()[object];
  const records::Record* const record = snapshot_[fact.name].find(std::to_string(id));
  if (record == nullptr) return nullptr;
  return std::make_shared<const Row>(read_row(fact, record->json));
}

std::shared_ptr<const State> StateCache::at(const records::Snapshot& snapshot) {
  std::shared_ptr<const State> known;
  {
    const std::lock_guard lock{mutex_};
    known = latest_;
  }
  if (known != nullptr && known->shows(snapshot)) return known;
  auto state = std::make_shared<const State>(model_, snapshot, known.get());
  const std::lock_guard lock{mutex_};
  latest_ = state;
  return state;
}

}  // namespace understudy::mock::impartner
