// SPDX-License-Identifier: MIT
#include "filter/text_language.hpp"

#include <algorithm>
#include <utility>

#include "closest.hpp"
#include "query/characters.hpp"

namespace understudy::mock::filter {

namespace {

constexpr std::size_t kShownBytes = 60;  // ours: enough to recognise a token
constexpr std::string_view kSigns = "=!<>&|+*/%~^";

FilterErrc code_of(query::FaultKind kind) {
  switch (kind) {
    case query::FaultKind::division_by_zero:
      return FilterErrc::division_by_zero;
    case query::FaultKind::negative_length:
      return FilterErrc::negative_length;
    case query::FaultKind::too_much_work:
      return FilterErrc::too_much_work;
  }
  return FilterErrc::too_much_work;
}

std::string_view wanted_for(query::FaultKind kind) {
  switch (kind) {
    case query::FaultKind::division_by_zero:
      return "a divisor is due that is 0 in no row";
    case query::FaultKind::negative_length:
      return "a length is due that is below 0 in no row";
    case query::FaultKind::too_much_work:
      return "fewer or simpler clauses are due: they cost too much over all rows";
  }
  return "";
}

FilterError make_error(std::string_view text, FilterErrc code, query::Span place,
                       std::string message) {
  const std::size_t begin = std::min<std::size_t>(place.begin, text.size());
  const std::size_t end = std::clamp<std::size_t>(place.end, begin, text.size());
  return {code,
          {},
          query::count_characters(text.substr(0, begin)),
          excerpt(text.substr(begin, end - begin), kShownBytes),
          std::move(message)};
}

}  // namespace

FilterError complain(std::string_view text, FilterErrc code, query::Span place,
                     std::string_view wanted) {
  FilterError error = make_error(text, code, place, {});
  error.message = "character " + std::to_string(error.offset) + " has ";
  error.message += error.token.empty() ? "nothing" : "'" + error.token + "'";
  error.message += " where ";
  error.message += wanted;
  return error;
}

FilterError complain(std::string_view text, FilterErrc code, std::size_t begin, std::size_t end,
                     std::string_view wanted) {
  return complain(text, code,
                  query::Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
                  wanted);
}

FilterError no_such_field(std::string_view text, query::Span place, std::string_view name,
                          const query::Schema& columns) {
  FilterError error = make_error(text, FilterErrc::unknown_field, place, {});
  error.message = "character " + std::to_string(error.offset) + " names the field '" + error.token +
                  "', which does not exist";
  const auto meant = find_closest(columns.keys(), name, std::max<std::size_t>(1, name.size() / 3));
  if (!meant.empty()) error.message += "; did you mean '" + std::string{meant} + "'?";
  return error;
}

Result<std::string_view, FilterError> filter_text(const Json& value) {
  const auto* text = value.get_ptr<const std::string*>();
  if (text == nullptr) {
    return Failure{
        FilterError{FilterErrc::wrong_json_type, {}, 0, {}, "a filter has to be a text"}};
  }
  if (text->size() <= kMaxFilterText) return std::string_view{*text};
  std::size_t limit = kMaxFilterText;
  while (limit > 0 && (static_cast<unsigned char>((*text)[limit]) & 0xC0U) == 0x80U) --limit;
  return Failure{complain(*text, FilterErrc::too_long, limit, text->size(),
                          "the limit of " + std::to_string(kMaxFilterText) + " bytes is passed")};
}

FilterError describe_fault(std::string_view text, const query::Fault& fault) {
  FilterError error = complain(text, code_of(fault.kind), fault.span, wanted_for(fault.kind));
  return error;
}

std::string in_lower_case(std::string_view word) {
  std::string lower{word};
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::size_t Scanner::behind_blanks(std::size_t from) const {
  while (from < text.size() && is_blank(text[from])) ++from;
  return from;
}

std::string_view Scanner::name_at(std::size_t from) const {
  if (from >= text.size() || !begins_name(text[from])) return {};
  std::size_t end = from;
  while (end < text.size() && is_in_name(text[end])) ++end;
  return text.substr(from, end - from);
}

query::Span Scanner::token_at(std::size_t from) const {
  std::size_t end = from;
  const auto is_sign = [&](std::size_t i) {
    return kSigns.find(text[i]) != std::string_view::npos;
  };
  if (from < text.size()) {
    if (is_in_name(text[from])) {
      while (end < text.size() && is_in_name(text[end])) ++end;
    } else if (is_sign(from)) {
      while (end < text.size() && is_sign(end)) ++end;
    } else {
      end += query::decode(text.substr(from)).size;
    }
  }
  return {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(end)};
}

std::size_t Scanner::behind_digits(std::size_t from) const {
  while (from < text.size() && is_digit(text[from])) ++from;
  return from;
}

std::size_t behind_quoted(std::string_view text, std::size_t from) {
  for (std::size_t at = from + 1; at < text.size(); ++at) {
    if (text[at] != '\'') continue;
    if (at + 1 == text.size() || text[at + 1] != '\'') return at + 1;
    ++at;
  }
  return std::string_view::npos;
}

std::string unquote(std::string_view quoted) {
  std::string plain;
  for (std::size_t at = 1; at + 1 < quoted.size(); ++at) {
    plain += quoted[at];
    if (quoted[at] == '\'') ++at;
  }
  return plain;
}

}  // namespace understudy::mock::filter
