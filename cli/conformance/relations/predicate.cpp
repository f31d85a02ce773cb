// SPDX-License-Identifier: MIT
#include "predicate.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "collation.hpp"
#include "understudy/base/unicode.hpp"
#include "understudy/base/utf8.hpp"

namespace understudy::conformance {

namespace {

constexpr std::array<std::pair<std::string_view, Test>, 13> kTests{
    {{"between", Test::between},
     {"contains", Test::contains},
     {"ends", Test::ends},
     {"equal", Test::equal},
     {"greater", Test::greater},
     {"greater_equal", Test::greater_equal},
     {"is_missing", Test::is_missing},
     {"less", Test::less},
     {"less_equal", Test::less_equal},
     {"not_contains", Test::not_contains},
     {"not_equal", Test::not_equal},
     {"not_missing", Test::not_missing},
     {"starts", Test::starts}}};

Truth truth(bool value) { return value ? Truth::yes : Truth::no; }

Truth negate(Truth value) {
  if (value == Truth::open) return Truth::open;
  return truth(value == Truth::no);
}

bool text_fits(std::string_view value, std::string_view item, Test test) {
  switch (test) {
    case Test::contains:
    case Test::not_contains:
      return value.find(item) != value.npos;
    case Test::starts:
      return value.substr(0, item.size()) == item;
    case Test::ends:
      return value.size() >= item.size() && value.substr(value.size() - item.size()) == item;
    case Test::between:
    case Test::equal:
    case Test::greater:
    case Test::greater_equal:
    case Test::is_missing:
    case Test::less:
    case Test::less_equal:
    case Test::not_equal:
    case Test::not_missing:
      return value == item;
  }
  return false;
}

std::string fold_ascii(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

using Letter = std::uint32_t;

std::vector<Letter> letters_of(std::string_view text) {
  std::vector<Letter> letters;
  while (!text.empty()) {
    const Character character = read_character(text);
    letters.push_back(character.code);
    text.remove_prefix(std::max<std::size_t>(character.length, 1));
  }
  return letters;
}

/// Whether some collation may take one letter for the other: of one script, one with a mark.
bool may_be_alike(Letter a, Letter b) {
  if (a == b) return true;
  const auto is_latin = [](Letter c) {
    return (c >= 'a' && c <= 'z') || (c >= 0xC0 && c < 0x250) || (c >= 0x1E00 && c < 0x1F00);
  };
  const auto is_within = [&](Letter low, Letter high) {
    return a >= low && a < high && b >= low && b < high;
  };
  if (is_latin(a) && is_latin(b)) return a >= 0x80 || b >= 0x80;
  return is_within(0x370, 0x400) || is_within(0x400, 0x530);
}

/// Whether a text may fit an item in a collation that has no regard to marks.
bool may_fit(const std::vector<Letter>& value, const std::vector<Letter>& item, Test test) {
  const bool is_whole = test == Test::equal || test == Test::not_equal;
  if (item.size() > value.size() || (is_whole && item.size() != value.size())) return false;
  const std::size_t last = value.size() - item.size();
  for (std::size_t at = test == Test::ends ? last : 0; at <= last; ++at) {
    const auto begin = value.begin() + static_cast<std::ptrdiff_t>(at);
    if (std::equal(item.begin(), item.end(), begin, may_be_alike)) return true;
    if (test == Test::starts) return false;
  }
  return false;
}

/// One value and one item of a condition on texts.
Truth compare_texts(const std::string& value, const std::string& item, const Condition& condition) {
  const bool exactly = text_fits(value, item, condition.test);
  if (condition.letters == Letters::regarded) return truth(exactly);
  if (condition.letters == Letters::ignored_in_ascii) {
    return truth(text_fits(fold_ascii(value), fold_ascii(item), condition.test));
  }
  const std::string folded_value = fold_case(value);
  const std::string folded_item = fold_case(item);
  if (text_fits(folded_value, folded_item, condition.test)) {
    return condition.letters == Letters::ignored || exactly ? Truth::yes : Truth::open;
  }
  if (is_ascii(folded_value) && is_ascii(folded_item)) return Truth::no;
  const bool may = may_fit(letters_of(folded_value), letters_of(folded_item), condition.test);
  return may ? Truth::open : Truth::no;
}

Truth equals(const Json& value, const Json& item, const Condition& condition) {
  const auto* text = value.get_ptr<const std::string*>();
  const auto* wanted = item.get_ptr<const std::string*>();
  if (text != nullptr && wanted != nullptr) return compare_texts(*text, *wanted, condition);
  return truth(value == item);
}

Truth any_item(const Json& value, const Condition& condition) {
  Truth best = Truth::no;
  for (const Json& item : condition.values) best = std::max(best, equals(value, item, condition));
  return best;
}

Truth every_item(const Json& value, const Condition& condition) {
  Truth worst = Truth::yes;
  for (const Json& item : condition.values) worst = std::min(worst, equals(value, item, condition));
  return worst;
}

Truth compare_order(const Json& value, const Condition& condition) {
  const int low = compare_values(value, condition.values.front(), Collation::code_point);
  const int high = compare_values(value, condition.values.back(), Collation::code_point);
  switch (condition.test) {
    case Test::greater:
      return truth(low > 0);
    case Test::greater_equal:
      return truth(low >= 0);
    case Test::less:
      return truth(low < 0);
    case Test::less_equal:
      return truth(low <= 0);
    case Test::between:
    case Test::contains:
    case Test::ends:
    case Test::equal:
    case Test::is_missing:
    case Test::not_contains:
    case Test::not_equal:
    case Test::not_missing:
    case Test::starts:
      return truth(low >= 0 && high <= 0);
  }
  return Truth::open;
}

Truth of_missing(Absent missing) {
  switch (missing) {
    case Absent::dropped:
      return Truth::no;
    case Absent::kept:
      return Truth::yes;
    case Absent::open:
      return Truth::open;
  }
  return Truth::open;
}

/// A column of one type may hold values of another in a row of a stranger: those are left open.
bool is_foreign(const Json& value, const FieldSpec& field) {
  const bool is_number = field.type == "number" || field.type == "date";
  if (is_number) return !value.is_number();
  if (field.type == "boolean") return !value.is_boolean();
  return !value.is_string();
}

}  // namespace

std::optional<Test> find_test(std::string_view name) {
  for (const auto& [known, test] : kTests) {
    if (known == name) return test;
  }
  return std::nullopt;
}

Truth holds_for(const Json& row, const Condition& condition) {
  const Json* value = value_of(row, condition.field);
  if (condition.test == Test::is_missing) return truth(value == nullptr);
  if (condition.test == Test::not_missing) return truth(value != nullptr);
  if (value == nullptr) return of_missing(condition.missing);
  if (is_foreign(*value, condition.field)) return Truth::open;
  switch (condition.test) {
    case Test::equal:
      return any_item(*value, condition);
    case Test::not_equal:
    case Test::not_contains:
      return negate(any_item(*value, condition));
    case Test::contains:
    case Test::starts:
    case Test::ends:
      return every_item(*value, condition);
    case Test::between:
    case Test::greater:
    case Test::greater_equal:
    case Test::less:
    case Test::less_equal:
      return compare_order(*value, condition);
    case Test::is_missing:
    case Test::not_missing:
      break;
  }
  return Truth::open;
}

Truth holds_for(const Json& row, const Expression& expression) {
  Truth all = Truth::yes;
  Truth any = Truth::no;
  for (const Expression& part : expression.parts) {
    const Truth one = holds_for(row, part);
    all = std::min(all, one);
    any = std::max(any, one);
  }
  switch (expression.kind) {
    case Expression::Kind::leaf:
      return holds_for(row, expression.leaf);
    case Expression::Kind::all:
      return all;
    case Expression::Kind::any:
      return any;
    case Expression::Kind::none:
      return negate(any);
  }
  return Truth::open;
}

}  // namespace understudy::conformance
