// SPDX-License-Identifier: MIT
/// `orderby-list`: `orderby=MailingCountry desc,Name`, the first item deciding first.
///
/// Grammar:  value     = item *( "," item )
///           item      = OWS path [ RWS ( "asc" / "desc" ) ] OWS
///           path      = name *( "." name )            ; a column's key or alias, in any case
/// Shape:    one key per item, ascending unless it says desc; the name of the option and the
///           directions in any case; no option, no keys
/// Errors:   400 at an option that comes twice, an item without a name, a word that is no
///           direction, a field that does not exist
/// Source:   S12; S6.9 [FW] twice, S6.12 [OBS] letter case; switch sort.string_case
#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "blanks.hpp"
#include "closest.hpp"
#include "order/dialect.hpp"
#include "query/characters.hpp"

namespace understudy::mock::order {

namespace {

constexpr std::size_t kShownBytes = 60;  // ours: enough to recognise an item

std::string lower(std::string_view word) {
  std::string text{word};
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

Failure<Refusal> refuse(std::string message) {
  return Failure{
      Refusal{.status = 400, .message = std::move(message), .rule = "sort.item", .source = "S12"}};
}

/// "orderby: character 4 has 'x' where <wanted>"; `token` is a piece of `value`.
Failure<Refusal> refuse(std::string_view value, std::string_view token, std::string_view wanted) {
  const auto offset = static_cast<std::size_t>(token.data() - value.data());
  std::string message = "orderby: character " +
                        std::to_string(query::count_characters(value.substr(0, offset))) + " has ";
  message += token.empty() ? "nothing" : "'" + excerpt(token, kShownBytes) + "'";
  message += " where ";
  message += wanted;
  return refuse(std::move(message));
}

// item = OWS path [ RWS ( "asc" / "desc" ) ] OWS
Result<query::SortKey, Refusal> read_item(std::string_view value, std::string_view item,
                                          const query::Schema& columns,
                                          query::LetterCase letter_case) {
  const std::string_view words = trim(item, kFieldBlanks);
  if (words.empty()) return refuse(value, item.substr(0, 0), "a field is due");
  const std::size_t end = std::min(words.find_first_of(kFieldBlanks), words.size());
  const std::string_view path = words.substr(0, end);
  const std::string_view direction = trim(words.substr(end), kFieldBlanks);
  const auto column = columns.find_in_any_case(path);
  if (!column) {
    const auto meant =
        find_closest(columns.keys(), path, std::max<std::size_t>(1, path.size() / 3));
    return refuse(value, path,
                  meant.empty() ? std::string{"a field is due; this one does not exist"}
                                : "a field is due; did you mean '" + std::string{meant} + "'?");
  }
  const std::string word = lower(direction);
  if (!word.empty() && word != "asc" && word != "desc") {
    return refuse(value, direction, "'asc', 'desc' or ',' is due");
  }
  return query::SortKey{*column, word == "desc", letter_case};
}

Parsed parse_order(const QueryParams& query, const query::Schema& columns,
                   query::LetterCase letter_case) {
  Order order;
  const std::string* value = nullptr;
  for (const auto& [name, one] : query.list()) {
    if (lower(name) != "orderby") continue;
    if (value != nullptr) return refuse("orderby: the option comes twice");
    value = &one;
  }
  if (value == nullptr) return order;
  const std::string_view text = *value;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    auto key = read_item(text, text.substr(begin, end - begin), columns, letter_case);
    if (!key) return Failure{std::move(key.error())};
    order.keys.push_back(*key);
    begin = end + 1;
  }
  order.sorted = true;
  return order;
}

}  // namespace

Parse make_orderby_list(const Switches& switches) {
  const auto letter_case = switches.is("sort.string_case", "insensitive")
                               ? query::LetterCase::folded
                               : query::LetterCase::kept;
  return [letter_case](const QueryParams& query, const query::Schema& columns) {
    return parse_order(query, columns, letter_case);
  };
}

}  // namespace understudy::mock::order
