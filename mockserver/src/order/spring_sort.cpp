// SPDX-License-Identifier: MIT
/// `spring-sort`: `sort=state,desc&sort=city,ignorecase`, the first value deciding first.
///
/// Grammar:  value      = *( property "," ) [ property ] [ "," direction ] [ "," "ignorecase" ]
///           direction  = "asc" / "desc"               ; letters of either case, as "ignorecase"
///           property   = any text without ","         ; not trimmed; a column's key or alias
/// Shape:    one key per property; a value's direction and ignorecase hold for all its properties;
///           pieces that are blank or only dots do not exist
/// Errors:   400 at a property that is no column, unless keys.unknown=ignore drops it; for an API
///           with a switch sort.unknown, that one
/// Source:   partnertap S15, partnertap-analytics S9 [FW] SortHandlerMethodArgumentResolver;
///           partnertap A30, partnertap-analytics A10 [GUESS] unknown keys
#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "order/dialect.hpp"

namespace understudy::mock::order {

namespace {

constexpr std::size_t kShownBytes = 60;  // ours: enough to recognise a property

enum class UnknownKeys : std::uint8_t { ignored, refused };

/// One value of `sort`, taken apart.
struct Clause {
  std::vector<std::string_view> properties;
  bool descending = false;
  query::LetterCase letter_case = query::LetterCase::kept;
};

bool is_blank(std::string_view piece) {
  return piece.find_first_not_of(". \t\n\v\f\r") == std::string_view::npos;
}

// ASCII only: the two words have no other letters.
bool equals_word(std::string_view piece, std::string_view word) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return std::equal(piece.begin(), piece.end(), word.begin(), word.end(),
                    [&](char a, char b) { return lower(a) == b; });
}

std::vector<std::string_view> split(std::string_view value) {
  std::vector<std::string_view> pieces;
  while (true) {
    const std::size_t comma = value.find(',');
    const std::string_view piece = value.substr(0, comma);
    if (!is_blank(piece)) pieces.push_back(piece);
    if (comma == std::string_view::npos) return pieces;
    value.remove_prefix(comma + 1);
  }
}

Clause parse_clause(std::string_view value) {
  Clause clause{split(value)};
  std::vector<std::string_view>& pieces = clause.properties;

  // [ "," "ignorecase" ]
  if (!pieces.empty() && equals_word(pieces.back(), "ignorecase")) {
    clause.letter_case = query::LetterCase::folded;
    pieces.pop_back();
  }

  // [ "," direction ]
  if (pieces.empty()) return clause;
  clause.descending = equals_word(pieces.back(), "desc");
  if (clause.descending || equals_word(pieces.back(), "asc")) pieces.pop_back();
  return clause;
}

/// Which line of the sources it rests on, the API's profile knows.
Failure<Refusal> refuse(std::string_view property) {
  return Failure{
      Refusal{.status = 400,
              .message = "sort: there is no column '" + excerpt(property, kShownBytes) + "'",
              .rule = "keys.unknown"}};
}

Parsed parse_order(const QueryParams& query, const query::Schema& columns, UnknownKeys unknown) {
  Order order;
  for (const std::string_view value : query.all("sort")) {
    const Clause clause = parse_clause(value);
    for (const std::string_view property : clause.properties) {
      const auto column = columns.find(property);
      if (!column && unknown == UnknownKeys::refused) return refuse(property);
      order.sorted = true;
      order.criteria.push_back({std::string{property}, clause.descending, clause.letter_case});
      if (column) order.keys.push_back({*column, clause.descending, clause.letter_case});
    }
  }
  return order;
}

}  // namespace

Parse make_spring_sort(const Switches& switches) {
  const std::string_view reading =
      switches.value_or("sort.unknown", switches.value_or("keys.unknown", "reject"));
  const auto unknown = reading == "ignore" ? UnknownKeys::ignored : UnknownKeys::refused;
  return [unknown](const QueryParams& query, const query::Schema& columns) {
    return parse_order(query, columns, unknown);
  };
}

}  // namespace understudy::mock::order
