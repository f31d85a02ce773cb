// SPDX-License-Identifier: MIT
/// What keeps a walk over pages from going in circles.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>

#include "understudy/base/json_document.hpp"
#include "understudy/client/call_error.hpp"

namespace understudy::client {

/// Where a page is: a text of the API's own, to be kept and given back. Empty: the first one.
struct PageToken {
  std::string text = {};

  friend bool operator==(const PageToken&, const PageToken&) = default;
};

/// What a page tells about the walk.
struct PageMark {
  std::size_t rows = 0;
  /// How many rows the whole list has, where the host says so.
  std::optional<std::int64_t> total = {};
  /// Of its rows; 0: not told. See fingerprint_of.
  std::uint64_t fingerprint = 0;
};

/// A number for a value, equal for equal JSON in the same order; never 0.
std::uint64_t fingerprint_of(JsonElement value);

/// Refuses pages that come again and walks that do not end. Its memory is a number per page.
class WalkGuard {
 public:
  struct Options {
    std::string operation = {};
    std::size_t most_pages = 100'000;
    bool refuse_equal_pages = true;
  };

  explicit WalkGuard(Options options) : options_(std::move(options)) {}

  /// Asked before a page is fetched: past the most pages there is a refusal.
  [[nodiscard]] std::optional<CallError> before(const PageToken& token) const;

  /// Told of each page that has come. A refusal when the next page is one that was here already,
  /// when rows equal those of the page before, when two pages without any do not end the list, or
  /// when there are more rows than the host has promised. A refused page does not count.
  [[nodiscard]] std::optional<CallError> after(const PageToken& token, const PageMark& mark,
                                               const std::optional<PageToken>& next);

 private:
  [[nodiscard]] CallError refuse(std::string what, const PageToken& token) const;

  Options options_;
  std::unordered_set<std::string> seen_;
  std::size_t rows_ = 0;
  std::optional<std::int64_t> promised_;
  std::uint64_t last_ = 0;
  bool was_empty_ = false;
};

}  // namespace understudy::client
