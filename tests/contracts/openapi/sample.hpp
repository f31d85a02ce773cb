// SPDX-License-Identifier: MIT
/// The document that the cases of requests and responses are about.
#pragma once

#include <string>

#include "case_file.hpp"
#include "understudy/base/http.hpp"
#include "understudy/openapi/document.hpp"

namespace understudy::openapi {

inline Document load_sample() {
  return Document::load(read_text("contracts/openapi/sample.json"),
                        {.uri = "understudy:test/sample"})
      .value();
}

/// "fields" of a case.
inline Fields fields_of(const Json& input) {
  Fields fields;
  if (!input.contains("fields")) return fields;
  for (const auto& [name, value] : input.at("fields").items()) {
    fields.add(name, *value.get_ptr<const std::string*>());
  }
  return fields;
}

inline std::string body_of(const Json& input) {
  return input.contains("body") ? text_of(input, "body") : std::string{};
}

inline bool is_set(const Json& input, const char* name) {
  return input.contains(name) && input.at(name) == true;
}

}  // namespace understudy::openapi
