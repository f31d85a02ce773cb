// SPDX-License-Identifier: MIT
/// Relations on filtered lists.
///
///   filter-selects  {lists, type, column, test, items, letters, missing, field, asking}
///                           what comes is what the condition selects of the whole list
///   filter-joins    {lists, how, letters}   "and", "or", "not": of two conditions
///   filter-pages    {lists}                 two pages of what a filter selects are all of it
///   filter-counts   {lists, how}            the total counts what the filter selects; "and": two
///   search-counts   {lists}                 the total counts what is found
///   search-is-sound {lists}                 every row found has the term
///   search-finds    {lists, members}        every row that has the term in these is found
#include <algorithm>
#include <array>

#include "../src/engine/check.hpp"
#include "../src/rules.hpp"
#include "filter_text.hpp"
#include "understudy/base/unicode.hpp"

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

/// A check of each list that has a filter language; `choose` makes the expression of a sample.
template <typename Choose>
std::vector<Check> on_filters(const Subject& subject, const RuleSpec& rule, Choose choose) {
  std::vector<Check> checks;
  for (const ListSpec* list : lists_of(subject, rule.args)) {
    const FilterLanguage* language = find_filter_language(list->filter);
    if (language == nullptr) continue;
    Check check = make_check(subject, rule, list->name);
    check.lists = {list->name};
    check.cost = 1;
    check.ask = [list, language, choose](Probe& probe) {
      const ListSample& sample = probe.sample(list->name);
      if (sample.reply == nullptr) return cannot_tell("the list cannot be read");
      const std::optional<Expression> expression = choose(sample, *language);
      if (!expression) return cannot_tell("the rows have no values to ask for");
      const auto query = language->write(*expression);
      if (!query) return cannot_tell("the filter language cannot say this");
      return judge_filtered(probe.list(*list, large(*query, *list)), sample, *expression);
    };
    checks.push_back(std::move(check));
  }
  return checks;
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
  return on_filters(subject, rule,
                    [wish](const ListSample& sample,
                           const FilterLanguage& language) -> std::optional<Expression> {
                      Wish here = wish;
                      here.is_usable = language.is_usable;
                      auto condition = choose_condition(sample, here);
                      if (!condition) return std::nullopt;
                      return Expression{Expression::Kind::leaf, *std::move(condition), {}};
                    });
}

std::vector<Check> filter_joins(const Subject& subject, const RuleSpec& rule) {
  const std::string how = rule.args.value("how", "and");
  const Letters letters = letters_of(rule.args);
  const Absent missing = missing_of(rule.args);
  return on_filters(
      subject, rule,
      [=](const ListSample& sample, const FilterLanguage& language) -> std::optional<Expression> {
        using Kind = Expression::Kind;
        auto pair =
            choose_pair(sample, how == "and" ? Kind::all : Kind::any, language.is_usable, letters);
        if (!pair || how != "not") return pair;
        Expression inner = pair->parts.front();
        // What is missing is selected by "not" where the part drops it.
        inner.leaf.missing = missing == Absent::kept      ? Absent::dropped
                             : missing == Absent::dropped ? Absent::kept
                                                          : Absent::open;
        return Expression{Kind::none, {}, {inner}};
      });
}

Judgement judge_total(const Reply& reply, const ListSpec& list) {
  const auto* rows = rows_in(reply, list);
  const auto total = total_in(reply, list);
  if (!rows || !total) return no_list(reply);
  if (rows->size() >= list.paging.most || *total == rows->size()) return holds();
  return broken("the total does not count the rows that come", std::to_string(rows->size()),
                std::to_string(*total));
}

std::optional<Expression> choose_to_count(const ListSample& sample, const FilterLanguage& language,
                                          const std::string& type, bool is_joined) {
  if (is_joined) {
    return choose_pair(sample, Expression::Kind::all, language.is_usable, Letters::open);
  }
  Wish wish;
  wish.type = type;
  wish.letters = Letters::open;
  wish.is_usable = language.is_usable;
  auto condition = choose_condition(sample, wish);
  if (!condition) return std::nullopt;
  return Expression{Expression::Kind::leaf, *std::move(condition), {}};
}

std::vector<Check> filter_counts(const Subject& subject, const RuleSpec& rule) {
  std::vector<Check> checks;
  for (const ListSpec* list : lists_of(subject, rule.args)) {
    const FilterLanguage* language = find_filter_language(list->filter);
    if (language == nullptr || list->total.empty()) continue;
    Check check = make_check(subject, rule, list->name);
    check.lists = {list->name};
    check.cost = 1;
    const std::string type = rule.args.value("type", "string");
    const bool is_joined = rule.args.value("how", "") == "and";
    check.ask = [list, language, type, is_joined](Probe& probe) {
      const auto expression = choose_to_count(probe.sample(list->name), *language, type, is_joined);
      if (!expression) return cannot_tell("the rows have no values to ask for");
      const auto query = language->write(*expression);
      if (!query) return cannot_tell("the filter language cannot say this");
      return judge_total(probe.list(*list, large(*query, *list)), *list);
    };
    checks.push_back(std::move(check));
  }
  return checks;
}

