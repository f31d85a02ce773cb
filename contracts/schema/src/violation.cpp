// SPDX-License-Identifier: MIT
/// Violations as sentences.
#include "understudy/schema/violation.hpp"

#include <array>
#include <cstddef>

namespace understudy::schema {

namespace {

/// `%w` stands for what is wanted, `%g` for what was found.
struct KindText {
  Kind kind;
  std::string_view keyword;
  std::string_view sentence;
};
constexpr std::array<KindText, 34> kTexts{{
    {Kind::additional_items, "additionalItems", "expected no further element, got %g"},
    {Kind::additional_properties, "additionalProperties", "no member of this name is allowed"},
    {Kind::any_of, "anyOf", "expected at least one of the alternatives to hold, got %g"},
    {Kind::constant, "const", "expected %w, got %g"},
    {Kind::contains, "contains", "expected an element that is %w, found none"},
    {Kind::dependencies, "dependencies", "the member %w is missing beside the others"},
    {Kind::dependent_required, "dependentRequired",
     "the member %w is missing, which another member asks for"},
    {Kind::enumeration, "enum", "expected one of %w, got %g"},
    {Kind::exclusive_maximum, "exclusiveMaximum", "expected less than %w, got %g"},
    {Kind::exclusive_minimum, "exclusiveMinimum", "expected more than %w, got %g"},
    {Kind::false_schema, "false", "nothing is allowed here, got %g"},
    {Kind::format, "format", "expected the format %w, got %g"},
    {Kind::max_contains, "maxContains", "expected at most %w elements that match \"contains\""},
    {Kind::max_items, "maxItems", "expected at most %w elements, got %g"},
    {Kind::max_length, "maxLength", "expected at most %w characters, got %g"},
    {Kind::max_properties, "maxProperties", "expected at most %w members, got %g"},
    {Kind::maximum, "maximum", "expected at most %w, got %g"},
    {Kind::min_contains, "minContains", "expected at least %w elements that match \"contains\""},
    {Kind::min_items, "minItems", "expected at least %w elements, got %g"},
    {Kind::min_length, "minLength", "expected at least %w characters, got %g"},
    {Kind::min_properties, "minProperties", "expected at least %w members, got %g"},
    {Kind::minimum, "minimum", "expected at least %w, got %g"},
    {Kind::multiple_of, "multipleOf", "expected a multiple of %w, got %g"},
    {Kind::not_allowed, "not", "expected anything but what \"not\" describes, got %g"},
    {Kind::one_of, "oneOf", "expected exactly one of the alternatives to hold, got %g"},
    {Kind::pattern, "pattern", "expected a text that matches %w, got %g"},
    {Kind::property_names, "propertyNames", "this name is not allowed"},
    {Kind::required, "required", "the member %w is missing"},
    {Kind::too_deep, "$ref", "gave up here: schemas refer to each other too often or too deeply"},
    {Kind::type, "type", "expected the type %w, got %g"},
    {Kind::unevaluated_items, "unevaluatedItems", "expected no further element, got %g"},
    {Kind::unevaluated_properties, "unevaluatedProperties", "no member of this name is allowed"},
    {Kind::undecided, "", "gave up at a limit on comparing %g with %w"},
    {Kind::unique_items, "uniqueItems", "expected each element once, got equal ones"},
}};
static_assert(
    [] {
      for (std::size_t i = 0; i < kTexts.size(); ++i) {
        if (kTexts[i].kind != static_cast<Kind>(i)) return false;
      }
      return true;
    }(),
    "the texts are in the order of the kinds");

const KindText& text_of(Kind kind) { return kTexts[static_cast<std::size_t>(kind)]; }

void render_into(std::string& out, const Violation& violation, const std::string& indent) {
  out += indent + (violation.instance.empty() ? "(all of it)" : violation.instance) + ": " +
         describe(violation) + "\n" + indent + "  by " + violation.schema + "\n";
  for (const Violation& cause : violation.causes) render_into(out, cause, indent + "  ");
}

}  // namespace

std::string_view keyword_of(Kind kind) { return text_of(kind).keyword; }

std::string describe(const Violation& violation) {
  const std::string_view sentence = text_of(violation.kind).sentence;
  std::string text;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    if (sentence[i] != '%') {
      text += sentence[i];
    } else {
      text += sentence[++i] == 'w' ? violation.want : violation.got;
    }
  }
  return text;
}

std::string render(const Violation& violation) {
  std::string text;
  render_into(text, violation, "");
  return text;
}

}  // namespace understudy::schema
