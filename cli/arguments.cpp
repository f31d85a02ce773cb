// SPDX-License-Identifier: MIT
#include "arguments.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "suggest.hpp"
#include "understudy/base/error.hpp"

namespace understudy::cli {

namespace {

std::string joined(const std::vector<std::string>& words, const char* separator) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : separator) + word;
  return text;
}

std::string check_word(const std::string& word, const std::vector<std::string>& words) {
  if (std::find(words.begin(), words.end(), word) != words.end()) return {};
  return "expected one of " + joined(words, ", ") + ", got '" + excerpt(word, 60) + "'" +
         suggestion(word, words);
}

bool read_number(const std::string& text, std::uint64_t low, std::uint64_t high,
                 std::uint64_t& number) {
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc{} && stop == end && number >= low && number <= high;
}

}  // namespace

void restrict(CLI::Option& option, std::vector<std::string> words, Choices& choices) {
  choices[&option] = words;
  option.check(CLI::Validator{
      [words = std::move(words)](const std::string& word) { return check_word(word, words); }, ""});
}

CLI::Option* add_choice(CLI::App& app, const std::string& name, std::string& value,
                        const std::vector<std::string>& words, const std::string& help,
                        Choices& choices) {
  CLI::Option* option = app.add_option(name, value, help)->type_name(joined(words, "|"));
  restrict(*option, words, choices);
  return option;
}

CLI::Option* add_number(CLI::App& app, const Flag& flag, std::uint64_t low, std::uint64_t high,
                        const std::function<void(std::uint64_t)>& store) {
  const auto check = [low, high](const std::string& text) -> std::string {
    std::uint64_t number = 0;
    if (read_number(text, low, high, number)) return {};
    return "expected a whole number of " + std::to_string(low) + " to " + std::to_string(high) +
           ", got '" + excerpt(text, 60) + "'";
  };
  const auto take = [store, low, high](const std::string& text) {
    std::uint64_t number = 0;
    if (read_number(text, low, high, number)) store(number);
  };
  return app.add_option_function<std::string>(flag.name, take, flag.help)
      ->type_name(flag.type)
      ->check(CLI::Validator{check, ""});
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::string explain_extra(const CLI::App& app) {
  const auto extras = app.remaining();
  if (extras.empty()) return "an argument was not expected";
  const std::string word = extras.front().substr(0, extras.front().find('='));
  const bool is_option = word.starts_with("-");
  std::vector<std::string> known;
  if (is_option) {
    known = option_names(app);
  } else {
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
      known.push_back(command->get_name());
    }
  }
  const char* kind = is_option                                       ? "option"
                     : app.get_parent() == nullptr && !known.empty() ? "command"
                                                                     : "argument";
  return std::string{"unknown "} + kind + " '" + excerpt(word, 60) + "'" + suggestion(word, known);
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

}  // namespace understudy::cli
