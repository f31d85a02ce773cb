// SPDX-License-Identifier: MIT
/// An OpenAPI 3.1 document as a list of operations.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/http.hpp"
#include "understudy/base/json.hpp"
#include "understudy/base/result.hpp"

namespace understudy::openapi {

/// One operation of a document.
struct Operation {
  std::string id;  ///< operationId
  Method method = Method::get;
  std::string path;    ///< template: "/companies/{companyId}/leads"
  std::string source;  ///< x-source
  std::string grade;   ///< x-grade
};

/// Immutable once loaded.
class Document {
 public:
  /// Reads a document. Operations come in the order of their paths, then of their methods.
  ///
  /// Errors:   bad_input with the JSON Pointer: no "openapi": "3.1.x", no title or version, an
  ///           operation without operationId, two of the same id, a path without its leading "/",
  ///           an unknown member of a path item; unsupported for TRACE and for a path item behind
  ///           a "$ref"; what parse_json refuses, past 4 MB limit_exceeded
  /// Source:   OpenAPI Specification 3.1.1, sections 4.8.1 (root), 4.8.2 (info), 4.8.9 (path item)
  static Result<Document> load(std::string_view json);

  [[nodiscard]] const std::string& title() const { return title_; }
  [[nodiscard]] const std::string& version() const { return version_; }
  [[nodiscard]] const std::vector<Operation>& operations() const { return operations_; }
  [[nodiscard]] const Operation* find_operation(std::string_view id) const;
  [[nodiscard]] const Json& json() const { return json_; }

 private:
  Json json_;
  std::string title_;
  std::string version_;
  std::vector<Operation> operations_;
};

}  // namespace understudy::openapi
