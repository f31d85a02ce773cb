// SPDX-License-Identifier: MIT
#include "query/column.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <functional>
#include <limits>
#include <type_traits>
#include <utility>

#include "query/ranks.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::mock::query {

namespace {

constexpr std::size_t kFirstSlots = 16;  // a power of two

std::uint32_t hash(const ValueView& view) {
  const auto bits = [&]() -> std::uint64_t {
    if (const auto* integer = std::get_if<std::int64_t>(&view)) {
      return static_cast<std::uint64_t>(*integer);
    }
    if (const auto* number = std::get_if<double>(&view)) {
      return std::bit_cast<std::uint64_t>(*number);
    }
    if (const auto* text = std::get_if<std::string_view>(&view)) {
      return std::hash<std::string_view>{}(*text);
    }
    if (const auto* moment = std::get_if<Moment>(&view)) {
      const std::uint64_t fraction = (std::uint64_t{moment->nanoseconds} << 16) ^
                                     moment->picoseconds ^
                                     (static_cast<std::uint64_t>(moment->offset) << 48);
      return static_cast<std::uint64_t>(moment->seconds) + fraction * 0x9E3779B97F4A7C15U;
    }
    return view == ValueView{true} ? 1 : 0;
  };
  // Fibonacci hashing: neighbouring integers, dates above all, must not share their low bits.
  const std::uint64_t mixed = (bits() + view.index()) * 0x9E3779B97F4A7C15U;
  return static_cast<std::uint32_t>(mixed ^ (mixed >> 32));
}

/// Same kind, same bits: 0, 0.0 and -0.0 are three distinct values of equal rank.
bool is_same(const ValueView& a, const ValueView& b) {
  const auto* left = std::get_if<double>(&a);
  const auto* right = std::get_if<double>(&b);
  if (left == nullptr || right == nullptr) return a == b;
  return std::bit_cast<std::uint64_t>(*left) == std::bit_cast<std::uint64_t>(*right);
}

constexpr std::uint8_t kLongMoment = std::variant_size_v<ValueView>;  // one with microseconds
constexpr unsigned kOffsetBits = 12;
constexpr std::int64_t kOffsetBias = 1 << (kOffsetBits - 1);

/// Whether a moment has milliseconds at most and lies in the calendar's years.
bool is_short(const Moment& moment) {
  constexpr std::int64_t kFar = std::int64_t{1} << 40;
  return moment.nanoseconds % 1'000'000 == 0 && moment.picoseconds == 0 && moment.seconds > -kFar &&
         moment.seconds < kFar;
}

/// Milliseconds in the upper bits, the offset in the lower ones.
std::uint64_t pack(const Moment& moment) {
  const std::int64_t milliseconds = moment.seconds * 1000 + moment.nanoseconds / 1'000'000;
  return (static_cast<std::uint64_t>(milliseconds) << kOffsetBits) |
         static_cast<std::uint64_t>(moment.offset + kOffsetBias);
}

Moment unpack(std::uint64_t payload) {
  const std::int64_t milliseconds = static_cast<std::int64_t>(payload) >> kOffsetBits;
  const auto offset = static_cast<std::int64_t>(payload & ((1U << kOffsetBits) - 1)) - kOffsetBias;
  const std::int64_t rest = ((milliseconds % 1000) + 1000) % 1000;
  return {.seconds = (milliseconds - rest) / 1000,
          .nanoseconds = static_cast<std::uint32_t>(rest * 1'000'000),
          .offset = static_cast<std::int16_t>(offset)};
}

FoldedTexts fold(const Dictionary& dictionary) {
  FoldedTexts folded;
  bool changes = false;
  folded.places.assign(dictionary.size(), FoldedTexts::kUnchanged);
  for (Code code = 0; code < dictionary.size(); ++code) {
    const ValueView value = dictionary[code];
    const auto* text = std::get_if<std::string_view>(&value);
    if (text == nullptr) continue;
    const std::string other = fold_case(*text);
    if (other == *text) continue;
    folded.places[code] = folded.texts.add(other);
    changes = true;
  }
  folded.texts.finish();
  if (!changes) folded = {};
  return folded;
}

}  // namespace

Code Dictionary::append(const ValueView& value) {
  auto kind = static_cast<std::uint8_t>(value.index());
  const auto payload = std::visit(
      [&](const auto& held) -> std::uint64_t {
        using T = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<T, Null>) {
          return 0;
        } else if constexpr (std::is_same_v<T, std::string_view>) {
          return texts_.add(held);
        } else if constexpr (std::is_same_v<T, double>) {
          return std::bit_cast<std::uint64_t>(held);
        } else if constexpr (std::is_same_v<T, Moment>) {
          if (is_short(held)) return pack(held);
          kind = kLongMoment;
          return texts_.add({reinterpret_cast<const char*>(&held), sizeof held});
        } else {
          return static_cast<std::uint64_t>(held);
        }
      },
      value);
  assert(size() < std::numeric_limits<Code>::max() && "codes have 32 bits");
  kinds_.push_back(kind);
  payloads_.push_back(payload);
  return static_cast<Code>(size() - 1);
}

