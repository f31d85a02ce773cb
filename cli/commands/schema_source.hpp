// SPDX-License-Identifier: MIT
/// The schema of a command line, with the documents it may refer to, compiled.
#pragma once

#include <string>
#include <vector>

#include "commands/validate_report.hpp"
#include "understudy/base/result.hpp"
#include "understudy/schema/schema.hpp"

namespace understudy::cli {

struct SchemaSource {
  SchemaName name;
  schema::Schema schema;
};

/// Compiles the schema in `file`, or that of a URI which the documents have. `resolve` are texts
/// "URI=FILE_OR_DIR"; of a folder every .json below it is known as the URI and its relative path.
///
/// Errors:   io, and what parsing and compiling say, with the place in a file
Result<SchemaSource> load_schema(const std::string& file, const std::vector<std::string>& resolve,
                                 schema::Formats formats);

}  // namespace understudy::cli
