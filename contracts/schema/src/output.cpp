// SPDX-License-Identifier: MIT
/// The standard output formats: flag, basic, detailed, and the list of v1.
///
/// Shape:    basic: {"valid", "errors": [unit...]} or {"valid", "annotations": [unit...]}, flat
///           detailed: units that hold units; one that has a single child is that child
///           list: {"valid", "details": [...]}, a unit per schema that was applied
/// Source:   JSON Schema Core, draft 2020-12, section 12.4; v1 output specification
#include "evaluation.hpp"
#include "explaining_reporter.hpp"
#include "understudy/schema/validate.hpp"

namespace understudy::schema {

namespace {

constexpr std::size_t kMost = 1'000;  // ours: failures of one output

/// One unit without its children.
Json write_unit(const Program& program, const Unit& unit) {
  Json json{{"valid", unit.valid},
            {"keywordLocation", unit.keyword_path},
            {"absoluteKeywordLocation", uri_of(program, unit)},
            {"instanceLocation", unit.instance_path}};
  if (unit.role == Unit::Role::annotation) {
    json["annotation"] = to_json(JsonElement{unit.schema});
  } else if (!unit.valid) {
    json["error"] = unit.role == Unit::Role::schema ? "a part of this schema does not hold"
                                                    : describe(make_violation(program, unit));
  }
  return json;
}

const char* list_name(bool valid) { return valid ? "annotations" : "errors"; }

void write_flat(const Program& program, const Unit& unit, bool valid, Json& list) {
  const bool speaks = valid ? unit.role == Unit::Role::annotation : !unit.valid;
  if (speaks) list.push_back(write_unit(program, unit));
  for (const Unit& child : unit.children) {
    if (child.valid == valid) write_flat(program, child, valid, list);
  }
}

Json write_basic(const Program& program, const Unit& root) {
  Json list = Json::array();
  write_flat(program, root, root.valid, list);
  Json output{{"valid", root.valid}};
  if (!list.empty()) output[list_name(root.valid)] = std::move(list);
  return output;
}

Json write_detailed(const Program& program, const Unit& unit) {
  Json list = Json::array();
  for (const Unit& child : unit.children) {
    if (child.valid != unit.valid) continue;
    Json json = write_detailed(program, child);
    const bool is_empty = child.valid && child.role == Unit::Role::schema &&
                          !json.contains("annotations") && !json.contains("annotation");
    if (!is_empty) list.push_back(std::move(json));
  }
  const bool only_encloses = unit.role == Unit::Role::schema;
  if (only_encloses && list.size() == 1) return std::move(list.front());
  Json json = write_unit(program, unit);
  if (!list.empty()) {
    json.erase("error");
    json[list_name(unit.valid)] = std::move(list);
  }
  return json;
}

std::string last_token(const std::string& pointer) {
  return pointer.substr(pointer.rfind('/') + 1);
}

void write_details(const Program& program, const Unit& unit, Json& details) {
  if (unit.role == Unit::Role::schema) {
    Json json{{"valid", unit.valid},
              {"evaluationPath", unit.keyword_path},
              {"schemaLocation", uri_of(program, unit)},
              {"instanceLocation", unit.instance_path}};
    for (const Unit& child : unit.children) {
      if (child.role == Unit::Role::annotation) {
        json["annotations"][last_token(child.keyword_path)] = to_json(JsonElement{child.schema});
      } else if (child.role != Unit::Role::schema && !child.valid) {
        json["errors"][last_token(child.keyword_path)] = describe(make_violation(program, child));
      }
    }
    details.push_back(std::move(json));
  }
  for (const Unit& child : unit.children) write_details(program, child, details);
}

}  // namespace

Json write_output(const Schema& schema, JsonElement instance, OutputFormat format) {
  if (format == OutputFormat::flag) return {{"valid", is_valid(schema, instance)}};
  const Program& program = schema.program();
  ExplainingReporter reporter{program, kMost, ExplainingReporter::Annotations::kept};
  explain(schema, instance, reporter);
  const Unit& root = reporter.root();
  // An instance can be valid and too much to tell about.
  if (const bool valid = is_valid(schema, instance); valid != root.valid) return {{"valid", valid}};
  if (format == OutputFormat::basic) return write_basic(program, root);
  if (format == OutputFormat::detailed) return write_detailed(program, root);
  Json output{{"valid", root.valid}, {"details", Json::array()}};
  write_details(program, root, output["details"]);
  return output;
}

}  // namespace understudy::schema
