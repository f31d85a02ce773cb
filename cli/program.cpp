// SPDX-License-Identifier: MIT
#include "program.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "output.hpp"
#include "suggest.hpp"
#include "understudy/base/error.hpp"

namespace understudy::cli {

namespace {

/// Names that a misspelt word may stand for: commands, or options when it begins with "-".
std::vector<std::string> candidates(const CLI::App& app, const std::string& word) {
  std::vector<std::string> names;
  if (word.starts_with("-")) {
    for (const CLI::Option* option : app.get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    return names;
  }
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

}  // namespace

Program::Program()
    : app_("Mock servers and contract tests for partner-ecosystem APIs", "understudy") {
  app_.set_version_flag("--version", std::string{"understudy "} + UNDERSTUDY_VERSION,
                        "Print the version and exit");
  app_.require_subcommand(0, 1);
  app_.footer(kExitCodeTable);
  // Sorted, as every list.
  add_completion(app_, completion_, choices_);
  contracts_command_ = add_contracts(app_, contracts_, choices_);
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

std::string Program::explain_extra() const {
  const CLI::App& command = named();
  // A word before the command belongs to the program itself.
  const CLI::App& owner = app_.remaining().empty() ? command : app_;
  const auto extras = owner.remaining();
  if (extras.empty()) return "an argument was not expected";
  const std::string word = extras.front().substr(0, extras.front().find('='));
  const bool is_option = word.starts_with("-");
  const bool is_command = !is_option && &owner == &app_;
  const char* kind = is_option ? "option" : is_command ? "command" : "argument";
  return std::string{"unknown "} + kind + " '" + excerpt(word, 60) + "'" +
         suggestion(word, candidates(owner, word));
}

Program::Parsed Program::parse(std::vector<std::string> words) {
  std::reverse(words.begin(), words.end());  // as CLI11 takes them
  try {
    app_.parse(std::move(words));
  } catch (const CLI::CallForHelp&) {
    return Print{app_.help()};
  } catch (const CLI::CallForVersion& version) {
    return Print{std::string{version.what()} + "\n"};
  } catch (const CLI::ExtrasError&) {
    return refuse(explain_extra());
  } catch (const CLI::ParseError& error) {
    return refuse(error.what());
  }
  if (app_.get_subcommands().empty()) {
    return Refuse{
        "expected a command: completion, contracts, generate, list, replay, serve or validate",
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
  if (command == contracts_command_) return run_contracts(contracts_);
  if (command == generate_command_) return run_generate(generate_);
  if (command == list_command_) return run_list(list_);
  if (command == replay_command_) return run_replay(replay_);
  if (command == serve_command_) return run_serve(serve_);
  if (command == validate_command_) return run_validate(validate_);
  return run_completion(app_, all_choices(), completion_);
}

}  // namespace understudy::cli
