// SPDX-License-Identifier: MIT
/// $ref, $dynamicRef, $recursiveRef.
///
/// A dynamic reference starts as a plain one. If what it finds is a dynamic anchor, the outermost
/// resource of the evaluation that has the same anchor takes its place.
///
/// Source: JSON Schema Core, draft 2020-12, section 8.2.3; draft 2019-09, section 8.2.4.2
#include "../builder.hpp"
#include "understudy/base/uri_reference.hpp"

namespace understudy::schema {

namespace {

void compile_dynamic(const JsonNode* keyword, std::string_view anchor, const Keywords& keywords,
                     Builder& builder) {
  const BlockId target = builder.target(keyword, keywords.resource);
  if (builder.has_failed()) return;
  const Block& found = builder.program().blocks[target];
  const JsonNode* const bookend = builder.index().find_dynamic(found.resource, anchor);
  if (bookend != nullptr && bookend == found.node) {
    builder.add_dynamic_reference(keyword, anchor, target);
  } else {
    builder.emit(kAnyType, {Opcode::reference, Kind::false_schema, target, keyword});
  }
}

}  // namespace

void compile_references(const Keywords& keywords, Builder& builder) {
  if (const JsonNode* const keyword = keywords[Keyword::ref]) {
    const BlockId target = builder.target(keyword, keywords.resource);
    builder.emit(kAnyType, {Opcode::reference, Kind::false_schema, target, keyword});
  }
  if (const JsonNode* const keyword = keywords[Keyword::dynamic_ref]) {
    const bool is_text = keyword->kind == JsonNode::Kind::string;
    const auto anchor = is_text ? split_fragment(JsonElement{keyword}.text()).fragment : "";
    compile_dynamic(keyword, anchor, keywords, builder);
  }
  if (const JsonNode* const keyword = keywords[Keyword::recursive_ref]) {
    compile_dynamic(keyword, {}, keywords, builder);
  }
}

}  // namespace understudy::schema
