// SPDX-License-Identifier: MIT
/// Relations on sorted lists.
///
///   sort-orders        {lists, type, column, direction, exact}   a permutation of the list, in
///                                       order; exact: texts by code point, nulls smallest
///   sort-second        {lists}          the first sort decides, and among equal rows the second
///   sort-crosses-pages {lists}          three sorted pages are the sorted list
///   sort-tells         {lists, member, value}   a member of a sorted page
///   sort-ignores-case  {lists}          with `ignorecase` texts order by their folds
///   order-turns        {lists, member, keys}  DESC reverses ASC, unless all rows share a key
#include <algorithm>
#include <array>

#include "../src/engine/check.hpp"
#include "../src/engine/requests.hpp"
#include "../src/rules.hpp"
#include "collation.hpp"
#include "rows.hpp"

namespace understudy::conformance {

namespace {

enum class Direction { ascending, descending };

constexpr std::size_t kNumbersFirst = 100;  // ours: more than any count of texts

bool sorts(const FieldSpec& field) { return field.sorts; }

struct SortKey {
  const FieldSpec* field = nullptr;
  Direction direction = Direction::ascending;
  bool ignores_case = false;
};

/// The query of a sort in the words of a language: "spring-sort" or "orderby-list".
std::vector<Field> write_sort(std::string_view language, const std::vector<SortKey>& keys) {
  std::vector<Field> query;
  std::string list;
  for (const SortKey& key : keys) {
    const bool falls = key.direction == Direction::descending;
    if (language == "spring-sort") {
      query.push_back({"sort", key.field->name + (falls ? ",desc" : ",asc") +
                                   (key.ignores_case ? ",ignorecase" : "")});
    } else {
      list += (list.empty() ? "" : ",") + key.field->name + (falls ? " desc" : " asc");
    }
  }
  if (!list.empty()) query.push_back({"orderby", list});
  return query;
}

/// The values of a field down a list, those that are missing left out.
std::vector<const Json*> present_values(const std::vector<Json>& rows, const FieldSpec& field) {
  std::vector<const Json*> values;
  for (const Json& row : rows) {
    const Json* value = value_of(row, field);
    if (value != nullptr) values.push_back(value);
  }
  return values;
}

/// The first place where values are out of order, or nothing.
std::optional<std::size_t> disorder(const std::vector<const Json*>& values, Direction direction,
                                    Collation collation) {
  for (std::size_t i = 1; i < values.size(); ++i) {
    const int order = compare_values(*values[i - 1], *values[i], collation);
    if (direction == Direction::ascending ? order > 0 : order < 0) return i;
  }
  return std::nullopt;
}

/// Whether two values, one before the other, are out of order in whatever collation.
bool surely_apart(const Json& before, const Json& after, Direction direction) {
  const Json& small = direction == Direction::ascending ? before : after;
  const Json& great = direction == Direction::ascending ? after : before;
  const auto* x = small.get_ptr<const std::string*>();
  const auto* y = great.get_ptr<const std::string*>();
  if (x == nullptr || y == nullptr) return compare_values(small, great, Collation::folded) > 0;
  return surely_after(*x, *y);
}

/// Whether values stand in an order that a collation nobody has told could have made: none is
/// surely out of order with its neighbour, nor with the furthest of those before it.
bool may_be_ordered(const std::vector<const Json*>& values, Direction direction) {
  const int way = direction == Direction::ascending ? 1 : -1;
  const Json* furthest = nullptr;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0 && surely_apart(*values[i - 1], *values[i], direction)) return false;
    if (furthest != nullptr && surely_apart(*furthest, *values[i], direction)) return false;
    const bool is_further =
        furthest == nullptr || compare_values(*values[i], *furthest, Collation::folded) * way > 0;
    if (is_further) furthest = values[i];
  }
  return true;
}

Judgement out_of_order(const std::vector<const Json*>& values, std::size_t at,
                       Direction direction) {
  const std::string way = direction == Direction::ascending ? "ascending" : "descending";
  return broken("rows are not in " + way + " order",
                shown(values[at]) + " before " + shown(values[at - 1]),
                shown(values[at - 1]) + " before " + shown(values[at]));
}

/// Whether the rows without a value stand together at one end: the sources do not say which.
bool missing_at_one_end(const std::vector<Json>& rows, const FieldSpec& field) {
  std::size_t changes = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    changes += (value_of(rows[i - 1], field) == nullptr) != (value_of(rows[i], field) == nullptr);
  }
  return changes <= 1;
}

/// Texts may be ordered by any sensible collation, unless the rule is about which.
Judgement in_order(const std::vector<Json>& rows, const SortKey& key, bool exact) {
  const auto values = present_values(rows, *key.field);
  const Collation first = key.ignores_case ? Collation::folded : Collation::code_point;
  const auto at = disorder(values, key.direction, first);
  const bool is_sensible = !at || (!exact && may_be_ordered(values, key.direction));
  if (!is_sensible) return out_of_order(values, *at, key.direction);
  if (!missing_at_one_end(rows, *key.field)) {
    return broken("rows without a value do not stand together", "all at one end", "apart");
  }
  if (!exact || rows.empty()) return holds();
  const Json& small = key.direction == Direction::ascending ? rows.front() : rows.back();
  const bool has_missing = values.size() < rows.size();
  if (has_missing && value_of(small, *key.field) != nullptr) {
    return broken("rows without a value are not the smallest", "at the small end",
                  "at the great end");
  }
  return holds();
}

