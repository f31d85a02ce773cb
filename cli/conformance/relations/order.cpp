// SPDX-License-Identifier: MIT
/// Relations on sorted lists.
///
///   sort-orders        {lists, type, column, prefer, direction, exact}   a permutation of the
///                                       list, in order; exact: texts by code point, nulls
///                                       smallest; prefer: a column of that type, where one is
///   sort-second        {lists}          the first sort decides, and among equal rows the second
///   sort-crosses-pages {lists}          three sorted pages are the sorted list
///   sort-tells         {lists, member, value}   a member of a sorted page
///   sort-ignores-case  {lists}          with `ignorecase` texts order by their folds, ascending
///                                       where no direction is said
///   sort-under-filter  {lists}          what a filter selects is sorted, too
///   order-turns, turn-crosses-pages, turn-default   turning.cpp
#include <algorithm>
#include <array>

#include "../src/engine/check.hpp"
#include "../src/engine/requests.hpp"
#include "../src/rules.hpp"
#include "lists.hpp"
#include "ordering.hpp"
#include "turning.hpp"
#include "wide_filter.hpp"

namespace understudy::conformance {

namespace {

constexpr std::size_t kNumbersFirst = 100;  // ours: more than any count of texts

bool sorts(const FieldSpec& field) { return field.sorts; }

/// The query of a sort in the words of a language: "spring-sort" or "orderby-list".
std::vector<Field> write_sort(std::string_view language, const std::vector<SortKey>& keys) {
  std::vector<Field> query;
  std::string list;
  for (const SortKey& key : keys) {
    const bool falls = key.direction == Direction::descending;
    if (language == "spring-sort") {
      const std::string direction = falls ? ",desc" : key.ignores_case ? "" : ",asc";
      query.push_back(
          {"sort", key.field->name + direction + (key.ignores_case ? ",ignorecase" : "")});
    } else {
      list += (list.empty() ? "" : ",") + key.field->name + (falls ? " desc" : " asc");
    }
  }
  if (!list.empty()) query.push_back({"orderby", list});
  return query;
}

ListQuery sorted_query(const ListSpec& list, const std::vector<SortKey>& keys) {
  return {.page = {}, .size = list.paging.most, .query = write_sort(list.order, keys), .body = {}};
}

Direction direction_of(const RuleSpec& rule) {
  return rule.args.value("direction", "asc") == "desc" ? Direction::descending
                                                       : Direction::ascending;
}

std::vector<Check> sort_orders(const Subject& subject, const RuleSpec& rule) {
  const std::string type = rule.args.value("type", "string");
  const Direction direction = direction_of(rule);
  const bool exact = rule.args.value("exact", false);
  const std::string column = rule.args.value("column", "");
  const std::string prefer = rule.args.value("prefer", "");
  return check_lists(subject, rule, 1, [=](Probe& probe, const ListSample& sample) {
    const FieldSpec* field = pick_field(sample, type, sorts, prefer);
    const bool differs = field != nullptr && distinct_values(sample, *field).size() > 1;
    if (prefer.empty() || !differs) field = pick_field(sample, type, sorts, column);
    if (field == nullptr) {
      return cannot_tell("no column of type " + (column.empty() ? type : column) + " has values");
    }
    const SortKey key{field, direction, false};
    const Reply& reply = probe.list(*sample.list, sorted_query(*sample.list, {key}));
    const auto* rows = rows_in(reply, *sample.list);
    if (!rows) return no_list(reply);
    if (distinct_values(sample, *field).size() < 2) {
      return cannot_tell("the rows do not differ in a column of type " + type);
    }
    return judge_sorted(*rows, sample, key, exact);
  });
}

/// The field whose values are shared by most rows, and another one that tells those apart.
std::pair<const FieldSpec*, const FieldSpec*> pick_two(const ListSample& sample) {
  const FieldSpec* first = nullptr;
  const FieldSpec* second = nullptr;
  std::size_t best = 0;
  for (const FieldSpec& a : sample.fields) {
    const auto groups = a.sorts ? distinct_values(sample, a) : std::vector<ValueCount>{};
    if (groups.size() < 2 || groups.back().rows < 2) continue;
    for (const FieldSpec& b : sample.fields) {
      if (&a == &b || !b.sorts || (b.type != "number" && b.type != "date" && b.type != "string"))
        continue;
      const std::size_t values = distinct_values(sample, b).size();
      // Collations differ in texts; about numbers all agree.
      const std::size_t score =
          std::min<std::size_t>(values, 50) + (b.type == "string" ? 0 : kNumbersFirst);
      if (values > 2 && score > best) {
        first = &a;
        second = &b;
        best = score;
      }
    }
    if (first != nullptr) break;
  }
  return {first, second};
}

std::vector<Check> sort_second(const Subject& subject, const RuleSpec& rule) {
  return check_lists(subject, rule, 1, [](Probe& probe, const ListSample& sample) {
    const auto [first, second] = pick_two(sample);
    if (first == nullptr) return cannot_tell("no two columns show which sort is the second");
    const SortKey down{second, Direction::descending, false};
    const Reply& reply = probe.list(*sample.list, sorted_query(*sample.list, {{first}, down}));
    const auto* rows = rows_in(reply, *sample.list);
    if (!rows) return no_list(reply);
    return second_in_order(*rows, *first, down);
  });
}

std::vector<Check> sort_crosses_pages(const Subject& subject, const RuleSpec& rule) {
  return check_lists(subject, rule, 3, [](Probe& probe, const ListSample& sample) {
    const FieldSpec* field = pick_field(sample, "string", sorts);
    if (field == nullptr) field = pick_field(sample, "number", sorts);
    if (field == nullptr || sample.rows.size() < 3) return cannot_tell("too few rows to sort");
    const SortKey key{field, Direction::descending, false};
    ListQuery query = sorted_query(*sample.list, {key});
    query.size = (sample.rows.size() + 2) / 3;
    std::vector<Json> rows;
    for (std::size_t page = 0; page < 3; ++page) {
      query.page = page;
      const Reply& reply = probe.list(*sample.list, query);
      const auto* more = rows_in(reply, *sample.list);
      if (!more) return no_list(reply);
      rows.insert(rows.end(), more->begin(), more->end());
    }
    return judge_sorted(rows, sample, key, false);
  });
}

/// A short sorted page, asked for once; null where it cannot be had.
std::shared_ptr<const Reply> sorted_page(Probe& probe, const ListSpec& list,
                                         const FieldSpec& field) {
  std::any& memo = probe.memo("read sorted " + list.name);
  if (memo.has_value()) {
    probe.show(std::any_cast<std::shared_ptr<const Reply>>(memo));
  } else {
    ListQuery query = sorted_query(list, {{&field}});
    query.size = 3;
    probe.list(list, query);
    if (!probe.trouble().empty()) return nullptr;
    memo = probe.replies().back();
  }
  return std::any_cast<std::shared_ptr<const Reply>>(memo);
}

std::vector<Check> sort_tells(const Subject& subject, const RuleSpec& rule) {
  const std::string member = rule.args.value("member", "");
  const Json want = rule.args.value("value", Json{});
  const auto ask = [=](Probe& probe, const ListSample& sample) {
    const FieldSpec* field = pick_field(sample, "string", sorts);
    if (field == nullptr) return cannot_tell("no column of type string has values");
    const auto reply = sorted_page(probe, *sample.list, *field);
    if (reply == nullptr) return cannot_tell(probe.trouble());
    const Json* got = reply->at(member);
    if (got == nullptr) return cannot_tell("the page has no " + member);
    if (*got == want) return holds();
    return broken(member + " of a sorted page is wrong", dump_json(want), dump_json(*got));
  };
  std::vector<Check> checks = check_lists(subject, rule, 0, ask);
  for (Check& check : checks) {
    check.shared.push_back({.name = "sorted " + check.lists.front(), .requests = 1});
  }
  return checks;
}

std::vector<Check> sort_ignores_case(const Subject& subject, const RuleSpec& rule) {
  return check_lists(subject, rule, 1, [](Probe& probe, const ListSample& sample) {
    const FieldSpec* field = pick_field(sample, "string", sorts);
    if (field == nullptr) return cannot_tell("no column of type string has values");
    const SortKey key{field, Direction::ascending, true};
    const Reply& reply = probe.list(*sample.list, sorted_query(*sample.list, {key}));
    const auto* rows = rows_in(reply, *sample.list);
    if (!rows) return no_list(reply);
    return judge_sorted(*rows, sample, key, false);
  });
}

std::vector<Check> sort_under_filter(const Subject& subject, const RuleSpec& rule) {
  const auto ask = [](Probe& probe, const ListSample& sample) {
    auto filter = wide_filter(sample);
    const FieldSpec* field = pick_field(sample, "string", sorts);
    if (!filter || field == nullptr) return cannot_tell("the rows have no values to ask for");
    const SortKey key{field, Direction::descending, false};
    ListQuery query = sorted_query(*sample.list, {key});
    append(query, *std::move(filter));
    const Reply& reply = probe.list(*sample.list, query);
    const auto* rows = rows_in(reply, *sample.list);
    if (rows == nullptr) return no_list(reply);
    if (rows->size() < 2) return cannot_tell("the filter leaves no rows to sort");
    return in_order(*rows, key, false);
  };
  return check_lists(subject, rule, 1, ask, has_filters);
}

constexpr std::array<NamedRelation, 9> kRelations{{{"order-turns", order_turns},
                                                   {"sort-crosses-pages", sort_crosses_pages},
                                                   {"sort-ignores-case", sort_ignores_case},
                                                   {"sort-orders", sort_orders},
                                                   {"sort-second", sort_second},
                                                   {"sort-tells", sort_tells},
                                                   {"sort-under-filter", sort_under_filter},
                                                   {"turn-crosses-pages", turn_crosses_pages},
                                                   {"turn-default", turn_default}}};

}  // namespace

std::span<const NamedRelation> order_relations() { return kRelations; }

}  // namespace understudy::conformance
