// SPDX-License-Identifier: MIT
/// All records at one moment, as values: what lists are chosen from.
///
/// Fields of other records (AccountName, Region.Name) are read when a list asks for them, so that
/// no record holds a copy that could grow old. A list builds a table of the columns it names, once
/// per state.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

#include "apis/impartner/model.hpp"
#include "query/table.hpp"
#include "records/view.hpp"

namespace understudy::mock::impartner {

/// Immutable but for its tables; thread-safe.
class State final : public RowSource {
 public:
  struct Entry {
    const records::Record* record = nullptr;  ///< kept alive by the snapshot
    std::int64_t id = 0;
    Row row;
  };
  using Entries = std::vector<std::shared_ptr<const Entry>>;

  /// Records that `previous` has read already are not read again; it may be null.
  State(const Model& model, records::Snapshot snapshot, const State* previous);

  [[nodiscard]] std::shared_ptr<const Row> find(std::size_t object, std::int64_t id) const override;
  /// In record order.
  [[nodiscard]] const Entries& entries(std::size_t object) const { return objects_[object].list; }
  /// The numbers of the entries that a selection keeps, in its order. Columns are those of the
  /// object's schema.
  [[nodiscard]] Result<query::RowIds, query::Fault> select(std::size_t object,
                                                           query::Selection selection) const;
  /// Whether it shows that snapshot.
  [[nodiscard]] bool shows(const records::Snapshot& snapshot) const;

 private:
  using Columns = std::vector<std::size_t>;
  struct Content {
    Entries list;
    std::unordered_map<std::int64_t, std::size_t> by_id;
    mutable std::map<Columns, std::shared_ptr<const query::Table>> tables;
  };

  [[nodiscard]] std::shared_ptr<const query::Table> table_of(std::size_t object,
                                                             const Columns& columns) const;
  [[nodiscard]] query::Table make_table(std::size_t object, const Columns& columns) const;

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
