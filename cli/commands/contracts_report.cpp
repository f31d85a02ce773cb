// SPDX-License-Identifier: MIT
/// Contracts as text for a terminal.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "commands/contracts.hpp"

namespace understudy::cli {

namespace {

using openapi::Operation;
using openapi::Parameter;

constexpr std::size_t kColumns = 100;  // ours

std::string text_of(JsonElement object, std::string_view name) {
  const auto member = object.find(name);
  return member && member->is_string() ? std::string{member->text()} : std::string{};
}

/// The text in lines of 100 columns; `first` begins the first one, blanks the others.
std::string wrapped(std::string first, std::string_view text) {
  const std::string indent(first.size(), ' ');
  std::string out;
  std::string line = std::move(first);
  bool is_fresh = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    if (!is_fresh && line.size() + 1 + word.size() > kColumns) {
      out += line + "\n";
      line = indent;
      is_fresh = true;
    }
    if (!is_fresh) line += ' ';
    line += word;
    is_fresh = false;
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return out + line + "\n";
}

/// A description up to the end of its first sentence.
std::string_view first_sentence(std::string_view text) {
  const std::size_t stop = text.find(". ");
  return stop == text.npos ? text : text.substr(0, stop + 1);
}

/// A schema, or what it refers to inside the document.
JsonElement followed(JsonElement schema, const openapi::Document& contract) {
  for (int steps = 0; steps < 8; ++steps) {
    const std::string reference = text_of(schema, "$ref");
    if (!reference.starts_with("#/")) return schema;
    std::optional<JsonElement> at = contract.root();
    for (std::string_view rest = std::string_view{reference}.substr(2); at && !rest.empty();) {
      const std::size_t end = std::min(rest.find('/'), rest.size());
      at = at->find(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (!at) return schema;
    schema = *at;
  }
  return schema;
}

constexpr const char* kAny = "any";

void add_type(std::vector<std::string>& types, std::string type) {
  if (std::find(types.begin(), types.end(), type) == types.end()) types.push_back(std::move(type));
}

/// "integer", "string|null", "array of string", "any". Alternatives are looked into `depth` times.
std::string type_of(JsonElement schema, const openapi::Document& contract, int depth = 4) {
  schema = followed(schema, contract);
  std::vector<std::string> types;
  if (const auto type = schema.find("type")) {
    if (type->is_string()) types.emplace_back(type->text());
    for (const JsonElement one : type->elements()) types.emplace_back(one.text());
  } else if (schema.find("properties")) {
    types.emplace_back("object");
  }
  for (const char* const keyword : {"allOf", "anyOf", "oneOf"}) {
    const auto branches = schema.find(keyword);
    if (!types.empty() || !branches || depth == 0) continue;
    for (const JsonElement branch : branches->elements()) {
      std::string type = type_of(branch, contract, depth - 1);
      if (type != kAny) add_type(types, std::move(type));
    }
  }
  const auto items = schema.find("items");
  if (types.size() == 1 && types.front() == "array" && items && depth > 0) {
    return "array of " + type_of(*items, contract, depth - 1);
  }
  return types.empty() ? kAny : fmt::format("{}", fmt::join(types, "|"));
}

struct Row {
  std::string place;
  std::string name;
  std::string type;
  std::string text;
};

std::vector<Row> rows_of(const Operation& operation, const openapi::Document& contract) {
  std::vector<Row> rows;
  for (const Parameter* const parameter : operation.parameters) {
    const std::string text = text_of(parameter->place.element(), "description");
    rows.push_back(
        {std::string{name_of(parameter->in)}, parameter->name + (parameter->is_required ? "*" : ""),
         parameter->schema_place ? type_of(parameter->schema_place.element(), contract) : kAny,
         std::string{first_sentence(text)}});
  }
  if (operation.body == nullptr) return rows;
  for (const openapi::MediaType& media : operation.body->content) {
    rows.push_back({operation.body->is_required ? "body*" : "body", "",
                    media.schema_place ? type_of(media.schema_place.element(), contract) : kAny,
                    media.range});
  }
  return rows;
}

std::string render_operation(const Operation& operation, const openapi::Document& contract) {
  std::string text =
      operation.id + "  " + std::string{name_of(operation.method)} + " " + operation.path + "\n";
  const std::string summary = text_of(operation.place.element(), "summary");
  if (!summary.empty()) text += wrapped("  ", summary);
  text += wrapped("  ", "source " + operation.source +
                            (operation.grade.empty() ? "" : " [" + operation.grade + "]"));
  const std::vector<Row> rows = rows_of(operation, contract);
  std::size_t name = 0;
  std::size_t type = 0;
  for (const Row& row : rows) {
    name = std::max(name, row.name.size());
    type = std::max(type, row.type.size());
  }
  for (const Row& row : rows) {
    text += wrapped(
        fmt::format("    {:<6}  {:<{}}  {:<{}}  ", row.place, row.name, name, row.type, type),
        row.text);
  }
  std::string statuses;
  for (const openapi::StatusRule& rule : operation.responses) statuses += " " + rule.status;
  return text + wrapped("    ", "answers" + statuses);
}

}  // namespace

std::string render_list(const Contracts& contracts) {
  std::size_t id = 2;
  std::size_t title = 5;
  std::size_t version = 7;
  for (const auto& [api, contract] : contracts) {
    id = std::max(id, api.size());
    title = std::max(title, contract.title().size());
    version = std::max(version, contract.version().size());
  }
  std::string text = fmt::format("{:<{}}  {:<{}}  {:<{}}  {}\n", "ID", id, "TITLE", title,
                                 "VERSION", version, "OPERATIONS");
  for (const auto& [api, contract] : contracts) {
    text += fmt::format("{:<{}}  {:<{}}  {:<{}}  {:>10}\n", api, id, contract.title(), title,
                        contract.version(), version, contract.operations().size());
  }
  return text;
}

std::string render_contract(const std::string& api, const openapi::Document& contract) {
  std::string text = wrapped("", contract.title() + " " + contract.version() + " (" + api + ")");
  if (const auto servers = contract.root().find("servers")) {
    for (const JsonElement server : servers->elements()) {
      text += wrapped("  " + text_of(server, "url") + "  ", text_of(server, "description"));
    }
  }
  text += wrapped("",
                  "* required; a grade says how well a thing is known: SEED, DOC, OBS, FW, INF, "
                  "GUESS; sources are listed in the SOURCES.md beside the contract");
  for (const Operation& operation : contract.operations()) {
    text += "\n" + render_operation(operation, contract);
  }
  return text;
}

}  // namespace understudy::cli
