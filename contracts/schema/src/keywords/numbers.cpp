// SPDX-License-Identifier: MIT
/// minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf.
///
/// Source: JSON Schema Validation, draft 2020-12, section 6.2
#include <array>

#include "../builder.hpp"

namespace understudy::schema {

namespace {

constexpr std::uint8_t kNumber = bit_of(JsonNode::Kind::number);

struct LimitKeyword {
  Keyword keyword;
  Kind kind;
};
constexpr std::array<LimitKeyword, 4> kLimits{{
    {Keyword::minimum, Kind::minimum},
    {Keyword::maximum, Kind::maximum},
    {Keyword::exclusive_minimum, Kind::exclusive_minimum},
    {Keyword::exclusive_maximum, Kind::exclusive_maximum},
}};

bool is_number(const JsonNode* keyword, Builder& builder) {
  if (keyword->kind == JsonNode::Kind::number) return true;
  builder.fail(keyword, Errc::bad_input, "a bound of numbers is a number", "");
  return false;
}

}  // namespace

void compile_numbers(const Keywords& keywords, Builder& builder) {
  Program& program = builder.program();
  for (const auto [name, kind] : kLimits) {
    const JsonNode* const keyword = keywords[name];
    if (keyword == nullptr || !is_number(keyword, builder)) continue;
    const JsonElement bound{keyword};
    const auto index = builder.put(program.bounds, Bound{bound.text(), to_int64(bound)});
    builder.emit(kNumber, {Opcode::limit, kind, index, keyword});
  }
  const JsonNode* const keyword = keywords[Keyword::multiple_of];
  if (keyword == nullptr || !is_number(keyword, builder)) return;
  auto divisor = Divisor::make(JsonElement{keyword}.text());
  if (!divisor) {
    builder.fail(keyword, divisor.error().code, divisor.error().what, divisor.error().advice);
    return;
  }
  const auto index = builder.put(program.divisors, *std::move(divisor));
  builder.emit(kNumber, {Opcode::multiple_of, Kind::multiple_of, index, keyword});
}

}  // namespace understudy::schema
