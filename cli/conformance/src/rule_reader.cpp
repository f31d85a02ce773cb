// SPDX-License-Identifier: MIT
/// Expectations, as a document of exchanges states them.
///
/// Grammar:  expectation = {"like": [name...], "status": n, "fields": {name: field-rule...},
///                          "body": [body-rule...], "text": [text...]}
///           field-rule  = text / {"contains": text} / {"equals": text} / {"prefix": text}
///           body-rule   = {"at": pointer, kind: value...}
#include <array>
#include <utility>

#include "rules.hpp"

namespace understudy::conformance {

namespace {

using FieldKind = FieldRule::Kind;
using BodyKind = BodyRule::Kind;

constexpr std::array<std::pair<std::string_view, FieldKind>, 3> kFieldKinds{
    {{"contains", FieldKind::contains},
     {"equals", FieldKind::equals},
     {"prefix", FieldKind::prefix}}};

constexpr std::array<std::pair<std::string_view, BodyKind>, 6> kBodyKinds{
    {{"contains", BodyKind::contains},
     {"each", BodyKind::each},
     {"equals", BodyKind::equals},
     {"length", BodyKind::length},
     {"matches", BodyKind::matches},
     {"type", BodyKind::type}}};

constexpr std::array<std::string_view, 7> kTypes{"array",  "boolean", "integer", "null",
                                                 "number", "object",  "string"};

enum class Nesting : std::uint8_t { none, inside_each };

// field-rule = text / {"contains": text} / {"equals": text} / {"prefix": text}
Result<FieldRule> load_field_rule(const std::string& name, const Place& place) {
  if (place.value.is_string()) {
    auto text = read_text(place);
    return FieldRule{name, FieldKind::equals, *std::move(text)};
  }
  for (const auto& [kind_name, kind] : kFieldKinds) {
    const std::string member{kind_name};
    if (!place.value.is_object() || place.value.size() != 1 || !place.has(member)) continue;
    auto text = read_text(place.member(member));
    if (!text) return Failure{text.error()};
    return FieldRule{name, kind, *std::move(text)};
  }
  return refuse("expected a text, or one of contains, equals, prefix", place.at);
}

/// A type name or a list of them; always a list when read.
Result<Json> read_types(const Place& place) {
  Json names = place.value.is_array() ? place.value : Json::array({place.value});
  for (const Json& name : names) {
    const auto* text = name.get_ptr<const std::string*>();
    if (text == nullptr || std::find(kTypes.begin(), kTypes.end(), *text) == kTypes.end()) {
      return refuse("expected JSON types: array, boolean, integer, null, number, object, string",
                    place.at);
    }
  }
  if (names.empty()) return refuse("expected at least one JSON type", place.at);
  return names;
}

Result<std::vector<BodyRule>> load_body_rules(const Place& list, Nesting nesting);

Result<BodyRule> load_body_rule(BodyKind kind, std::string at, const Place& want, Nesting nesting) {
  BodyRule rule{std::move(at), kind, want.value, {}};
  switch (kind) {
    case BodyKind::contains:
    case BodyKind::equals:
    case BodyKind::matches:
      return rule;
    case BodyKind::each: {
      // One level is what tables need, and it bounds the recursion.
      if (nesting == Nesting::inside_each) return refuse("expected no each inside each", want.at);
      auto rules = load_body_rules(want, Nesting::inside_each);
      if (!rules) return Failure{rules.error()};
      rule.each = *std::move(rules);
      rule.want = nullptr;
      return rule;
    }
    case BodyKind::length: {
      const auto length = read_integer(want, 0, std::numeric_limits<std::int64_t>::max());
      if (!length) return Failure{length.error()};
      return rule;
    }
    case BodyKind::type: {
      auto types = read_types(want);
      if (!types) return Failure{types.error()};
      rule.want = *std::move(types);
      return rule;
    }
  }
  return rule;
}

// body-rule = {"at": pointer, kind: value...}
Result<Done> load_rules_of_place(const Place& place, Nesting nesting,
                                 std::vector<BodyRule>& rules) {
  auto shape =
      require_object(place, {"at", "contains", "each", "equals", "length", "matches", "type"});
  if (!shape) return shape;
  const auto at = read_pointer(place, "at");
  if (!at) return Failure{at.error()};
  if (place.value.size() < 2) return refuse("expected a rule beside \"at\"", place.at);
  for (const auto& [name, kind] : kBodyKinds) {
    if (!place.has(std::string{name})) continue;
    auto rule = load_body_rule(kind, *at, place.member(std::string{name}), nesting);
    if (!rule) return Failure{rule.error()};
    rules.push_back(*std::move(rule));
  }
  return Done{};
}

Result<std::vector<BodyRule>> load_body_rules(const Place& list, Nesting nesting) {
  if (!list.value.is_array()) return refuse("expected an array of rules", list.at);
  std::vector<BodyRule> rules;
  for (std::size_t i = 0; i < list.value.size(); ++i) {
    const auto loaded = load_rules_of_place(list.element(i), nesting, rules);
    if (!loaded) return Failure{loaded.error()};
  }
  return rules;
}

void append(Expectation& to, const Expectation& from) {
  if (from.status) to.status = from.status;
  to.fields.insert(to.fields.end(), from.fields.begin(), from.fields.end());
  to.body.insert(to.body.end(), from.body.begin(), from.body.end());
  to.text.insert(to.text.end(), from.text.begin(), from.text.end());
}

Result<std::vector<std::string>> read_texts(const Place& list) {
  if (!list.value.is_array()) return refuse("expected an array of texts", list.at);
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < list.value.size(); ++i) {
    auto text = read_text(list.element(i));
    if (!text) return Failure{text.error()};
    texts.push_back(*std::move(text));
  }
  return texts;
}

Result<Done> load_likes(const Place& list, const Fragments& fragments, Expectation& expectation) {
  const auto names = read_texts(list);
  if (!names) return Failure{names.error()};
  for (std::size_t i = 0; i < names->size(); ++i) {
    const auto found = fragments.find((*names)[i]);
    if (found == fragments.end()) {
      return refuse(
          "expected the name of a fragment that has no \"like\" of its own, or, in an "
          "exchange, of any fragment",
          list.element(i).at);
    }
    append(expectation, found->second);
  }
  return Done{};
}

Result<Done> load_fields(const Place& fields, Expectation& expectation) {
  if (!fields.value.is_object()) return refuse("expected an object", fields.at);
  for (const auto& [name, value] : fields.value.items()) {
    auto rule = load_field_rule(name, fields.member(name));
    if (!rule) return Failure{rule.error()};
    expectation.fields.push_back(*std::move(rule));
  }
  return Done{};
}

}  // namespace

