// SPDX-License-Identifier: MIT
/// Lists whose direction alone can be chosen. Each is read once up and once down, for all rules.
///
///   order-turns        {lists, member, keys, parameter, filtered}   DESC reverses ASC, unless all
///                                      rows share a key; filtered: of what a filter selects, too
///   turn-default       {lists, keys, parameter}  who does not say a direction gets ASC
///   turn-crosses-pages {lists, keys, parameter}  three pages of DESC are the front of the list
#include "turning.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "../src/rules.hpp"
#include "lists.hpp"
#include "ordering.hpp"
#include "wide_filter.hpp"

namespace understudy::conformance {

namespace {

std::string parameter_of(const RuleSpec& rule) { return rule.args.value("parameter", "order_by"); }

ListQuery turned_query(const ListSpec& list, const std::string& parameter,
                       const std::string& word) {
  ListQuery query{.page = {}, .size = list.paging.most, .query = {}, .body = {}};
  query.query.push_back({parameter, word});
  return query;
}

using Both = std::array<std::shared_ptr<const Reply>, 2>;  ///< up, down

/// The list in both directions, asked for once; nothing where it cannot be had.
std::optional<Both> read_both(Probe& probe, const ListSpec& list, const std::string& parameter) {
  std::any& memo = probe.memo("read turned " + list.name);
  if (!memo.has_value()) {
    Both both;
    for (std::size_t i = 0; i < both.size(); ++i) {
      probe.list(list, turned_query(list, parameter, i == 0 ? "ASC" : "DESC"));
      if (!probe.trouble().empty()) return std::nullopt;
      both[i] = probe.replies().back();
    }
    memo = both;
  }
  const Both both = std::any_cast<Both>(memo);
  for (const auto& reply : both) probe.show(reply);
  return both;
}

/// What a filter leaves of the list, in both directions.
std::optional<Both> read_filtered(Probe& probe, const ListSample& sample,
                                  const std::string& parameter) {
  const auto filter = wide_filter(sample);
  if (!filter) return std::nullopt;
  Both both;
  for (std::size_t i = 0; i < both.size(); ++i) {
    ListQuery query = turned_query(*sample.list, parameter, i == 0 ? "ASC" : "DESC");
    append(query, *filter);
    probe.list(*sample.list, query);
    if (!probe.trouble().empty()) return std::nullopt;
    both[i] = probe.replies().back();
  }
  return both;
}

void share_both(std::vector<Check>& checks) {
  for (Check& check : checks) {
    check.shared.push_back({.name = "turned " + check.lists.front(), .requests = 2});
  }
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

/// Two lists that should be each other's reverse, by keys that nobody tells.
Judgement judge_turned(const std::vector<Json>& up, const std::vector<Json>& down,
                       const ListSample& sample, const Json& keys) {
  const ListSpec& list = *sample.list;
  if (up.size() < 2) return cannot_tell("the list has less than two rows");
  const bool same = !sample.is_whole || same_rows(up, down, list).kind == Judgement::Kind::holds;
  if (same && identity(up.front(), list) != identity(down.front(), list)) return holds();
  if (const auto shared = shared_by_all(up, keys)) {
    return cannot_tell("all rows have the same " + *shared);
  }
  return broken("ASC and DESC give the same order", "another row first",
                excerpt(identity(down.front(), list)));
}

/// Whether two rows may stand either way: they share one of the keys.
bool may_swap(const Json& a, const Json& b, const Json& keys) {
  return std::any_of(keys.begin(), keys.end(), [&](const Json& key) {
    const auto* at = key.get_ptr<const std::string*>();
    return at != nullptr && shown(find_value(a, *at)) == shown(find_value(b, *at));
  });
}

/// Rows in the order that others have, as far as keys that several share leave it open.
Judgement same_order(Rows want, Rows got, const ListSpec& list, const Json& keys) {
  for (std::size_t i = 0; i < std::min(want.size(), got.size()); ++i) {
    if (identity(want[i], list) == identity(got[i], list)) continue;
    if (may_swap(want[i], got[i], keys)) continue;
    return broken("rows stand in another order",
                  excerpt(identity(want[i], list)) + " as row " + std::to_string(i),
                  excerpt(identity(got[i], list)));
  }
  return rows_within(got, want, list);
}

}  // namespace

std::vector<Check> order_turns(const Subject& subject, const RuleSpec& rule) {
  FieldSpec key;
  key.at = rule.args.value("member", "");
  const std::string parameter = parameter_of(rule);
  const bool filtered = rule.args.value("filtered", false);
  const Json keys = rule.args.value("keys", Json::array());
  const auto ask = [=](Probe& probe, const ListSample& sample) {
    const ListSpec& list = *sample.list;
    std::array<std::vector<Json>, 2> lists;
    const auto both =
        filtered ? read_filtered(probe, sample, parameter) : read_both(probe, list, parameter);
    if (!both) return cannot_tell("the rows have no values to ask for");
    for (std::size_t i = 0; i < lists.size(); ++i) {
      const auto* rows = rows_in(*(*both)[i], list);
      if (rows == nullptr) return no_list(*(*both)[i]);
      lists[i] = *rows;
    }
    if (key.at.empty()) return judge_turned(lists[0], lists[1], sample, keys);
    Judgement up = in_order(lists[0], {&key, Direction::ascending, false}, false);
    if (up.kind != Judgement::Kind::holds) return up;
    return in_order(lists[1], {&key, Direction::descending, false}, false);
  };
  if (filtered) return check_lists(subject, rule, 2, ask, has_filters);
  std::vector<Check> checks = check_lists(subject, rule, 0, ask);
  share_both(checks);
  return checks;
}

std::vector<Check> turn_default(const Subject& subject, const RuleSpec& rule) {
  const std::string parameter = parameter_of(rule);
  const Json keys = rule.args.value("keys", Json::array());
  const auto ask = [=](Probe& probe, const ListSample& sample) {
    const auto both = read_both(probe, *sample.list, parameter);
    if (!both) return cannot_tell(probe.trouble());
    const auto* up = rows_in(*both->front(), *sample.list);
    if (up == nullptr) return no_list(*both->front());
    return same_order(*up, sample.rows, *sample.list, keys);
  };
  std::vector<Check> checks = check_lists(subject, rule, 0, ask);
  share_both(checks);
  return checks;
}

std::vector<Check> turn_crosses_pages(const Subject& subject, const RuleSpec& rule) {
  const std::string parameter = parameter_of(rule);
  const Json keys = rule.args.value("keys", Json::array());
  const auto ask = [=](Probe& probe, const ListSample& sample) {
    const ListSpec& list = *sample.list;
    const auto both = read_both(probe, list, parameter);
    if (!both) return cannot_tell(probe.trouble());
    const auto* down = rows_in(*both->back(), list);
    if (down == nullptr) return no_list(*both->back());
    if (down->size() < 3) return cannot_tell("too few rows to turn");
    std::vector<Json> rows;
    ListQuery query = turned_query(list, parameter, "DESC");
    query.size = down->size() / 3;
    for (std::size_t page = 0; page < 3; ++page) {
      query.page = page;
      const Reply& reply = probe.list(list, query);
      const auto* more = rows_in(reply, list);
      if (more == nullptr) return no_list(reply);
      rows.insert(rows.end(), more->begin(), more->end());
    }
    return same_order(*down, rows, list, keys);
  };
  std::vector<Check> checks = check_lists(subject, rule, 3, ask);
  share_both(checks);
  return checks;
}

}  // namespace understudy::conformance
