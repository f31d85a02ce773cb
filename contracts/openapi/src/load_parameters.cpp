// SPDX-License-Identifier: MIT
/// Parameter Objects and Header Objects.
///
/// Source: OpenAPI Specification 3.1.1, sections 4.8.12 and 4.8.21
#include <algorithm>
#include <array>
#include <utility>

#include "loader.hpp"
#include "media_type.hpp"
#include "shape.hpp"

namespace understudy::openapi {

namespace {

template <typename T, std::size_t N>
const T* find_named(const std::array<std::pair<std::string_view, T>, N>& table,
                    std::string_view name) {
  const auto it =
      std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.first == name; });
  return it == table.end() ? nullptr : &it->second;
}

constexpr std::array<std::pair<std::string_view, In>, 4> kPlaces{
    {{"cookie", In::cookie}, {"header", In::header}, {"path", In::path}, {"query", In::query}}};

constexpr std::array<std::pair<std::string_view, Style>, 7> kStyles{
    {{"deepObject", Style::deep_object},
     {"form", Style::form},
     {"label", Style::label},
     {"matrix", Style::matrix},
     {"pipeDelimited", Style::pipe_delimited},
     {"simple", Style::simple},
     {"spaceDelimited", Style::space_delimited}}};

constexpr std::array<std::pair<std::string_view, Repeated>, 4> kRepeatedPolicies{
    {{"first", Repeated::first},
     {"joined", Repeated::joined},
     {"last", Repeated::last},
     {"refused", Repeated::refused}}};

constexpr std::array<std::pair<std::string_view, ArrayForms>, 3> kForms{
    {{"brackets", kBrackets}, {"comma", kComma}, {"repeated", kRepeated}}};

/// Section 4.8.12.2.3, the column "in"
bool may_have(In in, Style style) {
  switch (in) {
    case In::path:
      return style == Style::matrix || style == Style::label || style == Style::simple;
    case In::query:
      return style != Style::matrix && style != Style::label && style != Style::simple;
    case In::header:
      return style == Style::simple;
    case In::cookie:
      return style == Style::form;
  }
  return false;
}

Decoding decoding_of(In in) {
  switch (in) {
    case In::path:
    case In::cookie:
      return Decoding::percent;
    case In::query:
      return Decoding::form;
    case In::header:
      return Decoding::none;
  }
  return Decoding::none;
}

}  // namespace

std::string_view name_of(In in) { return kPlaces[static_cast<std::size_t>(in)].first; }

std::string_view name_of(Style style) { return kStyles[static_cast<std::size_t>(style)].first; }

Result<Done> Loader::read_style(Place place, Parameter& parameter) {
  const bool is_form = parameter.in == In::query || parameter.in == In::cookie;
  parameter.style = is_form ? Style::form : Style::simple;
  if (const Place style = member(place, "style")) {
    const Style* const named = find_named(kStyles, text_of(style.element()));
    if (named == nullptr || !may_have(parameter.in, *named)) {
      return refuse(style, "no style that can stand in " + std::string{name_of(parameter.in)});
    }
    parameter.style = *named;
  }
  const auto explode = optional_flag(place, "explode", parameter.style == Style::form);
  if (!explode) return Failure{explode.error()};
  parameter.explode = *explode;
  return Done{};
}

/// "schema" or "content", exactly one of them
Result<Done> Loader::read_value_rule(Place place, Parameter& parameter, Codec& codec) {
  const Place schema = member(place, "schema");
  const Place content = member(place, "content");
  if (static_cast<bool>(schema) == static_cast<bool>(content)) {
    return refuse(place, "a parameter has either \"schema\" or \"content\"");
  }
  if (schema) {
    parameter.schema_place = schema;
    if (auto added = add_schema(schema); !added) return added;
    read_shape(schema, contents_.registry, codec);
    return Done{};
  }
  if (!content.element().is_object() || content.element().size() != 1) {
    return refuse(content, "\"content\" of a parameter has exactly one entry");
  }
  const JsonMember entry = *content.element().members().begin();
  const Place media{content.document, entry.value.node()};
  if (!is_media_range(entry.name)) return refuse(media, "no media type: " + excerpt(entry.name));
  if (auto object = expect_object(media, "a media type"); !object) return object;
  codec.is_json = is_json(entry.name);
  const Place inner = member(media, "schema");
  if (!inner || (!codec.is_json && !is_text(entry.name))) return Done{};
  parameter.schema_place = inner;
  return add_schema(inner);
}

/// x-array-forms, x-excludes, x-name-case, x-repeated, x-value-case
Result<Done> Loader::read_extensions(Place place, Parameter& parameter, Codec& codec) {
  auto excludes = optional_texts(place, "x-excludes");
  if (!excludes) return Failure{std::move(excludes.error())};
  parameter.excludes = *std::move(excludes);
  const auto forms = optional_texts(place, "x-array-forms");
  if (!forms) return Failure{forms.error()};
  for (const std::string& name : *forms) {
    const ArrayForms* const form = find_named(kForms, name);
    if (form == nullptr) {
      return refuse(member(place, "x-array-forms"), "no form of an array: " + excerpt(name),
                    "brackets, comma or repeated");
    }
    codec.array_forms = static_cast<ArrayForms>(codec.array_forms | *form);
  }
  if (const Place repeated = member(place, "x-repeated")) {
    const Repeated* const policy = find_named(kRepeatedPolicies, text_of(repeated.element()));
    if (policy == nullptr) {
      return refuse(repeated, "no policy of repeated parameters", "first, joined, last or refused");
    }
    codec.repeated = *policy;
  }
  const auto is_any = [&](std::string_view name) {
    const Place value = member(place, name);
    return value && text_of(value.element()) == "any";
  };
  codec.is_any_name_case = is_any("x-name-case");
  if (!is_any("x-value-case")) codec.choices.clear();
  return Done{};
}

