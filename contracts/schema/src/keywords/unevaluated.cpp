// SPDX-License-Identifier: MIT
/// unevaluatedItems, unevaluatedProperties: the last instructions of a block, as they ask what the
/// others have looked at.
///
/// Source: JSON Schema Core, draft 2020-12, section 11
#include "../builder.hpp"

namespace understudy::schema {

void compile_unevaluated(const Keywords& keywords, Builder& builder) {
  if (const JsonNode* const keyword = keywords[Keyword::unevaluated_items]) {
    const BlockId block = builder.block(keyword, keywords.resource);
    builder.emit(bit_of(JsonNode::Kind::array),
                 {Opcode::unevaluated_items, Kind::unevaluated_items, block, keyword});
  }
  if (const JsonNode* const keyword = keywords[Keyword::unevaluated_properties]) {
    const BlockId block = builder.block(keyword, keywords.resource);
    builder.emit(bit_of(JsonNode::Kind::object),
                 {Opcode::unevaluated_properties, Kind::unevaluated_properties, block, keyword});
  }
}

}  // namespace understudy::schema
