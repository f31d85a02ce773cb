// SPDX-License-Identifier: MIT
/// Types for what JSON can say and C++ has no word for: null, exact numbers, enumerations that
/// grow, members that nobody has heard of.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "understudy/base/json.hpp"

namespace understudy::client {

/// A member that has to be there and may be null. What may be absent is a std::optional; what may
/// be absent, null or there, as in a patch where null clears, a std::optional<Nullable<T>>.
template <typename T>
struct Nullable {
  std::optional<T> value = {};

  Nullable() = default;
  // Implicit on purpose: a value or nullopt stands for itself in designated initialisers.
  Nullable(T known) : value(std::move(known)) {}
  Nullable(std::nullopt_t /*null*/) {}

  [[nodiscard]] bool is_null() const { return !value.has_value(); }
  friend bool operator==(const Nullable&, const Nullable&) = default;
};

/// A number as it is written, for amounts that double would round.
class Decimal {
 public:
  Decimal() = default;
  Decimal(std::int64_t number) : text_(std::to_string(number)) {}
  /// Nothing for what is no JSON number.
  static std::optional<Decimal> parse(std::string_view text);

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] double to_double() const;

  /// Of the spelling: 1.0 is not 1.
  friend bool operator==(const Decimal&, const Decimal&) = default;

 private:
  std::string text_ = "0";
};

/// One name of an enumeration as a host spells it.
template <typename E>
struct EnumName {
  std::string_view text;
  E value;
};

/// An enumerator, or the text of one that a host has and we have not. The names come from
///
///   constexpr std::array<EnumName<Colour>, 2> names_of(const Colour*);
///
/// beside the enumeration.
template <typename E>
class OpenEnum {
 public:
  OpenEnum() = default;
  // Implicit on purpose: an enumerator stands for itself.
  OpenEnum(E known) : value_(known) {}
  static OpenEnum of(std::string_view text) {
    OpenEnum read;
    for (const EnumName<E>& name : names_of(static_cast<const E*>(nullptr))) {
      if (name.text != text) continue;
      read.value_ = name.value;
      return read;
    }
    read.unknown_ = std::string{text};
    return read;
  }

  /// Nothing for a text that names no enumerator.
  [[nodiscard]] std::optional<E> known() const {
    return unknown_ ? std::nullopt : std::optional<E>{value_};
  }
  /// As hosts spell it.
  [[nodiscard]] std::string_view text() const {
    if (unknown_) return *unknown_;
    for (const EnumName<E>& name : names_of(static_cast<const E*>(nullptr))) {
      if (name.value == value_) return name.text;
    }
    return {};
  }

  friend bool operator==(const OpenEnum&, const OpenEnum&) = default;
  friend bool operator==(const OpenEnum& open, E known) {
    return !open.unknown_ && open.value_ == known;
  }

 private:
  E value_ = {};
  std::optional<std::string> unknown_ = {};
};

/// The members of an object that its type does not name, as they came. They are written again.
struct ExtraFields {
  std::map<std::string, Json, std::less<>> values = {};

  [[nodiscard]] const Json* find(std::string_view name) const {
    const auto it = values.find(name);
    return it == values.end() ? nullptr : &it->second;
  }
  friend bool operator==(const ExtraFields&, const ExtraFields&) = default;
};

}  // namespace understudy::client