std::string_view name_of(BodyRule::Kind kind) {
  for (const auto& [name, value] : kBodyKinds) {
    if (value == kind) return name;
  }
  return "?";
}

Result<Expectation> load_expectation(const Place& place, const Fragments& fragments) {
  const auto shape = require_object(place, {"body", "fields", "like", "status", "text"});
  if (!shape) return Failure{shape.error()};
  Expectation expectation;
  if (place.has("like")) {
    const auto loaded = load_likes(place.member("like"), fragments, expectation);
    if (!loaded) return Failure{loaded.error()};
  }
  if (place.has("status")) {
    const auto status = read_integer(place.member("status"), 100, 599);
    if (!status) return Failure{status.error()};
    expectation.status = static_cast<int>(*status);
  }
  if (place.has("fields")) {
    const auto loaded = load_fields(place.member("fields"), expectation);
    if (!loaded) return Failure{loaded.error()};
  }
  if (place.has("body")) {
    auto rules = load_body_rules(place.member("body"), Nesting::none);
    if (!rules) return Failure{rules.error()};
    expectation.body.insert(expectation.body.end(), rules->begin(), rules->end());
  }
  if (place.has("text")) {
    auto texts = read_texts(place.member("text"));
    if (!texts) return Failure{texts.error()};
    expectation.text.insert(expectation.text.end(), texts->begin(), texts->end());
  }
  return expectation;
}

}  // namespace understudy::conformance
