// SPDX-License-Identifier: MIT
/// One request or response in a file: as JSON, as HTTP/1.1 text, or as a bare body.
///
/// Shape:    {"method", "target", "fields", "body" | "text"} or {"status", "fields", "body" |
///           "text"}; "body" is any JSON value, "text" a body as it is sent; a value of "fields" is
///           a text or an array of texts
///           HTTP text begins with its request line or "HTTP/", as `curl -i` prints it
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "understudy/base/http.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/base/result.hpp"

namespace understudy::cli {

/// What both kinds of message have.
struct MessageBody {
  bool has_fields = false;                       ///< false: the file says nothing about fields
  std::shared_ptr<const JsonDocument> document;  ///< holds the JSON below
  std::optional<JsonElement> json = {};          ///< the body, when it is JSON
};

struct RequestFile {
  Request request;
  MessageBody body;
};

struct ResponseFile {
  Response response;
  MessageBody body;
};

/// Reads a request. In HTTP text line ends may be LF, Host may be missing, and a body is what
/// stands behind the head, whatever the framing fields say.
///
/// Errors:   bad_input, limit_exceeded; `where` is a place in the text or a JSON Pointer
Result<RequestFile> read_request(const std::string& text);

/// Reads a response. With `status` the text is a body and nothing else; without one, JSON is a
/// response when it is an object with a "status" and no member that a response has not, else a body
/// of status 200. Of several answers in HTTP text (interim ones, a proxy's) the last one counts.
Result<ResponseFile> read_response(const std::string& text, std::optional<int> status);

}  // namespace understudy::cli
