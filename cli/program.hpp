// SPDX-License-Identifier: MIT
/// The command line: parsed first, run afterwards.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "arguments.hpp"
#include "commands/call.hpp"
#include "commands/check.hpp"
#include "commands/compare.hpp"
#include "commands/completion.hpp"
#include "commands/contracts.hpp"
#include "commands/export.hpp"
#include "commands/generate.hpp"
#include "commands/list.hpp"
#include "commands/replay.hpp"
#include "commands/serve.hpp"
#include "commands/validate.hpp"
#include "exit_codes.hpp"

namespace understudy::cli {

/// The tree of commands and the places its values go to.
class Program {
 public:
  Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  /// A command to run; its arguments are in the members below.
  struct Run {
    const CLI::App* command;
  };
  /// A text somebody asked for: --help, --version.
  struct Print {
    std::string text;
  };
  /// A command line that cannot be run, why, and what to do instead.
  struct Refuse {
    std::string what;
    std::string hint;
    std::string help = {};  ///< to be shown below, where there is no better hint
  };
  using Parsed = std::variant<Run, Print, Refuse>;

  /// Reads the words behind the program's name. Once per object.
  Parsed parse(std::vector<std::string> words);

  /// Runs what parse() has read.
  ExitCode run(const Parsed& parsed) const;

  [[nodiscard]] const CLI::App& app() const { return app_; }
  [[nodiscard]] const Choices& choices() const { return choices_; }
  /// With those that take time to find: for completion.
  [[nodiscard]] Choices all_choices() const;
  [[nodiscard]] const ServeArguments& serve() const { return serve_; }
  [[nodiscard]] const ReplayArguments& replay() const { return replay_; }
  [[nodiscard]] const ValidateArguments& validate() const { return validate_; }

 private:
  [[nodiscard]] Refuse refuse(const std::string& what) const;
  /// The command that was named, or the program itself.
  [[nodiscard]] const CLI::App& named() const;

  CLI::App app_;
  Choices choices_;
  CallArguments call_;
  CheckArguments check_;
  CompareArguments compare_;
  CompletionArguments completion_;
  ContractsArguments contracts_;
  ExportArguments export_;
  GenerateArguments generate_;
  ListArguments list_;
  ReplayArguments replay_;
  ServeArguments serve_;
  ValidateArguments validate_;
  CLI::App* call_command_ = nullptr;
  CLI::App* check_command_ = nullptr;
  CLI::App* compare_command_ = nullptr;
  CLI::App* contracts_command_ = nullptr;
  CLI::App* export_command_ = nullptr;
  CLI::App* generate_command_ = nullptr;
  CLI::App* list_command_ = nullptr;
  CLI::App* replay_command_ = nullptr;
  CLI::App* serve_command_ = nullptr;
  CLI::App* validate_command_ = nullptr;
};

}  // namespace understudy::cli