Result<Done> Loader::read_serialization(Place place, Parameter& parameter) {
  Codec& codec = contents_.codecs.emplace_back();
  parameter.place = place;
  parameter.codec = &codec;
  if (auto style = read_style(place, parameter); !style) return style;
  if (auto rule = read_value_rule(place, parameter, codec); !rule) return rule;
  if (auto extensions = read_extensions(place, parameter, codec); !extensions) return extensions;
  const auto required = optional_flag(place, "required", false);
  if (!required) return Failure{required.error()};
  const auto may_be_empty = optional_flag(place, "allowEmptyValue", false);
  if (!may_be_empty) return Failure{may_be_empty.error()};
  const auto reserved = optional_flag(place, "allowReserved", false);
  if (!reserved) return Failure{reserved.error()};
  parameter.is_required = *required;
  codec.is_empty_ok = *may_be_empty && parameter.in == In::query;
  codec.style = parameter.style;
  codec.explode = parameter.explode;
  codec.decoding = decoding_of(parameter.in);
  if (codec.style == Style::deep_object && (codec.types & kObject) == 0) {
    return refuse(member(place, "style"), "\"deepObject\" is for objects");
  }
  return Done{};
}

Result<const Parameter*> Loader::read_parameter(Place place) {
  const auto target = resolve(place, "a parameter");
  if (!target) return Failure{target.error()};
  if (const auto it = known_parameters_.find(target->node); it != known_parameters_.end()) {
    return it->second;
  }
  Parameter parameter;
  auto name = require_text(*target, "name");
  if (!name) return Failure{std::move(name.error())};
  parameter.name = *std::move(name);
  if (const Place named_by = member(*target, "x-named-by")) {
    const auto chosen = options_.switches.find(text_of(named_by.element()));
    if (chosen != options_.switches.end()) parameter.name = chosen->second;
  }
  const auto in = require_text(*target, "in");
  if (!in) return Failure{in.error()};
  const In* const named = find_named(kPlaces, *in);
  if (named == nullptr) {
    return refuse(member(*target, "in"), "a parameter stands in cookie, header, path or query");
  }
  parameter.in = *named;
  if (auto read = read_serialization(*target, parameter); !read) {
    return Failure{std::move(read.error())};
  }
  if (parameter.in == In::path && !parameter.is_required) {
    return refuse(*target, "a path parameter has to be required", "add \"required\": true",
                  "required");
  }
  const Parameter* const kept = &contents_.parameters.emplace_back(std::move(parameter));
  known_parameters_.emplace(target->node, kept);
  return kept;
}

Result<const Parameter*> Loader::read_header(Place place, const std::string& name) {
  const auto target = resolve(place, "a header");
  if (!target) return Failure{target.error()};
  const auto it = known_parameters_.find(target->node);
  if (it != known_parameters_.end() && it->second->name == name) return it->second;
  Parameter header{.name = name, .in = In::header};
  if (auto read = read_serialization(*target, header); !read) {
    return Failure{std::move(read.error())};
  }
  const Parameter* const kept = &contents_.parameters.emplace_back(std::move(header));
  known_parameters_.insert_or_assign(target->node, kept);
  return kept;
}

/// An array of parameters, each once by name and place. Those that are no parameters by the
/// specification are left out.
Result<std::vector<const Parameter*>> Loader::read_parameters(Place list) {
  std::vector<const Parameter*> parameters;
  if (!list) return parameters;
  if (!list.element().is_array()) return refuse(list, "\"parameters\" has to be an array");
  for (const JsonElement element : list.element().elements()) {
    const Place place{list.document, element.node()};
    const auto parameter = read_parameter(place);
    if (!parameter) return Failure{parameter.error()};
    const bool is_twice =
        std::any_of(parameters.begin(), parameters.end(), [&](const Parameter* known) {
          return known->name == (*parameter)->name && known->in == (*parameter)->in;
        });
    if (is_twice) {
      return refuse(place, "a second parameter \"" + excerpt((*parameter)->name, 60) + "\" in " +
                               std::string{name_of((*parameter)->in)});
    }
    // Section 4.8.12.2: these three are described elsewhere.
    const bool is_ignored = (*parameter)->in == In::header &&
                            (equal_ignoring_case((*parameter)->name, "Accept") ||
                             equal_ignoring_case((*parameter)->name, "Content-Type") ||
                             equal_ignoring_case((*parameter)->name, "Authorization"));
    if (!is_ignored) parameters.push_back(*parameter);
  }
  return parameters;
}

}  // namespace understudy::openapi
