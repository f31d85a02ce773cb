// SPDX-License-Identifier: MIT
/// Where things are: the resources, identifiers and anchors of all documents a schema may reach.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dialect.hpp"
#include "program.hpp"
#include "understudy/base/result.hpp"

namespace understudy::schema {

/// A subschema, and the resource whose URI is its base.
struct Place {
  const JsonNode* node = nullptr;
  ResourceId resource = 0;
};

/// Documents come in when a reference first names them.
class Index {
 public:
  Index(const Registry& registry, const CompileOptions& options)
      : registry_(registry), options_(options) {}

  /// Notes the identifiers and anchors of a schema that stands inside a document of another kind,
  /// as those of an OpenAPI document do, and gives the place of that schema.
  Result<Place> enter_schema(std::string_view uri);

  /// What an absolute URI with a fragment names.
  Result<Place> find(std::string_view uri);

  /// The place of a subschema of `place`: another resource when it has an "$id" of its own.
  [[nodiscard]] Place child(const JsonNode* node, ResourceId parent) const;

  /// The dynamic anchor of a resource, or null.
  [[nodiscard]] const JsonNode* find_dynamic(ResourceId resource, std::string_view anchor) const;

  [[nodiscard]] const Resource& resource(ResourceId id) const { return entries_[id].resource; }
  [[nodiscard]] const Dialect& dialect(ResourceId id) const { return entries_[id].dialect; }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] const std::vector<std::shared_ptr<const JsonDocument>>& documents() const {
    return documents_;
  }
  /// The URI of a value inside a resource, for messages: "https://host/schema#/properties/a".
  [[nodiscard]] std::string uri_of(const JsonNode* node, ResourceId resource) const;

 private:
  struct Entry {
    Resource resource;
    Dialect dialect;
    std::map<std::string_view, const JsonNode*> anchors = {};
    std::map<std::string_view, const JsonNode*> dynamic_anchors = {};
  };

  Result<ResourceId> find_resource(std::string_view uri);
  Result<ResourceId> add_document(const Document& document);
  Result<Done> walk(const JsonNode* root, ResourceId resource);
  Result<ResourceId> enter(JsonElement schema, ResourceId parent);
  Result<Place> follow_pointer(Place from, std::string_view pointer, std::string_view uri);

  const Registry& registry_;
  const CompileOptions& options_;
  std::vector<Entry> entries_;
  std::map<std::string, ResourceId, std::less<>> by_uri_;
  std::unordered_map<const JsonNode*, ResourceId> by_root_;
  std::vector<std::shared_ptr<const JsonDocument>> documents_;
};

}  // namespace understudy::schema
