// SPDX-License-Identifier: MIT
/// A condition is decided once per distinct value, then looked up per row; where fewer rows than
/// values are left, it is decided per row instead.
#include "query/evaluate.hpp"

#include <algorithm>
#include <cassert>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "query/clauses.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::mock::query {

namespace {

/// Decides one distinct value by its code.
using Test = std::function<bool(Code)>;

bool contains(const ValueView& value, std::string_view needle) {
  const auto* text = std::get_if<std::string_view>(&value);
  return text != nullptr && text->find(needle) != std::string_view::npos;
}

bool is_number(const ValueView& value) {
  return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<double>(value);
}

bool is_between(const ValueView& value, const ValueView& low, const ValueView& high) {
  if (!is_number(value)) return false;
  if (is_number(low) && compare_views(value, low) < 0) return false;
  return !is_number(high) || compare_views(value, high) <= 0;
}

std::vector<Value> fold_operands(const Condition& condition) {
  std::vector<Value> operands = condition.values;
  if (condition.letter_case == LetterCase::kept) return operands;
  for (Value& operand : operands) {
    if (auto* text = std::get_if<std::string>(&operand)) *text = fold_case(*text);
  }
  return operands;
}

/// Whether a value that is not null passes, `negated` left aside.
using Match = std::function<bool(const ValueView&)>;

Match match_range(const std::vector<Value>& bounds) {
  assert(bounds.size() == 2 && "a range has two bounds");
  return [low = bounds.front(), high = bounds.back()](const ValueView& value) {
    return is_between(value, view_of(low), view_of(high));
  };
}

Match match_contains(std::vector<Value> operands, Quantifier quantifier) {
  return [operands = std::move(operands), quantifier](const ValueView& value) {
    const auto holds = [&](const Value& operand) {
      const auto* needle = std::get_if<std::string>(&operand);
      return needle != nullptr && contains(value, *needle);
    };
    return quantifier == Quantifier::any ? std::any_of(operands.begin(), operands.end(), holds)
                                         : std::all_of(operands.begin(), operands.end(), holds);
  };
}

// In order, so that a long list of alternatives costs a few steps; and what equals the least and
// the greatest operand equals all.
Match match_equal(std::vector<Value> operands, Quantifier quantifier) {
  std::sort(operands.begin(), operands.end(),
            [](const Value& a, const Value& b) { return compare(a, b) < 0; });
  return [operands = std::move(operands), quantifier](const ValueView& value) {
    if (quantifier == Quantifier::all) {
      return compare_views(value, view_of(operands.front())) == 0 &&
             compare_views(value, view_of(operands.back())) == 0;
    }
    const auto at = std::lower_bound(operands.begin(), operands.end(), value,
                                     [](const Value& operand, const ValueView& wanted) {
                                       return compare_views(view_of(operand), wanted) < 0;
                                     });
    return at != operands.end() && compare_views(view_of(*at), value) == 0;
  };
}

Match make_match(const Condition& condition) {
  std::vector<Value> operands = fold_operands(condition);
  switch (condition.op) {
    case Op::between:
      return match_range(operands);
    case Op::contains:
      return match_contains(std::move(operands), condition.quantifier);
    case Op::equal:
      return match_equal(std::move(operands), condition.quantifier);
  }
  return [](const ValueView&) { return false; };
}

Test make_test(const StoredColumn& column, const Condition& condition) {
  assert(!condition.values.empty() && "a condition has something to compare with");
  return [values = column.values(condition.letter_case), match = make_match(condition),
          negated = condition.negated, null_row = condition.null_row](Code code) {
    if (code == kNullCode) return null_row == NullRow::kept;
    return match(values[code]) != negated;
  };
}

/// The rows still in question.
class Candidates {
 public:
  explicit Candidates(const RowSet& rows) : row_count_(rows.table_size), all_(!rows.some) {
    if (rows.some) rows_.assign(rows.some->begin(), rows.some->end());
  }

  void keep(const StoredColumn& column, const Test& test) {
    look_up(column, test, [this](const auto& passes) { keep_rows(passes); });
  }

  /// Keeps the rows of rows() about which the truth is yes.
  void keep(const std::vector<Truth>& truths) {
    std::size_t at = 0;
    keep_rows([&](std::uint32_t) { return truths[at++] == Truth::yes; });
  }

  [[nodiscard]] RowSet rows() const {
    if (all_) return {row_count_};
    return {row_count_, rows_};
  }

  void keep_any(const StoredColumns& columns, const std::vector<std::size_t>& chosen,
                const std::function<Test(const StoredColumn&)>& make) {
    std::vector<std::uint8_t> hit(row_count_);
    for (const std::size_t index : chosen) {
      look_up(*columns[index], make(*columns[index]), [&](const auto& passes) {
        each_row([&](std::uint32_t row) { hit[row] = hit[row] != 0 || passes(row) ? 1 : 0; });
      });
    }
    keep_rows([&](std::uint32_t row) { return hit[row] != 0; });
  }

  std::vector<std::uint32_t> take() && {
    if (all_) keep_rows([](std::uint32_t) { return true; });
    rows_.shrink_to_fit();
    return std::move(rows_);
  }

 private:
  [[nodiscard]] std::size_t size() const { return all_ ? row_count_ : rows_.size(); }

