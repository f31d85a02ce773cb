// SPDX-License-Identifier: MIT
/// What holds of every schema and every instance: all ways to ask give the same answer.
#pragma once

#include <limits>

#include "fuzz/fuzz.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/schema/validate.hpp"

namespace understudy::fuzz {

/// An output repeats the way to each of its units: half a kilobyte of schema can make megabytes.
inline constexpr JsonLimits kNoLimits{.bytes = std::numeric_limits<std::size_t>::max(),
                                      .depth = std::numeric_limits<std::size_t>::max(),
                                      .elements = std::numeric_limits<std::size_t>::max(),
                                      .nodes = std::numeric_limits<std::size_t>::max()};

inline void require_agreement(const schema::Schema& schema, JsonElement instance) {
  const bool valid = schema::is_valid(schema, instance);
  const schema::Verdict verdict = schema::validate(schema, instance);
  require(verdict.valid == valid, "both modes decide alike");
  require(verdict.violations.empty() == valid, "whoever is invalid has violations");
  for (const schema::Violation& violation : verdict.violations) {
    require(!schema::render(violation).empty(), "a violation can be said");
  }
  for (const auto format : {schema::OutputFormat::flag, schema::OutputFormat::basic,
                            schema::OutputFormat::detailed, schema::OutputFormat::list}) {
    const Json output = schema::write_output(schema, instance, format);
    const auto valid_member = output.find("valid");
    require(valid_member != output.end() && *valid_member == valid, "an output says the verdict");
    require(JsonDocument::parse(dump_json(output), kNoLimits).has_value(), "an output is JSON");
  }
}

}  // namespace understudy::fuzz
