// SPDX-License-Identifier: MIT
/// Which keywords a schema knows: its draft, and the vocabularies its meta-schema asks for.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "understudy/base/json_document.hpp"
#include "understudy/base/result.hpp"
#include "understudy/schema/schema.hpp"

namespace understudy::schema {

/// Sorted by name, as keywords.cpp repeats them.
enum class Keyword : std::uint8_t {
  anchor,
  comment,
  defs,
  dynamic_anchor,
  dynamic_ref,
  id,
  recursive_anchor,
  recursive_ref,
  ref,
  schema,
  vocabulary,
  additional_items,
  additional_properties,
  all_of,
  any_of,
  constant,
  contains,
  content_encoding,
  content_media_type,
  content_schema,
  definitions,
  dependencies,
  dependent_required,
  dependent_schemas,
  alternative,
  enumeration,
  exclusive_maximum,
  exclusive_minimum,
  format,
  condition,
  items,
  max_contains,
  max_items,
  max_length,
  max_properties,
  maximum,
  min_contains,
  min_items,
  min_length,
  min_properties,
  minimum,
  multiple_of,
  not_allowed,
  one_of,
  pattern,
  pattern_properties,
  prefix_items,
  properties,
  property_names,
  required,
  consequence,
  type,
  unevaluated_items,
  unevaluated_properties,
  unique_items,
};
constexpr std::size_t kKeywords = static_cast<std::size_t>(Keyword::unique_items) + 1;

/// Source:   JSON Schema, draft 2020-12, the meta-schemas of its vocabularies
enum class Vocabulary : std::uint8_t {
  core,
  applicator,
  unevaluated,
  validation,
  format_annotation,
  format_assertion,
  content,
  meta_data,
};

/// How subschemas stand in the value of a keyword.
enum class Holds : std::uint8_t { nothing, schema, schemas, schemas_by_name, items };

struct KeywordInfo {
  std::string_view name;
  Keyword keyword;
  Vocabulary vocabulary;
  Draft first;  ///< the drafts that know it
  Draft last;
  Holds holds;
};

/// Null when no draft knows it.
const KeywordInfo* find_keyword(std::string_view name);

struct Dialect {
  Draft draft = Draft::draft2020_12;
  std::uint8_t vocabularies = 0xFF;  ///< a bit each
  bool asserts_formats = false;

  [[nodiscard]] bool has(Vocabulary vocabulary) const {
    return (vocabularies >> static_cast<unsigned>(vocabulary) & 1U) != 0;
  }
  [[nodiscard]] bool knows(const KeywordInfo& info) const {
    return info.first <= draft && draft <= info.last &&
           (has(info.vocabulary) || (info.vocabulary == Vocabulary::format_annotation &&
                                     has(Vocabulary::format_assertion)));
  }
  /// Draft-07 and before: nothing beside "$ref" counts.
  [[nodiscard]] bool ref_stands_alone() const { return draft == Draft::draft7; }
};

/// The dialect that "$schema" names.
///
/// Errors:   not_found when nothing is known by that URI; unsupported for a required vocabulary
///           that is not ours
/// Source:   JSON Schema Core, draft 2020-12, sections 8.1.1 and 8.1.2
Result<Dialect> find_dialect(std::string_view uri, const Registry& registry,
                             const CompileOptions& options);

/// The dialect of documents that name none.
Dialect default_dialect(const CompileOptions& options);

}  // namespace understudy::schema
