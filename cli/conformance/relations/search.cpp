// SPDX-License-Identifier: MIT
/// Relations on lists that are searched. The first three share one search of a list, for a part of
/// a text of its rows.
///
///   search-counts          {lists}            the total counts what is found
///   search-finds           {lists, members}   every row that has the term in these is found
///   search-is-sound        {lists}            every row found has the term
///   search-takes-literally {lists, members}   % and _ stand for themselves
///
/// `members` are those that are searched; without them all texts of a row are taken to be.
#include <algorithm>
#include <array>
#include <set>

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

/// The text at a place of a row, or null.
const std::string* text_at(const Json& row, const std::string& at) {
  const Json* value = find_value(row, at);
  return value != nullptr ? value->get_ptr<const std::string*>() : nullptr;
}

bool occurs_in_members(const Json& row, const std::vector<std::string>& members,
                       const std::string& term) {
  return std::any_of(members.begin(), members.end(), [&](const std::string& at) {
    const std::string* text = text_at(row, at);
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

/// Whether a rule speaks of a list.
bool names(const RuleSpec& rule, const ListSpec& list) {
  if (!rule.args.contains("lists")) return true;
  const Json& lists = rule.args["lists"];
  return std::find(lists.begin(), lists.end(), Json(list.name)) != lists.end();
}

/// Where the one search that all rules of a list share should find something: in the members that
/// any of them names.
std::vector<std::string> shared_members(const Profile& profile, const ListSample& sample) {
  for (const RuleSpec& rule : profile.rules) {
    const bool is_search = rule.relation.compare(0, 7, "search-") == 0;
    if (is_search && rule.args.contains("members") && names(rule, *sample.list)) {
      return members_of(sample, rule.args);
    }
  }
  return members_of(sample, Json::object());
}

bool is_plain(std::string_view word) {
  return word.size() >= 3 && word.size() <= 30 && std::all_of(word.begin(), word.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
         });
}

/// A text to search for, and what it shows beside that a search is done.
struct Term {
  std::string text = {};
  std::size_t worth = 0;
};

/// The words of a text; of a text that is one word its inner part, which no whole value is.
std::vector<Term> terms_of(const std::string& text) {
  std::vector<Term> terms;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" ,.@-_/'\"", at), text.size());
    std::string word = text.substr(at, end - at);
    const bool is_all = word.size() == text.size();
    if (is_plain(word)) terms.push_back({word, is_all ? 0U : at == 0 ? 5U : 7U});
    if (is_plain(word) && is_all && word.size() >= 5) {
      terms.push_back({word.substr(1, word.size() - 2), 4});
    }
    at = end + 1;
  }
  return terms;
}

/// A part of texts of the rows that some rows lack, in another case than theirs; empty: none is.
std::string choose_term(const ListSample& sample, const std::vector<std::string>& members) {
  constexpr std::size_t kLooked = 60;  // ours: rows
  const std::size_t looked = std::min(sample.rows.size(), kLooked);
  constexpr std::size_t kTerms = 60;  // ours: that are tried
  std::set<std::string> tried;
  Term best;
  for (std::size_t i = 0; i < looked && tried.size() < kTerms; ++i) {
    for (const std::string& at : members) {
      const std::string* text = text_at(sample.rows[i], at);
      if (text == nullptr) continue;
      for (Term& term : terms_of(*text)) {
        const std::string folded = fold_case(term.text);
        if (!tried.insert(folded + " " + std::to_string(term.worth)).second) continue;
        std::size_t found = 0;
        std::set<std::string> alone;  // members by which alone some row is found
        for (std::size_t k = 0; k < looked; ++k) {
          const Json& row = sample.rows[k];
          found += occurs(row, folded) ? 1U : 0U;
          const auto has = [&](const std::string& place) {
            return occurs_in_members(row, {place}, folded);
          };
          const auto place = std::find_if(members.begin(), members.end(), has);
          if (place != members.end() && std::none_of(place + 1, members.end(), has)) {
            alone.insert(*place);
          }
        }
        const std::size_t score = found == looked
                                      ? 1
                                      : 2 + std::min<std::size_t>(found, 8) + term.worth +
                                            2 * std::min<std::size_t>(alone.size(), 3);
        if (score > best.worth) best = {std::move(term.text), score};
      }
    }
  }
  const std::string lowered = fold_case(best.text);
  if (best.text != lowered) return lowered;
  for (char& c : best.text) c = static_cast<char>(c - 'a' + 'A');
  return best.text;
}

/// A word of the rows with its middle as a pattern would have it; no row has that. Empty: no word.
std::string choose_pattern(const ListSample& sample, const std::vector<std::string>& members) {
  for (const Json& row : sample.rows) {
    for (const std::string& at : members) {
      const std::string* text = text_at(row, at);
      if (text == nullptr) continue;
      for (const Term& term : terms_of(*text)) {
        if (term.text.size() < 4) continue;
        return term.text.front() + std::string{"_%"} + term.text.back();
      }
    }
  }
  return {};
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
    std::any& memo = probe.memo("read search " + list.name);
    if (!memo.has_value()) {
      const std::string term = choose_term(sample, shared_members(probe.profile(), sample));
      if (term.empty()) return cannot_tell("the rows have no word to search for");
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

std::vector<Check> search_takes_literally(const Subject& subject, const RuleSpec& rule) {
  const Json args = rule.args;
  const auto ask = [args](Probe& probe, const ListSample& sample) {
    const auto members = members_of(sample, args);
    const std::string term = choose_pattern(sample, members);
    if (term.empty()) return cannot_tell("the rows have no word to search for");
    const Reply& reply = probe.list(*sample.list, search_query(*sample.list, term));
    return judge_search(reply, sample, term, members, Asked::sound);
  };
  return check_lists(subject, rule, 1, ask, is_searched);
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

constexpr std::array<NamedRelation, 4> kRelations{
    {{"search-counts", search_counts},
     {"search-finds", search_finds},
     {"search-is-sound", search_is_sound},
     {"search-takes-literally", search_takes_literally}}};

}  // namespace

std::span<const NamedRelation> search_relations() { return kRelations; }

}  // namespace understudy::conformance
