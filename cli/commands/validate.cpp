// SPDX-License-Identifier: MIT
/// The command line of validate; its two halves are in files of their own.
#include "commands/validate.hpp"

#include <algorithm>
#include <utility>

#include "files.hpp"
#include "understudy/openapi/contracts.hpp"

namespace understudy::cli {

namespace {

constexpr std::uint64_t kMostRounds = 1'000'000'000;  // ours: minutes, for the fastest schema

constexpr const char* kFooter =
    "Examples:\n"
    "  understudy validate --schema order.schema.json order.json another.json\n"
    "  understudy validate --schema event.schema.json events.jsonl --format json\n"
    "  curl -s https://example.org/order | understudy validate --schema order.schema.json -\n"
    "  understudy validate --schema a.json --resolve https://example.org/=schemas a1.json\n"
    "  understudy validate --schema https://json-schema.org/draft/2020-12/schema a.json\n"
    "  understudy validate --api partnertap --operation getRecords --request request.json\n"
    "  curl -si ... | understudy validate --api ecg --operation getPartner --response -\n"
    "A request or response is a JSON object (method, target, fields, body; status, fields, body) "
    "or "
    "HTTP text;\n"
    "a response may be a JSON body alone, too. docs/validating.md has all forms.\n"
    "Exits 0 when all are valid, 4 on violations, 2 when something cannot be read.";

/// URI=FILE_OR_DIR, cut at the first "=".
std::string check_resolve(const std::string& text) {
  const std::size_t equals = text.find('=');
  const std::size_t colon = text.find(':');
  const bool whole = equals != text.npos && colon < equals && equals + 1 < text.size();
  return whole ? "" : "expected URI=FILE_OR_DIR, got '" + excerpt(text, 60) + "'";
}

void refuse_if(bool is_wrong, const char* what) {
  if (is_wrong) throw CLI::ValidationError{what};
}

/// What belongs to one half only, and what a half cannot be without. Thrown, as CLI11 has it.
void check(const ValidateArguments& arguments) {
  const bool has_schema = !arguments.schema.empty();
  refuse_if(!has_schema && arguments.api.empty(),
            "expected --schema FILE INSTANCE..., or --api ID --operation ID with --request FILE or "
            "--response FILE");
  refuse_if(has_schema && arguments.instances.empty(), "expected an INSTANCE behind --schema FILE");
  refuse_if(
      !has_schema && !arguments.instances.empty(),
      "expected --request FILE or --response FILE, got an INSTANCE, which goes with --schema");
  refuse_if(!has_schema && arguments.operation.empty(), "--api needs --operation");
  refuse_if(!has_schema && arguments.request.empty() && arguments.response.empty(),
            "--api needs --request or --response");
  const bool is_standard = arguments.format == "basic" || arguments.format == "detailed";
  refuse_if(is_standard && !has_schema, "--format basic and detailed need --schema");
  refuse_if(is_standard && arguments.loop > 0, "--loop needs --format text or json");
  const auto standard_inputs =
      std::count(arguments.instances.begin(), arguments.instances.end(), kStandardInput) +
      (arguments.schema == kStandardInput ? 1 : 0);
  refuse_if(standard_inputs > 1, "standard input can be read once only");
}

void add_schema_half(CLI::App& validate, ValidateArguments& arguments) {
  CLI::Option* schema =
      validate
          .add_option("--schema", arguments.schema,
                      "JSON Schema of draft 2020-12 or draft-07, or the URI of a known one")
          ->type_name(kFileType);
  validate
      .add_option("instance", arguments.instances,
                  "What to validate; - is standard input; .jsonl has one instance a line")
      ->type_name(kFileType);
  validate
      .add_option(
          "--resolve", arguments.resolve,
          "What a schema may refer to: a document, or every .json below a folder; repeatable")
      ->type_name("URI=FILE_OR_DIR")
      ->expected(1)
      ->allow_extra_args(false)
      ->take_all()
      ->check(CLI::Validator{check_resolve, ""})
      ->needs(schema);
  validate.add_flag("--json-lines", arguments.json_lines, "Every instance file is JSON Lines")
      ->needs(schema);
  validate
      .add_flag("--assert-format", arguments.assert_format,
                "\"format\" is a rule, not a remark (always, with --api)")
      ->needs(schema);
}

void add_contract_half(CLI::App& validate, ValidateArguments& arguments, Choices& choices) {
  CLI::Option* api =
      validate.add_option("--api", arguments.api, "API whose contract holds")->type_name("ID");
  const auto ids = openapi::api_ids();
  restrict(*api, {ids.begin(), ids.end()}, choices);
  api->excludes(validate.get_option("--schema"));
  validate
      .add_option("--operation", arguments.operation,
                  "Operation of the API; 'understudy contracts show ID' lists them")
      ->type_name("ID")
      ->needs(api);
  CLI::Option* request =
      validate
          .add_option("--request", arguments.request, "Request to validate; - is standard input")
          ->type_name(kFileType)
          ->needs(api);
  CLI::Option* response =
      validate
          .add_option("--response", arguments.response, "Response to validate; - is standard input")
          ->type_name(kFileType)
          ->needs(api);
  response->excludes(request);
  add_number(validate,
             {"--status", "N", "The response file is a body alone, answered with this status"}, 100,
             599, [&](std::uint64_t status) { arguments.status = static_cast<int>(status); })
      ->needs(response);
  validate
      .add_flag("--strict", arguments.strict,
                "Headers, repeated parameters and response members beyond the contract are "
                "violations, too")
      ->needs(api);
}

}  // namespace

CLI::App* add_validate(CLI::App& app, ValidateArguments& arguments, Choices& choices) {
  CLI::App* validate = app.add_subcommand(
      "validate", "Validate JSON against a schema, or a message against a contract");
  add_schema_half(*validate, arguments);
  add_contract_half(*validate, arguments, choices);
  add_choice(*validate, "--format", arguments.format, {"text", "json", "basic", "detailed"},
             "Form of the report; basic and detailed are those of JSON Schema (default: text)",
             choices);
  add_number(*validate,
             {"--loop", "N", "Validate N times more and print the mean time of one validation"}, 1,
             kMostRounds, [&](std::uint64_t rounds) { arguments.loop = rounds; });
  validate->footer(kFooter);
  validate->callback([&arguments] { check(arguments); });
  return validate;
}

std::vector<std::string> operation_ids(const std::string& api) {
  std::vector<std::string> ids;
  for (const std::string_view id : openapi::api_ids()) {
    if (!api.empty() && id != api) continue;
    const auto contract = openapi::load_contract(id);
    if (!contract) continue;  // whoever uses that contract is told
    for (const openapi::Operation& operation : contract->operations()) ids.push_back(operation.id);
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

ExitCode run_validate(const ValidateArguments& arguments) {
  return arguments.schema.empty() ? validate_message(arguments) : validate_instances(arguments);
}

}  // namespace understudy::cli
