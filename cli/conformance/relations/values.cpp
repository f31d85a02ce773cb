// SPDX-License-Identifier: MIT
/// Relations between what a host says in one place and in another.
///
///   get-equals-listed  {call, list, at}          one record is the row of the list
///   include-adds       {lists, query, member}    the same rows in the same order, with more in
///   them members-only       {lists, query, members}   rows have these members and no others
///   rows-have-asked    {lists, member, asked}    a member of rows is what the body asks for
///   includes-hold      includes.cpp
///   texts-occur        {call, texts}             the answer has these texts
///   dates-in-seconds   {lists}                   values of date columns are epoch seconds
#include <algorithm>
#include <array>
#include <set>

#include "../src/engine/requests.hpp"
#include "../src/rules.hpp"
#include "columns.hpp"
#include "includes.hpp"
#include "lists.hpp"
#include "records.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::conformance {

namespace {

const Json* find_row(const ListSample& sample, const std::string& key) {
  for (const Json& row : sample.rows) {
    if (identity(row, *sample.list) == key) return &row;
  }
  return nullptr;
}

Judgement same_record(const Json& row, const Json& record) {
  const auto lost = lost_member(row, record, "");
  if (!lost) return holds();
  return broken("a record and its row in the list differ",
                *lost + " " + shown(find_value(row, *lost)),
                *lost + " " + shown(find_value(record, *lost)));
}

std::vector<Check> get_equals_listed(const Subject& subject, const RuleSpec& rule) {
  const std::string call = rule.args.value("call", "");
  const std::string list = rule.args.value("list", "");
  const std::string at = rule.args.value("at", "");
  Check check = make_check(subject, rule);
  check.lists = {list};
  check.calls = {call};
  check.ask = [=](Probe& probe) {
    const ListSample& sample = probe.sample(list);
    if (sample.rows.empty()) return cannot_tell("the list has no rows");
    const Reply& reply = probe.sample_call(call);
    const Json* record = reply.at(at);
    if (reply.status() != 200 || record == nullptr) {
      return broken("a record of the list cannot be had by itself", "200 and the record",
                    std::to_string(reply.status()) + " " + excerpt(reply.response.body, 80));
    }
    const Json* row = find_row(sample, identity(*record, *sample.list));
    if (row == nullptr) {
      return broken("another record came than was asked for", "a record of the list",
                    excerpt(identity(*record, *sample.list)));
    }
    return same_record(*row, *record);
  };
  return {check};
}

ListQuery query_of(const Json& args, const ListSpec& list) {
  ListQuery query;
  query.size = list.paging.most;
  const Json parameters = args.value("query", Json::object());
  for (const auto& [name, value] : parameters.items()) {
    query.query.push_back({name, text_of_value(value).value_or("")});
  }
  return query;
}

/// One request for each list of a rule, with its query.
template <typename Judge>
std::vector<Check> with_query(const Subject& subject, const RuleSpec& rule, Judge judge) {
  return check_lists(subject, rule, 1, [=](Probe& probe, const ListSample& sample) {
    if (sample.rows.empty()) return cannot_tell("the list has no rows");
    const Reply& reply = probe.list(*sample.list, query_of(rule.args, *sample.list));
    const auto* rows = rows_in(reply, *sample.list);
    return rows ? judge(*rows, sample) : no_list(reply);
  });
}

std::vector<Check> include_adds(const Subject& subject, const RuleSpec& rule) {
  const std::string member = rule.args.value("member", "");
  return with_query(subject, rule, [=](const std::vector<Json>& rows, const ListSample& sample) {
    if (rows.size() != sample.rows.size()) {
      return broken("include changes the number of rows", std::to_string(sample.rows.size()),
                    std::to_string(rows.size()));
    }
    const std::size_t cut = member.rfind('/');
    bool could_tell = false;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (identity(rows[i], *sample.list) != identity(sample.rows[i], *sample.list)) {
        return broken("include changes the order of rows",
                      excerpt(identity(sample.rows[i], *sample.list)),
                      excerpt(identity(rows[i], *sample.list)));
      }
      if (const auto lost = lost_member(sample.rows[i], rows[i], "", member)) {
        return broken("include changes more than it adds",
                      *lost + " " + shown(find_value(sample.rows[i], *lost)),
                      *lost + " " + shown(find_value(rows[i], *lost)));
      }
      const Json* around = find_value(rows[i], member.substr(0, cut));
      if (around == nullptr || !around->is_object()) continue;
      could_tell = true;
      if (find_value(rows[i], member) != nullptr) continue;
      return broken("what is included is not there", member, "no such member");
    }
    return could_tell ? holds() : cannot_tell("no row has a place for " + member);
  });
}

