// SPDX-License-Identifier: MIT
#include "apis/impartner/state.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "list_page.hpp"

namespace understudy::mock::impartner {

namespace {

constexpr std::size_t kMostTables = 16;  // ours: of one object and state

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

/// The objects whose records a column shows values of, beside the one it belongs to.
std::vector<std::size_t> objects_behind(std::size_t object, const Path& path) {
  std::vector<std::size_t> behind;
  const auto follow = [&](std::size_t key) {
    object = *find_object(objects()[object].fields[key].target);
    behind.push_back(object);
  };
  for (const std::size_t key : path.steps) follow(key);
  const FieldFact& field = objects()[object].fields[path.field];
  if (field.origin == Origin::target_name) follow(*find_field(objects()[object], field.reference));
  return behind;
}

}  // namespace

State::State(const Model& model, records::Snapshot snapshot, const State* previous)
    : model_(model), snapshot_(std::move(snapshot)), objects_(model.objects().size()) {
  for (const Object& object : model.objects()) {
    Content& content = objects_[object.number];
    content.view = snapshot_.find(object.fact->name).value();
    if (previous != nullptr) {
      content.rows = previous->objects_[object.number].rows;
      content.tables = previous->tables_of(object.number);
    }
    read_rows(object.number, previous);
  }
}

State::Tables State::tables_of(std::size_t object) const {
  const std::lock_guard lock{mutex_};
  return objects_[object].tables;
}

void State::read_rows(std::size_t object, const State* previous) {
  static const records::Rows kNone;
  const records::Rows& before =
      previous == nullptr ? kNone : view_of(object, previous->snapshot_).rows();
  const ObjectFact& fact = *model_[object].fact;
  auto& rows = objects_[object].rows;
  const Edit edit = new_edit();
  view_of(object, snapshot_)
      .rows()
      .for_each_change(before, [&](records::Rows::Place place, const records::Record* record) {
        if (record == nullptr) {
          rows.erase(place, edit);
        } else {
          rows.set(place, std::make_shared<const Row>(read_row(fact, record->json)), edit);
        }
        return true;
      });
}

std::shared_ptr<const Row> State::find(std::size_t object, std::int64_t id) const {
  const auto* place = view_of(object, snapshot_).rows().find_place(std::to_string(id));
  return place == nullptr ? nullptr : *objects_[object].rows.find(*place);
}

const Row& State::row(std::size_t object, const List& list, std::size_t index) const {
  return **objects_[object].rows.find(list.places->place_of((*list.numbers)[index]));
}

records::NumberedTable State::make_table(std::size_t object, const Columns& columns,
                                         const TableAt* known) const {
  const Object& facts = model_[object];
  records::RowShape shape;
  for (const std::size_t column : columns) shape.columns.add(facts.schema[column]);
  shape.cells = [&](records::Rows::Place place, const records::Record&) {
    const Row& row = **objects_[object].rows.find(place);
    std::vector<query::Value> cells;
    cells.reserve(columns.size());
    for (const std::size_t column : columns) {
      const Path& path = facts.paths[column];
      cells.push_back(path.is_stored_here() ? row[path.field] : value_at(object, row, path, *this));
    }
    return cells;
  };
  const records::Rows& now = view_of(object, snapshot_).rows();
  // Which rows show a value of a record elsewhere nobody keeps: when one of those changes, the
  // table is made anew.
  const auto stands = [&](std::size_t column) {
    const auto behind = objects_behind(object, facts.paths[column]);
    return std::all_of(behind.begin(), behind.end(),
                       [&](std::size_t other) { return is_as_in(known->snapshot, other); });
  };
  if (known != nullptr && std::all_of(columns.begin(), columns.end(), stands)) {
    const records::Rows& before = view_of(object, known->snapshot).rows();
    if (records::are_near(before, now)) {
      if (auto made = records::make_table_from(known->made, before, now, shape)) {
        return *std::move(made);
      }
    }
  }
  return records::make_table(now, shape);
}

std::shared_ptr<const State::TableAt> State::table_of(std::size_t object,
                                                      const Columns& columns) const {
  auto& tables = objects_[object].tables;
  std::shared_ptr<const TableAt> known;
  {
    const std::lock_guard lock{mutex_};
    if (const auto it = tables.find(columns); it != tables.end()) known = it->second;
  }
  if (known != nullptr && known->snapshot.views() == snapshot_.views()) return known;
  auto table =
      std::make_shared<const TableAt>(TableAt{make_table(object, columns, known.get()), snapshot_});
  const std::lock_guard lock{mutex_};
  if (tables.size() >= kMostTables && tables.count(columns) == 0) tables.clear();
  return tables[columns] = std::move(table);
}

Result<State::List, query::Fault> State::select(std::size_t object, query::Selection selection,
                                                std::string_view text,
                                                const query::Watch* watch) const {
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
  const auto table = table_of(object, columns);
  auto rows = try_select_rows(watch, table->made.table, selection, text);
  if (!rows) return Failure{rows.error()};
  return List{*std::move(rows), table->made.numbers};
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
