// SPDX-License-Identifier: MIT
/// All records at one moment, as values: what lists are chosen from.
///
/// Fields of other records (AccountName, Region.Name) are read when a list asks for them, so that
/// no record holds a copy that could grow old. A list builds a table of the columns it names; a
/// later state begins with those that there are.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

#include "apis/impartner/model.hpp"
#include "persistent_map.hpp"
#include "query/explanation.hpp"
#include "query/table.hpp"
#include "records/numbered_table.hpp"
#include "records/view.hpp"

namespace understudy::mock::impartner {

/// Immutable but for its tables; thread-safe.
class State final : public RowSource {
 public:
  /// Records that `previous` has read already are not read again; it may be null.
  State(const Model& model, records::Snapshot snapshot, const State* previous);

  [[nodiscard]] std::shared_ptr<const Row> find(std::size_t object, std::int64_t id) const override;
  /// The records that a selection keeps, in its order.
  struct List {
    query::RowIds numbers;
    std::shared_ptr<const records::RowNumbers> places;

    [[nodiscard]] std::size_t size() const { return numbers->size(); }
  };
  /// Columns are those of the object's schema; the rest as of try_select_rows().
  [[nodiscard]] Result<List, query::Fault> select(std::size_t object, query::Selection selection,
                                                  std::string_view text,
                                                  const query::Watch* watch) const;
  [[nodiscard]] const Row& row(std::size_t object, const List& list, std::size_t index) const;
  /// Whether it shows that snapshot.
  [[nodiscard]] bool shows(const records::Snapshot& snapshot) const;

 private:
  using Columns = std::vector<std::size_t>;
  struct TableAt {
    records::NumberedTable made;
    records::Snapshot snapshot;
  };
  using Tables = std::map<Columns, std::shared_ptr<const TableAt>>;
  struct Content {
    std::size_t view = 0;                            ///< the number of its collection
    PersistentMap<std::shared_ptr<const Row>> rows;  ///< by place
    mutable Tables tables;
  };

  [[nodiscard]] const records::View& view_of(std::size_t object,
                                             const records::Snapshot& snapshot) const {
    return *snapshot.views()[objects_[object].view];
  }
  [[nodiscard]] Tables tables_of(std::size_t object) const;
  void read_rows(std::size_t object, const State* previous);
  [[nodiscard]] bool is_as_in(const records::Snapshot& snapshot, std::size_t object) const {
    return &view_of(object, snapshot) == &view_of(object, snapshot_);
  }
  [[nodiscard]] std::shared_ptr<const TableAt> table_of(std::size_t object,
                                                        const Columns& columns) const;
  [[nodiscard]] records::NumberedTable make_table(std::size_t object, const Columns& columns,
                                                  const TableAt* known) const;

  const Model& model_;
  records::Snapshot snapshot_;
  std::vector<Content> objects_;
  mutable std::mutex mutex_;  ///< of the tables
};

/// The records of a snapshot, read one by one: for answers about a few of them.
class SnapshotRows final : public RowSource {
 public:
  explicit SnapshotRows(records::Snapshot snapshot) : snapshot_(std::move(snapshot)) {}
  [[nodiscard]] std::shared_ptr<const Row> find(std::size_t object, std::int64_t id) const override;

 private:
  records::Snapshot snapshot_;
};

/// The state of the newest snapshot that was asked for. Thread-safe.
class StateCache {
 public:
  explicit StateCache(const Model& model) : model_(model) {}
  std::shared_ptr<const State> at(const records::Snapshot& snapshot);

 private:
  const Model& model_;
  std::mutex mutex_;
  std::shared_ptr<const State> latest_;
};

}  // namespace understudy::mock::impartner
