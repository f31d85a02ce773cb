// SPDX-License-Identifier: MIT
/// enum, const.
///
/// Source: JSON Schema Validation, draft 2020-12, sections 6.1.2 and 6.1.3
#include "../builder.hpp"

namespace understudy::schema {

void compile_values(const Keywords& keywords, Builder& builder) {
  auto& table = builder.program().values;
  if (const JsonNode* const keyword = keywords[Keyword::enumeration]) {
    const JsonElement list{keyword};
    if (!list.is_array()) {
      builder.fail(keyword, Errc::bad_input, "\"enum\" is an array of values", "");
    }
    std::vector<JsonElement> values;
    for (const JsonElement value : list.elements()) values.push_back(value);
    const auto index = builder.put(table, ValueSet{std::move(values)});
    builder.emit(kAnyType, {Opcode::enumeration, Kind::enumeration, index, keyword});
  }
  if (const JsonNode* const keyword = keywords[Keyword::constant]) {
    const auto index = builder.put(table, ValueSet{{JsonElement{keyword}}});
    builder.emit(kAnyType, {Opcode::constant, Kind::constant, index, keyword});
  }
}

}  // namespace understudy::schema
