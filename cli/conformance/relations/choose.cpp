// SPDX-License-Identifier: MIT
/// Choosing what to ask a filter: among the values that the rows have, the one by which the right
/// reading of the filter and the wrong ones select different rows.
#include <algorithm>
#include <array>
#include <cmath>

#include "collation.hpp"
#include "predicate.hpp"
#include "understudy/base/unicode.hpp"
#include "understudy/base/utf8.hpp"

namespace understudy::conformance {

namespace {

constexpr std::size_t kRows = 60;     // ours: that a choice looks at
constexpr std::size_t kFields = 4;    // ours: of one type
constexpr std::size_t kValues = 6;    // ours: of one field
constexpr std::size_t kLongest = 80;  // ours: bytes of a value in a request
constexpr std::size_t kJoined = 3;    // ours: values of a field among joined conditions
constexpr std::size_t kLeaves = 27;   // ours: conditions that are tried together

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
    if (right.letters == Letters::ignored) {
      add([](Condition& other) { other.letters = Letters::ignored_in_ascii; });
    }
  }
  if (right.test == Test::between) {
    add([](Condition& other) {
      for (Json& bound : other.values) bound = std::floor(to_double(bound).value_or(0));
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
  const auto is_foreign = [](const Json& value) {
    const auto* text = value.get_ptr<const std::string*>();
    return text != nullptr && !is_ascii(*text);
  };
  // Of values that show as much, one that a host may read in another encoding.
  std::size_t score =
      std::any_of(condition.values.begin(), condition.values.end(), is_foreign) ? 2 : 1;
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

/// A letter in its other case; itself where it has none, or one that does not lead back.
std::uint32_t turn_letter(std::uint32_t code) {
  const std::uint32_t lower = lower_character(code);
  const std::uint32_t upper = upper_character(code);
  const std::uint32_t other = code == lower ? upper : lower;
  const bool leads_back = lower_character(upper) == lower && upper_character(lower) == upper;
  return leads_back && (code == lower || code == upper) ? other : code;
}

/// A text with the case of its letters turned, and the same folds.
std::string turn_case(std::string_view text) {
  std::string turned;
  for (std::string_view left = text; !left.empty();) {
    const Character character = read_character(left);
    const std::size_t length = std::max<std::size_t>(character.length, 1);
    if (character.length == 0) {
      turned += left.front();
    } else {
      append_character(turned, turn_letter(character.code));
    }
    left.remove_prefix(length);
  }
  return fold_case(turned) == fold_case(text) ? turned : std::string{text};
}

/// The place of the first letter beyond ASCII that has another case.
std::optional<std::size_t> foreign_letter(std::string_view text) {
  for (std::size_t at = 0; !text.empty(); ++at) {
    const Character character = read_character(text);
    if (character.code >= 0x80 && turn_letter(character.code) != character.code) return at;
    text.remove_prefix(std::max<std::size_t>(character.length, 1));
  }
  return std::nullopt;
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
    for (std::string& piece : pieces) piece = turn_case(piece);
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

/// A piece with a letter beyond ASCII in its other case, of the first value that has one; empty:
/// none has.
std::string foreign_piece(const std::vector<ValueCount>& values, const Wish& wish) {
  for (const ValueCount& value : values) {
    const auto* text = value.value->get_ptr<const std::string*>();
    const auto at = text != nullptr ? foreign_letter(*text) : std::nullopt;
    if (!at) continue;
    std::string piece = turn_case(characters(*text, *at == 0 ? 0 : *at - 1, *at + 3));
    if (piece.front() != ' ' && piece.back() != ' ' &&
        (wish.is_usable == nullptr || wish.is_usable(piece))) {
      return piece;
    }
  }
  return {};
}

/// Values of a field to ask for, spread from the rarest to the most common; where case is ignored,
/// with a piece that has a letter beyond ASCII.
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
  const bool asks_parts = wish.test == Test::contains || wish.test == Test::not_contains;
  if (wish.letters != Letters::ignored || !asks_parts) return candidates;
  std::string piece = foreign_piece(values, wish);
  if (!piece.empty()) candidates.emplace_back(std::move(piece));
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

bool fits(const FieldSpec& field, const Wish& wish) {
  if (field.type != wish.type || (!wish.field.empty() && field.name != wish.field)) return false;
  if (!wish.column.empty() && field.column != wish.column) return false;
  if (field.at.compare(0, wish.under.size(), wish.under) != 0) return false;
  return takes(field, wish.test);
}

/// Puts items that no row has, as far as is known, behind the first.
void add_items(const ListSample& sample, const std::vector<Json>& items, Condition& condition) {
  for (const Json& item : items) {
    const Condition has{condition.field, Test::contains, {item}, Letters::open, Absent::dropped};
    const Selected selected = select(sample.rows, has);
    if (std::find(selected.begin(), selected.end(), Truth::yes) != selected.end()) continue;
    condition.values.insert(condition.values.begin() + 1, item);
  }
}

using Picked = std::vector<std::size_t>;  ///< places of conditions

/// How well conditions show that each of them is asked: rows that all select, and for each such as
/// it alone keeps out.
std::size_t score_of(const std::vector<Selected>& selected, const Picked& picked) {
  std::vector<bool> keeps_out(picked.size());
  bool selects = false;
  for (std::size_t row = 0; row < selected.front().size(); ++row) {
    std::size_t refusing = 0;
    std::size_t last = 0;
    for (std::size_t i = 0; i < picked.size(); ++i) {
      if (selected[picked[i]][row] == Truth::yes) continue;
      ++refusing;
      last = i;
    }
    selects = selects || refusing == 0;
    if (refusing == 1) keeps_out[last] = true;
  }
  return 1 + (selects ? 2 : 0) +
         2 * static_cast<std::size_t>(std::count(keeps_out.begin(), keeps_out.end(), true));
}

/// Two of the conditions, or three of "and" where these show more.
std::optional<Expression> best_of(const ListSample& sample, Expression::Kind kind,
                                  const std::vector<Condition>& leaves) {
  std::vector<Selected> selected;
  for (const Condition& leaf : leaves) selected.push_back(select(sample.rows, leaf));
  Picked best;
  std::size_t best_score = 0;
  const auto differ = [&](std::size_t i, std::size_t j) {
    return kind != Expression::Kind::all || leaves[i].field.name != leaves[j].field.name;
  };
  const auto try_these = [&](Picked picked) {
    const std::size_t score = score_of(selected, picked);
    if (score <= best_score) return;
    best = std::move(picked);
    best_score = score;
  };
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    for (std::size_t j = i + 1; j < leaves.size(); ++j) {
      if (!differ(i, j)) continue;
      try_these({i, j});
      if (kind != Expression::Kind::all) continue;
      for (std::size_t k = j + 1; k < leaves.size(); ++k) {
        if (differ(i, k) && differ(j, k)) try_these({i, j, k});
      }
    }
  }
  if (best.empty()) return std::nullopt;
  Expression joined{kind, {}, {}};
  for (const std::size_t at : best)
    joined.parts.push_back({Expression::Kind::leaf, leaves[at], {}});
  return joined;
}

}  // namespace

bool takes(const FieldSpec& field, Test test) {
  return std::any_of(field.filters.begin(), field.filters.end(), [&](const std::string& name) {
    return name == "any" || find_test(name) == test;
  });
}

std::optional<Condition> choose_condition(const ListSample& sample, const Wish& wish) {
  std::optional<Condition> best;
  std::size_t best_score = 0;
  std::size_t fields = 0;
  for (const FieldSpec& field : sample.fields) {
    if (!fits(field, wish)) continue;
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
  if (best) add_items(sample, wish.also, *best);
  return best;
}

std::optional<Expression> choose_joined(const ListSample& sample, Expression::Kind kind,
                                        bool (*is_usable)(const std::string& text),
                                        Letters letters) {
  std::vector<Condition> leaves;
  for (const FieldSpec& field : sample.fields) {
    Wish wish;
    wish.type = field.type;
    wish.field = field.name;
    wish.letters = letters;
    wish.is_usable = is_usable;
    if (field.type == "number" || field.type == "date") wish.test = Test::between;
    if (!fits(field, wish)) continue;
    // The most common values, which leave rows for the other conditions.
    const auto candidates = candidates_of(sample, field, wish);
    const std::size_t first = candidates.size() - std::min(candidates.size(), kJoined);
    for (std::size_t i = first; i < candidates.size(); ++i) {
      std::vector<Json> values{candidates[i]};
      if (wish.test == Test::between) values.push_back(candidates[i]);
      leaves.push_back({field, wish.test, std::move(values), letters, Absent::dropped});
    }
    if (leaves.size() > kLeaves) break;
  }
  return best_of(sample, kind, leaves);
}

}  // namespace understudy::conformance
