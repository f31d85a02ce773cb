// SPDX-License-Identifier: MIT
/// One row of the plan, read by the names of its fields.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "apis/ecg/collections.hpp"
#include "apis/ecg/partner_text.hpp"
#include "own_rows.hpp"
#include "understudy/fixtures/dataset.hpp"

namespace understudy::mock::ecg {

inline std::string format_epoch(std::int64_t seconds) {
  return format_time(WallTime{std::chrono::seconds{seconds}});
}

using FieldNumbers = std::map<std::string_view, std::size_t>;

/// Where a row stands, and who wants to know about cells that it cannot use.
struct RowOrigin {
  RowId id;
  std::string_view schema;  ///< of the record in the contract
  OwnRows* rows = nullptr;  ///< null: nobody
};

/// A field that the plan lacks is null.
class Row {
 public:
  Row(const FieldNumbers& fields, std::span<const fixtures::Cell> cells, const RowOrigin& origin)
      : fields_(fields), cells_(cells), origin_(origin) {}

  [[nodiscard]] Text text(std::string_view field) const {
    const auto* value = cell_as<std::string_view>(field, "a text");
    return value == nullptr ? Text{} : Text{*value};
  }
  [[nodiscard]] std::string id(std::string_view field) const {
    return text(field).value_or(std::string{});
  }
  [[nodiscard]] std::optional<std::int64_t> number(std::string_view field) const {
    return number(field, "an integer");
  }
  [[nodiscard]] std::optional<bool> flag(std::string_view field) const {
    const auto* value = cell_as<bool>(field, "true or false");
    return value == nullptr ? std::nullopt : std::optional{*value};
  }
  [[nodiscard]] Text time(std::string_view field) const {
    const auto seconds = number(field, kSeconds);
    return seconds ? Text{format_epoch(*seconds)} : Text{};
  }
  /// The row of another collection of that size.
  [[nodiscard]] std::optional<std::size_t> row(std::string_view field, std::size_t size) const {
    const auto value = number(field);
    if (!value || *value < 0 || size == 0) return std::nullopt;
    return static_cast<std::size_t>(*value) % size;
  }

  [[nodiscard]] std::optional<std::int64_t> number(std::string_view field,
                                                   std::string_view expected) const {
    const auto* value = cell_as<std::int64_t>(field, expected);
    return value == nullptr ? std::nullopt : std::optional{*value};
  }

  static constexpr std::string_view kSeconds = "seconds since 1970, an integer";

 private:
  /// Null for a cell that is null, or not of that type.
  template <typename T>
  [[nodiscard]] const T* cell_as(std::string_view field, std::string_view expected) const {
    const auto it = fields_.find(field);
    if (it == fields_.end()) return nullptr;
    const fixtures::Cell& cell = cells_[it->second];
    const T* const value = std::get_if<T>(&cell);
    const bool is_null = std::holds_alternative<std::monostate>(cell);
    if (value == nullptr && !is_null && origin_.rows != nullptr) {
      origin_.rows->misfit(origin_.id, origin_.schema, field, expected, cell);
    }
    return value;
  }

  const FieldNumbers& fields_;
  std::span<const fixtures::Cell> cells_;
  const RowOrigin& origin_;
};

}  // namespace understudy::mock::ecg
