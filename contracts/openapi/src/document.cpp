// SPDX-License-Identifier: MIT
/// Loading a document, and asking it.
#include "understudy/openapi/document.hpp"

#include <algorithm>
#include <utility>

#include "contents.hpp"
#include "loader.hpp"
#include "readings.hpp"
#include "references.hpp"

namespace understudy::openapi {

namespace {

constexpr std::size_t kMaxBytes = 4 * 1024 * 1024;  // ours: a file of the project, not a body
constexpr std::string_view kNameless = "understudy:document";

/// The JSON of a document, with the readings that the switches turn on.
Result<JsonDocument> parse(std::string_view json, const LoadOptions& options) {
  const JsonLimits limits{.bytes = kMaxBytes};
  // What is too long is refused before it is copied.
  auto document = json.size() > kMaxBytes ? JsonDocument::parse(json, limits)
                                          : JsonDocument::parse_owned(std::string{json}, limits);
  if (!document) {
    if (!options.uri.empty()) {
      document.error().where = options.uri + ", " + document.error().where;
    }
    return document;
  }
  auto adapted = apply_readings(document->root(), options.switches);
  if (!adapted) return document;
  return JsonDocument::parse_owned(*std::move(adapted), {.bytes = 2 * kMaxBytes});
}

}  // namespace

Result<Document> Document::load(std::string_view json, const LoadOptions& options) {
  auto document = parse(json, options);
  if (!document) return Failure{std::move(document.error())};
  auto contents = std::make_shared<Contents>();
  contents->registry = options.registry;
  const std::string_view uri = options.uri.empty() ? kNameless : std::string_view{options.uri};
  auto added =
      contents->registry.add(uri, std::make_shared<const JsonDocument>(*std::move(document)));
  if (!added) return Failure{std::move(added.error())};
  contents->main = contents->registry.find(uri);
  if (auto loaded = Loader{*contents, options}.run(); !loaded) {
    return Failure{std::move(loaded.error())};
  }
  return Document{std::move(contents)};
}

const std::string& Document::title() const { return contents_->title; }

const std::string& Document::version() const { return contents_->version; }

const std::string& Document::uri() const { return contents_->main->uri; }

JsonElement Document::root() const { return contents_->main->json->root(); }

const std::vector<Operation>& Document::operations() const { return contents_->operations; }

const std::vector<SecurityScheme>& Document::security_schemes() const {
  return contents_->security_schemes;
}

const Operation* Document::find_operation(std::string_view id) const {
  const auto& all = contents_->operations;
  const auto it = std::find_if(all.begin(), all.end(),
                               [&](const Operation& operation) { return operation.id == id; });
  return it == all.end() ? nullptr : &*it;
}

Match Document::find_operation(Method method, std::string_view raw_path, PathForm form) const {
  std::size_t index = 0;
  Match match = contents_->paths.find(method, raw_path, form, index);
  if (match.kind == Match::Kind::found) match.operation = &contents_->operations[index];
  return match;
}

const schema::Schema* Document::find_schema(std::string_view pointer) const {
  const auto place = find_pointer(root(), pointer);
  if (!place) return nullptr;
  const auto it = contents_->schema_at.find(place->node());
  return it == contents_->schema_at.end() ? nullptr : &contents_->schemas[it->second];
}

}  // namespace understudy::openapi
