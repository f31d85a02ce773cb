// SPDX-License-Identifier: MIT
/// Everything a loaded document owns. Addresses are stable: the parts point at each other.
#pragma once

#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "codec.hpp"
#include "path_table.hpp"
#include "understudy/openapi/document.hpp"

namespace understudy::openapi {

struct Contents {
  schema::Registry registry;
  const schema::Document* main = nullptr;
  std::string title = {};
  std::string version = {};
  std::vector<Operation> operations = {};
  std::vector<SecurityScheme> security_schemes = {};
  std::deque<Parameter> parameters = {};
  std::deque<RequestBody> bodies = {};
  std::deque<ResponseRule> responses = {};
  std::deque<Codec> codecs = {};
  std::vector<schema::Schema> schemas = {};
  std::unordered_map<const JsonNode*, std::size_t> schema_at = {};
  PathTable paths = {};
};

}  // namespace understudy::openapi
