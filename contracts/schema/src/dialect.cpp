// SPDX-License-Identifier: MIT
/// The keywords of all drafts in one table, and what "$schema" and "$vocabulary" choose of it.
#include "dialect.hpp"

#include <algorithm>

namespace understudy::schema {

namespace {

constexpr Draft k7 = Draft::draft7;
constexpr Draft k19 = Draft::draft2019_09;
constexpr Draft k20 = Draft::draft2020_12;
constexpr Draft kNow = Draft::v1;

constexpr std::array<KeywordInfo, kKeywords> kTable{{
    {"$anchor", Keyword::anchor, Vocabulary::core, k19, kNow, Holds::nothing},
    {"$comment", Keyword::comment, Vocabulary::core, k7, kNow, Holds::nothing},
    {"$defs", Keyword::defs, Vocabulary::core, k19, kNow, Holds::schemas_by_name},
    {"$dynamicAnchor", Keyword::dynamic_anchor, Vocabulary::core, k20, kNow, Holds::nothing},
    {"$dynamicRef", Keyword::dynamic_ref, Vocabulary::core, k20, kNow, Holds::nothing},
    {"$id", Keyword::id, Vocabulary::core, k7, kNow, Holds::nothing},
    {"$recursiveAnchor", Keyword::recursive_anchor, Vocabulary::core, k19, k19, Holds::nothing},
    {"$recursiveRef", Keyword::recursive_ref, Vocabulary::core, k19, k19, Holds::nothing},
    {"$ref", Keyword::ref, Vocabulary::core, k7, kNow, Holds::nothing},
    {"$schema", Keyword::schema, Vocabulary::core, k7, kNow, Holds::nothing},
    {"$vocabulary", Keyword::vocabulary, Vocabulary::core, k19, kNow, Holds::nothing},
    {"additionalItems", Keyword::additional_items, Vocabulary::applicator, k7, k19, Holds::schema},
    {"additionalProperties", Keyword::additional_properties, Vocabulary::applicator, k7, kNow,
     Holds::schema},
    {"allOf", Keyword::all_of, Vocabulary::applicator, k7, kNow, Holds::schemas},
    {"anyOf", Keyword::any_of, Vocabulary::applicator, k7, kNow, Holds::schemas},
    {"const", Keyword::constant, Vocabulary::validation, k7, kNow, Holds::nothing},
    {"contains", Keyword::contains, Vocabulary::applicator, k7, kNow, Holds::schema},
    {"contentEncoding", Keyword::content_encoding, Vocabulary::content, k7, kNow, Holds::nothing},
    {"contentMediaType", Keyword::content_media_type, Vocabulary::content, k7, kNow,
     Holds::nothing},
    {"contentSchema", Keyword::content_schema, Vocabulary::content, k19, kNow, Holds::schema},
    {"definitions", Keyword::definitions, Vocabulary::core, k7, k7, Holds::schemas_by_name},
    // Not part of it since 2019-09, but its meta-schema keeps it: schemas in use still have it.
    {"dependencies", Keyword::dependencies, Vocabulary::applicator, k7, k20,
     Holds::schemas_by_name},
    {"dependentRequired", Keyword::dependent_required, Vocabulary::validation, k19, kNow,
     Holds::nothing},
    {"dependentSchemas", Keyword::dependent_schemas, Vocabulary::applicator, k19, kNow,
     Holds::schemas_by_name},
    {"else", Keyword::alternative, Vocabulary::applicator, k7, kNow, Holds::schema},
    {"enum", Keyword::enumeration, Vocabulary::validation, k7, kNow, Holds::nothing},
    {"exclusiveMaximum", Keyword::exclusive_maximum, Vocabulary::validation, k7, kNow,
     Holds::nothing},
    {"exclusiveMinimum", Keyword::exclusive_minimum, Vocabulary::validation, k7, kNow,
     Holds::nothing},
    {"format", Keyword::format, Vocabulary::format_annotation, k7, kNow, Holds::nothing},
    {"if", Keyword::condition, Vocabulary::applicator, k7, kNow, Holds::schema},
    {"items", Keyword::items, Vocabulary::applicator, k7, kNow, Holds::items},
    {"maxContains", Keyword::max_contains, Vocabulary::validation, k19, kNow, Holds::nothing},
    {"maxItems", Keyword::max_items, Vocabulary::validation, k7, kNow, Holds::nothing},
    {"maxLength", Keyword::max_length, Vocabulary::validation, k7, kNow, Holds::nothing},
    {"maxProperties", Keyword::max_properties, Vocabulary::validation, k7, kNow, Holds::nothing},
    {"maximum", Keyword::maximum, Vocabulary::validation, k7, kNow, Holds::nothing},
    {"minContains", Keyword::min_contains, Vocabulary::validation, k19, kNow, Holds::nothing},
    {"minItems", Keyword::min_items, Vocabulary::validation, k7, kNow, Holds::nothing},
    {"minLength", Keyword::min_length, Vocabulary::validation, k7, kNow, Holds::nothing},
    {"minProperties", Keyword::min_properties, Vocabulary::validation, k7, kNow, Holds::nothing},
    {"minimum", Keyword::minimum, Vocabulary::validation, k7, kNow, Holds::nothing},
    {"multipleOf", Keyword::multiple_of, Vocabulary::validation, k7, kNow, Holds::nothing},
    {"not", Keyword::not_allowed, Vocabulary::applicator, k7, kNow, Holds::schema},
    {"oneOf", Keyword::one_of, Vocabulary::applicator, k7, kNow, Holds::schemas},
    {"pattern", Keyword::pattern, Vocabulary::validation, k7, kNow, Holds::nothing},
    {"patternProperties", Keyword::pattern_properties, Vocabulary::applicator, k7, kNow,
     Holds::schemas_by_name},
    {"prefixItems", Keyword::prefix_items, Vocabulary::applicator, k20, kNow, Holds::schemas},
    {"properties", Keyword::properties, Vocabulary::applicator, k7, kNow, Holds::schemas_by_name},
    {"propertyNames", Keyword::property_names, Vocabulary::applicator, k7, kNow, Holds::schema},
    {"required", Keyword::required, Vocabulary::validation, k7, kNow, Holds::nothing},
    {"then", Keyword::consequence, Vocabulary::applicator, k7, kNow, Holds::schema},
    {"type", Keyword::type, Vocabulary::validation, k7, kNow, Holds::nothing},
    {"unevaluatedItems", Keyword::unevaluated_items, Vocabulary::unevaluated, k19, kNow,
     Holds::schema},
    {"unevaluatedProperties", Keyword::unevaluated_properties, Vocabulary::unevaluated, k19, kNow,
     Holds::schema},
    {"uniqueItems", Keyword::unique_items, Vocabulary::validation, k7, kNow, Holds::nothing},
}};

constexpr bool by_name(const KeywordInfo& a, const KeywordInfo& b) { return a.name < b.name; }
static_assert(std::is_sorted(kTable.begin(), kTable.end(), by_name));
static_assert(
    [] {
      for (std::size_t i = 0; i < kTable.size(); ++i) {
        if (kTable[i].keyword != static_cast<Keyword>(i)) return false;
      }
      return true;
    }(),
    "the table is in the order of the enumeration");

struct KnownDialect {
  std::string_view uri;
  Draft draft;
};
constexpr std::array<KnownDialect, 6> kDialects{{
    {"http://json-schema.org/draft-07/schema", Draft::draft7},
    {"https://json-schema.org/draft-07/schema", Draft::draft7},
    {"https://json-schema.org/draft/2019-09/schema", Draft::draft2019_09},
    {"https://json-schema.org/draft/2020-12/schema", Draft::draft2020_12},
    {"https://json-schema.org/v1", Draft::v1},
    {"https://spec.openapis.org/oas/3.1/dialect/base", Draft::draft2020_12},
}};

struct KnownVocabulary {
  std::string_view uri;
  Vocabulary vocabulary;
};
constexpr std::array<KnownVocabulary, 14> kVocabularies{{
    {"https://json-schema.org/draft/2019-09/vocab/applicator", Vocabulary::applicator},
    {"https://json-schema.org/draft/2019-09/vocab/content", Vocabulary::content},
    {"https://json-schema.org/draft/2019-09/vocab/core", Vocabulary::core},
    {"https://json-schema.org/draft/2019-09/vocab/format", Vocabulary::format_annotation},
    {"https://json-schema.org/draft/2019-09/vocab/meta-data", Vocabulary::meta_data},
    {"https://json-schema.org/draft/2019-09/vocab/validation", Vocabulary::validation},
    {"https://json-schema.org/draft/2020-12/vocab/applicator", Vocabulary::applicator},
    {"https://json-schema.org/draft/2020-12/vocab/content", Vocabulary::content},
    {"https://json-schema.org/draft/2020-12/vocab/core", Vocabulary::core},
    {"https://json-schema.org/draft/2020-12/vocab/format-annotation",
     Vocabulary::format_annotation},
    {"https://json-schema.org/draft/2020-12/vocab/format-assertion", Vocabulary::format_assertion},
    {"https://json-schema.org/draft/2020-12/vocab/meta-data", Vocabulary::meta_data},
    {"https://json-schema.org/draft/2020-12/vocab/unevaluated", Vocabulary::unevaluated},
    {"https://json-schema.org/draft/2020-12/vocab/validation", Vocabulary::validation},
}};

constexpr std::uint8_t bit_of(Vocabulary vocabulary) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(vocabulary));
}

