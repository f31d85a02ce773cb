// SPDX-License-Identifier: MIT
/// One column of a table: a small code per row, and the distinct values the codes stand for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <variant>
#include <vector>

#include "query/filter.hpp"
#include "query/text_store.hpp"
#include "query/value_view.hpp"

namespace understudy::mock::query {

/// The number of a distinct value inside its column.
using Code = std::uint32_t;
/// Code 0 is Null in every column, whether a row has it or not.
inline constexpr Code kNullCode = 0;

/// Distinct values, each with its code in the order they came.
///
/// Shape:    nine bytes per value and the bytes of its text
/// Rationale: a vector of Value takes forty bytes per value and an allocation per longer text
class Dictionary {
 public:
  Dictionary() { append(Null{}); }

  Code append(const ValueView& value);
  [[nodiscard]] ValueView operator[](Code code) const;
  [[nodiscard]] std::size_t size() const { return kinds_.size(); }
  /// Gives back spare memory; nothing is appended afterwards.
  void finish();

 private:
  std::vector<std::uint8_t> kinds_;      // index of the alternative of ValueView, or one more
  std::vector<std::uint64_t> payloads_;  // bits of the number, or a place in texts_
  TextStore texts_;
};

/// One code per row in the narrowest integer that holds them all.
class Codes {
 public:
  void append(Code code);
  [[nodiscard]] Code operator[](std::size_t row) const {
    return std::visit([row](const auto& codes) { return Code{codes[row]}; }, codes_);
  }
  /// Calls `visitor` with the vector itself, whatever its width.
  template <typename Visitor>
  decltype(auto) visit(Visitor&& visitor) const {
    return std::visit(std::forward<Visitor>(visitor), codes_);
  }
  void finish();

 private:
  template <typename Wide>
  void widen();

  std::variant<std::vector<std::uint8_t>, std::vector<std::uint16_t>, std::vector<std::uint32_t>>
      codes_;
};

/// The places of a column's distinct values in their order; equal values share a rank.
struct Ranks {
  std::vector<std::uint32_t> of_code;  ///< Null has 0, every value at least 1
  std::uint32_t highest = 0;
};

/// Folded texts of a dictionary; empty where folding changes none.
struct FoldedTexts {
  static constexpr TextStore::Place kUnchanged = ~TextStore::Place{0};

  std::vector<TextStore::Place> places;  ///< by code
  TextStore texts;
};

/// The distinct values of a column, as they are or with their texts folded; valid as long as the
/// column.
class DistinctValues {
 public:
  explicit DistinctValues(const Dictionary& dictionary, const FoldedTexts* folded = nullptr)
      : dictionary_(&dictionary), folded_(folded) {}

  [[nodiscard]] ValueView operator[](Code code) const {
    if (folded_ == nullptr || folded_->places[code] == FoldedTexts::kUnchanged) {
      return (*dictionary_)[code];
    }
    return folded_->texts.at(folded_->places[code]);
  }
  /// The number of codes, Null's included.
  [[nodiscard]] std::size_t size() const { return dictionary_->size(); }

 private:
  const Dictionary* dictionary_;
  const FoldedTexts* folded_;
};

/// Immutable; what is derived from the values is made once, when first asked for. Thread-safe.
class StoredColumn {
 public:
  StoredColumn(Dictionary dictionary, Codes codes);

  [[nodiscard]] const Codes& codes() const { return codes_; }
  [[nodiscard]] DistinctValues values(LetterCase letter_case = LetterCase::kept) const;
  [[nodiscard]] const Ranks& ranks(LetterCase letter_case = LetterCase::kept) const;

 private:
  struct LazyRanks {
    std::once_flag once;
    Ranks ranks;
  };

  Dictionary dictionary_;
  Codes codes_;
  mutable std::once_flag fold_once_;
  mutable FoldedTexts folded_;
  mutable LazyRanks kept_ranks_;
  mutable LazyRanks folded_ranks_;
};

/// Collects the values of one column, row by row.
class ColumnBuilder {
 public:
  /// Returns the code of the value.
  Code add(const ValueView& value);
  /// One that add() has returned, or Null's.
  void add_code(Code code) { codes_.append(code); }
  /// The values of another one, behind those that are here.
  void append(const ColumnBuilder& later);
  std::unique_ptr<const StoredColumn> finish() &&;

 private:
  /// Open addressing. The hash saves looking at a value that is another one.
  struct Slot {
    std::uint32_t hash = 0;
    Code code = kNullCode;  // kNullCode: free
  };

  Code find_or_append(const ValueView& value);
  void grow();

  Dictionary dictionary_;
  Codes codes_;
  std::vector<Slot> slots_;
};

}  // namespace understudy::mock::query
