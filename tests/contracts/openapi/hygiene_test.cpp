// SPDX-License-Identifier: MIT
/// What every embedded contract keeps to: it documents itself, names its sources, and its examples
/// fit its schemas.
#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "case_file.hpp"
#include "support/catch.hpp"
#include "understudy/openapi/contracts.hpp"
#include "understudy/openapi/document.hpp"
#include "walk.hpp"

namespace understudy::openapi {

namespace {

const std::set<std::string> kGrades{"DOC", "FW", "GUESS", "INF", "OBS", "SEED"};

/// Calls `check(api, document, nodes)` for every API.
template <typename Check>
void for_each_contract(Check check) {
  REQUIRE_FALSE(api_ids().empty());
  for (const std::string_view api : api_ids()) {
    INFO(api);
    const Document document = Document::load(contract_text(api)).value();
    const Json json = to_json(document.root());
    check(std::string{api}, json, all_nodes(json));
  }
}

bool has_text(const Json& object, const char* name) {
  const auto it = object.find(name);
  return it != object.end() && it->is_string() && !it->get_ptr<const std::string*>()->empty();
}

/// An object, or what its "$ref" leads to.
const Json& resolved(const Json& document, const Json& object) {
  if (!object.contains("$ref")) return object;
  const Json* target = find_target(document, text_of(object, "$ref"));
  REQUIRE(target != nullptr);
  return *target;
}

bool is_operation(const Node& node) {
  return node.value->is_object() && node.value->contains("responses") &&
         node.pointer.starts_with("/paths/");
}

std::vector<std::string> split(const std::string& text, const std::string& separator) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t end = text.find(separator); end != text.npos;
       end = text.find(separator, begin)) {
    parts.push_back(text.substr(begin, end - begin));
    begin = end + separator.size();
  }
  parts.push_back(text.substr(begin));
  return parts;
}

bool is_id(const std::string& cell) {
  const std::string digits = "0123456789";
  if (cell.size() < 2 || std::string{"ACS"}.find(cell.front()) == std::string::npos) return false;
  return digits.find(cell[1]) != std::string::npos &&
         cell.find_first_not_of(digits + ".", 1) == std::string::npos;
}

/// The rows "| id | document | grade | claim |" of SOURCES.md as id and grade; a group and an
/// ambiguity count with an empty grade. Ids that stand twice are listed under "twice".
struct Sources {
  std::map<std::string, std::string> grades;
  std::vector<std::string> twice;
};

Sources read_sources(const std::string& api) {
  Sources sources;
  std::istringstream text{read_text("../contracts/apis/" + api + "/SOURCES.md")};
  for (std::string line; std::getline(text, line);) {
    const auto cells = split(line, " | ");
    const std::string id = cells.front().starts_with("| ") ? cells.front().substr(2) : "";
    if (!is_id(id)) continue;
    const bool is_fact = id.front() != 'A' && cells.size() >= 4;
    if (!sources.grades.emplace(id, is_fact ? cells[2] : "").second) sources.twice.push_back(id);
  }
  return sources;
}

}  // namespace

TEST_CASE("every operation says what it is and where that is known from", "[openapi][hygiene]") {
  for_each_contract([](const std::string&, const Json& document, const std::vector<Node>& nodes) {
    std::set<std::string> tags;
    for (const Json& tag : document.at("tags")) {
      CHECK(has_text(tag, "description"));
      tags.insert(text_of(tag, "name"));
    }
    for (const Node& node : nodes) {
      if (!is_operation(node)) continue;
      INFO(node.pointer);
      for (const char* const name :
           {"operationId", "summary", "description", "x-source", "x-grade"}) {
        INFO(name);
        CHECK(has_text(*node.value, name));
      }
      REQUIRE_FALSE(node.value->at("tags").empty());
      for (const Json& tag : node.value->at("tags")) {
        CHECK(tags.count(*tag.get_ptr<const std::string*>()) == 1);
      }
    }
  });
}

TEST_CASE("every reference leads somewhere", "[openapi][hygiene]") {
  for_each_contract([](const std::string&, const Json& document, const std::vector<Node>& nodes) {
    std::size_t references = 0;
    for (const Node& node : nodes) {
      if (node.name != "$ref" || node.parent == "properties") continue;
      INFO(node.pointer << " " << *node.value);
      REQUIRE(node.value->is_string());
      CHECK(find_target(document, *node.value->get_ptr<const std::string*>()) != nullptr);
      ++references;
    }
    CHECK(references > 0);
  });
}

TEST_CASE("every component is referred to", "[openapi][hygiene]") {
  for_each_contract([](const std::string&, const Json& document, const std::vector<Node>& nodes) {
    std::set<std::string> used;
    for (const Node& node : nodes) {
      if (node.name == "$ref") used.insert(node.value->is_string() ? node.value->dump() : "");
    }
    for (const auto& [kind, components] : document.at("components").items()) {
      if (kind == "securitySchemes") continue;
      for (const auto& [name, component] : components.items()) {
        INFO(kind << " " << name);
        CHECK(used.count("\"#/components/" + kind + "/" + name + "\"") == 1);
      }
    }
  });
}

