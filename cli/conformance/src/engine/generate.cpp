// SPDX-License-Identifier: MIT
#include "generate.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "understudy/base/json_pointer.hpp"

namespace understudy::conformance {

namespace {

constexpr std::size_t kMostDepth = 8;  // ours: schemas inside each other
constexpr std::string_view kNoWord = "understudy-no-such-word";

using Texts = std::set<std::string>;

/// The schemas that speak of the same value: this one, what it refers to, its alternatives.
void gather(JsonElement root, JsonElement schema, std::size_t depth,
            std::vector<JsonElement>& schemas) {
  if (!schema.is_object() || depth == kMostDepth) return;
  schemas.push_back(schema);
  if (const auto reference = schema.find("$ref"); reference && reference->is_string()) {
    const std::string_view text = reference->text();
    const auto target = text.starts_with("#") ? find_pointer(root, text.substr(1)) : std::nullopt;
    if (target) gather(root, *target, depth + 1, schemas);
  }
  for (const std::string_view keyword : {"allOf", "anyOf", "oneOf"}) {
    const auto parts = schema.find(keyword);
    if (!parts) continue;
    for (const JsonElement part : parts->elements()) gather(root, part, depth + 1, schemas);
  }
}

std::vector<JsonElement> gather(JsonElement root, JsonElement schema) {
  std::vector<JsonElement> schemas;
  gather(root, schema, 0, schemas);
  return schemas;
}

bool says_type(JsonElement schema, std::string_view name) {
  const auto type = schema.find("type");
  if (!type) return false;
  if (type->is_string()) return type->text() == name;
  for (const JsonElement one : type->elements()) {
    if (one.is_string() && one.text() == name) return true;
  }
  return false;
}

void add_bounds(JsonElement schema, Texts& texts) {
  for (const std::string_view keyword : {"minimum", "maximum"}) {
    const auto bound = schema.find(keyword);
    const auto number = bound ? to_int64(*bound) : std::nullopt;
    if (!number) continue;
    texts.insert(std::to_string(*number));
    const bool is_least = keyword == "minimum";
    texts.insert(std::to_string(is_least ? *number - 1 : *number + 1));
  }
}

std::string in_lower_case(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

void add_words(JsonElement schema, Texts& texts) {
  const auto words = schema.find("enum");
  if (!words) return;
  for (const JsonElement word : words->elements()) {
    if (!word.is_string()) continue;
    texts.insert(std::string{word.text()});
    texts.insert(in_lower_case(std::string{word.text()}));
  }
  texts.insert(std::string{kNoWord});
}

void add_texts(JsonElement root, JsonElement schema, std::size_t depth, Texts& texts) {
  for (const JsonElement one : gather(root, schema)) {
    add_bounds(one, texts);
    add_words(one, texts);
    if (says_type(one, "integer") || says_type(one, "number")) texts.insert("ten");
    if (says_type(one, "integer")) texts.insert("1.5");
    if (says_type(one, "boolean")) texts.insert({"true", "false", "maybe"});
    for (const std::string_view keyword : {"format", "pattern"}) {
      if (one.find(keyword)) texts.insert(std::string{kNoWord});
    }
    const auto least = one.find("minLength");
    const auto length = least ? to_int64(*least) : std::nullopt;
    if (length && *length > 0) texts.insert("");
    const auto items = one.find("items");
    if (items && depth < kMostDepth) add_texts(root, *items, depth + 1, texts);
  }
}

/// One value of each type, and how a sentence names it.
const std::array<std::pair<std::string_view, Json>, 6>& values_of_types() {
  static const std::array<std::pair<std::string_view, Json>, 6> kValues{{
      {"a number", Json(17.5)},
      {"a text", Json(kNoWord)},
      {"a boolean", Json(true)},
      {"an array", Json::array({1})},
      {"an object", Json{{"understudy", 1}}},
      {"null", Json()},
  }};
  return kValues;
}

Json* find_inner(Json& body, const std::vector<std::string>& path) {
  Json* at = &body;
  for (const std::string& name : path) {
    if (!at->is_object() || !at->contains(name)) return nullptr;
    at = &(*at)[name];
  }
  return at->is_object() ? at : nullptr;
}

std::string pointer_of(const std::vector<std::string>& path, const std::string& name) {
  std::string pointer;
  for (const std::string& step : path) pointer += "/" + pointer_token(step);
  return pointer + "/" + pointer_token(name);
}

void add_cases(JsonElement root, JsonElement schema, const Json& body,
               std::vector<std::string>& path, std::vector<BodyCase>& cases) {
  std::set<std::string> names;
  std::vector<std::pair<std::string, JsonElement>> properties;
  for (const JsonElement one : gather(root, schema)) {
    const auto described = one.find("properties");
    if (!described) continue;
    for (const JsonMember member : described->members()) {
      properties.emplace_back(std::string{member.name}, member.value);
      names.insert(std::string{member.name});
    }
  }
  for (const std::string& name : names) {
    for (const auto& [what, value] : values_of_types()) {
      Json changed = body;
      Json* const object = find_inner(changed, path);
      if (object == nullptr) return;
      (*object)[name] = value;
      cases.push_back({pointer_of(path, name), std::string{what}, std::move(changed)});
    }
    Json changed = body;
    Json* const object = find_inner(changed, path);
    if (object == nullptr || object->erase(name) == 0) continue;
    cases.push_back({pointer_of(path, name), "nothing", std::move(changed)});
  }
  if (path.size() == kMostDepth) return;
  for (const auto& [name, inner] : properties) {
    path.push_back(name);
    Json copy = body;
    if (find_inner(copy, path) != nullptr) add_cases(root, inner, body, path, cases);
    path.pop_back();
  }
}

}  // namespace

std::vector<std::string> edge_texts(JsonElement root, JsonElement schema) {
  Texts texts;
  add_texts(root, schema, 0, texts);
  return {texts.begin(), texts.end()};
}

std::vector<BodyCase> wrong_bodies(JsonElement root, JsonElement schema, const Json& body) {
  std::vector<BodyCase> cases;
  std::vector<std::string> path;
  add_cases(root, schema, body, path, cases);
  return cases;
}

}  // namespace understudy::conformance
