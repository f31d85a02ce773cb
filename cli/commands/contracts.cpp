// SPDX-License-Identifier: MIT
#include "commands/contracts.hpp"

#include <string_view>
#include <utility>

#include "files.hpp"
#include "output.hpp"
#include "understudy/openapi/contracts.hpp"

namespace understudy::cli {

namespace {

constexpr const char* kFooter =
    "Actions:\n"
    "  list       a line for each contract\n"
    "  show ID    the operations of one, with their parameters, sources and grades\n"
    "  export ID  its OpenAPI 3.1 document, on stdout or as a file\n"
    "Examples:\n"
    "  understudy contracts list\n"
    "  understudy contracts show partnertap\n"
    "  understudy contracts export ecg --out ecg.openapi.json";

void refuse_if(bool is_wrong, const char* what) {
  if (is_wrong) throw CLI::ValidationError{what};
}

void check(const ContractsArguments& arguments) {
  const bool is_list = arguments.action == "list";
  refuse_if(!is_list && arguments.api.empty(), "expected the ID of an API behind show and export");
  refuse_if(is_list && !arguments.api.empty(), "list takes no ID; 'show ID' has one contract");
  refuse_if(arguments.action != "export" && !arguments.out.empty(), "--out needs export");
}

ExitCode print_list() {
  Contracts contracts;
  for (const std::string_view api : openapi::api_ids()) {
    auto contract = openapi::load_contract(api);
    if (!contract) {
      complain(contract.error());
      return ExitCode::internal;  // it is a part of this program
    }
    contracts.emplace_back(api, *std::move(contract));
  }
  return finish(render_list(contracts), ExitCode::ok);
}

ExitCode print_contract(const std::string& api) {
  const auto contract = openapi::load_contract(api);
  if (contract) return finish(render_contract(api, *contract), ExitCode::ok);
  complain(contract.error());
  return ExitCode::internal;
}

ExitCode export_contract(const ContractsArguments& arguments) {
  const std::string_view text = openapi::contract_text(arguments.api);
  if (arguments.out.empty() || arguments.out == kStandardInput) return finish(text, ExitCode::ok);
  const auto written = write_whole(arguments.out, std::string{text});
  if (written) return ExitCode::ok;
  complain(written.error());
  return ExitCode::could_not_run;
}

}  // namespace

CLI::App* add_contracts(CLI::App& app, ContractsArguments& arguments, Choices& choices) {
  CLI::App* contracts =
      app.add_subcommand("contracts", "List, show and export the contracts of the APIs");
  CLI::Option* action = contracts->add_option("action", arguments.action, "What to do")
                            ->type_name("list|show|export")
                            ->required();
  restrict(*action, {"list", "show", "export"}, choices);
  CLI::Option* api =
      contracts->add_option("id", arguments.api, "The API, of show and export")->type_name("ID");
  const auto ids = openapi::api_ids();
  restrict(*api, {ids.begin(), ids.end()}, choices);
  contracts
      ->add_option("--out", arguments.out, "Write the export to this file, whole or not at all")
      ->type_name(kFileType);
  contracts->footer(kFooter);
  contracts->callback([&arguments] { check(arguments); });
  return contracts;
}

ExitCode run_contracts(const ContractsArguments& arguments) {
  if (arguments.action == "list") return print_list();
  if (arguments.action == "show") return print_contract(arguments.api);
  return export_contract(arguments);
}

}  // namespace understudy::cli
