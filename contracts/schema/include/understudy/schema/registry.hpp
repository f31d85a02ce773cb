// SPDX-License-Identifier: MIT
/// The documents that schemas may refer to. Nothing is ever fetched.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "understudy/base/json_document.hpp"
#include "understudy/base/result.hpp"

namespace understudy::schema {

/// A JSON document and the URI it was added under.
struct Document {
  std::string uri;
  std::shared_ptr<const JsonDocument> json;
};

/// Documents by absolute URI. The meta-schemas of draft-07, draft 2020-12 and OpenAPI 3.1 are
/// always there.
class Registry {
 public:
  /// Adds a document, in place of one of the same URI.
  ///
  /// Errors:   bad_input when `uri` is not absolute, has a fragment, or the text is no JSON
  Result<Done> add(std::string_view uri, std::string text);
  Result<Done> add(std::string_view uri, std::shared_ptr<const JsonDocument> json);

  /// The document of exactly that URI, or nothing. Meta-schemas are read when first asked for.
  [[nodiscard]] const Document* find(std::string_view uri) const;

  [[nodiscard]] const std::map<std::string, Document, std::less<>>& documents() const {
    return documents_;
  }

 private:
  std::map<std::string, Document, std::less<>> documents_;
};

}  // namespace understudy::schema
