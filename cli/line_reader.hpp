// SPDX-License-Identifier: MIT
/// A file line by line, in memory for one line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "files.hpp"

namespace understudy::cli {

class LineReader {
 public:
  /// Units:    bytes of one line; longer ones are refused
  explicit LineReader(InputFile file, std::size_t longest)
      : file_(std::move(file)), longest_(longest) {}

  /// The next line without its end, valid until the next call; nothing behind the last one.
  ///
  /// Errors:   io, limit_exceeded
  Result<std::optional<std::string_view>> next();

  /// Whether the next line is here already, so that next() does not wait.
  [[nodiscard]] bool is_ready() const { return buffer_.find('\n', at_) != std::string::npos; }
  /// Of the line that next() gave, from 1.
  [[nodiscard]] std::size_t number() const { return number_; }
  /// Bytes that next() has gone past.
  [[nodiscard]] std::uint64_t passed() const { return passed_; }

 private:
  InputFile file_;
  std::size_t longest_;
  std::string buffer_ = {};
  std::size_t at_ = 0;
  std::size_t number_ = 0;
  std::uint64_t passed_ = 0;
  bool at_end_ = false;
};

}  // namespace understudy::cli
