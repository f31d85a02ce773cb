// SPDX-License-Identifier: MIT
/// Changes as text: what a line of the log says.
///
/// Shape:    [change...] with change = ["put", collection, id, record] | ["remove", collection, id]
///           | ["clear", collection] | ["next", collection, number] | ["reset"]; a record is a
///           string that holds its JSON, so that every byte of it comes back
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "records/draft.hpp"
#include "understudy/base/result.hpp"

namespace understudy::mock::records {

/// Collects changes; without any, the text is "[]".
class ChangeText {
 public:
  void put(std::string_view collection, const Record& record);
  void remove(std::string_view collection, std::string_view id);
  void clear(std::string_view collection);
  void next_number(std::string_view collection, std::int64_t number);
  void reset();

  [[nodiscard]] bool empty() const { return text_.empty(); }
  [[nodiscard]] std::size_t size() const { return text_.size(); }
  /// The text; nothing is collected any more.
  [[nodiscard]] std::string take();

 private:
  void begin(std::string_view kind);
  void append_member(std::string_view text);
  std::string text_;
};

/// Applies a text of changes; `seed` is what a reset leads to.
///
/// Errors:   bad_input when it is no such text; the draft is of no use then
Result<Done> apply_changes(std::string_view text, const Snapshot& seed, Draft& draft);

/// Called with one text of changes after the other.
using TakeChanges = std::function<void(std::string_view text)>;

/// The changes that lead from one snapshot to another one of the same collections, in texts of
/// about a megabyte.
void write_difference(const Snapshot& from, const Snapshot& to, const TakeChanges& take);

}  // namespace understudy::mock::records
