// SPDX-License-Identifier: MIT
/// Validation of instances by compiled schemas.
#pragma once

#include <cstddef>
#include <vector>

#include "understudy/base/json.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/schema/schema.hpp"
#include "understudy/schema/violation.hpp"

namespace understudy::schema {

/// The answer to "is it valid?", with reasons when it is not.
struct Verdict {
  bool valid = true;
  bool capped = false;  ///< there are more violations than asked for
  std::vector<Violation> violations = {};

  explicit operator bool() const { return valid; }
};

/// Stops at the first violation. Allocates nothing unless the schema asks for what is unevaluated.
bool is_valid(const Schema& schema, JsonElement instance);

/// Collects violations, `most` of them at the outermost level.
Verdict validate(const Schema& schema, JsonElement instance, std::size_t most = 100);

/// The output formats of the specifications. `list` is the one of v1.
enum class OutputFormat : std::uint8_t { flag, basic, detailed, list };

/// The verdict in a standard form, annotations included.
///
/// Source:   JSON Schema Core, draft 2020-12, section 12
Json write_output(const Schema& schema, JsonElement instance, OutputFormat format);

}  // namespace understudy::schema
