// SPDX-License-Identifier: MIT
/// Choosing what to ask a filter: among the values that the rows have, the one by which the right
/// reading of the filter and the wrong ones select different rows.
#include <algorithm>
#include <array>

#include "predicate.hpp"
#include "understudy/base/unicode.hpp"
#include "understudy/base/utf8.hpp"

namespace understudy::conformance {

namespace {

constexpr std::size_t kRows = 60;     // ours: that a choice looks at
constexpr std::size_t kFields = 4;    // ours: of one type
constexpr std::size_t kValues = 6;    // ours: of one field
constexpr std::size_t kLongest = 80;  // ours: bytes of a value in a request

using Selected = std::vector<Truth>;

Selected select(const std::vector<Json>& rows, const Condition& condition) {
  Selected selected;
  for (std::size_t i = 0; i < std::min(kRows, rows.size()); ++i) {
    selected.push_back(holds_for(rows[i], condition));
  }
  return selected;
}

/// Whether some row would show which of two readings a host has.
bool tell_apart(const Selected& right, const Selected& wrong) {
  for (std::size_t i = 0; i < right.size(); ++i) {
    if (right[i] != Truth::open && wrong[i] != Truth::open && right[i] != wrong[i]) return true;
  }
  return false;
}

/// Readings that a host may have by mistake.
std::vector<Condition> wrong_readings(const Condition& right) {
  std::vector<Condition> wrong;
  const auto add = [&](auto change) {
    Condition other = right;
    change(other);
    wrong.push_back(std::move(other));
  };
  static constexpr std::array<Test, 10> kOthers{
      Test::contains, Test::ends,       Test::equal,        Test::greater,   Test::greater_equal,
      Test::less,     Test::less_equal, Test::not_contains, Test::not_equal, Test::starts};
  const bool is_text = right.field.type == "string" || right.field.type == "uuid";
  for (const Test test : kOthers) {
    const bool is_order = test == Test::greater || test == Test::greater_equal ||
                          test == Test::less || test == Test::less_equal;
    const bool fits = is_text != is_order || test == Test::equal || test == Test::not_equal;
    if (test != right.test && fits) add([&](Condition& other) { other.test = test; });
  }
  add([](Condition& other) {
    other.missing = other.missing == Absent::dropped ? Absent::kept : Absent::dropped;
  });
  if (is_text) {
    add([](Condition& other) {
      other.letters = other.letters == Letters::regarded ? Letters::ignored : Letters::regarded;
    });
  }
  if (right.values.size() > 1 && right.test != Test::between) {
    add([](Condition& other) { other.values.resize(1); });
    add([](Condition& other) { other.values.erase(other.values.begin()); });
  }
  return wrong;
}

/// How many wrong readings the rows would show; 0 also where nothing or all is selected.
std::size_t score_of(const std::vector<Json>& rows, const Condition& condition) {
  const Selected right = select(rows, condition);
  std::size_t score = 1;
  if (std::find(right.begin(), right.end(), Truth::yes) != right.end()) score += 4;
  if (std::find(right.begin(), right.end(), Truth::no) != right.end()) score += 4;
  for (const Condition& wrong : wrong_readings(condition)) {
    if (tell_apart(right, select(rows, wrong))) score += 2;
  }
  // An item that is in no row's way: any item or every item.
  if (condition.values.size() > 1 && condition.test == Test::contains) {
    Condition any = condition;
    any.test = Test::not_contains;
    Selected either = select(rows, any);
    for (Truth& one : either) {
      if (one != Truth::open) one = one == Truth::yes ? Truth::no : Truth::yes;
    }
    if (tell_apart(right, either)) score += 4;
  }
  return score;
}

/// Characters `from` to `to` of a text.
std::string characters(std::string_view text, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t at = 0; !text.empty() && at < to; ++at) {
    const std::size_t length = std::max<std::size_t>(read_character(text).length, 1);
    if (at >= from) out += text.substr(0, length);
    text.remove_prefix(length);
  }
  return out;
}

std::size_t length_of(std::string_view text) {
  std::size_t length = 0;
  for (; !text.empty(); ++length) {
    text.remove_prefix(std::max<std::size_t>(read_character(text).length, 1));
  }
  return length;
}

/// A text with the case of its ASCII letters turned.
std::string turn_case(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') {
      c = static_cast<char>(c - 'a' + 'A');
    } else if (c >= 'A' && c <= 'Z') {
      c = static_cast<char>(c - 'A' + 'a');
    }
  }
  return text;
}

/// The pieces of a text that a test can ask for.
std::vector<std::string> pieces_of(const std::string& text, const Wish& wish) {
  const std::size_t length = length_of(text);
  std::vector<std::string> pieces;
  switch (wish.asking == Asking::parts ? Test::contains : wish.test) {
    case Test::starts:
      pieces = {characters(text, 0, 1), characters(text, 0, (length + 1) / 2)};
      break;
    case Test::ends:
      pieces = {characters(text, length / 2, length), characters(text, length - 1, length)};
      break;
    case Test::contains:
    case Test::not_contains:
      pieces = {characters(text, length / 3, length / 3 + 2), characters(text, length / 3, length),
                characters(text, 0, 3)};
      break;
    case Test::between:
    case Test::equal:
    case Test::greater:
    case Test::greater_equal:
    case Test::is_missing:
    case Test::less:
    case Test::less_equal:
    case Test::not_equal:
    case Test::not_missing:
      pieces = {text};
      break;
  }
  if (wish.letters == Letters::ignored || wish.asking == Asking::turned) {
    for (std::string& piece : pieces) piece = turn_case(std::move(piece));
  }
  const auto is_unfit = [&](const std::string& piece) {
    const bool is_blank = piece.find_first_not_of(" \t\r\n") == piece.npos;
    const bool is_trimmed = !is_blank && piece.front() != ' ' && piece.back() != ' ';
    return piece.size() > kLongest || !is_trimmed ||
           (wish.is_usable != nullptr && !wish.is_usable(piece));
  };
  std::erase_if(pieces, is_unfit);
  return pieces;
}

