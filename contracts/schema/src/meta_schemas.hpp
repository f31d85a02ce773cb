// SPDX-License-Identifier: MIT
/// The meta-schemas that every registry knows.
#pragma once

#include <span>
#include <string_view>

namespace understudy::schema {

struct MetaSchema {
  std::string_view uri;
  std::string_view text;
};

/// Sorted by URI.
std::span<const MetaSchema> meta_schema_texts();

}  // namespace understudy::schema
