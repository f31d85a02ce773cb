// SPDX-License-Identifier: MIT
/// Finding "$id" and anchors, and following references to them.
///
/// Source: JSON Schema Core, draft 2020-12, sections 8.2 and 9; draft-07 section 8
#include "index.hpp"

#include <algorithm>

#include "understudy/base/json_pointer.hpp"
#include "understudy/base/uri.hpp"
#include "understudy/base/uri_reference.hpp"

namespace understudy::schema {

namespace {

/// Whether any string of the document could be a keyword that names a place.
bool may_name_places(const JsonNode* root) {
  const JsonNode* const end = JsonElement{root}.end();
  return std::any_of(root, end, [](const JsonNode& node) {
    if (node.kind != JsonNode::Kind::string || node.size < 3 || node.text[0] != '$') return false;
    const std::string_view text{node.text, node.size};
    return text == "$id" || text == "$anchor" || text == "$dynamicAnchor" ||
           text == "$recursiveAnchor";
  });
}

void push_subschemas(JsonElement schema, const Dialect& dialect,
                     std::vector<const JsonNode*>& found) {
  for (const JsonMember member : schema.members()) {
    const KeywordInfo* const info = find_keyword(member.name);
    if (info == nullptr || !dialect.knows(*info)) continue;
    switch (info->holds) {
      case Holds::nothing:
        break;
      case Holds::schema:
        found.push_back(member.value.node());
        break;
      case Holds::schemas:
        for (const JsonElement element : member.value.elements()) found.push_back(element.node());
        break;
      case Holds::schemas_by_name:
        for (const JsonMember one : member.value.members()) found.push_back(one.value.node());
        break;
      case Holds::items:
        if (!member.value.is_array()) found.push_back(member.value.node());
        for (const JsonElement element : member.value.elements()) found.push_back(element.node());
        break;
    }
  }
}

std::optional<std::string_view> text_member(JsonElement schema, std::string_view name) {
  const auto member = schema.find(name);
  if (!member || !member->is_string()) return std::nullopt;
  return member->text();
}

/// The "$id" that counts: draft-07 ignores it beside "$ref".
std::optional<std::string_view> id_of(JsonElement schema, const Dialect& dialect) {
  if (dialect.ref_stands_alone() && schema.find("$ref")) return std::nullopt;
  return text_member(schema, "$id");
}

}  // namespace

std::string Index::uri_of(const JsonNode* node, ResourceId resource) const {
  const Resource& home = entries_[resource].resource;
  return home.uri + "#" + pointer_to(home.root, node);
}

Place Index::child(const JsonNode* node, ResourceId parent) const {
  const auto own = by_root_.find(node);
  return {node, own == by_root_.end() ? parent : own->second};
}

const JsonNode* Index::find_dynamic(ResourceId resource, std::string_view anchor) const {
  const auto& anchors = entries_[resource].dynamic_anchors;
  const auto it = anchors.find(anchor);
  return it == anchors.end() ? nullptr : it->second;
}

/// Opens the resource that a schema with an "$id" is, or stays in that of its parent; then notes
/// its anchors.
Result<ResourceId> Index::enter(JsonElement schema, ResourceId parent) {
  ResourceId resource = parent;
  const auto id = id_of(schema, entries_[parent].dialect);
  const bool is_anchor_only =
      id && id->starts_with('#') && entries_[parent].dialect.ref_stands_alone();
  if (id && !is_anchor_only && !by_root_.contains(schema.node())) {
    const std::string absolute = resolve_uri(entries_[parent].resource.uri, *id);
    const SplitUri split = split_fragment(absolute);
    if (!split.fragment.empty() && !entries_[parent].dialect.ref_stands_alone()) {
      return Failure{Error{Errc::bad_input, "\"$id\" must not have a fragment, got " + excerpt(*id),
                           uri_of(schema.find("$id")->node(), parent), "use \"$anchor\""}};
    }
    resource = static_cast<ResourceId>(entries_.size());
    entries_.push_back({{std::string{split.uri}, schema.node()}, entries_[parent].dialect});
    by_root_.emplace(schema.node(), resource);
    by_uri_.insert_or_assign(std::string{split.uri}, resource);
    if (const auto meta_schema = text_member(schema, "$schema")) {
      auto dialect = find_dialect(*meta_schema, registry_, options_);
      if (!dialect) return Failure{std::move(dialect.error())};
      entries_[resource].dialect = *dialect;
    }
  } else if (const auto own = by_root_.find(schema.node()); own != by_root_.end()) {
    resource = own->second;
  }
  Entry& entry = entries_[resource];
  if (is_anchor_only) entry.anchors.emplace(id->substr(1), schema.node());
  if (entry.dialect.draft == Draft::draft7) return resource;
  if (const auto anchor = text_member(schema, "$anchor")) {
    entry.anchors.emplace(*anchor, schema.node());
  }
  if (const auto anchor = text_member(schema, "$dynamicAnchor")) {
    entry.anchors.emplace(*anchor, schema.node());
    entry.dynamic_anchors.emplace(*anchor, schema.node());
  }
  if (const auto recursive = schema.find("$recursiveAnchor"); recursive && recursive->is_true()) {
    entry.dynamic_anchors.emplace(std::string_view{}, schema.node());
  }
  return resource;
}

Result<Place> Index::enter_schema(std::string_view uri) {
  auto place = find(uri);
  if (!place || !may_name_places(place->node)) return place;
  if (auto walked = walk(place->node, place->resource); !walked) {
    return Failure{std::move(walked.error())};
  }
  return child(place->node, place->resource);
}

Result<Done> Index::walk(const JsonNode* root, ResourceId resource) {
  std::vector<Place> open{{root, resource}};
  std::vector<const JsonNode*> found;
  while (!open.empty()) {
    const Place place = open.back();
    open.pop_back();
    const JsonElement schema{place.node};
    if (!schema.is_object()) continue;
    const auto own = enter(schema, place.resource);
    if (!own) return Failure{own.error()};
    found.clear();
    push_subschemas(schema, entries_[*own].dialect, found);
    for (const JsonNode* const subschema : found) open.push_back({subschema, *own});
  }
  return Done{};
}

Result<ResourceId> Index::add_document(const Document& document) {
  const JsonElement root = document.json->root();
  Dialect dialect = default_dialect(options_);
  if (const auto meta_schema = text_member(root, "$schema")) {
    auto named = find_dialect(*meta_schema, registry_, options_);
    if (!named) {
      named.error().where = document.uri + "#/$schema";
      return Failure{std::move(named.error())};
    }
    dialect = *named;
  }
  const auto resource = static_cast<ResourceId>(entries_.size());
  const auto id = id_of(root, dialect);
  const std::string absolute = id ? resolve_uri(document.uri, *id) : document.uri;
  entries_.push_back({{std::string{split_fragment(absolute).uri}, root.node()}, dialect});
  documents_.push_back(document.json);
  by_root_.emplace(root.node(), resource);
  by_uri_.insert_or_assign(document.uri, resource);
  by_uri_.emplace(entries_[resource].resource.uri, resource);
  if (may_name_places(root.node())) {
    if (auto walked = walk(root.node(), resource); !walked) {
      return Failure{std::move(walked.error())};
    }
  }
  return resource;
}

Result<ResourceId> Index::find_resource(std::string_view uri) {
  if (const auto it = by_uri_.find(uri); it != by_uri_.end()) return it->second;
  if (const Document* const document = registry_.find(uri)) return add_document(*document);
  // An "$id" inside a document that nothing has named yet
  for (const auto& [document_uri, document] : registry_.documents()) {
    if (by_uri_.contains(document_uri)) continue;
    if (auto added = add_document(document); !added) return added;
    if (const auto it = by_uri_.find(uri); it != by_uri_.end()) return it->second;
  }
  return Failure{Error{Errc::not_found, "no document is known as " + excerpt(uri, 200), "",
                       "add it to the registry: nothing is fetched"}};
}

/// Source:   RFC 6901, behind percent-decoding
Result<Place> Index::follow_pointer(Place from, std::string_view pointer, std::string_view uri) {
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    const auto next = find_child(JsonElement{from.node}, pointer.substr(0, end));
    if (!next) {
      return Failure{Error{
          Errc::not_found, "nothing is at " + excerpt(uri, 200), "",
          "\"" + excerpt(pointer.substr(0, end)) + "\" is where the pointer leaves the document"}};
    }
    pointer.remove_prefix(end);
    from = child(next->node(), from.resource);
  }
  return from;
}

Result<Place> Index::find(std::string_view uri) {
  const SplitUri split = split_fragment(uri);
  const auto resource = find_resource(split.uri);
  if (!resource) return Failure{resource.error()};
  const auto fragment = decode_segment(split.fragment);
  const Place root{entries_[*resource].resource.root, *resource};
  if (!fragment || fragment->empty()) return root;
  if (fragment->starts_with('/')) return follow_pointer(root, *fragment, uri);
  const auto& anchors = entries_[*resource].anchors;
  if (const auto it = anchors.find(*fragment); it != anchors.end()) {
    return Place{it->second, *resource};
  }
  return Failure{Error{Errc::not_found, "there is no anchor \"" + excerpt(*fragment) + "\"", "",
                       "anchors come from \"$anchor\" and \"$dynamicAnchor\""}};
}

}  // namespace understudy::schema
