// SPDX-License-Identifier: MIT
/// Compressed bodies, made long again as far as is allowed and no further.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "understudy/base/result.hpp"

namespace understudy::client {

/// Whether an Inflater reads this Content-Encoding: gzip, x-gzip or deflate, in any case.
bool is_inflatable(std::string_view coding);

/// Reads one body of gzip (RFC 1952, of several members too) or zlib (RFC 1950), in any split.
class Inflater {
 public:
  static constexpr std::size_t kMostGrowth = 100;       // robustness 3.2
  static constexpr std::size_t kFreeOfGrowth = 65'536;  // ours: a short text is no bomb

  /// `most` bytes may come out.
  explicit Inflater(std::size_t most);
  ~Inflater();
  Inflater(Inflater&&) noexcept;
  Inflater& operator=(Inflater&&) noexcept;

  /// Appends to `out`, which has to be the same text each time.
  ///
  /// Errors:   bad_answer for broken data and for bytes behind its end; limit_exceeded past `most`,
  ///           and past 100 times what came in once more than 64 KB came out: checked before each
  ///           16 KB
  Result<Done> feed(std::string_view bytes, std::string& out);
  /// Whether the data came to its end.
  [[nodiscard]] bool is_complete() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace understudy::client
