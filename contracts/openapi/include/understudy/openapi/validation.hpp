// SPDX-License-Identifier: MIT
/// Requests and responses, compared with what the contract says of their operation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "understudy/base/http.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/openapi/document.hpp"
#include "understudy/openapi/finding.hpp"

namespace understudy::openapi {

/// A request as it was sent; nothing is copied.
struct RequestView {
  std::span<const PathParameter> path = {};  ///< as Document::find_operation gives them
  std::string_view query = {};               ///< raw, without "?"
  const Fields* fields = nullptr;            ///< null: not looked at, nor is the content type
  std::string_view body = {};
  std::optional<JsonElement> json = {};  ///< the body, where somebody has read it already
};

/// What is reported beside broken rules.
enum class Reported : std::uint8_t { no, yes };

struct RequestOptions {
  Reported unknown_query = Reported::yes;
  Reported unknown_headers = Reported::no;
  Reported repeated = Reported::no;  ///< a parameter of one value that comes twice
  std::size_t most = 100;            ///< findings
};

/// Compares a request with its operation. `document` is the one that `operation` is of.
///
/// Shape:    parameters are read by style and explode, and take the types their schemas ask for;
///           where a text can be read in several ways, one valid reading is enough
/// Errors:   none: a clean report, or findings
/// Source:   OpenAPI Specification 3.1.1, sections 4.8.12 (parameters), 4.8.13 (body), 4.8.15
///           (encoding)
Report validate_request(const Document& document, const Operation& operation,
                        const RequestView& request, const RequestOptions& options = {});

struct ResponseView {
  int status = 200;
  const Fields* fields = nullptr;  ///< null: not looked at, nor is the content type
  std::string_view body = {};
  std::optional<JsonElement> json = {};  ///< the body, where somebody has read it already
  bool is_of_head = false;               ///< an answer to HEAD has no body
};

struct ResponseOptions {
  Reported undocumented_members = Reported::no;
  Reported undocumented_headers = Reported::no;
  /// Beside undocumented members: those of objects that the contract leaves open, but says nothing
  /// of what else they have ("additionalProperties" with notes and no rule).
  Reported open_members = Reported::no;
  std::size_t most = 100;
};

/// Compares a response with its operation. `document` is the one that `operation` is of.
///
/// Source:   OpenAPI Specification 3.1.1, sections 4.8.16 (responses), 4.8.17, 4.8.21 (headers)
Report validate_response(const Document& document, const Operation& operation,
                         const ResponseView& response, const ResponseOptions& options = {});

}  // namespace understudy::openapi
