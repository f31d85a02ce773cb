// SPDX-License-Identifier: MIT
/// JSON out of files, and where in a file it is wrong.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "understudy/base/json_document.hpp"
#include "understudy/base/result.hpp"

namespace understudy::cli {

inline constexpr std::size_t kLargestInput = 268'435'456;  // ours: 256 MB of one file or line

/// Of files that somebody names on the command line; the depth is that of all JSON here.
inline constexpr JsonLimits kInputLimits{
    .bytes = kLargestInput, .elements = 10'000'000, .nodes = 20'000'000};

/// The error with its place in a file: "FILE:LINE:COLUMN" instead of "byte N", else "FILE" or
/// "FILE, PLACE". Lines and columns count from 1; columns are bytes.
Error locate(Error error, const std::string& file, std::string_view text,
             std::size_t first_line = 1);

/// Reads a text that then lives in the document.
Result<std::shared_ptr<const JsonDocument>> parse_shared(std::string text, const std::string& file);

/// Errors:   io, bad_input, limit_exceeded, all located
Result<std::shared_ptr<const JsonDocument>> read_json(const std::string& file);

}  // namespace understudy::cli
