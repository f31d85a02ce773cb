// SPDX-License-Identifier: MIT
#include "query/explanation.hpp"

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>
#include <vector>

#include "query/words.hpp"

namespace understudy::mock::query {

namespace {

constexpr std::size_t kMostColumns = 4;  // ours: values in one reason

/// A clause with what it takes to ask it.
struct Clause {
  ExplainedClause shown;
  Selection alone = {};                         ///< the clause and nothing else
  std::vector<std::size_t> columns = {};        ///< that it looks at, each once
  std::optional<std::vector<bool>> keeps = {};  ///< by row number; nothing where it has no answer
};

bool is_logical(Fn fn) { return fn == Fn::all_of || fn == Fn::any_of || fn == Fn::negation; }

/// A node with all below it, as a predicate.
Predicate subtree(const Predicate& whole, std::uint32_t root, std::uint32_t first) {
  Predicate part;
  part.nodes.assign(whole.nodes.begin() + first, whole.nodes.begin() + root + 1);
  for (Node& node : part.nodes) {
    for (std::uint32_t& operand : node.operands) operand -= first;
  }
  return part;
}

/// The clauses of an expression: what its `and`, `or` and `not` stand between. Every one that has
/// to hold stands at the top, none is an `and` itself.
class Reader {
 public:
  Reader(const Table& table, const Selection& selection, std::string_view text,
         std::vector<Clause>& clauses)
      : table_(table), selection_(selection), text_(text), clauses_(clauses) {}

  void read() {
    const Predicate& whole = selection_.filter.where;
    if (whole.empty()) return;
    starts_ = subtree_starts(whole);
    struct Waiting {
      std::uint32_t node;
      std::optional<std::size_t> within;
    };
    std::vector<Waiting> waiting{{static_cast<std::uint32_t>(whole.nodes.size() - 1), {}}};
    while (!waiting.empty()) {
      const Waiting next = waiting.back();
      waiting.pop_back();
      const Node& node = whole.nodes[next.node];
      const bool is_dissolved = node.fn == Fn::all_of && !next.within;
      const auto within = is_dissolved ? next.within : std::optional{add(next.node, next.within)};
      if (!is_logical(node.fn)) continue;
      for (auto it = node.operands.rbegin(); it != node.operands.rend(); ++it) {
        waiting.push_back({*it, within});
      }
    }
  }

 private:
  std::size_t add(std::uint32_t root, std::optional<std::size_t> within) {
    Clause clause;
    clause.alone.filter.where = subtree(selection_.filter.where, root, starts_[root]);
    clause.alone.now = selection_.now;
    for (const Node& node : clause.alone.filter.where.nodes) {
      if (node.fn == Fn::column) clause.columns.push_back(node.column);
    }
    const Span span = selection_.filter.where.nodes[root].span;
    clause.shown = {.text = excerpt(text_.substr(span.begin, span.end - span.begin), 1'000),
                    .within = within};
    clauses_.push_back(std::move(clause));
    return clauses_.size() - 1;
  }

  const Table& table_;
  const Selection& selection_;
  const std::string_view text_;
  std::vector<Clause>& clauses_;
  std::vector<std::uint32_t> starts_;
};

std::vector<bool> marked(const std::vector<std::uint32_t>& rows, std::uint32_t limit) {
  std::vector<bool> marks(limit);
  for (const std::uint32_t row : rows) marks[row] = true;
  return marks;
}

void ask(Clause& clause, const Table& table) {
  std::sort(clause.columns.begin(), clause.columns.end());
  clause.columns.erase(std::unique(clause.columns.begin(), clause.columns.end()),
                       clause.columns.end());
  const auto rows = table.try_select(clause.alone);
  if (!rows) return;
  clause.shown.kept = (*rows)->size();
  clause.keeps = marked(**rows, table.limit());
}

std::vector<Clause> clauses_of(const Table& table, const Selection& selection,
                               std::string_view text) {
  const Schema& columns = table.schema();
  std::vector<Clause> clauses;
  for (const Condition& condition : selection.filter.all_of) {
    Clause clause{.shown = {.text = describe(condition, columns)}, .columns = {condition.column}};
    clause.alone.filter.all_of = {condition};
    clauses.push_back(std::move(clause));
  }
  Reader{table, selection, text, clauses}.read();
  if (!selection.search.empty()) {
    Clause clause{.shown = {.text = "a searched column contains " + describe(selection.search)}};
    clause.alone.search = selection.search;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].searched) clause.columns.push_back(i);
    }
    clauses.push_back(std::move(clause));
  }
  for (Clause& clause : clauses) ask(clause, table);
  return clauses;
}

