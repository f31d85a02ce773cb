// SPDX-License-Identifier: MIT
#include "commands/call_flags.hpp"

#include <algorithm>
#include <cctype>

#include "understudy/base/error.hpp"
#include "understudy/base/redaction.hpp"

namespace understudy::cli {

namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Without the "get-" or "list-" in front.
std::string without_verb(const std::string& name) {
  for (const std::string_view verb : {"get-", "list-"}) {
    if (name.starts_with(verb)) return name.substr(verb.size());
  }
  return name;
}

/// The first sentence of a member "description", fit for one line.
std::string description_of(openapi::Place place) {
  const auto text = place ? place.element().find("description") : std::nullopt;
  if (!text || !text->is_string()) return {};
  const std::string_view whole = text->text();
  return excerpt(whole.substr(0, std::min(whole.find(". "), whole.find('\n'))), 100);
}

std::string type_of(const openapi::Parameter& parameter) {
  const auto type =
      parameter.schema_place ? parameter.schema_place.element().find("type") : std::nullopt;
  return type && type->is_string() ? std::string{type->text()} : "";
}

CLI::Option* add_texts(CLI::App& app, const Flag& flag, std::vector<std::string>& texts) {
  return app.add_option(flag.name, texts, flag.help)->type_name(flag.type)->expected(1)->take_all();
}

void add_parameter(CLI::App& app, const openapi::Parameter& parameter,
                   std::vector<std::string>& texts) {
  // A secret does not belong on a command line: the credentials have it.
  if (parameter.in == openapi::In::cookie || is_secret_name(parameter.name)) return;
  std::string help = description_of(parameter.place);
  if (parameter.is_required) help += " (required)";
  std::string type = type_of(parameter);
  std::transform(type.begin(), type.end(), type.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  const char* shown = is_list(parameter) ? "ITEM" : type == "STRING" ? "TEXT" : type.c_str();
  const Flag flag{"--" + kebab_case(parameter.name), *shown == 0 ? "VALUE" : shown, help};
  CLI::Option* option = add_texts(app, flag, texts);
  if (!is_list(parameter)) option->multi_option_policy(CLI::MultiOptionPolicy::Throw);
}

void add_report_flags(CLI::App& app, CallValues& values, Choices& choices) {
  app.add_option("--partner", values.partner, "Id of the partner org: companyPartnerPublicId")
      ->type_name("ID");
  add_choice(app, "--report", values.report,
             {"PARTNER_ORG_CONNECTED_PARTNER_ORGS", "PARTNER_ORG_MATCHED_ACCOUNTS"},
             "channelReportType (default: matched accounts with --partner)", choices)
      ->type_name("TYPE");
  add_choice(app, "--matching", values.matching, {"ALL_PARTNER_ORGS", "MUTUAL"},
             "matchingType (default: MUTUAL)", choices);
  add_texts(app,
            {"--filter", "COLUMN=A,B",
             "Keep rows with one of the values; != none of them, ~ all as parts, !~ none as a "
             "part; repeatable"},
            values.filters);
  app.add_option("--search", values.search, "Keep rows with this text")->type_name("TEXT");
}

}  // namespace

std::string kebab_case(std::string_view name) {
  std::string text;
  if (name.starts_with("$")) {
    text = "odata-";
    name.remove_prefix(1);
  }
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (c == '_') {
      text += '-';
    } else if (!is_upper(c)) {
      text += c;
    } else {
      const char before = i > 0 ? name[i - 1] : '-';
      const bool begins = is_lower(before) || is_digit(before) ||
                          (is_upper(before) && i + 1 < name.size() && is_lower(name[i + 1]));
      if (begins) text += '-';
      text += static_cast<char>(c - 'A' + 'a');
    }
  }
  return text;
}

std::vector<std::string> operation_names(const openapi::Document& contract) {
  std::vector<std::string> whole;
  for (const openapi::Operation& operation : contract.operations()) {
    whole.push_back(kebab_case(operation.id));
  }
  const auto is_taken = [&](const std::string& name, const std::string& by) {
    return std::any_of(whole.begin(), whole.end(), [&](const std::string& other) {
      return other != by && (other == name || without_verb(other) == name);
    });
  };
  std::vector<std::string> names;
  for (const std::string& name : whole) {
    const std::string brief = without_verb(name);
    names.push_back(is_taken(brief, name) ? name : brief);
  }
  return names;
}

const openapi::Operation* find_named(const openapi::Document& contract, const std::string& word) {
  const std::vector<std::string> names = operation_names(contract);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const openapi::Operation& operation = contract.operations()[i];
    if (word == names[i] || word == operation.id || word == kebab_case(operation.id)) {
      return &operation;
    }
  }
  return nullptr;
}

void add_call_flags(CLI::App& app, CallValues& values, Choices& choices) {
  add_host_flags(app, values.host, choices);
  CLI::Option* all = app.add_flag("--all", values.all, "Every page of a list, one after the other");
  add_choice(app, "--format", values.format, {"json", "jsonl", "csv", "table"},
             "Form of the answer (default: json)", choices);
  app.add_flag("--include-head", values.include_head, "Status and fields of the answer, too")
      ->excludes(all);
  app.add_option("--out", values.out, "Write to a file, whole or not at all (default: stdout)")
      ->type_name(kFileType);
}

std::unique_ptr<CLI::App> make_operation_app(const std::string& api, const std::string& name,
                                             const openapi::Operation& operation,
                                             CallValues& values, Choices& choices) {
  const auto summary = operation.place.element().find("summary");
  auto app = std::make_unique<CLI::App>(
      summary && summary->is_string() ? std::string{summary->text()} : operation.id,
      "understudy call " + api + " " + name);
  values.parameters.resize(operation.parameters.size());
  for (std::size_t i = 0; i < operation.parameters.size(); ++i) {
    add_parameter(*app, *operation.parameters[i], values.parameters[i]);
  }
  if (operation.body != nullptr) {
    app->add_option("--body", values.body, "Body: JSON, @FILE, or - for standard input")
        ->type_name("JSON|@FILE|-");
    add_texts(*app,
              {"--set", "POINTER=VALUE",
               "Set a member of the body; the value is JSON, else a text; repeatable"},
              values.set);
  }
  if (has_report_body(api, operation)) add_report_flags(*app, values, choices);
  add_call_flags(*app, values, choices);
  return app;
}

bool has_report_body(const std::string& api, const openapi::Operation& operation) {
  return api == "partnertap" && operation.body != nullptr;
}

bool is_list(const openapi::Parameter& parameter) { return type_of(parameter) == "array"; }

}  // namespace understudy::cli
