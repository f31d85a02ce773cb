// SPDX-License-Identifier: MIT
/// Results go to stdout and have to arrive; words for a person go to stderr.
#pragma once

#include <string_view>

#include "exit_codes.hpp"
#include "understudy/base/error.hpp"

namespace understudy::cli {

/// Writes and flushes. False when stdout is closed or full.
bool write_out(std::string_view text);

/// `code` when the text has arrived, else could_not_run with a message.
ExitCode finish(std::string_view text, ExitCode code);

/// "understudy: <text>" as one line on stderr.
void complain(std::string_view text);
void complain(const Error& error);

}  // namespace understudy::cli
