// SPDX-License-Identifier: MIT
/// JSON from strangers, read within bounds: no exception, no recursion, no silent loss.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "understudy/base/result.hpp"

namespace understudy {

/// The JSON value of the project. Object members are kept in name order.
using Json = nlohmann::json;

/// The bounds of one document. Defaults are those of a request body.
struct JsonLimits {
  std::size_t bytes = 1'048'576;   // robustness: a body of 1 MB
  std::size_t depth = 64;          // ours: nlohmann copies and prints by recursion
  std::size_t elements = 100'000;  // ours: members of one container
  std::size_t nodes = 1'000'000;   // ours: values of one document
  enum class DuplicateNames : std::uint8_t { last_wins, refused };
  DuplicateNames duplicate_names = DuplicateNames::refused;
  enum class ByteOrderMark : std::uint8_t { ignored, refused };
  ByteOrderMark byte_order_mark = ByteOrderMark::refused;
};

/// Reads one JSON text.
///
/// Shape:    RFC 8259, UTF-8 only, nothing behind the value but white space
/// Units:    bytes, containers inside containers, members, values
/// Errors:   bad_input (syntax, UTF-8, a raw NUL, a duplicate name, a number past the range of
///           double), limit_exceeded; `where` is "byte N" counted from 0, with the JSON Pointer
///           behind it for a name, a number, a depth or a count: "byte 17, /a/b"; `what` quotes
///           120 bytes of the text at most
/// Source:   RFC 8259; duplicate names: RFC 8259 section 4 leaves them open, we refuse
Result<Json> parse_json(std::string_view text, const JsonLimits& limits = {});

/// The text of a value; invalid UTF-8 that code has put there is replaced, never thrown.
std::string dump_json(const Json& value);

/// Appends `text` as a JSON string with its quotes; invalid UTF-8 becomes U+FFFD.
void append_json_string(std::string& out, std::string_view text);

/// Appends the shortest decimal that reads back as the same double, always with a "." or an "e",
/// so that 120000.0 stays a floating number. Infinities and NaN become null.
void append_json_number(std::string& out, double value);

// Numbers, converted with a check: nothing wraps, nothing is cut, true is not 1.
/// The integer, or nothing when the value is no integer or does not fit. 3.0 is the integer 3.
std::optional<std::int64_t> to_int64(const Json& value);
/// The number as a double, or nothing when the value is no number.
std::optional<double> to_double(const Json& value);

/// Escapes one name for a JSON Pointer: "~" and "/" become "~0" and "~1" (RFC 6901 section 3).
std::string pointer_token(std::string_view name);

}  // namespace understudy
