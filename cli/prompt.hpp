// SPDX-License-Identifier: MIT
/// Secrets that a person types: asked on the terminal, and shown nowhere.
#pragma once

#include <optional>
#include <string>

namespace understudy::cli {

/// Whether there is somebody to ask: stdin and stderr are a terminal.
bool can_ask();

/// Asks for one line, which is not echoed; without its end. Nothing when the input has ended or
/// was interrupted by Ctrl-C.
std::optional<std::string> ask_secret(const std::string& question);

}  // namespace understudy::cli
