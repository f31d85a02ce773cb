// SPDX-License-Identifier: MIT
/// allOf, anyOf, oneOf, not, if, then, else.
///
/// Source: JSON Schema Core, draft 2020-12, section 10.2
#include <array>

#include "../builder.hpp"

namespace understudy::schema {

namespace {

struct ListKeyword {
  Keyword keyword;
  Opcode code;
  Kind kind;
};
constexpr std::array<ListKeyword, 3> kLists{{
    {Keyword::all_of, Opcode::all_of, Kind::false_schema},
    {Keyword::any_of, Opcode::any_of, Kind::any_of},
    {Keyword::one_of, Opcode::one_of, Kind::one_of},
}};

}  // namespace

void compile_logic(const Keywords& keywords, Builder& builder) {
  const auto block_of = [&](Keyword name) {
    const JsonNode* const schema = keywords[name];
    return schema == nullptr ? kNoBlock : builder.block(schema, keywords.resource);
  };
  for (const auto [name, code, kind] : kLists) {
    const JsonNode* const keyword = keywords[name];
    if (keyword == nullptr) continue;
    if (keyword->kind != JsonNode::Kind::array || keyword->size == 0) {
      builder.fail(keyword, Errc::bad_input, "this keyword is an array of one schema or more", "");
      return;
    }
    std::vector<BlockId> blocks;
    for (const JsonElement schema : JsonElement{keyword}.elements()) {
      blocks.push_back(builder.block(schema.node(), keywords.resource));
    }
    builder.emit(kAnyType, {code, kind, builder.put_list(blocks), keyword});
  }
  if (const BlockId block = block_of(Keyword::not_allowed); block != kNoBlock) {
    builder.emit(kAnyType,
                 {Opcode::not_allowed, Kind::not_allowed, block, keywords[Keyword::not_allowed]});
  }
  Conditional conditional{block_of(Keyword::condition), block_of(Keyword::consequence),
                          block_of(Keyword::alternative)};
  if (conditional.condition == kNoBlock) return;
  const auto index = builder.put(builder.program().conditionals, conditional);
  builder.emit(kAnyType,
               {Opcode::conditional, Kind::false_schema, index, keywords[Keyword::condition]});
}

}  // namespace understudy::schema