std::string_view without_empty_fragment(std::string_view uri) {
  if (uri.ends_with('#')) uri.remove_suffix(1);
  return uri;
}

/// The dialect of a meta-schema that is not one of the standard ones.
Result<Dialect> read_vocabularies(JsonElement meta_schema, std::string_view uri, Dialect dialect) {
  const auto listed = meta_schema.find("$vocabulary");
  if (!listed) return dialect;
  dialect.vocabularies = bit_of(Vocabulary::core);
  for (const JsonMember member : listed->members()) {
    const auto* known = std::find_if(
        kVocabularies.begin(), kVocabularies.end(),
        [&](const KnownVocabulary& vocabulary) { return vocabulary.uri == member.name; });
    if (known != kVocabularies.end()) {
      dialect.vocabularies |= bit_of(known->vocabulary);
      if (known->vocabulary == Vocabulary::format_assertion) dialect.asserts_formats = true;
    } else if (member.value.is_true()) {
      return Failure{Error{Errc::unsupported,
                           "the vocabulary " + excerpt(member.name) + " is required and not known",
                           std::string{uri} + "#/$vocabulary",
                           "make it optional, or leave it out"}};
    }
  }
  return dialect;
}

}  // namespace

const KeywordInfo* find_keyword(std::string_view name) {
  const auto* const info =
      std::lower_bound(kTable.begin(), kTable.end(), name,
                       [](const KeywordInfo& a, std::string_view b) { return a.name < b; });
  return info != kTable.end() && info->name == name ? info : nullptr;
}

