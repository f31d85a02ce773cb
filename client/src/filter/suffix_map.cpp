// SPDX-License-Identifier: MIT
/// Conditions to texts. Whether a text says what was meant is not reasoned about: it is read again
/// by the rules of the language, and the items have to be the same.
#include "understudy/client/filter/suffix_map.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "understudy/base/error.hpp"
#include "understudy/base/http.hpp"

namespace understudy::client {

namespace {

constexpr std::string_view kSeparator = "-,-";
constexpr std::string_view kRange = "<->";
constexpr std::array<std::string_view, 3> kSuffixes = {"-!-", "-?-", "-^-"};

/// A text as the host takes it apart.
struct Parts {
  std::vector<std::string> items;
  std::string_view suffix;
};

Parts take_apart(std::string_view text) {
  Parts parts;
  for (const std::string_view suffix : kSuffixes) {
    if (!text.ends_with(suffix)) continue;
    parts.suffix = suffix;
    text.remove_suffix(suffix.size());
    break;
  }
  for (;;) {
    const std::size_t cut = text.find(kSeparator);
    const std::string_view item = text.substr(0, cut);
    if (!item.empty()) parts.items.emplace_back(item);
    if (cut == std::string_view::npos) return parts;
    text.remove_prefix(cut + kSeparator.size());
  }
}

std::string join(const std::vector<std::string>& items, std::string_view between) {
  std::string out;
  for (const std::string& item : items) {
    if (&item != &items.front()) out += between;
    out += item;
  }
  return out;
}

bool ends_in_suffix(std::string_view text) {
  return std::any_of(kSuffixes.begin(), kSuffixes.end(),
                     [&](std::string_view suffix) { return text.ends_with(suffix); });
}

/// bound = [ "-" ] 1*DIGIT [ "." 1*DIGIT ] [ "e" [ "+" / "-" ] 1*DIGIT ], with a small "e". JSON
/// allows a large one.
std::string bound_of(const Decimal& number) {
  std::string text = number.text();
  std::replace(text.begin(), text.end(), 'E', 'e');
  return text;
}

bool is_whole(std::string_view text) {
  return text.find_first_not_of("-0123456789") == std::string_view::npos;
}

/// 8-4-4-4-12 hex digits.
bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool fits =
        dash ? text[i] == '-' : std::isxdigit(static_cast<unsigned char>(text[i])) != 0;
    if (!fits) return false;
  }
  return true;
}

bool is_text_type(std::string_view type) {
  return type == "string" || type == "name" || type == "email" || type == "title" ||
         type == "phone";
}

struct Words {
  SuffixMapErrc code;
  std::string_view name;
  std::string_view what;
  std::string_view advice;
};

constexpr std::string_view kPartAdvice = "ask for a part of it with contains, and compare the rows";
constexpr std::array<Words, 10> kWords = {{
    {SuffixMapErrc::ambiguous, "ambiguous", "the values side by side would be read as other ones",
     "ask for one of them at a time"},
    {SuffixMapErrc::bad_value, "bad_value", "the value does not fit the type of its column",
     "give true or false, a number, a whole second or a UUID, as the column has it"},
    {SuffixMapErrc::empty_value, "empty_value", "an empty text would be no condition",
     "leave the value out"},
    {SuffixMapErrc::no_value, "no_value", "a condition needs a value", "leave the condition out"},
    {SuffixMapErrc::repeated_key, "repeated_key", "a column takes one condition",
     "put the values into one condition, or compare the rows"},
    {SuffixMapErrc::reversed, "reversed", "the least is more than the most", "swap the bounds"},
    {SuffixMapErrc::separator, "separator", "a value with \"-,-\" in it would be read as several",
     kPartAdvice},
    {SuffixMapErrc::suffix, "suffix", "the end of the value would be read as an operator",
     kPartAdvice},
    {SuffixMapErrc::unknown_key, "unknown_key", "no column has this key",
     "take the key from the columns of the report; letter case counts"},
    {SuffixMapErrc::wrong_operator, "wrong_operator", "columns of this type have no such condition",
     "texts take equals, differs, contains and lacks; booleans is; numbers and dates between"},
}};

const Words& words_of(SuffixMapErrc code) {
  return *std::find_if(kWords.begin(), kWords.end(),
                       [&](const Words& words) { return words.code == code; });
}

Failure<SuffixMapError> fail(SuffixMapErrc code, std::string key, std::string value = {},
                             std::string type = {}) {
  return Failure{SuffixMapError{code, std::move(key), std::move(value), std::move(type)}};
}

}  // namespace

std::string_view name_of(SuffixMapErrc code) { return words_of(code).name; }

Error to_error(const SuffixMapError& error) {
  const Words& words = words_of(error.code);
  std::string what{words.what};
  if (!error.value.empty()) what += ": \"" + excerpt(error.value) + "\"";
  if (!error.type.empty()) what += " (column type " + excerpt(error.type, 40) + ")";
  const Errc code = error.code == SuffixMapErrc::unknown_key ? Errc::not_found : Errc::bad_input;
  return {code, std::move(what), "filter " + excerpt(error.key), std::string{words.advice}};
}

SuffixMap& SuffixMap::equals(std::string key, Values values) {
  conditions_.push_back({Operator::equals, std::move(key), std::move(values)});
  return *this;
}

SuffixMap& SuffixMap::differs(std::string key, Values values) {
  conditions_.push_back({Operator::differs, std::move(key), std::move(values)});
  return *this;
}

