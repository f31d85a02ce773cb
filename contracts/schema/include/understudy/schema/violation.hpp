// SPDX-License-Identifier: MIT
/// Why an instance is not valid: one kind per keyword, with what was wanted and what was found.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace understudy::schema {

/// The rule that is broken, by the keyword that states it.
enum class Kind : std::uint8_t {
  additional_items,
  additional_properties,
  any_of,
  constant,
  contains,
  dependencies,
  dependent_required,
  enumeration,
  exclusive_maximum,
  exclusive_minimum,
  false_schema,  ///< a schema that is `false`: nothing may be here
  format,
  max_contains,
  max_items,
  max_length,
  max_properties,
  maximum,
  min_contains,
  min_items,
  min_length,
  min_properties,
  minimum,
  multiple_of,
  not_allowed,  ///< `not`
  one_of,
  pattern,
  property_names,
  required,
  too_deep,  ///< schemas that refer to each other past the bound of work; the rest is unchecked
  type,
  unevaluated_items,
  unevaluated_properties,
  undecided,  ///< a pattern or a division that was given up at its limit
  unique_items,
};

/// The keyword as schemas spell it, for example "maxLength".
std::string_view keyword_of(Kind kind);

struct Violation {
  Kind kind = Kind::type;
  std::string instance;  ///< JSON Pointer into the instance; empty: all of it
  std::string keyword;   ///< JSON Pointer along the references that were followed
  std::string schema;    ///< URI of the keyword, where it is written
  std::string want;      ///< what the keyword asks for, as JSON text, shortened
  std::string got;       ///< what was found, as JSON text, shortened; secrets are "<redacted>"
  std::vector<Violation> causes = {};  ///< of anyOf, oneOf and contains: why each branch failed
};

/// One sentence without a full stop: "expected at most 50 characters, got 63".
std::string describe(const Violation& violation);

/// Where, what and by which rule, on a few lines, causes indented below.
std::string render(const Violation& violation);

}  // namespace understudy::schema
