// SPDX-License-Identifier: MIT
#include "lists.hpp"

#include <string>
#include <utility>

namespace understudy::conformance {

std::vector<const ListSpec*> lists_of(const Subject& subject, const Json& args) {
  std::vector<const ListSpec*> lists;
  for (const auto& [name, list] : subject.profile->lists) {
    bool wanted = !args.contains("lists");
    if (!wanted) {
      for (const Json& one : args["lists"]) wanted = wanted || one == Json(name);
    }
    if (wanted) lists.push_back(&list);
  }
  return lists;
}

std::vector<Check> check_lists(const Subject& subject, const RuleSpec& rule, std::size_t cost,
                               const AskOfList& ask, bool (*wants)(const ListSpec&)) {
  std::vector<Check> checks;
  for (const ListSpec* list : lists_of(subject, rule.args)) {
    if (wants != nullptr && !wants(*list)) continue;
    Check check = make_check(subject, rule, list->name);
    check.lists = {list->name};
    check.cost = cost;
    check.ask = [list, ask](Probe& probe) {
      const ListSample& sample = probe.sample(list->name);
      if (sample.reply == nullptr) return cannot_tell("the list cannot be read");
      return ask(probe, sample);
    };
    checks.push_back(std::move(check));
  }
  return checks;
}

Judgement no_rows(const ListSample& sample) {
  if (sample.reply != nullptr && sample.reply->status() != 200) return no_list(*sample.reply);
  if (sample.total.value_or(0) > 0) {
    return broken("the first page has no rows", std::to_string(*sample.total) + " in all", "none");
  }
  return cannot_tell("the list has no rows");
}

Judgement judge_total(const Reply& reply, const ListSpec& list) {
  const auto* rows = rows_in(reply, list);
  const auto total = total_in(reply, list);
  if (!rows || !total) return no_list(reply);
  if (rows->size() >= list.paging.most || *total == rows->size()) return holds();
  return broken("the total does not count the rows that come", std::to_string(rows->size()),
                std::to_string(*total));
}

}  // namespace understudy::conformance
