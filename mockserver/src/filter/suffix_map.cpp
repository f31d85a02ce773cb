// SPDX-License-Identifier: MIT
/// `suffix-map`: an object of texts such as {"state":"Ohio-,-Utah-!-","openOppCount":"1<->10"},
/// all of which have to hold.
///
/// Grammar:  filter-value   = string-filter / boolean-filter / range     ; by the column's type
///           string-filter  = [ items ] [ suffix ]
///           suffix         = "-!-" / "-?-" / "-^-"
///           items          = item *( "-,-" item )
///           item           = *any-char                ; without "-,-"; never trimmed
///           boolean-filter = bool *( "-,-" bool )
///           bool           = %s"true" / %s"false"
///           range          = bound "<->" bound
///           bound          = [ "+" / "-" ] 1*DIGIT [ "." 1*DIGIT ] [ "e" [ "+" / "-" ] 1*DIGIT ]
///                          / [ "-" ] 1*DIGIT          ; date: epoch seconds
/// Shape:    a Condition per entry that says something: an empty text, null and a text of empty
///           items say nothing; booleans and numbers stand for their text
/// Units:    offsets count bytes of the entry's text; a bound past the range of double is infinite
/// Errors:   forbidden_operator at the suffix; bad_value, bad_bound, open_range at the item or
///           bound; expected_range at the text without "<->" or at the second "<->"; too_long and
///           too_many_conditions at the first byte or item past the limit; unknown_field,
///           wrong_json_type at the entry
/// Source:   S13; A14, A16, A17, A18, A30 the switches
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "filter/dialect.hpp"
#include "query/number.hpp"

namespace understudy::mock::filter {

namespace {

constexpr std::size_t kMaxText = 4096;   // ours: bytes of one entry
constexpr std::size_t kMaxItems = 512;   // ours: items, booleans and ranges of one request
constexpr std::size_t kShownBytes = 60;  // ours: enough to recognise a token
constexpr std::string_view kSeparator = "-,-";
constexpr std::string_view kRangeMark = "<->";

enum class OnTrouble : std::uint8_t { ignored, refused };

/// The answers to the questions that the source leaves open.
struct Reading {
  query::LetterCase exact_case = query::LetterCase::kept;
  query::NullRow not_contains = query::NullRow::kept;
  OnTrouble malformed = OnTrouble::refused;
  OnTrouble open_range = OnTrouble::refused;
  OnTrouble unknown_key = OnTrouble::refused;
};

/// One member of the filter object.
struct Entry {
  std::string_view field;
  std::string_view text;
  std::size_t column = 0;
  query::ColumnType type = query::ColumnType::text;
};

struct Item {
  std::size_t offset = 0;
  std::string_view text;
};

enum class TextOperator : std::uint8_t { contains, exact, not_contains, not_equal };

/// Without values where an entry says nothing.
using ReadEntry = Result<query::Condition, FilterError>;

Failure<FilterError> refuse(FilterErrc code, std::string_view field, const Item& token,
                            std::string_view wanted) {
  std::string message = "byte " + std::to_string(token.offset) + " has ";
  message += token.text.empty() ? "nothing" : "'" + excerpt(token.text, kShownBytes) + "'";
  message += " where ";
  message += wanted;
  return Failure{FilterError{code, std::string{field}, token.offset,
                             excerpt(token.text, kShownBytes), std::move(message)}};
}

// suffix = "-!-" / "-?-" / "-^-"
std::optional<TextOperator> find_suffix(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, TextOperator>, 3> kSuffixes{
      {{"-!-", TextOperator::not_equal},
       {"-?-", TextOperator::contains},
       {"-^-", TextOperator::not_contains}}};
  for (const auto& [suffix, meaning] : kSuffixes) {
    if (text.ends_with(suffix)) return meaning;
  }
  return std::nullopt;
}

constexpr std::size_t kSuffixSize = 3;

Item suffix_of(std::string_view text) {
  const std::size_t offset = text.size() - kSuffixSize;
  return {offset, text.substr(offset)};
}

/// Left to right and without overlap; empty items are left in.
std::vector<Item> split(std::string_view text) {
  std::vector<Item> items;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = text.find(kSeparator, begin);
    items.push_back({begin, text.substr(begin, end - begin)});
    if (end == std::string_view::npos) return items;
    begin = end + kSeparator.size();
  }
}

query::Condition make_condition(const Entry& entry, TextOperator meaning, const Reading& reading) {
  // S6 [INF]: UUIDs compare without regard to case, whatever filter.exact_case says.
  const auto exact_case =
      entry.type == query::ColumnType::uuid ? query::LetterCase::folded : reading.exact_case;
  query::Condition condition;
  condition.column = entry.column;
  condition.letter_case = exact_case;
  switch (meaning) {
    case TextOperator::contains:
      condition.op = query::Op::contains;
      condition.quantifier = query::Quantifier::all;
      condition.letter_case = query::LetterCase::folded;
      break;
    case TextOperator::exact:
      break;
    case TextOperator::not_contains:
      condition.op = query::Op::contains;
      condition.negated = true;
      condition.letter_case = query::LetterCase::folded;
      condition.null_row = reading.not_contains;
      break;
    case TextOperator::not_equal:
      condition.negated = true;
      condition.null_row = query::NullRow::kept;
      break;
  }
  return condition;
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
  const std::size_t end = text.find_first_not_of("0123456789", at);
  return end == std::string_view::npos ? text.size() : end;
}

bool sees_any(std::string_view text, std::size_t at, std::string_view wanted) {
  return at < text.size() && wanted.find(text[at]) != std::string_view::npos;
}

// bound = [ "+" / "-" ] 1*DIGIT [ "." 1*DIGIT ] [ "e" [ "+" / "-" ] 1*DIGIT ]
bool is_bound(std::string_view text) {
  std::size_t at = sees_any(text, 0, "+-") ? 1 : 0;
  std::size_t end = skip_digits(text, at);
  if (end == at) return false;
  if (sees_any(text, end, ".")) {
    at = end + 1;
    end = skip_digits(text, at);
    if (end == at) return false;
  }
  if (sees_any(text, end, "eE")) {
    at = end + (sees_any(text, end + 1, "+-") ? 2 : 1);
    end = skip_digits(text, at);
    if (end == at) return false;
  }
  return end == text.size();
}

/// Reads the filter object of one request.
class Reader {
 public:
  Reader(const Reading& reading, const query::Schema& columns)
      : reading_(reading), columns_(columns) {}

