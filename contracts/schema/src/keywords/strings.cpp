// SPDX-License-Identifier: MIT
/// minLength, maxLength, pattern, format.
///
/// Source: JSON Schema Validation, draft 2020-12, sections 6.3 and 7
#include "sizes.hpp"

namespace understudy::schema {

namespace {

constexpr std::uint8_t kString = bit_of(JsonNode::Kind::string);

bool is_text(const JsonNode* keyword, Builder& builder) {
  if (keyword->kind == JsonNode::Kind::string) return true;
  builder.fail(keyword, Errc::bad_input, "the value of this keyword is a text", "");
  return false;
}

void compile_format(const JsonNode* keyword, const Keywords& keywords, Builder& builder) {
  if (!is_text(keyword, builder) || !keywords.dialect.asserts_formats) return;
  const Format* const format = find_format(JsonElement{keyword}.text());
  if (format == nullptr) return;  // unknown: an annotation, Validation section 7.2.3
  const auto index = builder.put(builder.program().formats, format);
  builder.emit(kString, {Opcode::format, Kind::format, index, keyword});
}

}  // namespace

void compile_strings(const Keywords& keywords, Builder& builder) {
  compile_size(keywords, Keyword::min_length, Kind::min_length, JsonNode::Kind::string, builder);
  compile_size(keywords, Keyword::max_length, Kind::max_length, JsonNode::Kind::string, builder);
  if (const JsonNode* const keyword = keywords[Keyword::format]) {
    compile_format(keyword, keywords, builder);
  }
  const JsonNode* const keyword = keywords[Keyword::pattern];
  if (keyword == nullptr || !is_text(keyword, builder)) return;
  const Regex* const regex = builder.regex(keyword, JsonElement{keyword}.text());
  const auto index = builder.put(builder.program().patterns, regex);
  builder.emit(kString, {Opcode::pattern, Kind::pattern, index, keyword});
}

}  // namespace understudy::schema
