// SPDX-License-Identifier: MIT
/// A schema of one keyword: the machine for patterns stands behind it.
#include "query/pattern.hpp"

#include <string>
#include <utility>

#include "understudy/schema/schema.hpp"
#include "understudy/schema/validate.hpp"

namespace understudy::mock::query {

struct Pattern::Machine {
  schema::Schema schema;
};

Result<Pattern> Pattern::compile(std::string_view ecma) {
  std::string text = R"({"pattern":)";
  append_json_string(text, ecma);
  text += '}';
  auto compiled = schema::compile_text(std::move(text), schema::Registry{});
  if (!compiled) return Failure{std::move(compiled.error())};
  return Pattern{std::make_shared<const Machine>(Machine{*std::move(compiled)})};
}

bool Pattern::found_in(std::string_view text) const {
  const auto document = JsonDocument::of(Json(std::string{text}));
  return schema::is_valid(machine_->schema, document.root());
}

}  // namespace understudy::mock::query