/// What a clause looks at in a row: `city is "Austin", state is null`.
std::string reason(const Table& table, const Clause& clause, std::uint32_t row) {
  std::string text;
  const std::size_t shown = std::min(clause.columns.size(), kMostColumns);
  for (std::size_t i = 0; i < shown; ++i) {
    const std::size_t column = clause.columns[i];
    if (i > 0) text += ", ";
    text += table.schema()[column].key + " is " + describe(table.value(row, column));
  }
  if (shown < clause.columns.size()) {
    text += " and " + std::to_string(clause.columns.size() - shown) + " more columns";
  }
  return text;
}

/// All there is to say about the rows of one table.
class Rows {
 public:
  Rows(const Table& table, const std::vector<Clause>& clauses, std::vector<bool> kept)
      : table_(table), clauses_(clauses), kept_(std::move(kept)) {}

  [[nodiscard]] bool is_kept(std::uint32_t row) const { return kept_[row]; }

  [[nodiscard]] std::optional<std::size_t> dropped_by(std::uint32_t row) const {
    for (std::size_t i = 0; i < clauses_.size(); ++i) {
      const Clause& clause = clauses_[i];
      if (!clause.shown.within && clause.keeps && !(*clause.keeps)[row]) return i;
    }
    return std::nullopt;
  }

  [[nodiscard]] ExplainedRow show(std::uint32_t row) const {
    ExplainedRow shown{.json = std::string{table_.json(row)}, .is_kept = kept_[row]};
    if (shown.is_kept) return shown;
    shown.dropped_by = dropped_by(row);
    if (shown.dropped_by) shown.why = reason(table_, clauses_[*shown.dropped_by], row);
    return shown;
  }

  /// The first few that each clause drops, and the first few that are kept.
  [[nodiscard]] std::vector<ExplainedRow> of_each_clause(const std::vector<std::uint32_t>& all,
                                                         std::size_t most) const {
    std::vector<std::size_t> seen(clauses_.size() + 1);
    std::vector<ExplainedRow> shown;
    for (const std::uint32_t row : all) {
      const auto clause = is_kept(row) ? std::optional{clauses_.size()} : dropped_by(row);
      if (clause && seen[*clause]++ < most) shown.push_back(show(row));
    }
    return shown;
  }

  [[nodiscard]] std::vector<ExplainedRow> window(const std::vector<std::uint32_t>& all,
                                                 const ExampleOptions& options) const {
    using Which = ExampleOptions::Which;
    std::size_t passed = 0;
    std::vector<ExplainedRow> shown;
    for (const std::uint32_t row : all) {
      if (options.which != Which::every && is_kept(row) != (options.which == Which::kept)) continue;
      if (passed++ < options.first) continue;
      if (shown.size() == options.most) break;
      shown.push_back(show(row));
    }
    return shown;
  }

 private:
  const Table& table_;
  const std::vector<Clause>& clauses_;
  const std::vector<bool> kept_;
};

}  // namespace

ExplainedSelection explain(const Table& table, const Selection& selection, std::string_view text,
                           const ExampleOptions& options) {
  ExplainedSelection explained{.rows = table.size()};
  for (const SortKey& key : selection.order) {
    explained.order.push_back(describe(key, table.schema()));
  }
  const std::vector<Clause> clauses = clauses_of(table, selection, text);
  for (const Clause& clause : clauses) explained.clauses.push_back(clause.shown);
  const auto kept = table.try_select(selection);
  if (!kept) return explained;  // the answer is a refusal that names the place
  explained.kept = (*kept)->size();
  const Rows rows{table, clauses, marked(**kept, table.limit())};
  const RowIds all = table.select({});
  explained.examples = options.which == ExampleOptions::Which::each_clause
                           ? rows.of_each_clause(*all, options.most)
                           : rows.window(*all, options);
  return explained;
}

}  // namespace understudy::mock::query
