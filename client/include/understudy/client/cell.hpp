// SPDX-License-Identifier: MIT
/// A value of a column that has a type on paper: hosts put "" or "N/A" where they have none.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>

#include "understudy/client/json_codec.hpp"

namespace understudy::client {

/// Nothing (absent or null), a value of the type, or some other JSON value, as it came. A cell
/// never makes its row unreadable.
template <typename T>
class Cell {
 public:
  Cell() = default;
  // Implicit on purpose: a value stands for itself in designated initialisers.
  Cell(T value) : state_(std::in_place_index<1>, std::move(value)) {}
  static Cell of_other(Json other) {
    Cell cell;
    cell.state_.template emplace<2>(std::move(other));
    return cell;
  }

  /// The value of the type, or null.
  [[nodiscard]] const T* value() const { return std::get_if<1>(&state_); }
  [[nodiscard]] T value_or(T otherwise) const {
    return value() == nullptr ? std::move(otherwise) : *value();
  }
  /// What came instead of it, for example "N/A"; null where nothing did.
  [[nodiscard]] const Json* other() const { return std::get_if<2>(&state_); }
  /// Whether anything came.
  explicit operator bool() const { return state_.index() != 0; }

  void reset() { state_.template emplace<0>(); }
  /// A value of the type, to be filled in.
  T& emplace() { return state_.template emplace<1>(); }
  void emplace_other(Json other) { state_.template emplace<2>(std::move(other)); }

  friend bool operator==(const Cell&, const Cell&) = default;

 private:
  std::variant<std::monostate, T, Json> state_;
};

using TextCell = Cell<std::string>;
using FlagCell = Cell<bool>;
using NumberCell = Cell<std::int64_t>;
using AmountCell = Cell<Decimal>;
using DateCell = Cell<std::chrono::sys_seconds>;

namespace detail {

/// A cell may be missing from its record, and is left out when it is written without a value.
template <typename T>
inline constexpr bool kIsOptional<Cell<T>> = true;

/// Reads a value of the type; false, without a trace, for what is none.
template <typename T>
bool read_plain(JsonElement value, T& out) {
  ReadProblem problem;
  return read_value(value, out, problem);
}
inline bool read_plain(JsonElement value, std::string& out) {
  if (!value.is_string()) return false;
  out = value.text();
  return true;
}
inline bool read_plain(JsonElement value, std::int64_t& out) {
  const std::optional<std::int64_t> number = to_int64(value);
  if (number) out = *number;
  return number.has_value();
}
inline bool read_plain(JsonElement value, bool& out) {
  out = value.is_true();
  return value.is_boolean();
}
/// Whole seconds since 1970-01-01T00:00:00Z.
inline bool read_plain(JsonElement value, std::chrono::sys_seconds& out) {
  std::int64_t seconds = 0;
  if (!read_plain(value, seconds)) return false;
  out = std::chrono::sys_seconds{std::chrono::seconds{seconds}};
  return true;
}

template <typename T>
void append_plain(std::string& out, const T& value) {
  append_json(out, value);
}
inline void append_plain(std::string& out, const std::chrono::sys_seconds& value) {
  append_json(out, static_cast<std::int64_t>(value.time_since_epoch().count()));
}

}  // namespace detail

template <typename T>
struct Codec<Cell<T>> {
  static bool read(JsonElement value, Cell<T>& out, ReadProblem& /*problem*/) {
    if (value.is_null()) {
      out.reset();
    } else if (!detail::read_plain(value, out.emplace())) {
      out.emplace_other(to_json(value));
    }
    return true;
  }
  static void write(std::string& out, const Cell<T>& value) {
    if (value.value() != nullptr) {
      detail::append_plain(out, *value.value());
    } else if (value.other() != nullptr) {
      append_json(out, *value.other());
    } else {
      out += "null";
    }
  }
};

}  // namespace understudy::client
