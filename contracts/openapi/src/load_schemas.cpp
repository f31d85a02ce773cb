// SPDX-License-Identifier: MIT
/// Every schema of a document becomes part of one program.
#include <algorithm>
#include <array>

#include "loader.hpp"

namespace understudy::openapi {

namespace {

// OpenAPI 3.1.1, section 4.8.24.5: the dialect of documents that name none; then those it is made
// of, and the older one that schema knows as well.
constexpr auto kDialects = std::to_array<std::string_view>({
    "https://spec.openapis.org/oas/3.1/dialect/base",
    "https://spec.openapis.org/oas/3.1/dialect/2022-10-07",
    "https://spec.openapis.org/oas/3.1/dialect/2024-11-10",
    "https://json-schema.org/draft/2020-12/schema",
});
constexpr std::string_view kDraft7 = "http://json-schema.org/draft-07/schema";

/// The fragment of a URI, in which "%" would start an escape.
std::string uri_of(Place place) {
  std::string uri;
  for (const char c : location_of(place)) {
    uri += c;
    if (c == '%') uri += "25";
  }
  return uri;
}

/// A schema that is nothing but a reference is what it leads to; one that leads nowhere stays, to
/// be refused where it stands.
Place behind_bare_references(Place place, const schema::Registry& registry) {
  Place at = place;
  for (std::size_t step = 0; step < 8 && at.element().size() == 1; ++step) {
    const auto reference = at.element().find("$ref");
    if (!reference || !reference->is_string()) return at;
    const auto target = find_target(at, reference->text(), registry);
    if (!target) return place;
    if (!target->element().is_object() && !target->element().is_boolean()) return place;
    at = *target;
  }
  return at.element().find("$ref") ? place : at;
}

}  // namespace

Result<Done> Loader::add_schema(Place place) {
  if (!place.element().is_object() && !place.element().is_boolean()) {
    return refuse(place, "a schema is an object, true or false", "put a schema here, such as {}");
  }
  if (contents_.schema_at.contains(place.node)) return Done{};
  const Place meant = behind_bare_references(place, contents_.registry);
  const auto [it, is_new] = contents_.schema_at.try_emplace(meant.node, schemas_.size());
  if (is_new) schemas_.push_back(meant);
  contents_.schema_at.try_emplace(place.node, it->second);
  return Done{};
}

const schema::Schema* Loader::compiled(Place place) const {
  const auto it = contents_.schema_at.find(place.node);
  return it == contents_.schema_at.end() ? nullptr : &contents_.schemas[it->second];
}

Result<Done> Loader::compile() {
  const Place root{contents_.main, contents_.main->json->root().node()};
  schema::CompileOptions options{.formats = options_.formats};
  if (const Place dialect = member(root, "jsonSchemaDialect")) {
    std::string_view name = text_of(dialect.element());
    if (name.ends_with('#')) name.remove_suffix(1);
    if (name == kDraft7) {
      options.draft = schema::Draft::draft7;
    } else if (std::find(kDialects.begin(), kDialects.end(), name) == kDialects.end()) {
      return refuse(dialect, "no dialect of schemas is known as " + excerpt(name), {}, {},
                    Errc::unsupported);
    }
  }
  std::vector<std::string> uris;
  uris.reserve(schemas_.size());
  for (const Place place : schemas_) uris.push_back(uri_of(place));
  auto schemas = schema::compile_all(uris, contents_.registry, options);
  if (!schemas) {
    const std::string own = contents_.main->uri + "#";
    std::string& at = schemas.error().where;
    if (options_.uri.empty() && at.starts_with(own)) at.erase(0, own.size());
    return Failure{std::move(schemas.error())};
  }
  contents_.schemas = *std::move(schemas);

  for (Parameter& parameter : contents_.parameters) {
    parameter.schema = compiled(parameter.schema_place);
  }
  const auto settle = [&](std::vector<MediaType>& content) {
    for (MediaType& media : content) media.schema = compiled(media.schema_place);
  };
  for (RequestBody& body : contents_.bodies) settle(body.content);
  for (ResponseRule& response : contents_.responses) settle(response.content);
  return Done{};
}

}  // namespace understudy::openapi
