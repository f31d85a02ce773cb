// SPDX-License-Identifier: MIT
/// Relations on the pages of a list.
///
///   pages-cover      {lists}                     three pages have every row once, in one order
///   pages-have-size  {lists}                     every page but the last is as long as asked
///   pages-tell       {lists, member, is}         a member of every page says what is so
///   page-past-end    {lists}                     beyond the end: 200 and no rows
///   largest-page     {lists, member, least}      the largest page is not cut, or not to less
///   page-parameter   {lists, query, skip, size}  parameters act as if they were these
///   list-refuses     {lists, query, body}        a request that is 400, or 200 without success
#include <algorithm>
#include <array>
#include <string>

#include "../src/engine/refusals.hpp"
#include "../src/engine/requests.hpp"
#include "lists.hpp"
#include "walk.hpp"

namespace understudy::conformance {

namespace {

/// What a page of a list should say of itself.
struct PageFacts {
  std::size_t number = 0;  ///< from 0
  std::size_t size = 0;
  std::size_t count = 0;  ///< rows on it
  std::size_t total = 0;
};

/// The value that a formula of a rule gives; null for an unknown one.
Json value_of_formula(std::string_view formula, const PageFacts& page) {
  const std::size_t pages = (page.total + page.size - 1) / page.size;
  if (formula == "number") return page.number;
  if (formula == "size") return page.size;
  if (formula == "count") return page.count;
  if (formula == "total") return page.total;
  if (formula == "pages") return pages;
  if (formula == "first") return page.number == 0;
  if (formula == "last") return page.number + 1 >= pages;
  if (formula == "empty") return page.count == 0;
  if (formula == "offset") return page.number * page.size;
  if (formula == "false") return false;
  if (formula == "true") return true;
  return {};
}

Judgement shown_by(const ListWalk::Page& page, Judgement judgement) {
  judgement.reply = page.reply;
  return judgement;
}

/// A check of each list that looks at the walk of it.
template <typename Judge>
std::vector<Check> on_walks(const Subject& subject, const RuleSpec& rule, Judge judge) {
  std::vector<Check> checks;
  for (const ListSpec* list : lists_of(subject, rule.args)) {
    Check check = make_check(subject, rule, list->name);
    share_walk(check, *list);
    check.ask = [list, judge](Probe& probe) {
      const ListWalk* found = walk(probe, *list);
      return found == nullptr ? no_rows(probe.sample(list->name)) : judge(*found, *list);
    };
    checks.push_back(std::move(check));
  }
  return checks;
}

std::vector<Check> pages_cover(const Subject& subject, const RuleSpec& rule) {
  return on_walks(subject, rule, [](const ListWalk& walk, const ListSpec& list) {
    std::vector<Json> rows;
    for (const ListWalk::Page& page : walk.pages) {
      if (!page.rows) return no_list(*page.reply);
      rows.insert(rows.end(), page.rows->begin(), page.rows->end());
    }
    // Of a list that is longer than a page, the walk has as many rows from its front.
    const std::size_t size = std::min(walk.size * walk.pages.size(), walk.sample->rows.size());
    return same_rows(Rows{walk.sample->rows}.first(size), rows, list);
  });
}

std::vector<Check> pages_have_size(const Subject& subject, const RuleSpec& rule) {
  return on_walks(subject, rule, [](const ListWalk& walk, const ListSpec& /*list*/) {
    const std::size_t all = walk.sample->total.value_or(walk.sample->rows.size());
    for (const ListWalk::Page& page : walk.pages) {
      if (!page.rows) return no_list(*page.reply);
      const std::size_t before = page.number * walk.size;
      const std::size_t want = before >= all ? 0 : std::min(walk.size, all - before);
      const bool is_open = !walk.sample->is_whole && !walk.sample->total;
      if (page.rows->size() == want || (is_open && page.rows->size() == walk.size)) continue;
      return shown_by(
          page, broken("a page has not as many rows as asked for", std::to_string(want) + " rows",
                       std::to_string(page.rows->size()) + " rows"));
    }
    return holds();
  });
}

Judgement page_tells(const ListWalk::Page& page, const ListWalk& walk, std::string_view member,
                     std::string_view formula) {
  if (!page.rows) return no_list(*page.reply);
  const std::size_t all = walk.sample->rows.size();
  const PageFacts facts{page.number, page.size, page.rows->size(),
                        walk.sample->is_whole ? all : walk.sample->total.value_or(all)};
  const Json want = value_of_formula(formula, facts);
  const Json* got = page.reply->at(member);
  if (got == nullptr) return cannot_tell("the page has no " + std::string{member});
  if (*got == want) return holds();
  return broken(std::string{member} + " of page " + std::to_string(page.number) + " is wrong",
                dump_json(want), dump_json(*got));
}

std::vector<Check> pages_tell(const Subject& subject, const RuleSpec& rule) {
  const std::string member = rule.args.value("member", "");
  const std::string formula = rule.args.value("is", "");
  return on_walks(subject, rule, [member, formula](const ListWalk& walk, const ListSpec& /*list*/) {
    for (const ListWalk::Page* page :
         {&walk.pages[0], &walk.pages[1], &walk.pages[2], &walk.last, &walk.beyond}) {
      if (page == &walk.beyond && !page->rows) continue;  // page-past-end speaks of that
      Judgement judgement = page_tells(*page, walk, member, formula);
      if (judgement.kind != Judgement::Kind::holds) {
        return shown_by(*page, std::move(judgement));
      }
    }
    return holds();
  });
}

std::vector<Check> page_past_end(const Subject& subject, const RuleSpec& rule) {
  return on_walks(subject, rule, [](const ListWalk& walk, const ListSpec& list) {
    if (!walk.beyond.rows) return no_list(*walk.beyond.reply);
    if (!walk.beyond.rows->empty()) {
      return broken("a page beyond the end has rows", "no rows",
                    std::to_string(walk.beyond.rows->size()) + " rows");
    }
    const auto total = total_in(*walk.beyond.reply, list);
    if (total && walk.sample->total && *total != *walk.sample->total) {
      return broken("the total is another one beyond the end", std::to_string(*walk.sample->total),
                    std::to_string(*total));
    }
    return holds();
  });
}

/// Asks for the first page of a size.
Judgement judge_page_of(Probe& probe, const ListSample& sample, std::size_t want,
                        std::size_t size) {
  const Reply& reply = probe.list(*sample.list, {.page = 0, .size = size});
  const auto* rows = rows_in(reply, *sample.list);
  if (!rows) return no_list(reply);
  if (rows->size() >= want) return holds();
  return broken("a page of " + std::to_string(size) + " rows is cut",
                std::to_string(want) + " rows", std::to_string(rows->size()) + " rows");
}

std::vector<Check> largest_page(const Subject& subject, const RuleSpec& rule) {
  const std::string member = rule.args.value("member", "");
  const auto given = to_int64(rule.args.value("least", Json{}));
  return check_lists(subject, rule, 0, [member, given](Probe& probe, const ListSample& sample) {
    if (sample.rows.empty()) return no_rows(sample);
    const std::size_t most = sample.list->paging.most;
    const std::size_t least = given ? static_cast<std::size_t>(*given) : most;
    const Json* told = member.empty() ? nullptr : sample.reply->at(member);
    if (told != nullptr && *told != Json(most)) {
      return broken("the largest size is not taken as it is", std::to_string(most),
                    dump_json(*told));
    }
    const std::size_t all = sample.total.value_or(sample.rows.size());
    const std::size_t want = std::min(most, all);
    if (sample.rows.size() == want || sample.rows.size() >= std::min(least, all)) return holds();
    // The largest page may be cut to anything; one of that size may not.
    if (least < most) return judge_page_of(probe, sample, std::min(least, all), least);
    return broken("the largest page is cut", std::to_string(want) + " rows",
                  std::to_string(sample.rows.size()) + " rows");
  });
}

/// The rows that a page should have, of those that are known.
std::vector<Json> slice(const ListSample& sample, std::size_t skip, std::size_t size) {
  const std::size_t begin = std::min(skip, sample.rows.size());
  const std::size_t end = std::min(begin + size, sample.rows.size());
  return {sample.rows.begin() + static_cast<std::ptrdiff_t>(begin),
          sample.rows.begin() + static_cast<std::ptrdiff_t>(end)};
}

Judgement acts_as(const Reply& reply, const ListSample& sample, std::size_t skip,
                  std::size_t size) {
  const auto* rows = rows_in(reply, *sample.list);
  if (!rows) return no_list(reply);
  const std::vector<Json> want = slice(sample, skip, size);
  if (rows->size() != want.size()) {
    return broken("the page has another length", std::to_string(want.size()) + " rows",
                  std::to_string(rows->size()) + " rows");
  }
  return same_rows(want, *rows, *sample.list);
}

/// A check of each list with one request that has more in its query.
template <typename Judge>
std::vector<Check> on_queries(const Subject& subject, const RuleSpec& rule, Judge judge) {
  ListQuery query;
  const Json parameters = rule.args.value("query", Json::object());
  for (const auto& [name, value] : parameters.items()) {
    const Json values = value.is_array() ? value : Json::array({value});
    for (const Json& one : values) query.query.push_back({name, text_of_value(one).value_or("")});
  }
  const Json body = rule.args.value("body", Json::object());
  for (const auto& [pointer, value] : body.items()) query.body.emplace_back(pointer, value);
  return check_lists(subject, rule, 1, [query, judge](Probe& probe, const ListSample& sample) {
    return judge(probe.list(*sample.list, query), sample);
  });
}

std::vector<Check> page_parameter(const Subject& subject, const RuleSpec& rule) {
  const auto skip =
      static_cast<std::size_t>(to_int64(rule.args.value("skip", Json(0))).value_or(0));
  const auto size =
      static_cast<std::size_t>(to_int64(rule.args.value("size", Json(20))).value_or(20));
  return on_queries(subject, rule, [skip, size](const Reply& reply, const ListSample& sample) {
    if (sample.rows.empty()) return no_rows(sample);
    return acts_as(reply, sample, skip, size);
  });
}

std::vector<Check> list_refuses(const Subject& subject, const RuleSpec& rule) {
  const auto status = to_int64(rule.args.value("status", Json(400))).value_or(400);
  return on_queries(subject, rule, [status](const Reply& reply, const ListSample& /*sample*/) {
    if (reply.status() == status || tells_failure(reply)) return holds();
    return broken("the request is not refused as documented", std::to_string(status),
                  std::to_string(reply.status()));
  });
}

constexpr std::array<NamedRelation, 7> kRelations{{{"largest-page", largest_page},
                                                   {"list-refuses", list_refuses},
                                                   {"page-parameter", page_parameter},
                                                   {"page-past-end", page_past_end},
                                                   {"pages-cover", pages_cover},
                                                   {"pages-have-size", pages_have_size},
                                                   {"pages-tell", pages_tell}}};

}  // namespace

std::span<const NamedRelation> page_relations() { return kRelations; }

}  // namespace understudy::conformance
