// SPDX-License-Identifier: MIT
/// JSON Schema: compile once, validate often.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/json_document.hpp"
#include "understudy/base/result.hpp"
#include "understudy/schema/registry.hpp"

namespace understudy::schema {

struct Program;

/// What a document means that names no "$schema".
enum class Draft : std::uint8_t { draft7, draft2019_09, draft2020_12, v1 };

/// Whether `format` is checked. A meta-schema that asks for the format-assertion vocabulary is
/// heard in both cases.
enum class Formats : std::uint8_t { annotated, asserted };

struct CompileOptions {
  Draft draft = Draft::draft2020_12;
  Formats formats = Formats::annotated;
  std::size_t schemas = 20'000;  ///< subschemas of one program; robustness, section 5
};

/// A compiled schema. Immutable, cheap to copy, shared by any number of threads.
class Schema {
 public:
  Schema(std::shared_ptr<const Program> program, std::uint32_t block)
      : program_(std::move(program)), block_(block) {}

  [[nodiscard]] const Program& program() const { return *program_; }
  [[nodiscard]] std::uint32_t block() const { return block_; }

 private:
  std::shared_ptr<const Program> program_;
  std::uint32_t block_;
};

/// Compiles schemas of the registry that share what they refer to.
///
/// Shape:    a URI names a document of the registry, its fragment a JSON Pointer or an anchor
/// Errors:   bad_input (a keyword with a value it cannot have, a pattern that is none, a reference
///           loop that makes no progress), not_found (a reference that leads nowhere), unsupported
///           (a required vocabulary or a pattern that cannot be honoured), limit_exceeded;
///           `where` is the URI of the keyword
/// Source:   JSON Schema Core and Validation, draft 2020-12; draft-07
Result<std::vector<Schema>> compile_all(const std::vector<std::string>& uris,
                                        const Registry& registry,
                                        const CompileOptions& options = {});

/// Compiles one schema of the registry.
Result<Schema> compile(std::string_view uri, const Registry& registry,
                       const CompileOptions& options = {});

/// Compiles a schema that stands alone or refers to the registry. Its URI is that of its "$id", or
/// "understudy:schema".
Result<Schema> compile_text(std::string text, const Registry& registry,
                            const CompileOptions& options = {});

}  // namespace understudy::schema
