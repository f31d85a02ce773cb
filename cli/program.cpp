// SPDX-License-Identifier: MIT
#include "program.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "output.hpp"
#include "understudy/base/error.hpp"

namespace understudy::cli {

Program::Program()
    : app_("Mock servers and contract tests for partner-ecosystem APIs", "understudy") {
  app_.set_version_flag("--version", std::string{"understudy "} + UNDERSTUDY_VERSION,
                        "Print the version and exit");
  app_.require_subcommand(0, 1);
  app_.footer(kExitCodeTable);
  // Sorted, as every list.
  call_command_ = add_call(app_, call_, choices_);
  check_command_ = add_check(app_, check_, choices_);
  compare_command_ = add_compare(app_, compare_, choices_);
  add_completion(app_, completion_, choices_);
  contracts_command_ = add_contracts(app_, contracts_, choices_);
  export_command_ = add_export(app_, export_, choices_);
  generate_command_ = add_generate(app_, generate_, choices_);
  list_command_ = add_list(app_, list_, choices_);
  replay_command_ = add_replay(app_, replay_, choices_);
  serve_command_ = add_serve(app_, serve_, choices_);
  validate_command_ = add_validate(app_, validate_, choices_);
}

Choices Program::all_choices() const {
  Choices all = choices_;
  all[validate_command_->get_option("--operation")] = operation_ids();
  return all;
}

const CLI::App& Program::named() const {
  const auto parsed = app_.get_subcommands();
  return parsed.empty() ? app_ : *parsed.back();
}

Program::Refuse Program::refuse(const std::string& what) const {
  const CLI::App& command = named();
  const std::string name = &command == &app_ ? "" : " " + command.get_name();
  return {one_line(what), "try 'understudy" + name + " --help'", ""};
}

Program::Parsed Program::parse(std::vector<std::string> words) {
  // The flags of a call depend on its operation: it reads its words itself.
  const bool is_call = !words.empty() && words.front() == call_command_->get_name();
  if (is_call && (words.size() < 2 || (words[1] != "--help" && words[1] != "-h"))) {
    call_.words.assign(words.begin() + 1, words.end());
    return Run{call_command_};
  }
  std::reverse(words.begin(), words.end());  // as CLI11 takes them
  try {
    app_.parse(std::move(words));
  } catch (const CLI::CallForHelp&) {
    return Print{app_.help()};
  } catch (const CLI::CallForVersion& version) {
    return Print{std::string{version.what()} + "\n"};
  } catch (const CLI::ExtrasError&) {
    // A word before the command belongs to the program itself.
    return refuse(explain_extra(app_.remaining().empty() ? named() : app_));
  } catch (const CLI::ParseError& error) {
    return refuse(error.what());
  }
  if (app_.get_subcommands().empty()) {
    return Refuse{
        "expected a command: call, check, compare, completion, contracts, export, generate, list, "
        "replay, serve or "
        "validate",
        "try 'understudy serve'", app_.help()};
  }
  return Run{&named()};
}

ExitCode Program::run(const Parsed& parsed) const {
  if (const auto* print = std::get_if<Print>(&parsed)) return finish(print->text, ExitCode::ok);
  if (const auto* refused = std::get_if<Refuse>(&parsed)) {
    complain(refused->what + "; " + refused->hint);
    static_cast<void>(std::fputs(refused->help.c_str(), stderr));
    return ExitCode::usage;
  }
  const CLI::App* command = std::get<Run>(parsed).command;
  if (command == call_command_) return run_call(call_);
  if (command == check_command_) return run_check(check_);
  if (command == compare_command_) return run_compare(compare_);
  if (command == contracts_command_) return run_contracts(contracts_);
  if (command == export_command_) return run_export(export_);
  if (command == generate_command_) return run_generate(generate_);
  if (command == list_command_) return run_list(list_);
  if (command == replay_command_) return run_replay(replay_);
  if (command == serve_command_) return run_serve(serve_);
  if (command == validate_command_) return run_validate(validate_);
  return run_completion(app_, all_choices(), completion_);
}

}  // namespace understudy::cli
