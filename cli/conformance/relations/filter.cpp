// SPDX-License-Identifier: MIT
/// Relations on filtered lists.
///
///   filter-selects  {lists, type, column, test, items, also, under, letters, missing, field,
///                   asking}
///                           what comes is what the condition selects of the whole list; also:
///                           items that no row has and a pattern would have
///   filter-joins    {lists, how, letters}   "and", "or", "not": of two or three conditions
///   filter-pages    {lists}                 two pages of what a filter selects are all of it
///   filter-counts   {lists, how}            the total counts what the filter selects; "and": two
#include <algorithm>
#include <array>
#include <functional>

#include "filter_text.hpp"
#include "lists.hpp"
#include "wide_filter.hpp"

namespace understudy::conformance {

namespace {

/// The rows that came, against what the expression says of them and of the rows that are known.
Judgement judge_filtered(const Reply& reply, const ListSample& sample,
                         const Expression& expression) {
  const ListSpec& list = *sample.list;
  const auto* rows = rows_in(reply, list);
  if (!rows) return no_list(reply);
  for (const Json& row : *rows) {
    if (holds_for(row, expression) != Truth::no) continue;
    return broken("a row comes that the filter does not select",
                  "not " + excerpt(identity(row, list)), excerpt(identity(row, list)));
  }
  if (sample.is_whole) {
    const Judgement within = rows_within(*rows, sample.rows, list);
    if (within.kind != Judgement::Kind::holds) return within;
  }
  const bool is_cut = rows->size() >= list.paging.most;
  if (is_cut) return holds();
  std::vector<Json> wanted;
  for (const Json& row : sample.rows) {
    if (holds_for(row, expression) == Truth::yes) wanted.push_back(row);
  }
  const Judgement complete = rows_within(wanted, *rows, list);
  if (complete.kind == Judgement::Kind::holds) return holds();
  return broken("a row that the filter selects does not come", complete.got,
                std::to_string(rows->size()) + " rows without it");
}

ListQuery large(ListQuery query, const ListSpec& list) {
  query.size = list.paging.most;
  return query;
}

Letters letters_of(const Json& args) {
  const std::string word = args.value("letters", "open");
  if (word == "regarded") return Letters::regarded;
  return word == "ignored" ? Letters::ignored : Letters::open;
}

Absent missing_of(const Json& args) {
  const std::string word = args.value("missing", "open");
  if (word == "kept") return Absent::kept;
  return word == "dropped" ? Absent::dropped : Absent::open;
}

Asking asking_of(const Json& args) {
  const std::string word = args.value("asking", "of_rows");
  if (word == "parts") return Asking::parts;
  return word == "turned" ? Asking::turned : Asking::of_rows;
}

using Choose =
    std::function<std::optional<Expression>(const ListSample&, const FilterLanguage& language)>;
using JudgeFiltered = std::function<Judgement(Probe&, const ListSample&, const Expression&,
                                              const ListQuery& filtered)>;

bool has_filters_and_total(const ListSpec& list) {
  return has_filters(list) && !list.total.empty();
}

/// A check of each list that has a filter language: an expression is chosen for what its rows are,
/// written in that language, and what comes of the query is judged.
std::vector<Check> on_filters(const Subject& subject, const RuleSpec& rule, std::size_t cost,
                              const Choose& choose, const JudgeFiltered& judge,
                              bool (*wants)(const ListSpec&) = has_filters) {
  const auto ask = [=](Probe& probe, const ListSample& sample) {
    const FilterLanguage& language = *find_filter_language(sample.list->filter);
    const std::optional<Expression> expression = choose(sample, language);
    if (!expression) return cannot_tell("the rows have no values to ask for");
    const auto query = language.write(*expression);
    if (!query) return cannot_tell("the filter language cannot say this");
    return judge(probe, sample, *expression, *query);
  };
  return check_lists(subject, rule, cost, ask, wants);
}

Judgement ask_on_one_page(Probe& probe, const ListSample& sample, const Expression& expression,
                          const ListQuery& filtered) {
  return judge_filtered(probe.list(*sample.list, large(filtered, *sample.list)), sample,
                        expression);
}

std::optional<Expression> choose_leaf(const ListSample& sample, const FilterLanguage& language,
                                      Wish wish) {
  wish.is_usable = language.is_usable;
  auto condition = choose_condition(sample, wish);
  if (!condition) return std::nullopt;
  return Expression{Expression::Kind::leaf, *std::move(condition), {}};
}

std::vector<Check> filter_selects(const Subject& subject, const RuleSpec& rule) {
  Wish wish;
  wish.type = rule.args.value("type", "string");
  wish.test = find_test(rule.args.value("test", "equal")).value_or(Test::equal);
  wish.items = static_cast<std::size_t>(to_int64(rule.args.value("items", Json(1))).value_or(1));
  wish.letters = letters_of(rule.args);
  wish.missing = missing_of(rule.args);
  wish.field = rule.args.value("field", "");
  wish.asking = asking_of(rule.args);
  wish.column = rule.args.value("column", "");
  wish.under = rule.args.value("under", "");
  for (const Json& item : rule.args.value("also", Json::array())) wish.also.push_back(item);
  const auto choose = [wish](const ListSample& sample, const FilterLanguage& language) {
    return choose_leaf(sample, language, wish);
  };
  return on_filters(subject, rule, 1, choose, ask_on_one_page);
}

std::vector<Check> filter_joins(const Subject& subject, const RuleSpec& rule) {
  const std::string how = rule.args.value("how", "and");
  const Letters letters = letters_of(rule.args);
  const Absent missing = missing_of(rule.args);
  const auto choose = [=](const ListSample& sample,
                          const FilterLanguage& language) -> std::optional<Expression> {
    using Kind = Expression::Kind;
    auto joined =
        choose_joined(sample, how == "and" ? Kind::all : Kind::any, language.is_usable, letters);
    if (!joined || how != "not") return joined;
    Expression inner = joined->parts.front();
    // What is missing is selected by "not" where the part drops it.
    inner.leaf.missing = missing == Absent::kept      ? Absent::dropped
                         : missing == Absent::dropped ? Absent::kept
                                                      : Absent::open;
    return Expression{Kind::none, {}, {inner}};
  };
  return on_filters(subject, rule, 1, choose, ask_on_one_page);
}

/// Of a type alone, or of several conditions that all must hold.
Choose choose_of(const RuleSpec& rule) {
  const bool is_joined = rule.args.value("how", "") == "and";
  const std::string type = rule.args.value("type", "string");
  return [=](const ListSample& sample, const FilterLanguage& language) {
    if (is_joined) {
      return choose_joined(sample, Expression::Kind::all, language.is_usable, Letters::open);
    }
    Wish wish;
    wish.type = type;
    wish.letters = Letters::open;
    return choose_leaf(sample, language, wish);
  };
}

std::vector<Check> filter_counts(const Subject& subject, const RuleSpec& rule) {
  const auto judge = [](Probe& probe, const ListSample& sample, const Expression& /*expression*/,
                        const ListQuery& filtered) {
    return judge_total(probe.list(*sample.list, large(filtered, *sample.list)), *sample.list);
  };
  return on_filters(subject, rule, 1, choose_of(rule), judge, has_filters_and_total);
}

/// Two pages of a filtered list, against the rows that the filter selects or may select.
Judgement ask_in_pages(Probe& probe, const ListSample& sample, const Expression& expression,
                       ListQuery query) {
  if (!sample.is_whole) return cannot_tell("the list is longer than a page");
  std::vector<Json> wanted;
  std::vector<Json> possible;
  for (const Json& row : sample.rows) {
    const Truth truth = holds_for(row, expression);
    if (truth == Truth::yes) wanted.push_back(row);
    if (truth != Truth::no) possible.push_back(row);
  }
  query.size = std::max<std::size_t>((possible.size() + 1) / 2, 1);
  std::vector<Json> rows;
  for (std::size_t page = 0; page < 2; ++page) {
    query.page = page;
    const Reply& reply = probe.list(*sample.list, query);
    const auto* more = rows_in(reply, *sample.list);
    if (more == nullptr) return no_list(reply);
    rows.insert(rows.end(), more->begin(), more->end());
    const auto total = total_in(reply, *sample.list);
    if (total && (*total < wanted.size() || *total > possible.size())) {
      return broken("the total of a page is not that of all that the filter selects",
                    std::to_string(wanted.size()), std::to_string(*total));
    }
  }
  Judgement within = rows_within(rows, possible, *sample.list);
  if (within.kind != Judgement::Kind::holds) return within;
  return rows_within(wanted, rows, *sample.list);
}

std::vector<Check> filter_pages(const Subject& subject, const RuleSpec& rule) {
  return on_filters(subject, rule, 2, choose_of(rule), ask_in_pages);
}

constexpr std::array<NamedRelation, 4> kRelations{{{"filter-counts", filter_counts},
                                                   {"filter-joins", filter_joins},
                                                   {"filter-pages", filter_pages},
                                                   {"filter-selects", filter_selects}}};

}  // namespace

std::span<const NamedRelation> filter_relations() { return kRelations; }

}  // namespace understudy::conformance
