// SPDX-License-Identifier: MIT
/// What an OpenAPI document says of its operations, read once, references followed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/http.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/schema/schema.hpp"

namespace understudy::openapi {

struct Codec;  ///< how the text of a parameter becomes a value; src/codec.hpp

/// A value of a document. Extensions ("x-...") are read from here.
struct Place {
  const schema::Document* document = nullptr;
  const JsonNode* node = nullptr;

  [[nodiscard]] JsonElement element() const { return JsonElement{node}; }
  explicit operator bool() const { return node != nullptr; }
};

/// "<URI of the document>#<JSON Pointer>".
std::string location_of(Place place);

enum class In : std::uint8_t { cookie, header, path, query };
/// "query" and so on.
std::string_view name_of(In in);

enum class Style : std::uint8_t {
  deep_object,
  form,
  label,
  matrix,
  pipe_delimited,
  simple,
  space_delimited,
};
/// "deepObject" and so on.
std::string_view name_of(Style style);

/// A parameter, or a header of a response.
struct Parameter {
  std::string name = {};
  In in = In::query;
  Style style = Style::form;
  bool explode = false;
  bool is_required = false;
  std::vector<std::string> excludes = {};  ///< x-excludes: names of parameters
  Place place = {};
  Place schema_place = {};
  const schema::Schema* schema = nullptr;  ///< null: any value
  const Codec* codec = nullptr;
};

struct MediaType {
  std::string range = {};  ///< "application/json", "text/*"
  Place place = {};
  Place schema_place = {};
  const schema::Schema* schema = nullptr;  ///< null: any value
  const Codec* codec = nullptr;            ///< of forms
};

struct RequestBody {
  Place place = {};
  bool is_required = false;
  std::vector<MediaType> content = {};
};

struct ResponseRule {
  Place place = {};
  std::vector<const Parameter*> headers = {};
  std::vector<MediaType> content = {};
};

struct StatusRule {
  std::string status = {};  ///< "200", "4XX", "default"
  const ResponseRule* response = nullptr;
};

struct SecurityScheme {
  std::string name = {};
  std::string type = {};       ///< "apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"
  std::string in = {};         ///< apiKey: "query", "header", "cookie"
  std::string parameter = {};  ///< apiKey: its name there
  std::string scheme = {};     ///< http: "basic", "bearer" and so on
  Place place = {};
};

struct SchemeUse {
  const SecurityScheme* scheme = nullptr;
  std::vector<std::string> scopes = {};
};

/// All of them together; none: without credentials.
using SecurityRequirement = std::vector<SchemeUse>;

/// One operation of a document.
struct Operation {
  std::string id = {};  ///< operationId
  Method method = Method::get;
  std::string path = {};    ///< template: "/companies/{companyId}/leads"
  std::string source = {};  ///< x-source
  std::string grade = {};   ///< x-grade
  Place place = {};
  std::vector<const Parameter*> parameters = {};  ///< the operation's, then those of its path
  const RequestBody* body = nullptr;
  std::vector<StatusRule> responses = {};
  std::vector<SecurityRequirement> security = {};  ///< one of them has to be met; empty: none
  bool is_checked_by_handler = false;              ///< x-validation: handler
};

/// The rule of a status: exact, then its range, then "default"; or null.
const ResponseRule* find_response(const Operation& operation, int status);

/// The entry of a content type: the most exact of those that fit; or null.
///
/// Source:   OpenAPI Specification 3.1.1, section 4.8.14; RFC 9110 section 12.5.1
const MediaType* find_media_type(const std::vector<MediaType>& content, std::string_view type);

}  // namespace understudy::openapi
