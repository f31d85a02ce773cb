// SPDX-License-Identifier: MIT
/// The records of one API: what handlers read and change.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "records/log.hpp"
#include "records/record.hpp"
#include "records/transaction.hpp"
#include "records/view.hpp"
#include "refusal.hpp"
#include "understudy/base/random.hpp"
#include "understudy/base/result.hpp"
#include "understudy/mock/options.hpp"

namespace understudy::mock::records {

struct StoreOptions {
  std::string api;
  Seed seed{1};                                    ///< of new UUIDs
  std::shared_ptr<const Folder> folder = nullptr;  ///< null: nothing is kept on a disk
  std::size_t compact_at = 1'048'576;  ///< ours: bytes of a log that are worth a new file
};

/// Thread-safe. Readers take a snapshot and never wait for a writer's disk; writers wait for one
/// another.
class Store {
 public:
  /// Starts from the seed, or from what the folder has kept.
  ///
  /// Errors:   bad_input for two collections of one name or two records of one id; those of
  ///           Log::open()
  static Result<std::unique_ptr<Store>> make(StoreOptions options,
                                             std::vector<Collection> collections);

  /// Another store that starts from the same seed, in memory alone. Costs next to nothing: records
  /// are shared until one of the two changes them.
  [[nodiscard]] std::unique_ptr<Store> fork() const;
  /// The same from the records as they are now.
  [[nodiscard]] std::unique_ptr<Store> branch() const;

  [[nodiscard]] Snapshot snapshot() const;

  /// Calls `step(Transaction&)`, which returns a Result<T, Refusal>, and applies what it has
  /// changed unless that is a refusal: all of it or nothing. What is returned has been kept on the
  /// disk and is in every snapshot from now on. A disk that keeps nothing makes it a refusal, 507
  /// or 503.
  ///
  /// `step` must not call write() itself.
  template <typename Step>
  auto write(Step&& step) -> std::invoke_result_t<Step, Transaction&> {
    const std::lock_guard lock{writing_};
    Transaction transaction{snapshot(), options_.seed, options_.api};
    auto outcome = std::forward<Step>(step)(transaction);
    if (!outcome) return outcome;
    if (auto kept = commit(std::move(transaction)); !kept) {
      return Failure{std::move(kept.error())};
    }
    return outcome;
  }

  /// Back to the seed: records, order, ids.
  ///
  /// Errors:   io when the disk refuses; nothing has changed then
  Result<Done> reset(History history = History::dropped);

  /// The whole state as text; equal states give equal bytes.
  [[nodiscard]] std::string save() const;
  /// Errors:   those of read_state(), and io when the disk refuses; nothing has changed then
  Result<Done> restore(std::string_view text);

 private:
  Store(StoreOptions options, Snapshot seed)
      : options_(std::move(options)), seed_(seed), current_(std::move(seed)) {}
  [[nodiscard]] std::unique_ptr<Store> in_memory(Snapshot from) const;
  Result<Done> open_log();
  Verdict commit(Transaction transaction);
  Result<Done, DiskError> keep(std::string_view changes);
  Result<Done, DiskError> rewrite_log(const Snapshot& snapshot);
  void publish(Snapshot snapshot) noexcept;
  void compact() noexcept;

  const StoreOptions options_;
  const Snapshot seed_;
  std::mutex writing_;  ///< held over the disk, by writers alone
  std::optional<Log> log_;
  std::size_t compact_at_ = 0;
  mutable std::mutex publishing_;  ///< held for the copy of one pointer
  Snapshot current_;
};

}  // namespace understudy::mock::records
