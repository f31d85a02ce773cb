// SPDX-License-Identifier: MIT
/// Names and values of a query, a form or a Cookie field. Values stay raw until it is known how
/// they are written.
#pragma once

#include <array>
#include <forward_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codec.hpp"
#include "understudy/base/result.hpp"

namespace understudy::openapi {

/// Texts that had to be made: decoded ones. Their addresses are stable.
using Texts = std::forward_list<std::string>;

/// The decoded text: the raw one where nothing is to be decoded, else a new one in `texts`.
Result<std::string_view> decode(std::string_view raw, Decoding decoding, Texts& texts);

struct Pair {
  std::string_view name;   ///< decoded
  std::string_view value;  ///< raw
  bool is_used = false;
};

/// The pairs of a text. Few of them need no memory.
class Pairs {
 public:
  /// Errors:   the first name that cannot be decoded; limit_exceeded past 10,000 pairs
  Result<Done> read(std::string_view raw, char separator, Decoding decoding, Texts& texts);

  [[nodiscard]] std::span<Pair> list() {
    return many_.empty() ? std::span{few_.data(), size_} : std::span{many_};
  }

 private:
  void add(const Pair& pair);

  std::array<Pair, 16> few_;
  std::vector<Pair> many_;
  std::size_t size_ = 0;
};

}  // namespace understudy::openapi
