// SPDX-License-Identifier: MIT
/// Request bodies, responses and their content.
///
/// Source: OpenAPI Specification 3.1.1, sections 4.8.13 to 4.8.17
#include <algorithm>
#include <string>
#include <utility>

#include "loader.hpp"
#include "media_type.hpp"
#include "shape.hpp"

namespace understudy::openapi {

namespace {

bool is_status(std::string_view text) {
  if (text == "default") return true;
  if (text.size() != 3 || text[0] < '1' || text[0] > '5') return false;
  const std::string_view rest = text.substr(1);
  return rest == "XX" || rest.find_first_not_of("0123456789") == rest.npos;
}

}  // namespace

const ResponseRule* find_response(const Operation& operation, int status) {
  const std::string code = std::to_string(status);
  const ResponseRule* best = nullptr;
  for (const StatusRule& rule : operation.responses) {
    if (rule.status == code) return rule.response;
    const bool is_range =
        rule.status.ends_with("XX") && code.size() == 3 && rule.status.front() == code.front();
    if (is_range || (best == nullptr && rule.status == "default")) best = rule.response;
  }
  return best;
}

/// The fields of a form: how each is written.
///
/// Source:   section 4.8.15: with style, explode or allowReserved a field is written as a query
///           parameter would be; else by its content type, which for objects is JSON
Result<Done> Loader::read_form(MediaType& media) {
  if (!media.schema_place) return Done{};
  Codec& form = contents_.codecs.emplace_back();
  read_shape(media.schema_place, contents_.registry, form);
  media.codec = &form;
  const Place encodings = member(media.place, "encoding");
  for (Codec::Member& field : form.members) {
    Place schema;
    for (const Place beside : schemas_beside(media.schema_place, contents_.registry)) {
      if (!schema) schema = member(member(beside, "properties"), field.name);
    }
    if (!schema) continue;
    Codec& codec = contents_.codecs.emplace_back();
    read_shape(schema, contents_.registry, codec);
    codec.decoding = Decoding::form;
    field.codec = &codec;
    const Place encoding = member(encodings, field.name);
    Parameter parameter{.name = field.name, .in = In::query};
    const bool is_object = (codec.types & kObject) != 0 && (codec.types & kString) == 0;
    if (!encoding) {
      codec.is_json = is_object;
      codec.explode = true;
      continue;
    }
    if (auto object = expect_object(encoding, "an encoding"); !object) return object;
    if (auto style = read_style(encoding, parameter); !style) return style;
    codec.style = parameter.style;
    codec.explode = parameter.explode;
    const auto type = optional_text(encoding, "contentType");
    if (!type) return Failure{type.error()};
    const bool is_styled = member(encoding, "style") || member(encoding, "explode") ||
                           member(encoding, "allowReserved");
    codec.is_json = !is_styled && (type->empty() ? is_object : is_json(*type));
  }
  std::erase_if(form.choices, [](const std::string&) { return true; });
  return Done{};
}

Result<std::vector<MediaType>> Loader::read_content(Place owner) {
  std::vector<MediaType> content;
  const Place map = member(owner, "content");
  if (!map) return content;
  if (auto object = expect_object(map, "\"content\""); !object) {
    return Failure{std::move(object.error())};
  }
  for (const JsonMember entry : map.element().members()) {
    MediaType media{.range = std::string{entry.name}, .place = {map.document, entry.value.node()}};
    if (!is_media_range(entry.name)) {
      return refuse(media.place, "no media type: " + excerpt(entry.name),
                    "for example application/json or text/*");
    }
    if (auto object = expect_object(media.place, "a media type"); !object) {
      return Failure{std::move(object.error())};
    }
    media.schema_place = member(media.place, "schema");
    if (media.schema_place) {
      if (auto added = add_schema(media.schema_place); !added) {
        return Failure{std::move(added.error())};
      }
    }
    if (is_form(entry.name)) {
      if (auto form = read_form(media); !form) return Failure{std::move(form.error())};
    }
    content.push_back(std::move(media));
  }
  return content;
}

Result<const RequestBody*> Loader::read_body(Place place) {
  const auto target = resolve(place, "a request body");
  if (!target) return Failure{target.error()};
  if (const auto it = known_bodies_.find(target->node); it != known_bodies_.end()) {
    return it->second;
  }
  if (const auto content = require_object(*target, "content", "\"content\""); !content) {
    return Failure{content.error()};
  }
  const auto required = optional_flag(*target, "required", false);
  if (!required) return Failure{required.error()};
  auto content = read_content(*target);
  if (!content) return Failure{std::move(content.error())};
  const RequestBody* const kept =
      &contents_.bodies.emplace_back(RequestBody{*target, *required, *std::move(content)});
  known_bodies_.emplace(target->node, kept);
  return kept;
}

Result<const ResponseRule*> Loader::read_response(Place place) {
  const auto target = resolve(place, "a response");
  if (!target) return Failure{target.error()};
  if (const auto it = known_responses_.find(target->node); it != known_responses_.end()) {
    return it->second;
  }
  ResponseRule rule{.place = *target};
  if (const Place headers = member(*target, "headers")) {
    if (auto object = expect_object(headers, "\"headers\""); !object) {
      return Failure{std::move(object.error())};
    }
    for (const JsonMember one : headers.element().members()) {
      if (equal_ignoring_case(one.name, "Content-Type")) continue;  // section 4.8.17.1
      const auto header = read_header({headers.document, one.value.node()}, std::string{one.name});
      if (!header) return Failure{header.error()};
      rule.headers.push_back(*header);
    }
  }
  auto content = read_content(*target);
  if (!content) return Failure{std::move(content.error())};
  rule.content = *std::move(content);
  const ResponseRule* const kept = &contents_.responses.emplace_back(std::move(rule));
  known_responses_.emplace(target->node, kept);
  return kept;
}

Result<std::vector<StatusRule>> Loader::read_responses(Place operation) {
  std::vector<StatusRule> rules;
  const Place map = member(operation, "responses");
  if (!map) return rules;  // 3.1 allows operations without
  if (auto object = expect_object(map, "\"responses\""); !object) {
    return Failure{std::move(object.error())};
  }
  for (const JsonMember entry : map.element().members()) {
    if (entry.name.starts_with("x-")) continue;
    const Place place{map.document, entry.value.node()};
    if (!is_status(entry.name)) {
      return refuse(place, "no status: " + excerpt(entry.name), "such as 200, 4XX or default");
    }
    const auto response = read_response(place);
    if (!response) return Failure{response.error()};
    rules.push_back({std::string{entry.name}, *response});
  }
  return rules;
}

}  // namespace understudy::openapi
