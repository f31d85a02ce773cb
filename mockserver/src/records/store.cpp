// SPDX-License-Identifier: MIT
#include "records/store.hpp"

#include <algorithm>
#include <exception>

#include "records/changes.hpp"
#include "records/state_text.hpp"

namespace understudy::mock::records {

namespace {

Failure<Error> refuse_twice(const std::string& what, const std::string& collection) {
  return Failure{Error{Errc::bad_input, what + " is there twice", "collection " + collection, ""}};
}

/// The snapshot that a declaration stands for.
Result<Snapshot> make_seed(std::vector<Collection> collections) {
  std::sort(collections.begin(), collections.end(),
            [](const auto& a, const auto& b) { return a.shape.name < b.shape.name; });
  const Edit edit = new_edit();
  Snapshot::Views views;
  for (Collection& collection : collections) {
    const std::string& name = collection.shape.name;
    if (!views.empty() && views.back()->shape().name == name) {
      return refuse_twice("the collection", name);
    }
    Rows rows;
    for (Record& record : collection.seed) {
      if (rows.find(record.id) != nullptr) {
        return refuse_twice("the id '" + excerpt(record.id, 60) + "'", name);
      }
      rows.put(std::move(record), edit);
    }
    views.push_back(
        std::make_shared<const View>(std::make_shared<const Shape>(std::move(collection.shape)),
                                     std::move(rows), collection.next_number));
  }
  return Snapshot{std::move(views)};
}

}  // namespace

Result<std::unique_ptr<Store>> Store::make(StoreOptions options,
                                           std::vector<Collection> collections) {
  auto seed = make_seed(std::move(collections));
  if (!seed) return Failure{std::move(seed.error())};
  std::unique_ptr<Store> store{new Store(std::move(options), *std::move(seed))};
  if (store->options_.folder != nullptr) {
    if (auto opened = store->open_log(); !opened) return Failure{std::move(opened.error())};
  }
  return store;
}

Result<Done> Store::open_log() {
  Draft draft{seed_};
  auto log =
      Log::open(options_.folder, options_.api, checksum_of(options_.api, seed_),
                [&](std::string_view payload) { return apply_changes(payload, seed_, draft); });
  if (!log) return Failure{std::move(log.error())};
  log_.emplace(*std::move(log));
  compact_at_ = options_.compact_at;
  current_ = std::move(draft).finish();
  return Done{};
}

std::unique_ptr<Store> Store::in_memory(Snapshot from) const {
  StoreOptions options = options_;
  options.folder = nullptr;
  return std::unique_ptr<Store>{new Store(std::move(options), std::move(from))};
}

std::unique_ptr<Store> Store::fork() const { return in_memory(seed_); }

std::unique_ptr<Store> Store::branch() const { return in_memory(snapshot()); }

Snapshot Store::snapshot() const {
  const std::lock_guard lock{publishing_};
  return current_;
}

void Store::publish(Snapshot snapshot) noexcept {
  // The old one ends outside of the lock: it may be the last to hold many records.
  const std::lock_guard lock{publishing_};
  std::swap(current_, snapshot);
}

Verdict Store::commit(Transaction transaction) {
  if (transaction.changes_.empty()) return Done{};
  Snapshot next = std::move(transaction.draft_).finish();  // whatever may throw, before the disk
  if (log_) {
    const auto kept = keep(transaction.changes_.take());
    if (!kept) return Failure{refusal_of(kept.error())};
  }
  publish(std::move(next));
  compact();
  return Done{};
}

Result<Done, DiskError> Store::keep(std::string_view changes) {
  if (log_->is_doubtful()) {
    if (auto rewritten = rewrite_log(snapshot()); !rewritten) return rewritten;
  }
  return log_->append(changes);
}

Result<Done, DiskError> Store::rewrite_log(const Snapshot& snapshot) {
  auto rewritten =
      log_->rewrite([&](const TakePayload& take) { write_difference(seed_, snapshot, take); });
  compact_at_ = std::max(options_.compact_at, 2 * log_->bytes());
  return rewritten;
}

/// A new file where the old one says much that no longer holds. Without room for it the old one
/// goes on: what it says is complete.
void Store::compact() noexcept {
  if (!log_ || log_->bytes() < compact_at_) return;
  try {
    static_cast<void>(rewrite_log(snapshot()));
  } catch (const std::exception&) {
    compact_at_ = 2 * log_->bytes();
  }
}

Result<Done> Store::reset(History history) {
  const std::lock_guard lock{writing_};
  if (log_) {
    ChangeText reset;
    reset.reset();
    const auto kept = history == History::kept ? keep(reset.take()) : rewrite_log(seed_);
    if (!kept) return Failure{error_of(kept.error(), log_->path())};
  }
  publish(seed_);
  return Done{};
}

std::string Store::save() const { return write_state(options_.api, snapshot()); }

Result<Done> Store::restore(std::string_view text) {
  const std::lock_guard lock{writing_};
  Draft draft{snapshot()};
  if (auto read = read_state(text, options_.api, draft); !read) return read;
  Snapshot next = std::move(draft).finish();
  if (log_) {
    const auto kept = rewrite_log(next);
    if (!kept) return Failure{error_of(kept.error(), log_->path())};
  }
  publish(std::move(next));
  return Done{};
}

}  // namespace understudy::mock::records