TEST_CASE("every source exists in SOURCES.md and has the grade that is claimed",
          "[openapi][hygiene]") {
  for_each_contract([](const std::string& api, const Json&, const std::vector<Node>& nodes) {
    const Sources sources = read_sources(api);
    CHECK(sources.twice == std::vector<std::string>{});
    for (const Node& node : nodes) {
      if (!node.value->is_object()) continue;
      INFO(node.pointer);
      CHECK(node.value->contains("x-source") == node.value->contains("x-grade"));
      if (!node.value->contains("x-source")) continue;
      const std::string& grade = text_of(*node.value, "x-grade");
      CHECK(kGrades.count(grade) == 1);
      bool is_backed = false;
      for (const std::string& id : split(text_of(*node.value, "x-source"), ", ")) {
        INFO(id);
        const auto row = sources.grades.find(id);
        REQUIRE(row != sources.grades.end());
        is_backed = is_backed || row->second.empty() || row->second == grade;
      }
      CHECK(is_backed);
    }
  });
}

TEST_CASE("every status is registered and every response described", "[openapi][hygiene]") {
  for_each_contract([](const std::string&, const Json& document, const std::vector<Node>& nodes) {
    for (const Node& node : nodes) {
      if (!is_operation(node)) continue;
      for (const auto& [status, response] : node.value->at("responses").items()) {
        INFO(node.pointer << " " << status);
        REQUIRE(status.size() == 3);
        CHECK_FALSE(reason_of(std::stoi(status)).empty());
        CHECK(has_text(resolved(document, response), "description"));
      }
    }
  });
}

TEST_CASE("every parameter, header and schema property is described", "[openapi][hygiene]") {
  for_each_contract([](const std::string&, const Json& document, const std::vector<Node>& nodes) {
    std::size_t described = 0;
    for (const Node& node : nodes) {
      const bool is_named = node.parent == "parameters" || node.parent == "headers" ||
                            node.parent == "properties" || node.parent == "securitySchemes" ||
                            node.parent == "schemas";
      const bool is_condition = node.pointer.find("/if/properties/") != std::string::npos;
      if (!is_named || is_condition || !node.value->is_object()) continue;
      INFO(node.pointer);
      const bool is_shared = node.parent == "parameters" || node.parent == "headers";
      CHECK(has_text(is_shared ? resolved(document, *node.value) : *node.value, "description"));
      ++described;
    }
    CHECK(described > 0);
  });
}

TEST_CASE("every body has named examples that bring what their schema requires",
          "[openapi][hygiene]") {
  for_each_contract([](const std::string&, const Json& document, const std::vector<Node>& nodes) {
    const RequiredMembers required{document};
    for (const Node& node : nodes) {
      const bool is_body = node.parent == "content" && node.name.find('/') != std::string::npos;
      const bool is_parameter =
          node.value->is_object() && node.value->contains("in") && node.value->contains("schema");
      if (!is_body && !is_parameter) continue;
      INFO(node.pointer);
      CHECK_FALSE(node.value->contains("example"));
      REQUIRE(node.value->contains("examples"));
      REQUIRE_FALSE(node.value->at("examples").empty());
      for (const auto& [name, example] : node.value->at("examples").items()) {
        INFO(name);
        CHECK_FALSE(name.empty());
        CHECK(has_text(example, "summary"));
        REQUIRE(example.contains("value"));
        CHECK(required.missing(node.value->at("schema"), example.at("value")) == "");
      }
    }
  });
}

TEST_CASE("the check of examples finds what is missing", "[openapi][hygiene]") {
  const Json document = parse_json(R"({"components": {"schemas": {
    "Row": {"required": ["id"], "properties": {"id": {}}},
    "Named": {"required": ["name"]},
    "Page": {"allOf": [{"required": ["content"]}],
             "properties": {"content": {"items": {"oneOf": [
               {"$ref": "#/components/schemas/Row"}, {"$ref": "#/components/schemas/Named"}]}}}}
  }}})")
                            .value();
  const RequiredMembers required{document};
  const Json schema{{"$ref", "#/components/schemas/Page"}};
  const auto missing = [&](const char* value) {
    return required.missing(schema, parse_json(value).value());
  };

  CHECK(missing(R"({"content": [{"id": 1}, {"name": "a"}]})") == "");
  CHECK(missing(R"({})") == "/\"content\"");
  CHECK(missing(R"({"content": [{"id": 1}, {"other": 1}]})") == "/content/1/\"id\"");
  CHECK(required.missing({{"$ref", "#/components/schemas/No"}}, Json{}) == " ($ref)");
}

TEST_CASE("a contract is indented by two and plain ASCII outside its examples",
          "[openapi][hygiene]") {
  for (const std::string_view api : api_ids()) {
    INFO(api);
    const std::string text{contract_text(api)};
    CHECK(text.ends_with("}\n"));
    CHECK(text.find_first_of("\t\r") == std::string::npos);
    for (const std::string& line : split(text, "\n")) {
      const std::size_t indent = line.empty() ? 0 : line.find_first_not_of(' ');
      INFO(line);
      REQUIRE(indent % 2 == 0);
      REQUIRE(std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '~'; }));
    }
  }
}

}  // namespace understudy::openapi