std::vector<Check> members_only(const Subject& subject, const RuleSpec& rule) {
  std::set<std::string> wanted;
  for (const Json& name : rule.args["members"]) wanted.insert(*name.get_ptr<const std::string*>());
  return with_query(subject, rule,
                    [=](const std::vector<Json>& rows, const ListSample& /*sample*/) {
                      for (const Json& row : rows) {
                        std::set<std::string> got;
                        if (row.is_object()) {
                          for (const auto& [name, value] : row.items()) got.insert(name);
                        }
                        if (got == wanted) continue;
                        std::string names;
                        for (const std::string& name : got)
                          names += (names.empty() ? "" : ", ") + name;
                        return broken("a row has other members than asked for",
                                      std::to_string(wanted.size()) + " members", excerpt(names));
                      }
                      return holds();
                    });
}

/// A text of the body of the request for a list.
std::optional<std::string> asked_by(const Request& request, const std::string& at) {
  const auto body = parse_json(request.body);
  const Json* value = body ? find_value(*body, at) : nullptr;
  return value == nullptr ? std::nullopt : text_of_value(*value);
}

std::vector<Check> rows_have_asked(const Subject& subject, const RuleSpec& rule) {
  const std::string member = rule.args.value("member", "");
  const std::string asked = rule.args.value("asked", "");
  return check_lists(subject, rule, 0, [=](Probe& /*probe*/, const ListSample& sample) {
    const auto want = asked_by(sample.reply->request, asked);
    if (!want) return cannot_tell("the list is not asked by " + asked);
    std::size_t looked = 0;
    for (const Json& row : sample.rows) {
      const Json* value = find_value(row, member);
      const auto text = value == nullptr ? std::nullopt : text_of_value(*value);
      if (!text) continue;
      ++looked;
      if (fold_case(*text) == fold_case(*want)) continue;
      return broken("a row of another one than was asked for", *want, *text);
    }
    return looked == 0 ? cannot_tell("no row has " + member) : holds();
  });
}

std::vector<Check> texts_occur(const Subject& subject, const RuleSpec& rule) {
  Check check = make_check(subject, rule);
  const std::string call = rule.args.value("call", "");
  const Json texts = rule.args.value("texts", Json::array());
  check.calls = {call};
  check.ask = [=](Probe& probe) {
    const Reply& reply = probe.sample_call(call);
    for (const Json& text : texts) {
      const std::string& wanted = *text.get_ptr<const std::string*>();
      if (reply.response.body.find(wanted) != std::string::npos) continue;
      return broken("a text is missing in the answer", wanted,
                    std::to_string(reply.status()) + " without it");
    }
    return holds();
  };
  return {check};
}

/// A text that holds a date; others, such as "N/A", stand for no date.
const Json* written_date(const ListSample& sample, const FieldSpec& field) {
  for (const Json& row : sample.rows) {
    const Json* value = value_of(row, field);
    const auto* text = value != nullptr ? value->get_ptr<const std::string*>() : nullptr;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text != nullptr && std::count_if(text->begin(), text->end(), is_digit) >= 4) return value;
  }
  return nullptr;
}

std::vector<Check> dates_in_seconds(const Subject& subject, const RuleSpec& rule) {
  constexpr double kYear5138 =
      1e11;  // ours: seconds up to there; milliseconds from 1973 on are more
  return check_lists(subject, rule, 0, [](Probe& /*probe*/, const ListSample& sample) {
    std::size_t looked = 0;
    for (const FieldSpec& field : sample.fields) {
      if (field.type != "date") continue;
      if (const Json* text = written_date(sample, field)) {
        return broken(field.name + " is not in seconds", "a number", shown(text));
      }
      for (const ValueCount& value : distinct_values(sample, field)) {
        ++looked;
        if (to_double(*value.value).value_or(0) < kYear5138) continue;
        return broken(field.name + " is not in seconds", "less than 100,000,000,000",
                      shown(value.value));
      }
    }
    return looked == 0 ? cannot_tell("no row has a date") : holds();
  });
}

constexpr std::array<NamedRelation, 13> kRelations{{{"columns-are-filters", columns_are_filters},
                                                    {"columns-have-types", columns_have_types},
                                                    {"dates-in-seconds", dates_in_seconds},
                                                    {"filterdata-bounds", filterdata_bounds},
                                                    {"filterdata-type", filterdata_type},
                                                    {"filterdata-values", filterdata_values},
                                                    {"get-equals-listed", get_equals_listed},
                                                    {"include-adds", include_adds},
                                                    {"includes-hold", includes_hold},
                                                    {"members-are-columns", members_are_columns},
                                                    {"members-only", members_only},
                                                    {"rows-have-asked", rows_have_asked},
                                                    {"texts-occur", texts_occur}}};

}  // namespace

std::span<const NamedRelation> value_relations() { return kRelations; }

}  // namespace understudy::conformance
