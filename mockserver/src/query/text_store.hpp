// SPDX-License-Identifier: MIT
/// Many texts in few blocks of memory, each found again by one number.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace understudy::mock::query {

/// Grows by blocks, so that growth never holds everything twice.
///
/// Shape:  a place = block (24 bits), offset in it (20), length (20); a text of kOwnBlock bytes or
///         more has a block of its own, and kOwnBlock in place of its length
class TextStore {
 public:
  using Place = std::uint64_t;

  Place add(std::string_view text) {
    if (text.size() >= kOwnBlock) {
      blocks_.emplace_back(text);
      return place(blocks_.size() - 1, 0, kOwnBlock);
    }
    if (open_ == kNone || kBlockSize - blocks_[open_].size() < text.size()) open_block();
    std::string& block = blocks_[open_];
    const std::size_t offset = block.size();
    block += text;
    return place(open_, offset, text.size());
  }

  [[nodiscard]] std::string_view at(Place place) const {
    const std::string_view block = blocks_[place >> (2 * kFieldBits)];
    const std::size_t length = place & kOwnBlock;
    if (length == kOwnBlock) return block;
    return block.substr((place >> kFieldBits) & kOwnBlock, length);
  }

  /// What has to be added to the places of a store that has been appended.
  using Shift = Place;

  /// All texts of another one.
  Shift append(TextStore&& later) {
    later.finish();
    const std::size_t first = blocks_.size();
    for (std::string& block : later.blocks_) blocks_.push_back(std::move(block));
    later = {};
    return place(first, 0, 0);
  }

  /// Gives back what the open block has not used; nothing is added afterwards.
  void finish() {
    if (open_ != kNone) blocks_[open_].shrink_to_fit();
    blocks_.shrink_to_fit();
  }

 private:
  static constexpr std::size_t kFieldBits = 20;
  static constexpr std::size_t kOwnBlock = (std::size_t{1} << kFieldBits) - 1;
  static constexpr std::size_t kBlockSize = kOwnBlock;  // so that every offset fits its field
  static constexpr std::size_t kFirstBlock = 4096;      // ours: most tables are small
  static constexpr std::size_t kNone = ~std::size_t{0};

  static Place place(std::size_t block, std::size_t offset, std::size_t length) {
    assert(block < (std::size_t{1} << 24) && "16 TiB of text");
    return (((Place{block} << kFieldBits) | offset) << kFieldBits) | length;
  }

  void open_block() {
    open_ = blocks_.size();
    blocks_.emplace_back().reserve(blocks_.size() == 1 ? kFirstBlock : kBlockSize);
  }

  std::vector<std::string> blocks_;
  std::size_t open_ = kNone;
};

}  // namespace understudy::mock::query
