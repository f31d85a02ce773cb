// SPDX-License-Identifier: MIT
/// Documents by URI; the standard meta-schemas come from the library itself.
#include "understudy/schema/registry.hpp"

#include <utility>

#include "meta_schemas.hpp"
#include "understudy/base/uri_reference.hpp"

namespace understudy::schema {

namespace {

/// The meta-schemas as documents, read once for all registries.
const std::map<std::string, Document, std::less<>>& meta_schemas() {
  static const auto* const documents = [] {
    auto* all = new std::map<std::string, Document, std::less<>>;
    for (const MetaSchema& meta_schema : meta_schema_texts()) {
      auto json = JsonDocument::parse(meta_schema.text);
      if (!json) continue;  // a test reads each of them
      const std::string uri{meta_schema.uri};
      all->emplace(uri, Document{uri, std::make_shared<const JsonDocument>(*std::move(json))});
    }
    return all;
  }();
  return *documents;
}

}  // namespace

Result<Done> Registry::add(std::string_view uri, std::string text) {
  // ours: a schema may be a bundle of many; its depth is what bounds recursion
  constexpr JsonLimits kLimits{.bytes = 16'777'216};
  auto json = JsonDocument::parse_owned(std::move(text), kLimits);
  if (!json) {
    json.error().where = std::string{uri} + ", " + json.error().where;
    return Failure{std::move(json.error())};
  }
  return add(uri, std::make_shared<const JsonDocument>(*std::move(json)));
}

Result<Done> Registry::add(std::string_view uri, std::shared_ptr<const JsonDocument> json) {
  const SplitUri split = split_fragment(uri);
  if (!is_absolute(split.uri) || !split.fragment.empty()) {
    return Failure{Error{Errc::bad_input, "a document needs an absolute URI without a fragment",
                         excerpt(uri, 200), "for example https://example.org/schema.json"}};
  }
  documents_.insert_or_assign(std::string{split.uri},
                              Document{std::string{split.uri}, std::move(json)});
  return Done{};
}

const Document* Registry::find(std::string_view uri) const {
  if (const auto it = documents_.find(uri); it != documents_.end()) return &it->second;
  const auto it = meta_schemas().find(uri);
  return it == meta_schemas().end() ? nullptr : &it->second;
}

}  // namespace understudy::schema
