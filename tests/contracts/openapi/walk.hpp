// SPDX-License-Identifier: MIT
/// Looks at every node of a contract, and at examples beside their schemas.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "understudy/base/json.hpp"

namespace understudy::openapi {

struct Node {
  std::string pointer;
  const Json* value = nullptr;
  std::string parent;  ///< name of the member that holds this node's container, "" at the top
  std::string name;    ///< name of the member itself, or its index
};

/// Whether a member holds plain data, in which names mean nothing.
inline bool is_data(const Node& node) {
  constexpr std::array<std::string_view, 4> kData{"const", "default", "enum", "value"};
  if (node.parent == "properties") return false;  // a property may be called "default"
  if (node.name == "examples") return node.value->is_array();
  return std::find(kData.begin(), kData.end(), node.name) != kData.end();
}

/// Every node outside examples and constants, containers before what they hold.
inline std::vector<Node> all_nodes(const Json& root) {
  std::vector<Node> nodes{{"", &root, "", ""}};
  for (std::size_t at = 0; at < nodes.size(); ++at) {
    const Node node = nodes[at];
    if (!node.value->is_structured() || is_data(node)) continue;
    for (const auto& [name, value] : node.value->items()) {
      nodes.push_back({node.pointer + '/' + pointer_token(name), &value, node.name, name});
    }
  }
  return nodes;
}

/// What a "$ref" such as "#/components/schemas/Page" leads to, or null.
inline const Json* find_target(const Json& document, std::string_view reference) {
  if (!reference.starts_with("#/")) return nullptr;
  const Json::json_pointer pointer{std::string{reference.substr(1)}};
  return document.contains(pointer) ? &document.at(pointer) : nullptr;
}

/// Where a value lacks a member its schema requires; empty when nothing is missing. Sees "$ref",
/// allOf, anyOf, oneOf, required, properties and items: enough to keep examples and schemas from
/// drifting apart. Recursion is as deep as our own contracts are.
class RequiredMembers {
 public:
  explicit RequiredMembers(const Json& document) : document_(document) {}

  [[nodiscard]] std::string missing(const Json& schema, const Json& value,
                                    const std::string& at = "") const {
    if (!schema.is_object()) return {};
    std::string found = missing_beside(schema, value, at);
    if (found.empty()) found = missing_here(schema, value, at);
    return found;
  }

 private:
  /// Through the schemas that look at the same value.
  [[nodiscard]] std::string missing_beside(const Json& schema, const Json& value,
                                           const std::string& at) const {
    if (schema.contains("$ref")) {
      const auto* reference = schema.at("$ref").get_ptr<const std::string*>();
      const Json* target = reference == nullptr ? nullptr : find_target(document_, *reference);
      if (target == nullptr) return at + " ($ref)";
      if (auto found = missing(*target, value, at); !found.empty()) return found;
    }
    for (const Json& part : schema.value("allOf", Json::array())) {
      if (auto found = missing(part, value, at); !found.empty()) return found;
    }
    for (const char* const either : {"anyOf", "oneOf"}) {
      if (!schema.contains(either)) continue;
      std::vector<std::string> found;
      for (const Json& part : schema.at(either)) found.push_back(missing(part, value, at));
      if (std::none_of(found.begin(), found.end(), [](const auto& f) { return f.empty(); })) {
        return found.front();
      }
    }
    return {};
  }

  /// Through the members and elements of the value.
  [[nodiscard]] std::string missing_here(const Json& schema, const Json& value,
                                         const std::string& at) const {
    if (value.is_array() && schema.contains("items")) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        auto found = missing(schema.at("items"), value[i], at + '/' + std::to_string(i));
        if (!found.empty()) return found;
      }
    }
    if (!value.is_object()) return {};
    for (const Json& name : schema.value("required", Json::array())) {
      const auto* text = name.get_ptr<const std::string*>();
      if (text == nullptr || !value.contains(*text)) return at + '/' + dump_json(name);
    }
    const Json properties = schema.value("properties", Json::object());
    for (const auto& [name, property] : properties.items()) {
      if (!value.contains(name)) continue;
      auto found = missing(property, value.at(name), at + '/' + name);
      if (!found.empty()) return found;
    }
    return {};
  }

  const Json& document_;
};

}  // namespace understudy::openapi
