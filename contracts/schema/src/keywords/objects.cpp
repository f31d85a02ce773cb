// SPDX-License-Identifier: MIT
/// properties, patternProperties, additionalProperties, required, propertyNames, minProperties,
/// maxProperties, dependentRequired, dependentSchemas, dependencies.
///
/// The first four become one rule, so that an object is walked once.
///
/// Source: JSON Schema Core, draft 2020-12, sections 10.2.2.4 and 10.3.2; Validation, section 6.5
#include <algorithm>
#include <bit>

#include "sizes.hpp"

namespace understudy::schema {

namespace {

constexpr std::uint8_t kObject = bit_of(JsonNode::Kind::object);

bool is_object(const JsonNode* keyword, Builder& builder) {
  if (keyword->kind == JsonNode::Kind::object) return true;
  builder.fail(keyword, Errc::bad_input, "the value of this keyword is an object of schemas", "");
  return false;
}

/// The texts of an array, as `required` has it.
std::vector<std::string_view> read_names(const JsonNode* keyword, Builder& builder) {
  const JsonElement list{keyword};
  std::vector<std::string_view> names;
  if (!list.is_array()) {
    builder.fail(keyword, Errc::bad_input, "the value of this keyword is an array of names", "");
  }
  for (const JsonElement name : list.elements()) {
    if (!name.is_string()) builder.fail(name.node(), Errc::bad_input, "a name is a text", "");
    names.push_back(name.is_string() ? name.text() : std::string_view{});
  }
  return names;
}

void add_required(ObjectRule& rule, const std::vector<std::string_view>& names) {
  std::map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < rule.properties.size(); ++i) {
    places.emplace(rule.properties[i].name, i);
  }
  for (const std::string_view name : names) {
    const auto [it, is_new] = places.try_emplace(name, rule.properties.size());
    if (is_new) rule.properties.push_back({name, json_name_hash(name)});
    Property& property = rule.properties[it->second];
    if (property.is_required) continue;  // named twice
    property.is_required = true;
    ++rule.required;
  }
}

/// Open addressing, a quarter full at most, so that most foreign names meet a free slot.
void write_table(ObjectRule& rule) {
  rule.table.assign(std::bit_ceil(rule.properties.size() * 4 + 1), 0);
  for (std::uint32_t i = 0; i < rule.properties.size(); ++i) {
    const std::uint32_t hash = rule.properties[i].hash;
    std::size_t slot = hash & (rule.table.size() - 1);
    while (rule.table[slot] != 0) slot = (slot + 1) & (rule.table.size() - 1);
    rule.table[slot] = hash << 16U | (i + 1);
  }
  rule.followers = std::make_unique<std::atomic<std::uint16_t>[]>(rule.properties.size() + 1);
  for (std::size_t i = 0; i <= rule.properties.size(); ++i) {
    rule.followers[i] = static_cast<std::uint16_t>(i < rule.properties.size() ? i : 0);
  }
}

void compile_members(const Keywords& keywords, Builder& builder) {
  constexpr std::size_t kMostNames = 0xFFFE;
  ObjectRule rule;
  const JsonNode* const properties = keywords[Keyword::properties];
  const JsonNode* const patterns = keywords[Keyword::pattern_properties];
  rule.required_keyword = keywords[Keyword::required];
  rule.additional_keyword = keywords[Keyword::additional_properties];
  if (properties != nullptr && is_object(properties, builder)) {
    for (const JsonMember member : JsonElement{properties}.members()) {
      Property& property = rule.properties.emplace_back();
      property.name = member.name;
      property.hash = json_name_hash(member.name);
      property.block = builder.block(member.value.node(), keywords.resource);
    }
  }
  if (patterns != nullptr && is_object(patterns, builder)) {
    for (const JsonMember member : JsonElement{patterns}.members()) {
      rule.patterns.push_back({builder.regex(member.value.node(), member.name), member.name,
                               builder.block(member.value.node(), keywords.resource)});
    }
  }
  if (rule.additional_keyword != nullptr) {
    rule.additional = builder.block(rule.additional_keyword, keywords.resource);
  }
  if (rule.required_keyword != nullptr) {
    add_required(rule, read_names(rule.required_keyword, builder));
  }
  if (rule.properties.empty() && rule.patterns.empty() && rule.additional == kNoBlock) return;
  if (rule.properties.size() > kMostNames) {
    builder.fail(keywords.schema.node(), Errc::limit_exceeded,
                 "more than " + std::to_string(kMostNames) + " names in one schema", "");
    return;
  }
  write_table(rule);
  const auto index = builder.put(builder.program().objects, std::move(rule));
  builder.emit(kObject, {Opcode::object, Kind::required, index, keywords.schema.node()});
}

void compile_dependencies(const Keywords& keywords, Builder& builder) {
  auto& table = builder.program().dependencies;
  const auto compile = [&](Keyword name, Opcode code, Kind kind) {
    const JsonNode* const keyword = keywords[name];
    if (keyword == nullptr || !is_object(keyword, builder)) return;
    std::vector<Dependency> all;
    for (const JsonMember member : JsonElement{keyword}.members()) {
      Dependency& dependency = all.emplace_back();
      dependency.name = member.name;
      dependency.node = member.value.node();
      const bool is_names = name == Keyword::dependent_required ||
                            (name == Keyword::dependencies && member.value.is_array());
      if (is_names) {
        dependency.required = read_names(member.value.node(), builder);
      } else {
        dependency.block = builder.block(member.value.node(), keywords.resource);
      }
    }
    builder.emit(kObject, {code, kind, builder.put(table, std::move(all)), keyword});
  };
  compile(Keyword::dependent_required, Opcode::dependencies, Kind::dependent_required);
  compile(Keyword::dependent_schemas, Opcode::dependencies, Kind::dependencies);
  compile(Keyword::dependencies, Opcode::dependencies, Kind::dependencies);
}

}  // namespace

void compile_objects(const Keywords& keywords, Builder& builder) {
  compile_size(keywords, Keyword::min_properties, Kind::min_properties, JsonNode::Kind::object,
               builder);
  compile_size(keywords, Keyword::max_properties, Kind::max_properties, JsonNode::Kind::object,
               builder);
  compile_members(keywords, builder);
  if (const JsonNode* const names = keywords[Keyword::property_names]) {
    const BlockId block = builder.block(names, keywords.resource);
    builder.emit(kObject, {Opcode::property_names, Kind::property_names, block, names});
  }
  compile_dependencies(keywords, builder);
}

}  // namespace understudy::schema
