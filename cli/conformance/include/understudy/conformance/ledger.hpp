// SPDX-License-Identifier: MIT
/// What a run creates at a host, told to a file before it is created, so that it can be found and
/// removed whatever happens to the run.
///
/// Shape:    JSON lines, only ever appended: {"entry": "intend", "number", "api", "operation",
///           "marker", "at"} before a create is sent; {"entry": "made", "number", "ids"} when its
///           answer is there; {"entry": "gone", "number", "id"} when a record is not there any
///           more, without "id" when there is none of that intention
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/result.hpp"

namespace understudy::conformance {

/// A create that is about to be sent.
struct LedgerIntent {
  std::string api;
  std::string operation;  ///< operationId
  std::string marker;     ///< stands in every record it makes
  std::string at;         ///< ISO 8601, of the caller's clock
};

/// What is known of an intention.
struct LedgerEntry {
  LedgerIntent intent;
  bool is_answered = false;           ///< `ids` are all that it made
  std::vector<std::string> ids = {};  ///< that are still there
  bool is_settled = false;            ///< nothing of it is there any more
};

/// Not thread-safe.
class Ledger {
 public:
  /// In memory only: for mocks, whose data nobody misses.
  Ledger();
  ~Ledger();
  Ledger(Ledger&&) noexcept;
  Ledger& operator=(Ledger&&) noexcept;

  /// Opens a file for reading and appending, for its owner only; makes it when it is not there.
  /// Lines that cannot be read are left where they are: see unreadable().
  ///
  /// Errors:   io for what is no regular file, a symbolic link among it, cannot be opened, read or
  ///           written, or is open in another run; limit_exceeded past 64 MB
  static Result<Ledger> open(const std::string& path);

  /// Notes a create; its number. Has reached the disk when this returns.
  ///
  /// Errors:   io: the create must not be sent
  Result<std::size_t> intend(LedgerIntent intent);
  /// Notes what it made, as its answer says.
  Result<Done> made(std::size_t number, const std::vector<std::string>& ids);
  /// Notes that a record is not there; an empty id: that there is none.
  Result<Done> gone(std::size_t number, std::string_view id);

  /// By number, from 1.
  [[nodiscard]] const std::map<std::size_t, LedgerEntry>& entries() const { return entries_; }
  /// The APIs with entries that are not settled, sorted.
  [[nodiscard]] std::vector<std::string> open_apis() const;
  /// Lines that could not be read: a crash leaves one at most, at the end of its run.
  [[nodiscard]] std::size_t unreadable() const { return unreadable_; }

 private:
  struct File;

  void read(std::string_view text);
  bool apply(std::string_view line);
  Result<Done> append(const std::string& line);

  std::unique_ptr<File> file_;
  std::map<std::size_t, LedgerEntry> entries_;
  std::size_t unreadable_ = 0;
};

}  // namespace understudy::conformance