/// The rows that a filter has to select, where all of them are known.
std::optional<std::vector<Json>> selected_rows(const ListSample& sample,
                                               const Expression& expression) {
  if (!sample.is_whole) return std::nullopt;
  std::vector<Json> selected;
  for (const Json& row : sample.rows) {
    const Truth truth = holds_for(row, expression);
    if (truth == Truth::open) return std::nullopt;
    if (truth == Truth::yes) selected.push_back(row);
  }
  return selected;
}

Judgement ask_in_pages(Probe& probe, const ListSample& sample, const Expression& expression,
                       ListQuery query) {
  const auto wanted = selected_rows(sample, expression);
  if (!wanted || wanted->size() < 2) return cannot_tell("the filter selects less than two pages");
  query.size = (wanted->size() + 1) / 2;
  std::vector<Json> rows;
  for (std::size_t page = 0; page < 2; ++page) {
    query.page = page;
    const Reply& reply = probe.list(*sample.list, query);
    const auto* more = rows_in(reply, *sample.list);
    if (more == nullptr) return no_list(reply);
    rows.insert(rows.end(), more->begin(), more->end());
  }
  return same_rows(*wanted, rows, *sample.list);
}

std::vector<Check> filter_pages(const Subject& subject, const RuleSpec& rule) {
  std::vector<Check> checks;
  for (const ListSpec* list : lists_of(subject, rule.args)) {
    const FilterLanguage* language = find_filter_language(list->filter);
    if (language == nullptr) continue;
    Check check = make_check(subject, rule, list->name);
    check.lists = {list->name};
    check.cost = 2;
    const std::string type = rule.args.value("type", "string");
    check.ask = [list, language, type](Probe& probe) {
      const ListSample& sample = probe.sample(list->name);
      const auto expression = choose_to_count(sample, *language, type, false);
      if (!expression) return cannot_tell("the rows have no values to ask for");
      const auto query = language->write(*expression);
      if (!query) return cannot_tell("the filter language cannot say this");
      return ask_in_pages(probe, sample, *expression, *query);
    };
    checks.push_back(std::move(check));
  }
  return checks;
}

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

/// A word of the rows that some of them lack, in another case than theirs; empty: there is none.
std::string choose_term(const ListSample& sample, const std::vector<std::string>& members) {
  std::string best;
  std::size_t best_score = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(sample.rows.size(), 20); ++i) {
    for (const std::string& at : members) {
      const Json* value = find_value(sample.rows[i], at);
      const auto* text = value != nullptr ? value->get_ptr<const std::string*>() : nullptr;
      if (text == nullptr) continue;
      std::string word = text->substr(0, text->find_first_of(" ,.@-_/'\""));
      const bool is_plain = word.size() >= 3 && word.size() <= 30 &&
                            std::all_of(word.begin(), word.end(), [](char c) {
                              return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
                            });
      if (!is_plain) continue;
      const std::string as_written = word;
      word = fold_case(word);
      std::size_t found = 0;
      const std::size_t looked = std::min<std::size_t>(sample.rows.size(), 60);
      for (std::size_t k = 0; k < looked; ++k) found += occurs(sample.rows[k], word);
      const bool is_part = text->size() > word.size();
      const std::size_t score =
          found == looked ? 1 : 2 + std::min<std::size_t>(found, 5) + (is_part ? 5 : 0);
      if (score > best_score) {
        best = as_written;
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

std::vector<Check> on_search(const Subject& subject, const RuleSpec& rule, Asked asked) {
  std::vector<Check> checks;
  for (const ListSpec* list : lists_of(subject, rule.args)) {
    if (list->search.empty() || (asked == Asked::total && list->total.empty())) continue;
    Check check = make_check(subject, rule, list->name);
    check.lists = {list->name};
    check.shared.push_back({.name = "search " + list->name, .requests = 1});
    const Json args = rule.args;
    check.ask = [=](Probe& probe) {
      const ListSample& sample = probe.sample(list->name);
      const auto members = members_of(sample, args);
      const std::string term = choose_term(sample, members);
      if (term.empty()) return cannot_tell("the rows have no word to search for");
      std::any& memo = probe.memo("read search " + list->name);
      if (!memo.has_value()) {
        probe.list(*list, search_query(*list, term));
        if (!probe.trouble().empty()) return cannot_tell(probe.trouble());
        memo = std::pair{term, probe.replies().back()};
      }
      const auto& [asked_for, reply] =
          *std::any_cast<std::pair<std::string, std::shared_ptr<const Reply>>>(&memo);
      probe.show(reply);
      return judge_search(*reply, sample, asked_for, members, asked);
    };
    checks.push_back(std::move(check));
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

constexpr std::array<NamedRelation, 7> kRelations{{{"filter-counts", filter_counts},
                                                   {"filter-joins", filter_joins},
                                                   {"filter-pages", filter_pages},
                                                   {"filter-selects", filter_selects},
                                                   {"search-counts", search_counts},
                                                   {"search-finds", search_finds},
                                                   {"search-is-sound", search_is_sound}}};

}  // namespace

std::span<const NamedRelation> filter_relations() { return kRelations; }

}  // namespace understudy::conformance
