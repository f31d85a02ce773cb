// SPDX-License-Identifier: MIT
/// A body that is no such object is an error without words.
#include "errors/spring_error.hpp"

#include "understudy/base/json_document.hpp"

namespace understudy::client {

std::optional<VendorError> read_spring_error(const Response& response) {
  if (response.status >= 200 && response.status < 300) return std::nullopt;
  VendorError error;
  const Result<JsonDocument> document = JsonDocument::parse(response.body);
  if (!document) return error;
  const auto text_of = [&](std::string_view name) {
    const std::optional<JsonElement> value = document->root().find(name);
    return value && value->is_string() ? std::string{value->text()} : std::string{};
  };
  error.code = text_of("error");
  error.message = text_of("message");
  return error;
}

}  // namespace understudy::client
