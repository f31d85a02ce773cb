// SPDX-License-Identifier: MIT
#include "commands/completion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "output.hpp"

namespace understudy::cli {

namespace {

// zsh reads the script of bash through its own bridge.
constexpr const char* kZshHead =
    "#compdef understudy\n"
    "autoload -U +X compinit && compinit\n"
    "autoload -U +X bashcompinit && bashcompinit\n";

constexpr const char* kHead =
    "_understudy() {\n"
    "  local cur=\"${COMP_WORDS[COMP_CWORD]}\"\n"
    "  local prev=\"${COMP_WORDS[COMP_CWORD-1]}\"\n"
    "  local command=\"\" word words=\"\" files=\"\"\n"
    "  for word in \"${COMP_WORDS[@]:1}\"; do\n"
    "    case \"$word\" in\n";

// What stands behind "call" depends on the words before it: the program is asked.
constexpr const char* kCallBranch =
    "    call) words=\"$(\"${COMP_WORDS[0]}\" call --complete "
    "\"${COMP_WORDS[@]:2:COMP_CWORD-2}\" 2>/dev/null)\" ;;\n";

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

std::vector<std::string> names_of(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.get_snames()) names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) names.push_back("--" + name);
  return names;
}

/// What may stand where an option or a positional value is due.
std::vector<std::string> words_of(const CLI::App& app, const Choices& choices) {
  std::vector<std::string> words;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    words.push_back(command->get_name());
  }
  for (const CLI::Option* option : app.get_options()) {
    const auto known = choices.find(option);
    const bool is_positional = option->get_positional();
    if (is_positional && known != choices.end()) {
      words.insert(words.end(), known->second.begin(), known->second.end());
    }
    for (std::string& name : names_of(*option)) words.push_back(std::move(name));
  }
  return words;
}

/// One branch per option that takes a value.
std::string value_branches(const CLI::App& app, const Choices& choices) {
  std::string text;
  for (const CLI::Option* option : app.get_options()) {
    const std::vector<std::string> names = names_of(*option);
    if (names.empty() || option->get_items_expected_max() == 0) continue;
    std::string action = "COMPREPLY=()";
    if (const auto known = choices.find(option); known != choices.end()) {
      action = fmt::format("COMPREPLY=( $(compgen -W \"{}\" -- \"$cur\") )", joined(known->second));
    } else if (option->get_type_name() == kFileType) {
      action = "COMPREPLY=( $(compgen -f -- \"$cur\") )";
    } else if (option->get_type_name() == kFolderType) {
      action = "COMPREPLY=( $(compgen -d -- \"$cur\") )";
    }
    for (const std::string& name : names) {
      text += fmt::format("    \"{} {}\") {}; return ;;\n", app.get_name(), name, action);
    }
  }
  return text;
}

/// Whether a file may stand where no option is before it.
bool takes_files(const CLI::App& app) {
  const auto options = app.get_options();
  return std::any_of(options.begin(), options.end(), [](const CLI::Option* option) {
    return option->get_positional() && option->get_type_name() == kFileType;
  });
}

}  // namespace

CLI::App* add_completion(CLI::App& app, CompletionArguments& arguments, Choices& choices) {
  CLI::App* completion = app.add_subcommand("completion", "Print a completion script for a shell");
  CLI::Option* shell = completion->add_option("shell", arguments.shell, "The shell")
                           ->type_name("bash|zsh")
                           ->required();
  restrict(*shell, {"bash", "zsh"}, choices);
  completion->footer(
      "bash: source <(understudy completion bash)\n"
      "zsh:  source <(understudy completion zsh)");
  return completion;
}

std::string completion_script(const CLI::App& app, const Choices& choices,
                              const std::string& shell) {
  const auto commands = app.get_subcommands([](const CLI::App*) { return true; });
  std::vector<std::string> names;
  names.reserve(commands.size());
  for (const CLI::App* command : commands) names.push_back(command->get_name());

  std::string text = shell == "zsh" ? kZshHead : "";
  text += kHead;
  text += fmt::format("      {}) command=\"$word\"; break ;;\n", fmt::join(names, "|"));
  text += "    esac\n  done\n  [ \"$command\" = \"$cur\" ] && command=\"\"\n";
  text += "  case \"$command $prev\" in\n";
  for (const CLI::App* command : commands) text += value_branches(*command, choices);
  text += "  esac\n  case \"$command\" in\n";
  text += kCallBranch;
  text += fmt::format("    \"\") words=\"{}\" ;;\n", joined(words_of(app, choices)));
  for (const CLI::App* command : commands) {
    if (command->get_name() == "call") continue;
    text += fmt::format("    {}) words=\"{}\"{} ;;\n", command->get_name(),
                        joined(words_of(*command, choices)),
                        takes_files(*command) ? " files=\"-f\"" : "");
  }
  text += "  esac\n  COMPREPLY=( $(compgen $files -W \"$words\" -- \"$cur\") )\n}\n";
  return text + "complete -F _understudy understudy\n";
}

ExitCode run_completion(const CLI::App& app, const Choices& choices,
                        const CompletionArguments& arguments) {
  return finish(completion_script(app, choices, arguments.shell), ExitCode::ok);
}

}  // namespace understudy::cli
