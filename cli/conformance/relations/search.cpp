// SPDX-License-Identifier: MIT
/// Relations on lists that are searched. All of a list share one search, for a word of its rows.
///
///   search-counts   {lists}            the total counts what is found
///   search-finds    {lists, members}   every row that has the term in these is found
///   search-is-sound {lists, members}   every row found has the term
///
/// `members` are those that are searched; without them all texts of a row are taken to be.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "../src/rules.hpp"
#include "lists.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::conformance {

namespace {

/// Whether a folded term occurs in some text of a value.
bool occurs(const Json& value, const std::string& term) {
  const auto* text = value.get_ptr<const std::string*>();
  if (text != nullptr) return fold_case(*text).find(term) != std::string::npos;
  if (!value.is_structured()) return dump_json(value).find(term) != std::string::npos;
  return std::any_of(value.begin(), value.end(),
                     [&](const Json& part) { return occurs(part, term); });
}

bool occurs_in_members(const Json& row, const std::vector<std::string>& members,
                       const std::string& term) {
  return std::any_of(members.begin(), members.end(), [&](const std::string& at) {
    const Json* value = find_value(row, at);
    const auto* text = value != nullptr ? value->get_ptr<const std::string*>() : nullptr;
    return text != nullptr && fold_case(*text).find(term) != std::string::npos;
  });
}

/// The member pointers that a rule names, or those of the text fields of the sample.
std::vector<std::string> members_of(const ListSample& sample, const Json& args) {
  std::vector<std::string> members;
  if (args.contains("members")) {
    for (const Json& at : args["members"]) {
      members.push_back(*at.get_ptr<const std::string*>());
    }
    return members;
  }
  for (const FieldSpec& field : sample.fields) {
    if (field.type == "string" && field.at.find('/', 1) == field.at.npos)
      members.push_back(field.at);
  }
  return members;
}

/// The words of a text, in their order.
std::vector<std::string> words_of(std::string_view text) {
  constexpr std::string_view kBetween{" ,.@-_/'\""};
  constexpr std::size_t kMostWords = 4;  // ours: of one text
  std::vector<std::string> words;
  while (!text.empty() && words.size() < kMostWords) {
    const std::size_t end = std::min(text.find_first_of(kBetween), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

bool is_plain(const std::string& word) {
  return word.size() >= 3 && word.size() <= 30 && std::all_of(word.begin(), word.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
         });
}

/// The better the more wrong searches it tells from a right one: some rows lack the word, and a
/// text has it behind others.
std::size_t score_of(const ListSample& sample, const std::string& text, const std::string& word) {
  const std::string folded = fold_case(word);
  const std::size_t looked = std::min<std::size_t>(sample.rows.size(), 60);
  std::size_t found = 0;
  for (std::size_t k = 0; k < looked; ++k) found += occurs(sample.rows[k], folded);
  if (found == looked) return 1;
  const bool is_part = text.size() > word.size();
  const bool is_behind = text.compare(0, word.size(), word) != 0;
  return 2 + std::min<std::size_t>(found, 5) + (is_part ? 5 : 0) + (is_behind ? 3 : 0);
}

/// A word of the rows that some of them lack, in another case than theirs; empty: there is none.
std::string choose_term(const ListSample& sample, const std::vector<std::string>& members) {
  std::string best;
  std::size_t best_score = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(sample.rows.size(), 20); ++i) {
    for (const std::string& at : members) {
      const Json* value = find_value(sample.rows[i], at);
      const auto* text = value != nullptr ? value->get_ptr<const std::string*>() : nullptr;
      if (text == nullptr) continue;
      for (const std::string& word : words_of(*text)) {
        const std::size_t score = is_plain(word) ? score_of(sample, *text, word) : 0;
        if (score <= best_score) continue;
        best = word;
        best_score = score;
      }
    }
  }
  const std::string lowered = fold_case(best);
  if (best != lowered) return lowered;
  for (char& c : best) c = static_cast<char>(c - 'a' + 'A');
  return best;
}

ListQuery search_query(const ListSpec& list, const std::string& term) {
  ListQuery query;
  query.size = list.paging.most;
  const std::size_t cut = list.search.find(' ');
  const std::string where = list.search.substr(cut + 1);
  if (list.search.substr(0, cut) == "body") {
    query.body.emplace_back(where, term);
  } else {
    query.query.push_back({where, term});
  }
  return query;
}

enum class Asked : std::uint8_t { complete, sound, total };

Judgement judge_search(const Reply& reply, const ListSample& sample, const std::string& term,
                       const std::vector<std::string>& members, Asked asked) {
  const auto* rows = rows_in(reply, *sample.list);
  if (!rows) return no_list(reply);
  if (asked == Asked::total) return judge_total(reply, *sample.list);
  const std::string folded = fold_case(term);
  if (asked == Asked::sound) {
    for (const Json& row : *rows) {
      if (occurs(row, folded)) continue;
      return broken("a row is found that has the term nowhere", "\"" + term + "\" in some text",
                    excerpt(identity(row, *sample.list)));
    }
    return holds();
  }
  if (rows->size() >= sample.list->paging.most) return holds();
  std::vector<Json> wanted;
  for (const Json& row : sample.rows) {
    if (occurs_in_members(row, members, folded)) wanted.push_back(row);
  }
  const Judgement complete = rows_within(wanted, *rows, *sample.list);
  if (complete.kind == Judgement::Kind::holds) return holds();
  return broken("a row that has \"" + term + "\" is not found", complete.got,
                std::to_string(rows->size()) + " rows without it");
}

bool is_searched(const ListSpec& list) { return !list.search.empty(); }
bool is_searched_and_counted(const ListSpec& list) {
  return is_searched(list) && !list.total.empty();
}

std::vector<Check> on_search(const Subject& subject, const RuleSpec& rule, Asked asked) {
  const Json args = rule.args;
  const auto ask = [args, asked](Probe& probe, const ListSample& sample) {
    const ListSpec& list = *sample.list;
    const auto members = members_of(sample, args);
    const std::string term = choose_term(sample, members);
    if (term.empty()) return cannot_tell("the rows have no word to search for");
    std::any& memo = probe.memo("read search " + list.name);
    if (!memo.has_value()) {
      probe.list(list, search_query(list, term));
      if (!probe.trouble().empty()) return cannot_tell(probe.trouble());
      memo = std::pair{term, probe.replies().back()};
    }
    const auto& [asked_for, reply] =
        *std::any_cast<std::pair<std::string, std::shared_ptr<const Reply>>>(&memo);
    probe.show(reply);
    return judge_search(*reply, sample, asked_for, members, asked);
  };
  std::vector<Check> checks = check_lists(
      subject, rule, 0, ask, asked == Asked::total ? is_searched_and_counted : is_searched);
  for (Check& check : checks) {
    check.shared.push_back({.name = "search " + check.lists.front(), .requests = 1});
  }
  return checks;
}

std::vector<Check> search_counts(const Subject& subject, const RuleSpec& rule) {
  return on_search(subject, rule, Asked::total);
}

std::vector<Check> search_finds(const Subject& subject, const RuleSpec& rule) {
  return on_search(subject, rule, Asked::complete);
}

std::vector<Check> search_is_sound(const Subject& subject, const RuleSpec& rule) {
  return on_search(subject, rule, Asked::sound);
}

constexpr std::array<NamedRelation, 3> kRelations{{{"search-counts", search_counts},
                                                   {"search-finds", search_finds},
                                                   {"search-is-sound", search_is_sound}}};

}  // namespace

std::span<const NamedRelation> search_relations() { return kRelations; }

}  // namespace understudy::conformance