  /// Hands `use` the fastest way to decide a row by its value in `column`.
  template <typename Use>
  void look_up(const StoredColumn& column, const Test& test, const Use& use) const {
    const std::size_t distinct = column.values().size();
    if (size() < distinct) {
      use([&](std::uint32_t row) { return test(column.codes()[row]); });
      return;
    }
    std::vector<std::uint8_t> verdicts(distinct);
    for (Code code = 0; code < distinct; ++code) verdicts[code] = test(code) ? 1 : 0;
    column.codes().visit([&](const auto& codes) {
      use([&](std::uint32_t row) { return verdicts[codes[row]] != 0; });
    });
  }

  template <typename Visit>
  void each_row(const Visit& visit) const {
    if (all_) {
      for (std::uint32_t row = 0; row < row_count_; ++row) visit(row);
      return;
    }
    std::for_each(rows_.begin(), rows_.end(), visit);
  }

  // Written without a branch on the verdict, which no processor can foretell.
  template <typename Passes>
  void keep_rows(const Passes& passes) {
    if (all_) rows_.resize(row_count_);
    std::size_t kept = 0;
    const auto visit = [&](std::uint32_t row) {
      rows_[kept] = row;
      kept += passes(row) ? 1U : 0U;
    };
    each_row(visit);
    rows_.resize(kept);
    all_ = false;
  }

  std::size_t row_count_;
  bool all_;
  std::vector<std::uint32_t> rows_;  // ascending; of no meaning while all_
};

/// Something that all rows have to hold, and what it costs to ask.
struct Step {
  std::size_t cost = 0;
  std::function<void()> keep;
};

// What looks at columns of few values first: it is cheap to decide and leaves fewer rows to the
// rest. What looks at several columns comes last.
void keep_conditions(Candidates& candidates, const StoredColumns& columns, const Filter& filter,
                     Clauses* clauses) {
  std::vector<Step> steps;
  const auto distinct = [&](std::size_t column) { return columns[column]->values().size(); };
  for (const Condition& condition : filter.all_of) {
    const StoredColumn& column = *columns[condition.column];
    steps.push_back({distinct(condition.column),
                     [&] { candidates.keep(column, make_test(column, condition)); }});
  }
  const auto conjuncts = clauses == nullptr ? std::vector<std::uint32_t>{} : clauses->conjuncts();
  for (const std::uint32_t clause : conjuncts) {
    if (const auto column = clauses->column_of(clause)) {
      steps.push_back({distinct(*column), [&candidates, clauses, clause, &columns, column] {
                         candidates.keep(*columns[*column], [clauses, clause](Code code) {
                           return clauses->decide_code(clause, code) == Truth::yes;
                         });
                       }});
      continue;
    }
    steps.push_back({std::numeric_limits<std::size_t>::max(), [&candidates, clauses, clause] {
                       candidates.keep(clauses->decide_rows(clause, candidates.rows()));
                     }});
  }
  std::stable_sort(steps.begin(), steps.end(),
                   [](const Step& a, const Step& b) { return a.cost < b.cost; });
  for (const Step& step : steps) step.keep();
}

std::optional<Fault> keep_all_or_fault(Candidates& candidates, Clauses& clauses) {
  const auto truths = clauses.decide_rows(clauses.root(), candidates.rows());
  const auto fault = std::find(truths.begin(), truths.end(), Truth::fault);
  if (fault != truths.end()) {
    const auto at = static_cast<std::uint32_t>(fault - truths.begin());
    const RowSet rows = candidates.rows();
    return clauses.explain_fault(rows.some ? (*rows.some)[at] : at);
  }
  candidates.keep(truths);
  return std::nullopt;
}

void keep_found(Candidates& candidates, const Schema& schema, const StoredColumns& columns,
                std::string_view search) {
  std::vector<std::size_t> searched;
  for (std::size_t i = 0; i < schema.size(); ++i) {
    if (schema[i].searched) searched.push_back(i);
  }
  candidates.keep_any(columns, searched, [needle = fold_case(search)](const StoredColumn& column) {
    return Test{[values = column.values(LetterCase::folded), &needle](Code code) {
      return contains(values[code], needle);
    }};
  });
}

}  // namespace

Result<std::vector<std::uint32_t>, Fault> evaluate(const Schema& schema,
                                                   const StoredColumns& columns, const RowSet& rows,
                                                   const Selection& selection) {
  Candidates candidates{rows};
  std::optional<Clauses> clauses;
  if (!selection.filter.where.empty()) {
    clauses.emplace(selection.filter.where, columns, selection.now);
    if (const auto excess = clauses->find_excess(rows.table_size)) return Failure{*excess};
  }
  // Every row has to be looked at where one can have a fault; else the cheapest clause comes first.
  if (clauses && clauses->can_fault()) {
    if (const auto fault = keep_all_or_fault(candidates, *clauses)) return Failure{*fault};
    keep_conditions(candidates, columns, selection.filter, nullptr);
  } else {
    keep_conditions(candidates, columns, selection.filter, clauses ? &*clauses : nullptr);
  }
  if (!selection.search.empty()) keep_found(candidates, schema, columns, selection.search);
  return std::move(candidates).take();
}

}  // namespace understudy::mock::query