SuffixMap& SuffixMap::contains(std::string key, Values values) {
  conditions_.push_back({Operator::contains, std::move(key), std::move(values)});
  return *this;
}

SuffixMap& SuffixMap::lacks(std::string key, Values values) {
  conditions_.push_back({Operator::lacks, std::move(key), std::move(values)});
  return *this;
}

SuffixMap& SuffixMap::is(std::string key, bool value) {
  conditions_.push_back({Operator::boolean, std::move(key), {value ? "true" : "false"}});
  return *this;
}

SuffixMap& SuffixMap::between(std::string key, Decimal least, Decimal most) {
  conditions_.push_back({Operator::numbers, std::move(key), {bound_of(least), bound_of(most)}});
  return *this;
}

SuffixMap& SuffixMap::between(std::string key, std::chrono::sys_seconds first,
                              std::chrono::sys_seconds last) {
  const auto seconds = [](std::chrono::sys_seconds at) {
    return std::to_string(at.time_since_epoch().count());
  };
  conditions_.push_back({Operator::dates, std::move(key), {seconds(first), seconds(last)}});
  return *this;
}

std::string SuffixMap::text_of(const Condition& condition) {
  switch (condition.op) {
    case Operator::boolean:
    case Operator::equals:
      return join(condition.values, kSeparator);
    case Operator::differs:
      return join(condition.values, kSeparator) + "-!-";
    case Operator::contains:
      return join(condition.values, kSeparator) + "-?-";
    case Operator::lacks:
      return join(condition.values, kSeparator) + "-^-";
    case Operator::dates:
    case Operator::numbers:
      break;
  }
  return join(condition.values, kRange);
}

Result<Done, SuffixMapError> SuffixMap::check(const Condition& condition) {
  const Values& values = condition.values;
  if (values.empty()) return fail(SuffixMapErrc::no_value, condition.key);
  if (condition.op == Operator::numbers || condition.op == Operator::dates) {
    const auto number = [](const std::string& text) { return Decimal::parse(text)->to_double(); };
    if (number(values.front()) <= number(values.back())) return Done{};
    return fail(SuffixMapErrc::reversed, condition.key, text_of(condition));
  }
  for (const std::string& value : values) {
    if (value.empty()) return fail(SuffixMapErrc::empty_value, condition.key);
    if (value.find(kSeparator) != std::string::npos) {
      return fail(SuffixMapErrc::separator, condition.key, value);
    }
  }
  const bool bare = condition.op == Operator::equals;
  if (bare && ends_in_suffix(values.back())) {
    return fail(SuffixMapErrc::suffix, condition.key, values.back());
  }
  const Parts parts = take_apart(text_of(condition));
  if (parts.items == values && (!bare || parts.suffix.empty())) return Done{};
  return fail(SuffixMapErrc::ambiguous, condition.key, join(values, " "));
}

Result<Done, SuffixMapError> SuffixMap::check_type(const Condition& condition,
                                                   const std::string& type) {
  const Operator op = condition.op;
  const bool of_texts = op == Operator::equals || op == Operator::differs ||
                        op == Operator::contains || op == Operator::lacks;
  const auto bad_value = [&](const auto& fits) -> Result<Done, SuffixMapError> {
    const auto bad = std::find_if_not(condition.values.begin(), condition.values.end(), fits);
    if (bad == condition.values.end()) return Done{};
    return fail(SuffixMapErrc::bad_value, condition.key, *bad, type);
  };

  if (is_text_type(type)) {
    if (of_texts) return Done{};
  } else if (equal_ignoring_case(type, "uuid")) {
    if (op == Operator::equals || op == Operator::differs) return bad_value(is_uuid);
    if (of_texts) return Done{};  // a part of one is no UUID
  } else if (type == "boolean") {
    if (op == Operator::boolean) return Done{};
    if (op == Operator::equals) {
      return bad_value([](const std::string& text) { return text == "true" || text == "false"; });
    }
  } else if (type == "number" || type == "currency" || type == "double") {
    if (op == Operator::numbers) return Done{};
  } else if (type == "date") {
    if (op == Operator::dates) return Done{};
    if (op == Operator::numbers) return bad_value(is_whole);
  } else {
    return Done{};
  }
  return fail(SuffixMapErrc::wrong_operator, condition.key, text_of(condition), type);
}

Result<SuffixFilters, SuffixMapError> SuffixMap::build_with(
    const std::vector<FilterColumn>* columns) const {
  std::map<std::string, std::string> texts;
  for (const Condition& condition : conditions_) {
    if (columns != nullptr) {
      const auto column =
          std::find_if(columns->begin(), columns->end(),
                       [&](const FilterColumn& each) { return each.key == condition.key; });
      if (column == columns->end()) return fail(SuffixMapErrc::unknown_key, condition.key);
      if (auto fits = check_type(condition, column->type); !fits) return Failure{fits.error()};
    }
    if (auto sound = check(condition); !sound) return Failure{sound.error()};
    if (!texts.emplace(condition.key, text_of(condition)).second) {
      return fail(SuffixMapErrc::repeated_key, condition.key);
    }
  }
  return SuffixFilters{std::move(texts)};
}

Result<SuffixFilters, SuffixMapError> SuffixMap::build() const { return build_with(nullptr); }

Result<SuffixFilters, SuffixMapError> SuffixMap::build(
    const std::vector<FilterColumn>& columns) const {
  return build_with(&columns);
}

}  // namespace understudy::client