Judgement judge_sorted(const std::vector<Json>& rows, const ListSample& sample, const SortKey& key,
                       bool exact) {
  if (sample.is_whole) {
    Judgement same = same_rows(sample.rows, rows, *sample.list);
    if (same.kind != Judgement::Kind::holds) return same;
  }
  return in_order(rows, key, exact);
}

ListQuery sorted_query(const ListSpec& list, const std::vector<SortKey>& keys) {
  return {.page = {}, .size = list.paging.most, .query = write_sort(list.order, keys), .body = {}};
}

Check on_list(const Subject& subject, const RuleSpec& rule, const ListSpec& list,
              std::size_t cost) {
  Check check = make_check(subject, rule, list.name);
  check.lists = {list.name};
  check.cost = cost;
  return check;
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
  std::vector<Check> checks;
  for (const ListSpec* list : lists_of(subject, rule.args)) {
    Check check = on_list(subject, rule, *list, 1);
    check.ask = [=](Probe& probe) {
      const ListSample& sample = probe.sample(list->name);
      const FieldSpec* field = pick_field(sample, type, sorts, column);
      if (field == nullptr) {
        return cannot_tell("no column of type " + (column.empty() ? type : column) + " has values");
      }
      const SortKey key{field, direction, false};
      const Reply& reply = probe.list(*list, sorted_query(*list, {key}));
      const auto* rows = rows_in(reply, *list);
      if (!rows) return no_list(reply);
      if (distinct_values(sample, *field).size() < 2) {
        return cannot_tell("the rows do not differ in a column of type " + type);
      }
      return judge_sorted(*rows, sample, key, exact);
    };
    checks.push_back(std::move(check));
  }
  return checks;
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

Judgement second_in_order(const std::vector<Json>& rows, const FieldSpec& first,
                          const SortKey& second) {
  Judgement whole = in_order(rows, {&first}, false);
  if (whole.kind == Judgement::Kind::broken) return whole;
  std::vector<Json> group;
  const auto judge = [&] { return in_order(group, second, false); };
  for (const Json& row : rows) {
    const Json* value = value_of(row, first);
    const Json* before = group.empty() ? nullptr : value_of(group.back(), first);
    const bool same =
        !group.empty() && ((value == nullptr && before == nullptr) ||
                           (value != nullptr && before != nullptr && *value == *before));
    if (!same && !group.empty()) {
      Judgement judgement = judge();
      if (judgement.kind == Judgement::Kind::broken) return judgement;
      group.clear();
    }
    group.push_back(row);
  }
  return judge();
}

std::vector<Check> sort_second(const Subject& subject, const RuleSpec& rule) {
  std::vector<Check> checks;
  for (const ListSpec* list : lists_of(subject, rule.args)) {
    Check check = on_list(subject, rule, *list, 1);
    check.ask = [list](Probe& probe) {
      const ListSample& sample = probe.sample(list->name);
      const auto [first, second] = pick_two(sample);
      if (first == nullptr) return cannot_tell("no two columns show which sort is the second");
      const SortKey down{second, Direction::descending, false};
      const Reply& reply = probe.list(*list, sorted_query(*list, {{first}, down}));
      const auto* rows = rows_in(reply, *list);
      if (!rows) return no_list(reply);
      return second_in_order(*rows, *first, down);
    };
    checks.push_back(std::move(check));
  }
  return checks;
}

std::vector<Check> sort_crosses_pages(const Subject& subject, const RuleSpec& rule) {
  std::vector<Check> checks;
  for (const ListSpec* list : lists_of(subject, rule.args)) {
    Check check = on_list(subject, rule, *list, 3);
    check.ask = [list](Probe& probe) {
      const ListSample& sample = probe.sample(list->name);
      const FieldSpec* field = pick_field(sample, "string", sorts);
      if (field == nullptr) field = pick_field(sample, "number", sorts);
      if (field == nullptr || sample.rows.size() < 3) return cannot_tell("too few rows to sort");
      const SortKey key{field, Direction::descending, false};
      ListQuery query = sorted_query(*list, {key});
      query.size = (sample.rows.size() + 2) / 3;
      std::vector<Json> rows;
      for (std::size_t page = 0; page < 3; ++page) {
        query.page = page;
        const Reply& reply = probe.list(*list, query);
        const auto* more = rows_in(reply, *list);
        if (!more) return no_list(reply);
        rows.insert(rows.end(), more->begin(), more->end());
      }
      return judge_sorted(rows, sample, key, false);
    };
    checks.push_back(std::move(check));
  }
  return checks;
}

std::vector<Check> sort_tells(const Subject& subject, const RuleSpec& rule) {
  const std::string member = rule.args.value("member", "");
  const Json want = rule.args.value("value", Json{});
  std::vector<Check> checks;
  for (const ListSpec* list : lists_of(subject, rule.args)) {
    Check check = on_list(subject, rule, *list, 0);
    check.shared.push_back({.name = "sorted " + list->name, .requests = 1});
    check.ask = [=](Probe& probe) {
      const ListSample& sample = probe.sample(list->name);
      const FieldSpec* field = pick_field(sample, "string", sorts);
      if (field == nullptr) return cannot_tell("no column of type string has values");
      std::any& memo = probe.memo("read sorted " + list->name);
      if (!memo.has_value()) {
        ListQuery query = sorted_query(*list, {{field}});
        query.size = 3;
        probe.list(*list, query);
        if (!probe.trouble().empty()) return cannot_tell(probe.trouble());
        memo = probe.replies().back();
      } else {
        probe.show(std::any_cast<std::shared_ptr<const Reply>>(memo));
      }
      const Reply& reply = *std::any_cast<std::shared_ptr<const Reply>>(memo);
      const Json* got = reply.at(member);
      if (got == nullptr) return cannot_tell("the page has no " + member);
      if (*got == want) return holds();
      return broken(member + " of a sorted page is wrong", dump_json(want), dump_json(*got));
    };
    checks.push_back(std::move(check));
  }
  return checks;
}

std::vector<Check> sort_ignores_case(const Subject& subject, const RuleSpec& rule) {
  std::vector<Check> checks;
  for (const ListSpec* list : lists_of(subject, rule.args)) {
    Check check = on_list(subject, rule, *list, 1);
    check.ask = [list](Probe& probe) {
      const ListSample& sample = probe.sample(list->name);
      const FieldSpec* field = pick_field(sample, "string", sorts);
      if (field == nullptr) return cannot_tell("no column of type string has values");
      const SortKey key{field, Direction::ascending, true};
      const Reply& reply = probe.list(*list, sorted_query(*list, {key}));
      const auto* rows = rows_in(reply, *list);
      if (!rows) return no_list(reply);
      return judge_sorted(*rows, sample, key, false);
    };
    checks.push_back(std::move(check));
  }
  return checks;
}

/// A member that is the same in all rows: by such a one, both directions are one order.
std::optional<std::string> shared_by_all(const std::vector<Json>& rows, const Json& keys) {
  for (const Json& key : keys) {
    const auto* at = key.get_ptr<const std::string*>();
    if (at == nullptr) continue;
    const bool same = std::all_of(rows.begin(), rows.end(), [&](const Json& row) {
      return shown(find_value(row, *at)) == shown(find_value(rows.front(), *at));
    });
    if (same) return *at;
  }
  return std::nullopt;
}

std::vector<Check> order_turns(const Subject& subject, const RuleSpec& rule) {
  FieldSpec key;
  key.at = rule.args.value("member", "");
  const std::string parameter = rule.args.value("parameter", "order_by");
  const Json keys = rule.args.value("keys", Json::array());
  std::vector<Check> checks;
  for (const ListSpec* list : lists_of(subject, rule.args)) {
    Check check = on_list(subject, rule, *list, 2);
    check.ask = [=](Probe& probe) {
      std::array<std::vector<Json>, 2> lists;
      const ListSample& sample = probe.sample(list->name);
      for (std::size_t i = 0; i < lists.size(); ++i) {
        ListQuery query{.page = {}, .size = list->paging.most, .query = {}, .body = {}};
        query.query.push_back({parameter, i == 0 ? "ASC" : "DESC"});
        const Reply& reply = probe.list(*list, query);
        const auto* rows = rows_in(reply, *list);
        if (rows == nullptr) return no_list(reply);
        lists[i] = *rows;
      }
      if (!key.at.empty()) {
        Judgement up = in_order(lists[0], {&key, Direction::ascending, false}, false);
        if (up.kind != Judgement::Kind::holds) return up;
        return in_order(lists[1], {&key, Direction::descending, false}, false);
      }
      if (lists[0].size() < 2) return cannot_tell("the list has less than two rows");
      const bool same =
          !sample.is_whole || same_rows(lists[0], lists[1], *list).kind == Judgement::Kind::holds;
      if (same && identity(lists[0].front(), *list) != identity(lists[1].front(), *list)) {
        return holds();
      }
      if (const auto shared = shared_by_all(lists[0], keys)) {
        return cannot_tell("all rows have the same " + *shared);
      }
      return broken("ASC and DESC give the same order", "another row first",
                    excerpt(identity(lists[1].front(), *list)));
    };
    checks.push_back(std::move(check));
  }
  return checks;
}

constexpr std::array<NamedRelation, 6> kRelations{{{"order-turns", order_turns},
                                                   {"sort-crosses-pages", sort_crosses_pages},
                                                   {"sort-ignores-case", sort_ignores_case},
                                                   {"sort-orders", sort_orders},
                                                   {"sort-second", sort_second},
                                                   {"sort-tells", sort_tells}}};

}  // namespace

std::span<const NamedRelation> order_relations() { return kRelations; }

}  // namespace understudy::conformance
