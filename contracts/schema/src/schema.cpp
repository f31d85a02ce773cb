// SPDX-License-Identifier: MIT
/// Compilation, as callers see it.
#include "understudy/schema/schema.hpp"

#include <utility>

#include "builder.hpp"
#include "understudy/base/uri_reference.hpp"

namespace understudy::schema {

Result<std::vector<Schema>> compile_all(const std::vector<std::string>& uris,
                                        const Registry& registry, const CompileOptions& options) {
  Builder builder{registry, options};
  const auto blocks = builder.add(uris);
  if (!blocks) return Failure{blocks.error()};
  auto program = builder.finish();
  if (!program) return Failure{std::move(program.error())};
  std::vector<Schema> schemas;
  schemas.reserve(blocks->size());
  for (const BlockId block : *blocks) schemas.emplace_back(*program, block);
  return schemas;
}

Result<Schema> compile(std::string_view uri, const Registry& registry,
                       const CompileOptions& options) {
  auto schemas = compile_all({std::string{uri}}, registry, options);
  if (!schemas) return Failure{std::move(schemas.error())};
  return std::move(schemas->front());
}

Result<Schema> compile_text(std::string text, const Registry& registry,
                            const CompileOptions& options) {
  constexpr std::string_view kNameless = "understudy:schema";
  Registry extended = registry;
  auto json = JsonDocument::parse_owned(std::move(text));
  if (!json) return Failure{std::move(json.error())};
  std::string uri{kNameless};
  if (const auto id = json->root().find("$id"); id && id->is_string() && is_absolute(id->text())) {
    uri = split_fragment(id->text()).uri;
  }
  auto added = extended.add(uri, std::make_shared<const JsonDocument>(*std::move(json)));
  if (!added) return Failure{std::move(added.error())};
  return compile(uri, extended, options);
}

}  // namespace understudy::schema
