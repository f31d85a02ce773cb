// SPDX-License-Identifier: MIT
/// Values at the edges of what schemas allow. They are candidates only: whether the contract takes
/// a request with one of them is for openapi::validate_request to say.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/json.hpp"
#include "understudy/base/json_document.hpp"

namespace understudy::conformance {

/// Texts for a parameter, sorted, each once: bounds and what lies beside them, words of the
/// enumeration and a wrong one, a text where a number is wanted.
///
/// Shape:    `root` is the document that "$ref" points into
std::vector<std::string> edge_texts(JsonElement root, JsonElement schema);

/// A changed body, and where.
struct BodyCase {
  std::string at;    ///< JSON Pointer
  std::string what;  ///< "a number", "nothing"
  Json body;
};

/// For each member that the schema names, down to the objects that the body has: the body with
/// that member of every other type, and without it.
///
/// Shape:    the cases of one member stand together, in the order of the names
std::vector<BodyCase> wrong_bodies(JsonElement root, JsonElement schema, const Json& body);

}  // namespace understudy::conformance
