// SPDX-License-Identifier: MIT
/// What the keywords that count have in common.
#pragma once

#include "../builder.hpp"

namespace understudy::schema {

/// The value of a keyword that is a count; one past 2^32 means 2^32 - 1, which no instance has.
std::uint32_t read_size(const JsonNode* keyword, Builder& builder);

/// Emits a bound of what is counted: characters, elements or members.
void compile_size(const Keywords& keywords, Keyword name, Kind kind, JsonNode::Kind counted,
                  Builder& builder);

}  // namespace understudy::schema