ValueView Dictionary::operator[](Code code) const {
  const std::uint64_t payload = payloads_[code];
  switch (kinds_[code]) {
    case 1:
      return payload != 0;
    case 2:
      return static_cast<std::int64_t>(payload);
    case 3:
      return std::bit_cast<double>(payload);
    case 4:
      return texts_.at(payload);
    case 5:
      return unpack(payload);
    case kLongMoment: {
      Moment moment;
      std::memcpy(&moment, texts_.at(payload).data(), sizeof moment);
      return moment;
    }
    default:
      return Null{};
  }
}

void Dictionary::finish() {
  kinds_.shrink_to_fit();
  payloads_.shrink_to_fit();
  texts_.finish();
}

template <typename Wide>
void Codes::widen() {
  codes_ = visit([](const auto& codes) { return std::vector<Wide>(codes.begin(), codes.end()); });
}

void Codes::append(Code code) {
  if (codes_.index() == 0 && code > std::numeric_limits<std::uint8_t>::max()) {
    widen<std::uint16_t>();
  }
  if (codes_.index() == 1 && code > std::numeric_limits<std::uint16_t>::max()) {
    widen<std::uint32_t>();
  }
  std::visit(
      [code](auto& codes) {
        using Narrow = typename std::decay_t<decltype(codes)>::value_type;
        codes.push_back(static_cast<Narrow>(code));
      },
      codes_);
}

void Codes::finish() {
  std::visit([](auto& codes) { codes.shrink_to_fit(); }, codes_);
}

StoredColumn::StoredColumn(Dictionary dictionary, Codes codes)
    : dictionary_(std::move(dictionary)), codes_(std::move(codes)) {}

DistinctValues StoredColumn::values(LetterCase letter_case) const {
  if (letter_case == LetterCase::kept) return DistinctValues{dictionary_};
  std::call_once(fold_once_, [this] { folded_ = fold(dictionary_); });
  return DistinctValues{dictionary_, folded_.places.empty() ? nullptr : &folded_};
}

const Ranks& StoredColumn::ranks(LetterCase letter_case) const {
  LazyRanks& lazy = letter_case == LetterCase::kept ? kept_ranks_ : folded_ranks_;
  std::call_once(lazy.once, [&] { lazy.ranks = make_ranks(values(letter_case)); });
  return lazy.ranks;
}

void ColumnBuilder::grow() {
  std::vector<Slot> slots(std::max(kFirstSlots, slots_.size() * 2));
  const std::size_t mask = slots.size() - 1;
  for (const Slot& known : slots_) {
    if (known.code == kNullCode) continue;
    std::size_t at = known.hash & mask;
    while (slots[at].code != kNullCode) at = (at + 1) & mask;
    slots[at] = known;
  }
  slots_ = std::move(slots);
}

Code ColumnBuilder::find_or_append(const ValueView& value) {
  if (std::holds_alternative<Null>(value)) return kNullCode;
  if (dictionary_.size() * 2 > slots_.size()) grow();
  const std::size_t mask = slots_.size() - 1;
  const std::uint32_t hashed = hash(value);
  std::size_t at = hashed & mask;
  for (; slots_[at].code != kNullCode; at = (at + 1) & mask) {
    const Slot& known = slots_[at];
    if (known.hash == hashed && is_same(dictionary_[known.code], value)) return known.code;
  }
  slots_[at] = {hashed, dictionary_.append(value)};
  return slots_[at].code;
}

Code ColumnBuilder::add(const ValueView& value) {
  const Code code = find_or_append(value);
  codes_.append(code);
  return code;
}

void ColumnBuilder::append(const ColumnBuilder& later) {
  std::vector<Code> here(later.dictionary_.size(), kNullCode);  // by code over there
  for (Code code = kNullCode + 1; code < here.size(); ++code) {
    here[code] = find_or_append(later.dictionary_[code]);
  }
  later.codes_.visit([&](const auto& codes) {
    for (const auto code : codes) codes_.append(here[code]);
  });
}

std::unique_ptr<const StoredColumn> ColumnBuilder::finish() && {
  std::vector<Slot>{}.swap(slots_);
  dictionary_.finish();
  codes_.finish();
  return std::make_unique<const StoredColumn>(std::move(dictionary_), std::move(codes_));
}

}  // namespace understudy::mock::query
