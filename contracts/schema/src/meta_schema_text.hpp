// SPDX-License-Identifier: MIT
/// The embedded meta-schemas, as ci/cmake writes them.
#pragma once

#include <string_view>

namespace understudy::schema {

/// The text of a meta-schema by its URI; empty when there is none.
std::string_view meta_schema_text(std::string_view uri);

}  // namespace understudy::schema
