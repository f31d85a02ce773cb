// SPDX-License-Identifier: MIT
/// A record as values, and as the text that is kept of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "apis/impartner/objects.hpp"
#include "query/moment.hpp"
#include "query/value.hpp"
#include "understudy/base/clock.hpp"

namespace understudy::mock::impartner {

/// One value per field of the object, by number; fields that are not stored are null.
using Row = std::vector<query::Value>;

/// The stored fields that have a value, by name. read_row() gives back what write_row() was given.
std::string write_row(const ObjectFact& object, const Row& row);
/// What is missing or of another type is null.
Row read_row(const ObjectFact& object, std::string_view json);

/// Whole seconds, or a fraction without zeros at its end; "Z" or "-06:00".
std::string format_moment(const query::Moment& moment);
query::Moment moment_of(WallTime time);

/// Appends the value as JSON.
void append_value(std::string& out, const query::Value& value);

/// The integer of a field; 0 when it has none.
std::int64_t integer_of(const Row& row, std::size_t field);

}  // namespace understudy::mock::impartner
