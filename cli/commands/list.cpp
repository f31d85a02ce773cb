// SPDX-License-Identifier: MIT
#include "commands/list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "output.hpp"
#include "understudy/base/json.hpp"
#include "understudy/mock/mutants.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::cli {

namespace {

constexpr const char* kFooter =
    "Kinds:\n"
    "  mutants  wrong behaviours that 'serve --mutant NAME' plays: name, rule that is broken,\n"
    "           and its id in contracts/apis/API/SOURCES.md\n"
    "Examples:\n"
    "  understudy list mutants --api partnertap\n"
    "  understudy list mutants --format json";

std::string render_text(const std::vector<mock::Mutant>& mutants) {
  std::size_t name = 0;
  std::size_t rule = 0;
  for (const mock::Mutant& mutant : mutants) {
    name = std::max(name, mutant.name.size());
    rule = std::max(rule, mutant.rule.size());
  }
  std::string text;
  for (const mock::Mutant& mutant : mutants) {
    text +=
        fmt::format("{:<{}}  {:<{}}  {}\n", mutant.name, name, mutant.rule, rule, mutant.source);
  }
  return text;
}

std::string render_json(const std::vector<mock::Mutant>& mutants) {
  Json list = Json::array();
  for (const mock::Mutant& mutant : mutants) {
    list.push_back({{"name", mutant.name},
                    {"api", mutant.api},
                    {"area", mutant.area},
                    {"rule", mutant.rule},
                    {"source", mutant.source}});
  }
  return dump_json(list) + "\n";
}

}  // namespace

CLI::App* add_list(CLI::App& app, ListArguments& arguments, Choices& choices) {
  CLI::App* list = app.add_subcommand("list", "List what this build has, such as mutants");
  CLI::Option* kind =
      list->add_option("kind", arguments.kind, "What to list")->type_name("mutants")->required();
  restrict(*kind, {"mutants"}, choices);
  CLI::Option* api =
      list->add_option("--api", arguments.api, "Those of one API (default: all)")->type_name("ID");
  restrict(*api, mock::available_apis(), choices);
  add_choice(*list, "--format", arguments.format, {"text", "json"},
             "A table, or one array of JSON (default: text)", choices);
  list->footer(kFooter);
  return list;
}

ExitCode run_list(const ListArguments& arguments) {
  std::vector<mock::Mutant> chosen;
  for (const mock::Mutant& mutant : mock::mutants()) {
    if (arguments.api.empty() || arguments.api == mutant.api) chosen.push_back(mutant);
  }
  return finish(arguments.format == "json" ? render_json(chosen) : render_text(chosen),
                ExitCode::ok);
}

}  // namespace understudy::cli
