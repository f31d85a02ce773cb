// SPDX-License-Identifier: MIT
/// prefixItems, items, additionalItems, contains, minContains, maxContains, uniqueItems, minItems,
/// maxItems.
///
/// Until 2019-09 an `items` that is an array is what `prefixItems` is now, and `additionalItems`
/// is what `items` is behind it.
///
/// Source: JSON Schema Core, draft 2020-12, section 10.3.1; Validation, section 6.4; draft-07
#include "sizes.hpp"

namespace understudy::schema {

namespace {

constexpr std::uint8_t kArray = bit_of(JsonNode::Kind::array);

std::vector<BlockId> blocks_of(const JsonNode* keyword, const Keywords& keywords,
                               Builder& builder) {
  const JsonElement list{keyword};
  if (!list.is_array()) {
    builder.fail(keyword, Errc::bad_input, "the value of this keyword is an array of schemas", "");
  }
  std::vector<BlockId> blocks;
  for (const JsonElement schema : list.elements()) {
    blocks.push_back(builder.block(schema.node(), keywords.resource));
  }
  return blocks;
}

void compile_items(const Keywords& keywords, Builder& builder) {
  const JsonNode* const items = keywords[Keyword::items];
  const JsonNode* const prefix = keywords[Keyword::prefix_items];
  ArrayRule rule;
  if (prefix != nullptr) rule.prefix = blocks_of(prefix, keywords, builder);
  const bool is_old = keywords.dialect.draft <= Draft::draft2019_09;
  const JsonNode* rest = items;
  if (is_old && items != nullptr && items->kind == JsonNode::Kind::array) {
    rule.prefix = blocks_of(items, keywords, builder);
    rule.prefix_keyword = "items";
    rule.items_keyword = "additionalItems";
    rest = keywords[Keyword::additional_items];
  }
  if (rest != nullptr) rule.items = builder.block(rest, keywords.resource);
  if (rule.prefix.empty() && rule.items == kNoBlock) return;
  const auto index = builder.put(builder.program().arrays, std::move(rule));
  builder.emit(kArray, {Opcode::array, Kind::false_schema, index, rest});
}

void compile_contains(const Keywords& keywords, Builder& builder) {
  const JsonNode* const keyword = keywords[Keyword::contains];
  ContainsRule rule;
  rule.least_keyword = keywords[Keyword::min_contains];
  rule.most_keyword = keywords[Keyword::max_contains];
  if (rule.least_keyword != nullptr) rule.least = read_size(rule.least_keyword, builder);
  if (rule.most_keyword != nullptr) rule.most = read_size(rule.most_keyword, builder);
  if (keyword == nullptr) return;
  rule.block = builder.block(keyword, keywords.resource);
  rule.block_keyword = keyword;
  rule.marks = keywords.dialect.draft >= Draft::draft2020_12;
  const auto index = builder.put(builder.program().contains, rule);
  builder.emit(kArray, {Opcode::contains, Kind::contains, index, keyword});
}

}  // namespace

void compile_arrays(const Keywords& keywords, Builder& builder) {
  compile_size(keywords, Keyword::min_items, Kind::min_items, JsonNode::Kind::array, builder);
  compile_size(keywords, Keyword::max_items, Kind::max_items, JsonNode::Kind::array, builder);
  compile_items(keywords, builder);
  compile_contains(keywords, builder);
  const JsonNode* const unique = keywords[Keyword::unique_items];
  if (unique == nullptr) return;
  if (unique->kind != JsonNode::Kind::boolean) {
    builder.fail(unique, Errc::bad_input, "\"uniqueItems\" is true or false", "");
  }
  if (JsonElement{unique}.is_true()) {
    builder.emit(kArray, {Opcode::unique_items, Kind::unique_items, 0, unique});
  }
}

}  // namespace understudy::schema
