// SPDX-License-Identifier: MIT
/// The file that makes an acknowledged write last: one per API, written at its end only.
///
/// Shape:    lines of "LENGTH CHECKSUM PAYLOAD\n": bytes and CRC-32C of the payload, eight
///           hexadecimal digits each; no payload holds a line end. The first payload says what the
///           file is: {"format":"understudy-log","version":1,"api":id,"base":checksum of the state
///           that the first change starts from}
/// Rationale: a line end closes a line, so a length that a disk has changed cannot pass for a line
///           that was never finished
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "records/disk.hpp"
#include "understudy/base/result.hpp"

namespace understudy::mock::records {

/// Called with a payload; an error stops.
using ReadPayload = std::function<Result<Done>(std::string_view payload)>;
using TakePayload = std::function<void(std::string_view payload)>;
/// Calls its argument once per payload, in order.
using WritePayloads = std::function<void(const TakePayload& take)>;

class Log {
 public:
  /// Opens `<api>.log`, or starts one, and gives every payload behind the first to `read`. A last
  /// line that was never finished is cut off.
  ///
  /// Errors:   io for a file that cannot be used, and for a line that is not as it was written,
  /// with
  ///           file and byte; unsupported for another format, or another base; what `read` says
  static Result<Log> open(std::shared_ptr<const Folder> folder, std::string_view api,
                          std::uint32_t base, const ReadPayload& read);

  /// Returns when the payload is on the disk. After an error it is not, and others may follow.
  Result<Done, DiskError> append(std::string_view payload);
  /// Puts a new file in the place of this one, whole or not at all.
  Result<Done, DiskError> rewrite(const WritePayloads& write);

  /// Whether the disk has failed in a way that leaves open what the file holds: rewrite() comes
  /// before the next append().
  [[nodiscard]] bool is_doubtful() const { return doubtful_; }
  [[nodiscard]] std::size_t bytes() const { return end_; }
  /// "DIR/api.log", for messages.
  [[nodiscard]] std::string path() const { return folder_->path() + "/" + name_; }

 private:
  Log(std::shared_ptr<const Folder> folder, std::string_view api, std::uint32_t base);
  Result<Done> recover(const ReadPayload& read);
  [[nodiscard]] Error damaged(std::size_t at, const std::string& what) const;
  [[nodiscard]] Error unusable(int code) const;

  std::shared_ptr<const Folder> folder_;
  std::string name_;
  std::string head_;  ///< the first payload
  File file_;
  std::size_t end_ = 0;  ///< behind the last whole line
  bool doubtful_ = false;
};

}  // namespace understudy::mock::records
