// SPDX-License-Identifier: MIT
/// Reading types from schemas: what several keywords say together is what all of them allow.
#include "shape.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "references.hpp"

namespace understudy::openapi {

namespace {

constexpr std::size_t kMaxDepth = 32;      // ours: schemas inside each other at one place
constexpr std::size_t kMaxBeside = 1'000;  // ours: schemas that look at one value

// A reference to an "$id" or an anchor is left to the schema engine: whichever scalar fits is
// right.
constexpr Types kAnyScalar = kBoolean | kInteger | kNull | kNumber | kString;

using Known = std::optional<Types>;

Known both(Known a, Known b) {
  if (!a) return b;
  if (!b) return a;
  return static_cast<Types>(*a & *b);
}

Types type_named(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, Types>, 7> kNames{{{"array", kArray},
                                                                      {"boolean", kBoolean},
                                                                      {"integer", kInteger},
                                                                      {"null", kNull},
                                                                      {"number", kNumber},
                                                                      {"object", kObject},
                                                                      {"string", kString}}};
  for (const auto& [known, types] : kNames) {
    if (known == name) return types;
  }
  return 0;
}

Types type_of(JsonElement value) {
  switch (value.kind()) {
    case JsonNode::Kind::null:
      return kNull;
    case JsonNode::Kind::boolean:
      return kBoolean;
    case JsonNode::Kind::number:
      return kNumber;
    case JsonNode::Kind::string:
      return kString;
    case JsonNode::Kind::array:
      return kArray;
    case JsonNode::Kind::object:
      return kObject;
  }
  return 0;
}

/// type, enum, const; and keywords that make sense for one type only
Known own_types(JsonElement schema) {
  Known types;
  if (const auto type = schema.find("type")) {
    Types named = type->is_string() ? type_named(type->text()) : Types{0};
    for (const JsonElement one : type->elements()) {
      named = static_cast<Types>(named | type_named(text_of(one)));
    }
    types = named;
  }
  if (const auto values = schema.find("enum")) {
    Types listed = 0;
    for (const JsonElement value : values->elements()) {
      listed = static_cast<Types>(listed | type_of(value));
    }
    types = both(types, listed);
  }
  if (const auto value = schema.find("const")) types = both(types, type_of(*value));
  if (types) return types;
  if (schema.find("properties")) return static_cast<Types>(kObject | kString);
  if (schema.find("items") || schema.find("prefixItems")) return kArray | kString;
  for (const std::string_view keyword :
       {"exclusiveMaximum", "exclusiveMinimum", "maximum", "minimum", "multipleOf"}) {
    if (schema.find(keyword)) return static_cast<Types>(kNumber | kString);
  }
  return std::nullopt;
}

Known known_types(Place place, const schema::Registry& registry, std::size_t depth) {
  const JsonElement schema = place.element();
  if (!schema.is_object() || depth == kMaxDepth) return std::nullopt;
  Known types = own_types(schema);
  if (const auto reference = schema.find("$ref"); reference && reference->is_string()) {
    const auto target = find_target(place, reference->text(), registry);
    types = both(types, target ? known_types(*target, registry, depth + 1) : Known{kAnyScalar});
  }
  if (const auto parts = schema.find("allOf")) {
    for (const JsonElement part : parts->elements()) {
      types = both(types, known_types({place.document, part.node()}, registry, depth + 1));
    }
  }
  for (const std::string_view keyword : {"anyOf", "oneOf"}) {
    const auto parts = schema.find(keyword);
    if (!parts) continue;
    Known either = Types{0};
    for (const JsonElement part : parts->elements()) {
      const Known one = known_types({place.document, part.node()}, registry, depth + 1);
      if (either) either = one ? Known{static_cast<Types>(*either | *one)} : std::nullopt;
    }
    types = both(types, either);
  }
  return types;
}

/// Members as far as their types are wanted, the first description of each name.
void read_members(Place place, const schema::Registry& registry, Codec& codec) {
  const JsonElement schema = place.element();
  if (const auto properties = schema.find("properties")) {
    for (const JsonMember member : properties->members()) {
      const bool is_known =
          std::any_of(codec.members.begin(), codec.members.end(),
                      [&](const Codec::Member& known) { return known.name == member.name; });
      if (is_known) continue;
      codec.members.push_back(
          {std::string{member.name}, types_of({place.document, member.value.node()}, registry)});
    }
  }
  const auto additional = schema.find("additionalProperties");
  if (!additional || (additional->is_boolean() && !additional->is_true())) return;
  codec.is_object_open = true;
  codec.other_types = types_of({place.document, additional->node()}, registry);
}

void read_choices(JsonElement schema, std::vector<std::string>& choices) {
  const auto values = schema.find("enum");
  if (!values) return;
  for (const JsonElement value : values->elements()) {
    if (value.is_string()) choices.emplace_back(value.text());
  }
}

}  // namespace

Types types_of(Place schema, const schema::Registry& registry) {
  return known_types(schema, registry, 0).value_or(kString);
}

std::vector<Place> schemas_beside(Place schema, const schema::Registry& registry) {
  std::vector<Place> found{schema};
  const auto add = [&](const schema::Document* document, const JsonNode* node) {
    const bool is_known =
        std::any_of(found.begin(), found.end(), [&](Place known) { return known.node == node; });
    if (!is_known && found.size() < kMaxBeside) found.push_back({document, node});
  };
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Place here = found[i];
    for (const JsonMember member : here.element().members()) {
      if (member.name == "$ref" || member.name == "$dynamicRef") {
        if (!member.value.is_string()) continue;
        const auto target = find_target(here, text_of(member.value), registry);
        if (target) add(target->document, target->node);
      } else if (member.name == "allOf" || member.name == "anyOf" || member.name == "oneOf") {
        for (const JsonElement part : member.value.elements()) add(here.document, part.node());
      } else if (member.name == "if" || member.name == "then" || member.name == "else") {
        add(here.document, member.value.node());
      } else if (member.name == "dependentSchemas") {
        for (const JsonMember one : member.value.members()) add(here.document, one.value.node());
      }
    }
  }
  return found;
}

void read_shape(Place schema, const schema::Registry& registry, Codec& codec) {
  codec.types = types_of(schema, registry);
  for (const Place place : schemas_beside(schema, registry)) {
    read_members(place, registry, codec);
    read_choices(place.element(), codec.choices);
    const auto items = place.element().find("items");
    if (!items) continue;
    const Place element{place.document, items->node()};
    codec.element_types = types_of(element, registry);
    for (const Place one : schemas_beside(element, registry)) {
      read_choices(one.element(), codec.choices);
    }
  }
}

}  // namespace understudy::openapi
