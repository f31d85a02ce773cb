// SPDX-License-Identifier: MIT
/// Options as this program has them: one of a few words, a whole number, a file.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace understudy::cli {

/// The words an option takes, for its check and for shell completion.
using Choices = std::map<const CLI::Option*, std::vector<std::string>>;

/// How an option is written and explained.
struct Flag {
  std::string name;  ///< "--data"
  std::string type;  ///< "FILE", shown by --help; a file is completed by the shell
  std::string help;
};

/// The type name of options whose value is a file.
inline constexpr const char* kFileType = "FILE";
/// The same for folders.
inline constexpr const char* kFolderType = "DIR";

/// Makes an option refuse every value that is not among `words`, and suggest the nearest.
void restrict(CLI::Option& option, std::vector<std::string> words, Choices& choices);

/// An option that takes one of `words`; they are its type name, too.
CLI::Option* add_choice(CLI::App& app, const std::string& name, std::string& value,
                        const std::vector<std::string>& words, const std::string& help,
                        Choices& choices);

/// An option that takes a whole number of `low` to `high`, decimal digits only.
CLI::Option* add_number(CLI::App& app, const Flag& flag, std::uint64_t low, std::uint64_t high,
                        const std::function<void(std::uint64_t)>& store);

/// "--api", "--help" and so on: the long names of every option.
std::vector<std::string> option_names(const CLI::App& app);

/// What to say of the first word that `app` has not expected, with what may have been meant.
std::string explain_extra(const CLI::App& app);

/// CLI11 has line ends in some messages.
std::string one_line(std::string text);

}  // namespace understudy::cli
