// SPDX-License-Identifier: MIT
/// The exit codes of the program, named once.
#pragma once

namespace understudy::cli {

enum class ExitCode : int {
  ok = 0,              ///< done; for replay: something passed and nothing was unexpected
  usage = 1,           ///< the command line or the configuration is wrong
  bad_input = 2,       ///< an input file cannot be read, does not parse or is not usable
  could_not_run = 3,   ///< no host, port, thread or memory to run with; output not written
  findings = 4,        ///< replay, call: an answer was not as documented; validate: a violation
  nothing_proven = 5,  ///< nothing passed: all skipped or observed
  internal = 70,       ///< a bug in understudy
  interrupted = 130,   ///< a SIGTERM or SIGINT ended a call; serve: a second one ended it at once
};

/// The table, for --help.
inline constexpr const char* kExitCodeTable =
    "Exit codes:\n"
    "  0    done; replay: something passed and nothing was unexpected\n"
    "  1    the command line or the configuration is wrong\n"
    "  2    an input file cannot be read, does not parse or is not usable\n"
    "  3    host unreachable, port taken, no thread or memory left, output not written\n"
    "  4    replay: an answer was not as documented; validate: a violation;\n"
    "       call, export: the host answered an error or broke the contract\n"
    "  5    replay: nothing passed, all was skipped or observed\n"
    "  70   a bug in understudy\n"
    "  130  call, export: ended by SIGTERM or SIGINT; serve: by a second one\n";

}  // namespace understudy::cli
