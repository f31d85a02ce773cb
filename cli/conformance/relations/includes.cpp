// SPDX-License-Identifier: MIT
///   includes-hold  {lists, query, what, parent, children, members}   what rows include:
///     "members"    each of `members` stands in every row that has a place for it
///     "flat"       an included record includes no other: it lacks `members`
///     "records"    an included record says what its own row of the list says
///     "agree"      who is under `parent` of a row has that row among its `children`, and back
#include "includes.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "../src/engine/requests.hpp"
#include "../src/rules.hpp"
#include "lists.hpp"
#include "records.hpp"

namespace understudy::conformance {

namespace {

/// The list with what a query includes, asked for once; null where it cannot be had.
std::shared_ptr<const Reply> read_including(Probe& probe, const ListSpec& list,
                                            const std::string& include) {
  std::any& memo = probe.memo("read " + list.name + " including " + include);
  if (!memo.has_value()) {
    ListQuery query{.page = {}, .size = list.paging.most, .query = {}, .body = {}};
    query.query.push_back({"include", include});
    probe.list(list, query);
    if (!probe.trouble().empty()) return nullptr;
    memo = probe.replies().back();
  }
  const auto reply = std::any_cast<std::shared_ptr<const Reply>>(memo);
  probe.show(reply);
  return reply;
}

std::vector<std::string> members_of(const Json& args) {
  std::vector<std::string> members;
  for (const Json& at : args.value("members", Json::array())) {
    members.push_back(text_of_value(at).value_or(""));
  }
  return members;
}

/// The records that a row has at some places, each an object or an array of them.
std::vector<const Json*> included_in(const Json& row, const std::vector<std::string>& places) {
  std::vector<const Json*> records;
  for (const std::string& at : places) {
    const Json* value = find_value(row, at);
    if (value == nullptr) continue;
    if (value->is_object()) records.push_back(value);
    if (!value->is_array()) continue;
    for (const Json& one : *value) {
      if (one.is_object()) records.push_back(&one);
    }
  }
  return records;
}

std::vector<std::string> places_of(const Json& args) {
  std::vector<std::string> places;
  for (const char* name : {"parent", "children"}) {
    if (args.contains(name)) places.push_back(args.value(name, ""));
  }
  return places;
}

Judgement judge_members(const std::vector<Json>& rows, const Json& args) {
  const auto members = members_of(args);
  std::set<std::string> seen;
  for (const Json& row : rows) {
    for (const std::string& member : members) {
      const Json* around = find_value(row, member.substr(0, member.rfind('/')));
      if (around == nullptr || !around->is_object()) continue;
      seen.insert(member);
      if (find_value(row, member) != nullptr) continue;
      return broken("what is included is not there", member, "no such member");
    }
  }
  return seen.empty() ? cannot_tell("no row has a place for what is included") : holds();
}

Judgement judge_flat(const std::vector<Json>& rows, const Json& args) {
  const auto members = members_of(args);
  std::size_t looked = 0;
  for (const Json& row : rows) {
    for (const Json* record : included_in(row, places_of(args))) {
      ++looked;
      for (const std::string& member : members) {
        const Json* value = find_value(*record, member);
        if (value == nullptr || value->is_null()) continue;
        return broken("an included record includes another", "no " + member, shown(value));
      }
    }
  }
  return looked == 0 ? cannot_tell("no row includes a record") : holds();
}

Judgement judge_records(const std::vector<Json>& rows, const ListSample& sample, const Json& args) {
  std::unordered_map<std::string, const Json*> listed;
  for (const Json& row : sample.rows) listed.emplace(identity(row, *sample.list), &row);
  std::size_t looked = 0;
  for (const Json& row : rows) {
    for (const Json* record : included_in(row, places_of(args))) {
      const auto own = listed.find(identity(*record, *sample.list));
      if (own == listed.end()) continue;
      ++looked;
      const auto lost = lost_member(*own->second, *record, "");
      if (!lost) continue;
      return broken("an included record and its row in the list differ",
                    *lost + " " + shown(find_value(*own->second, *lost)),
                    *lost + " " + shown(find_value(*record, *lost)));
    }
  }
  return looked == 0 ? cannot_tell("no row includes a record of the list") : holds();
}

/// Pairs of parent and child, as one of the two tells them.
using Pairs = std::set<std::pair<std::string, std::string>>;

Judgement judge_agreement(const std::vector<Json>& rows, const ListSample& sample,
                          const Json& args) {
  const ListSpec& list = *sample.list;
  std::set<std::string> known;
  for (const Json& row : rows) known.insert(identity(row, list));
  Pairs by_children;
  Pairs by_parents;
  for (const Json& row : rows) {
    const std::string self = identity(row, list);
    const Json* children = find_value(row, args.value("children", ""));
    if (children != nullptr && !children->is_array()) {
      return broken("children are no array", "[] where there are none", shown(children));
    }
    for (const Json* parent : included_in(row, {args.value("parent", "")})) {
      if (known.count(identity(*parent, list)) == 0) continue;
      by_children.emplace(identity(*parent, list), self);
    }
    for (const Json* child : included_in(row, {args.value("children", "")})) {
      if (known.count(identity(*child, list)) == 0) continue;
      by_parents.emplace(self, identity(*child, list));
    }
  }
  if (by_children.empty() && by_parents.empty()) return cannot_tell("no row includes a record");
  for (const auto& [parent, child] : by_children) {
    if (by_parents.count({parent, child}) != 0) continue;
    return broken("a parent has not its child among its own", excerpt(child), "without it");
  }
  for (const auto& [parent, child] : by_parents) {
    if (by_children.count({parent, child}) != 0) continue;
    return broken("a child names another parent, or none", excerpt(parent), "another");
  }
  return holds();
}

}  // namespace

std::vector<Check> includes_hold(const Subject& subject, const RuleSpec& rule) {
  const Json args = rule.args;
  const std::string include = args.value("include", "");
  const std::string what = args.value("what", "");
  const auto ask = [=](Probe& probe, const ListSample& sample) {
    if (sample.rows.empty()) return cannot_tell("the list has no rows");
    const auto reply = read_including(probe, *sample.list, include);
    if (reply == nullptr) return cannot_tell(probe.trouble());
    const auto* rows = rows_in(*reply, *sample.list);
    if (rows == nullptr) return no_list(*reply);
    if (what == "members") return judge_members(*rows, args);
    if (what == "flat") return judge_flat(*rows, args);
    if (what == "records") return judge_records(*rows, sample, args);
    return judge_agreement(*rows, sample, args);
  };
  std::vector<Check> checks = check_lists(subject, rule, 0, ask);
  for (Check& check : checks) {
    check.shared.push_back({.name = check.lists.front() + " including " + include, .requests = 1});
  }
  return checks;
}

}  // namespace understudy::conformance