  Parsed read(const Json& filters);

 private:
  ReadEntry read_member(const std::string& field, const Json& value);
  ReadEntry read_text(const Entry& entry);
  ReadEntry read_booleans(const Entry& entry);
  ReadEntry read_range(const Entry& entry);
  Result<query::Value, FilterError> read_bound(const Entry& entry, const Item& bound);
  Result<Done, FilterError> count(const Entry& entry, const Item& item);

  const Reading& reading_;
  const query::Schema& columns_;
  std::size_t items_ = 0;
};

Result<Done, FilterError> Reader::count(const Entry& entry, const Item& item) {
  if (++items_ <= kMaxItems) return Done{};
  return refuse(FilterErrc::too_many_conditions, entry.field, item,
                "the limit of " + std::to_string(kMaxItems) + " items in all filters is passed");
}

// string-filter = [ items ] [ suffix ]
ReadEntry Reader::read_text(const Entry& entry) {
  std::string_view text = entry.text;
  const auto suffix = find_suffix(text);
  if (suffix) text.remove_suffix(kSuffixSize);

  // items = item *( "-,-" item )
  auto condition = make_condition(entry, suffix.value_or(TextOperator::exact), reading_);
  for (const Item& item : split(text)) {
    if (item.text.empty()) continue;
    const auto counted = count(entry, item);
    if (!counted) return Failure{counted.error()};
    condition.values.emplace_back(std::string{item.text});
  }
  return condition;
}

// boolean-filter = bool *( "-,-" bool )
ReadEntry Reader::read_booleans(const Entry& entry) {
  constexpr std::string_view kWanted = "'true' or 'false' is due, without an operator";
  if (find_suffix(entry.text)) {
    return refuse(FilterErrc::forbidden_operator, entry.field, suffix_of(entry.text), kWanted);
  }
  query::Condition condition;
  condition.column = entry.column;
  for (const Item& item : split(entry.text)) {
    if (item.text != "true" && item.text != "false") {
      return refuse(FilterErrc::bad_value, entry.field, item, kWanted);
    }
    const auto counted = count(entry, item);
    if (!counted) return Failure{counted.error()};
    condition.values.emplace_back(item.text == "true");
  }
  return condition;
}

Result<query::Value, FilterError> Reader::read_bound(const Entry& entry, const Item& bound) {
  const bool is_date = entry.type == query::ColumnType::date;
  const std::string_view wanted = is_date
                                      ? "a date in seconds since 1970 is due, such as 1700000000"
                                      : "a number is due, such as 12 or -0.5";
  if (bound.text.empty()) {
    if (reading_.open_range == OnTrouble::ignored) return query::Value{query::Null{}};
    return refuse(FilterErrc::open_range, entry.field, bound, wanted);
  }
  const bool is_plain = bound.text.find_first_not_of("-0123456789") == std::string_view::npos;
  if (!is_bound(bound.text) || (is_date && !is_plain)) {
    return refuse(FilterErrc::bad_bound, entry.field, bound, wanted);
  }
  return query::parse_number(bound.text);
}

// range = bound "<->" bound
ReadEntry Reader::read_range(const Entry& entry) {
  constexpr std::string_view kWanted = "a range is due, such as 1<->10, without an operator";
  if (find_suffix(entry.text)) {
    return refuse(FilterErrc::forbidden_operator, entry.field, suffix_of(entry.text), kWanted);
  }
  const std::size_t mark = entry.text.find(kRangeMark);
  if (mark == std::string_view::npos) {
    return refuse(FilterErrc::expected_range, entry.field, {0, entry.text}, kWanted);
  }
  const std::size_t high = mark + kRangeMark.size();
  const std::size_t extra = entry.text.find(kRangeMark, high);
  if (extra != std::string_view::npos) {
    return refuse(FilterErrc::expected_range, entry.field, {extra, kRangeMark},
                  "the range has to end, it has two bounds");
  }

  auto low_bound = read_bound(entry, {0, entry.text.substr(0, mark)});
  if (!low_bound) return Failure{low_bound.error()};
  auto high_bound = read_bound(entry, {high, entry.text.substr(high)});
  if (!high_bound) return Failure{high_bound.error()};
  const auto counted = count(entry, {0, entry.text});
  if (!counted) return Failure{counted.error()};
  query::Condition condition;
  condition.column = entry.column;
  condition.op = query::Op::between;
  condition.values = {*std::move(low_bound), *std::move(high_bound)};
  return condition;
}

ReadEntry Reader::read_member(const std::string& field, const Json& value) {
  if (value.is_structured()) {
    return Failure{FilterError{
        FilterErrc::wrong_json_type,
        field,
        0,
        {},
        std::string{value.is_array() ? "an array" : "an object"} + " stands where a text is due"}};
  }
  const auto column = columns_.find(field);
  if (!column) {
    if (reading_.unknown_key == OnTrouble::ignored) return query::Condition{};
    return Failure{FilterError{FilterErrc::unknown_field, field, 0, excerpt(field, kShownBytes),
                               "there is no such column; ask /columns for the keys"}};
  }
  if (value.is_null()) return query::Condition{};
  const auto* text = value.get_ptr<const std::string*>();
  const std::string spelled = text != nullptr ? std::string{} : dump_json(value);
  const Entry entry{field, text != nullptr ? *text : spelled, *column, columns_[*column].type};
  if (entry.text.empty()) return query::Condition{};  // A18, whatever the column's type
  if (entry.text.size() > kMaxText) {
    return refuse(FilterErrc::too_long, field, {kMaxText, entry.text.substr(kMaxText)},
                  "the limit of " + std::to_string(kMaxText) + " bytes for one filter is passed");
  }

  // filter-value = string-filter / boolean-filter / range
  switch (entry.type) {
    case query::ColumnType::boolean:
      return read_booleans(entry);
    case query::ColumnType::currency:
    case query::ColumnType::date:
    case query::ColumnType::number:
      return read_range(entry);
    case query::ColumnType::date_time:
    case query::ColumnType::day:
    case query::ColumnType::list:
    case query::ColumnType::text:
    case query::ColumnType::uuid:
      return read_text(entry);
  }
  return query::Condition{};
}

/// The errors that filter.malformed is about.
bool is_malformed(FilterErrc code) {
  switch (code) {
    case FilterErrc::bad_bound:
    case FilterErrc::bad_value:
    case FilterErrc::expected_range:
    case FilterErrc::forbidden_operator:
      return true;
    default:
      return false;
  }
}

Parsed Reader::read(const Json& filters) {
  if (filters.is_null()) return query::Filter{};
  if (!filters.is_object()) {
    return Failure{FilterError{FilterErrc::wrong_json_type,
                               {},
                               0,
                               {},
                               "something else stands where an object of filters is due"}};
  }
  query::Filter filter;
  for (const auto& [field, value] : filters.items()) {
    auto condition = read_member(field, value);
    if (!condition) {
      const bool is_ignored =
          reading_.malformed == OnTrouble::ignored && is_malformed(condition.error().code);
      if (is_ignored) continue;
      return Failure{std::move(condition.error())};
    }
    if (!condition->values.empty()) filter.all_of.push_back(*std::move(condition));
  }
  return filter;
}

}  // namespace

Parse make_suffix_map(const Switches& switches) {
  const auto choose = [&](std::string_view name, std::string_view value) {
    return switches.is(name, value) ? OnTrouble::ignored : OnTrouble::refused;
  };
  const Reading reading{
      .exact_case = switches.is("filter.exact_case", "insensitive") ? query::LetterCase::folded
                                                                    : query::LetterCase::kept,
      .not_contains = switches.is("filter.null_not_contains", "drop") ? query::NullRow::dropped
                                                                      : query::NullRow::kept,
      .malformed = choose("filter.malformed", "ignore"),
      .open_range = choose("filter.open_range", "open"),
      .unknown_key = choose("keys.unknown", "ignore")};
  return [reading](const Json& filters, const query::Schema& columns) {
    return Reader{reading, columns}.read(filters);
  };
}

}  // namespace understudy::mock::filter
