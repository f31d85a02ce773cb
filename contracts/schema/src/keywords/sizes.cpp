// SPDX-License-Identifier: MIT
/// minLength, maxLength, minItems, maxItems, minProperties, maxProperties.
///
/// Source: JSON Schema Validation, draft 2020-12, sections 6.3 to 6.5
#include "sizes.hpp"

namespace understudy::schema {

std::uint32_t read_size(const JsonNode* keyword, Builder& builder) {
  constexpr std::uint32_t kMost = 0xFFFFFFFF;
  const JsonElement value{keyword};
  if (!value.is_number() || !is_integer(value.text()) || value.text().starts_with('-')) {
    if (value.is_number() && to_int64(value) == 0) return 0;  // -0
    builder.fail(keyword, Errc::bad_input, "a count is an integer of at least 0", "");
    return 0;
  }
  const auto size = to_int64(value);
  return size && *size < kMost ? static_cast<std::uint32_t>(*size) : kMost;
}

void compile_size(const Keywords& keywords, Keyword name, Kind kind, JsonNode::Kind counted,
                  Builder& builder) {
  const JsonNode* const keyword = keywords[name];
  if (keyword == nullptr) return;
  builder.emit(bit_of(counted), {Opcode::size, kind, read_size(keyword, builder), keyword});
}

}  // namespace understudy::schema
