// SPDX-License-Identifier: MIT
/// What the error readers of all APIs do alike: look into a body that may be anything.
#pragma once

#include <string>
#include <string_view>

#include "understudy/base/http.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/client/call_error.hpp"
#include "understudy/client/json_codec.hpp"

namespace understudy::client::calls {

inline bool is_success(const Response& response) {
  return response.status >= 200 && response.status < 300;
}

/// The text of a member; empty for a missing one and for any other type.
inline std::string text_at(JsonElement object, std::string_view name) {
  const std::optional<JsonElement> value = object.find(name);
  return value && value->is_string() ? std::string{value->text()} : std::string{};
}

/// Hands the body to `read(root, error)`; an error without words for a body that is no JSON.
template <typename Read>
VendorError read_error_body(const Response& response, const Read& read) {
  VendorError error;
  const Result<JsonDocument> body = JsonDocument::parse(response.body, kAnswerLimits);
  if (body) read(body->root(), error);
  return error;
}

}  // namespace understudy::client::calls
