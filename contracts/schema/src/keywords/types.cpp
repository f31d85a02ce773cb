// SPDX-License-Identifier: MIT
/// type.
///
/// Source: JSON Schema Validation, draft 2020-12, section 6.1.1
#include <algorithm>
#include <array>

#include "../builder.hpp"

namespace understudy::schema {

namespace {

struct TypeName {
  std::string_view name;
  std::uint8_t bits;
};
constexpr std::array<TypeName, 7> kTypes{{
    {"array", bit_of(JsonNode::Kind::array)},
    {"boolean", bit_of(JsonNode::Kind::boolean)},
    {"integer", kIntegerBit},
    {"null", bit_of(JsonNode::Kind::null)},
    {"number", bit_of(JsonNode::Kind::number)},
    {"object", bit_of(JsonNode::Kind::object)},
    {"string", bit_of(JsonNode::Kind::string)},
}};

std::uint8_t bits_of(JsonElement name, const JsonNode* keyword, Builder& builder) {
  const auto* const type = std::find_if(
      kTypes.begin(), kTypes.end(),
      [&](const TypeName& candidate) { return name.is_string() && candidate.name == name.text(); });
  if (type != kTypes.end()) return type->bits;
  builder.fail(
      keyword, Errc::bad_input,
      name.is_string() ? "there is no type \"" + excerpt(name.text()) + "\"" : "a type is a text",
      "one of array, boolean, integer, null, number, object, string");
  return 0;
}

}  // namespace

void compile_types(const Keywords& keywords, Builder& builder, Block& block) {
  const JsonNode* const keyword = keywords[Keyword::type];
  if (keyword == nullptr) return;
  block.type_keyword = keyword;
  const JsonElement value{keyword};
  if (!value.is_array()) {
    block.types = bits_of(value, keyword, builder);
    return;
  }
  if (value.size() == 0) {
    builder.fail(keyword, Errc::bad_input, "\"type\" names no type", "name one, or leave it out");
  }
  block.types = 0;
  for (const JsonElement name : value.elements())
    block.types |= bits_of(name, name.node(), builder);
}

}  // namespace understudy::schema
