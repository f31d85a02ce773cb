// SPDX-License-Identifier: MIT
/// Files of the command line.
#pragma once

#include <string>

#include "understudy/base/credentials.hpp"
#include "understudy/base/result.hpp"

namespace understudy::cli {

/// Errors:   io when the file cannot be read, limit_exceeded past 1 MB, and what parse_credentials
///           says, with the file in front of the place
Result<Credentials> read_credentials(const std::string& file);

/// Writes the whole file or none of it: readers see the old text or the new one.
///
/// Errors:   io
Result<Done> write_whole(const std::string& file, const std::string& text);

}  // namespace understudy::cli