/// Values of a field to ask for, spread from the rarest to the most common.
std::vector<Json> candidates_of(const ListSample& sample, const FieldSpec& field,
                                const Wish& wish) {
  const auto values = distinct_values(sample, field);
  std::vector<Json> candidates;
  for (std::size_t i = 0; i < std::min(kValues, values.size()); ++i) {
    const std::size_t at = values.size() <= kValues ? i : i * (values.size() - 1) / (kValues - 1);
    const auto* text = values[at].value->get_ptr<const std::string*>();
    if (text == nullptr) {
      candidates.push_back(*values[at].value);
      continue;
    }
    for (std::string& piece : pieces_of(*text, wish)) candidates.emplace_back(std::move(piece));
  }
  return candidates;
}

/// The lists of items that can be made of candidates.
std::vector<std::vector<Json>> items_of(std::vector<Json> candidates, const Wish& wish) {
  std::vector<std::vector<Json>> items;
  if (wish.test == Test::between) {
    std::sort(candidates.begin(), candidates.end(), [](const Json& a, const Json& b) {
      return compare_values(a, b, Collation::code_point) < 0;
    });
  }
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (wish.items == 1 && wish.test != Test::between) {
      items.push_back({candidates[i]});
      continue;
    }
    for (std::size_t j = i + 1; j < candidates.size(); ++j) {
      items.push_back({candidates[i], candidates[j]});
      for (std::size_t k = j + 1; k < candidates.size() && items.back().size() < wish.items; ++k) {
        items.back().push_back(candidates[k]);
      }
    }
  }
  return items;
}

bool takes(const FieldSpec& field, const Wish& wish) {
  if (field.type != wish.type || (!wish.field.empty() && field.name != wish.field)) return false;
  if (!wish.column.empty() && field.column != wish.column) return false;
  const auto has = [&](std::string_view name) {
    return std::find(field.filters.begin(), field.filters.end(), name) != field.filters.end();
  };
  if (has("any")) return true;
  for (const auto& name : field.filters) {
    if (find_test(name) == wish.test) return true;
  }
  return false;
}

}  // namespace

std::optional<Condition> choose_condition(const ListSample& sample, const Wish& wish) {
  std::optional<Condition> best;
  std::size_t best_score = 0;
  std::size_t fields = 0;
  for (const FieldSpec& field : sample.fields) {
    if (!takes(field, wish)) continue;
    Condition condition{field, wish.test, {}, wish.letters, wish.missing};
    auto items = items_of(candidates_of(sample, field, wish), wish);
    if (wish.items == 0) items = {{}};
    if (items.empty()) continue;
    if (++fields > kFields) break;
    for (std::vector<Json>& values : items) {
      condition.values = std::move(values);
      const std::size_t score = score_of(sample.rows, condition);
      if (score <= best_score) continue;
      best = condition;
      best_score = score;
    }
  }
  return best;
}

std::optional<Expression> choose_pair(const ListSample& sample, Expression::Kind kind,
                                      bool (*is_usable)(const std::string& text), Letters letters) {
  std::vector<Condition> leaves;
  for (const FieldSpec& field : sample.fields) {
    Wish wish;
    wish.type = field.type;
    wish.field = field.name;
    wish.letters = letters;
    wish.is_usable = is_usable;
    if (field.type == "number" || field.type == "date") wish.test = Test::between;
    if (!takes(field, wish)) continue;
    for (const Json& value : candidates_of(sample, field, wish)) {
      const bool is_range = wish.test == Test::between;
      leaves.push_back({field, wish.test,
                        is_range ? std::vector<Json>{value, value} : std::vector<Json>{value},
                        letters, Absent::dropped});
    }
    if (leaves.size() > 24) break;
  }
  std::optional<Expression> best;
  std::size_t best_score = 0;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    const Selected left = select(sample.rows, leaves[i]);
    for (std::size_t j = i + 1; j < leaves.size(); ++j) {
      if (leaves[i].field.name == leaves[j].field.name && kind == Expression::Kind::all) continue;
      const Selected right = select(sample.rows, leaves[j]);
      std::array<std::size_t, 3> rows{};  // both, left alone, right alone
      for (std::size_t k = 0; k < left.size(); ++k) {
        const bool in_left = left[k] == Truth::yes;
        const bool in_right = right[k] == Truth::yes;
        rows[0] += in_left && in_right;
        rows[1] += in_left && !in_right;
        rows[2] += !in_left && in_right;
      }
      std::size_t score = 1;
      for (const std::size_t count : rows) score += count != 0 ? 2 : 0;
      if (score <= best_score) continue;
      best_score = score;
      best = Expression{
          kind,
          {},
          {{Expression::Kind::leaf, leaves[i], {}}, {Expression::Kind::leaf, leaves[j], {}}}};
    }
  }
  return best;
}

}  // namespace understudy::conformance
