// SPDX-License-Identifier: MIT
/// Rows of strangers, compared: which are the same, what a member of one is, which comes first.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "../src/engine/judgement.hpp"
#include "../src/engine/probe.hpp"

namespace understudy::conformance {

using Rows = std::span<const Json>;

/// What tells a row from another: its key where it has one, else all of it.
std::string identity(const Json& row, const ListSpec& list);

/// Whether two lists have the same rows, as often, in any order; the first that one lacks is told.
Judgement same_rows(Rows want, Rows got, const ListSpec& list);

/// Whether every row of one list is in the other, as often.
Judgement rows_within(Rows some, Rows all, const ListSpec& list);

/// A value that says nothing: null, absent, and "" in a column that is not text.
bool is_missing(const Json* value, std::string_view type);

/// The value of a field in a row; null where it is missing.
const Json* value_of(const Json& row, const FieldSpec& field);

/// Whether values of one type stand in order: less than 0, 0, greater than 0.
/// Numbers by value, false before true, texts by code point or by that of their folds.
enum class Collation : std::uint8_t { code_point, folded };
int compare_values(const Json& a, const Json& b, Collation collation);

/// "\"Texas\"" or "null", cut: for messages.
std::string shown(const Json* value);
std::string shown(const std::vector<const Json*>& values);

/// A field of that type that a list can be asked by and whose rows differ most in it, or null.
///
/// Of "string" also where every value is text; `wants` filters fields, and so does a `column`.
const FieldSpec* pick_field(const ListSample& sample, std::string_view type,
                            bool (*wants)(const FieldSpec&), std::string_view column = {});

/// The distinct values of a field, by how many rows have them, the rarest first.
struct ValueCount {
  const Json* value = nullptr;
  std::size_t rows = 0;
};
std::vector<ValueCount> distinct_values(const ListSample& sample, const FieldSpec& field);

/// Rows of an answer for a list, or null where it has none; they live as long as the answer.
const std::vector<Json>* rows_in(const Reply& reply, const ListSpec& list);
std::optional<std::size_t> total_in(const Reply& reply, const ListSpec& list);

/// "expected 200 and a list, got 400": what became of an answer that should have been rows.
Judgement no_list(const Reply& reply);

}  // namespace understudy::conformance