Dialect default_dialect(const CompileOptions& options) {
  return {.draft = options.draft, .asserts_formats = options.formats == Formats::asserted};
}

Result<Dialect> find_dialect(std::string_view uri, const Registry& registry,
                             const CompileOptions& options) {
  Dialect dialect = default_dialect(options);
  const std::string_view plain = without_empty_fragment(uri);
  const auto* const known =
      std::find_if(kDialects.begin(), kDialects.end(),
                   [&](const KnownDialect& candidate) { return candidate.uri == plain; });
  if (known != kDialects.end()) {
    dialect.draft = known->draft;
    return dialect;
  }
  const Document* const meta_schema = registry.find(plain);
  if (meta_schema == nullptr) {
    return Failure{Error{Errc::not_found, "no meta-schema is known as " + excerpt(uri), "",
                         "add it to the registry, or name one of the standard drafts"}};
  }
  const JsonElement root = meta_schema->json->root();
  if (const auto own = root.find("$schema"); own && own->is_string()) {
    const std::string_view base = without_empty_fragment(own->text());
    const auto* const draft =
        std::find_if(kDialects.begin(), kDialects.end(),
                     [&](const KnownDialect& candidate) { return candidate.uri == base; });
    if (draft != kDialects.end()) dialect.draft = draft->draft;
  }
  return read_vocabularies(root, plain, dialect);
}

}  // namespace understudy::schema
