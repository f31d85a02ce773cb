// SPDX-License-Identifier: MIT
#include "columns.hpp"

#include <algorithm>
#include <set>

#include "../src/engine/requests.hpp"
#include "../src/rules.hpp"
#include "lists.hpp"

namespace understudy::conformance {

namespace {

/// A check of each list of a rule whose columns the host tells.
std::vector<Check> on_columns(const Subject& subject, const RuleSpec& rule, std::size_t cost,
                              const AskOfList& judge) {
  return check_lists(subject, rule, cost, [judge](Probe& probe, const ListSample& sample) {
    if (sample.rows.empty()) return cannot_tell("the list has no rows");
    if (sample.fields.empty()) return cannot_tell("the host tells no columns");
    return judge(probe, sample);
  });
}

bool is_text(const FieldSpec& field) { return field.type == "string"; }

/// The column of a name, which stands at that place in rows.
bool has_column(const ListSample& sample, const std::string& at) {
  return std::any_of(sample.fields.begin(), sample.fields.end(),
                     [&](const FieldSpec& field) { return field.at == at; });
}

Judgement judge_members(const ListSample& sample, const std::set<std::string>& aliases) {
  const auto judge = [&](const Json& members, const std::string& before) -> Judgement {
    for (const auto& [name, value] : members.items()) {
      const std::string at = before + "/" + pointer_token(name);
      if (value.is_structured() || aliases.count(name) != 0 || has_column(sample, at)) continue;
      return broken("a member of rows is no column", "a column for " + at, "none");
    }
    return holds();
  };
  for (const Json& row : sample.rows) {
    if (!row.is_object()) continue;
    Judgement own = judge(row, "");
    if (own.kind != Judgement::Kind::holds) return own;
    const Json* partner = find_value(row, "/partnerFields");
    if (partner == nullptr || !partner->is_object()) continue;
    Judgement theirs = judge(*partner, "/partnerFields");
    if (theirs.kind != Judgement::Kind::holds) return theirs;
  }
  for (const FieldSpec& field : sample.fields) {
    if (field.at.compare(0, 15, "/partnerFields/") != 0) continue;
    const auto stands_at_top = [&](const Json& row) {
      return find_value(row, "/" + pointer_token(field.name)) != nullptr &&
             find_value(row, field.at) == nullptr;
    };
    if (!std::any_of(sample.rows.begin(), sample.rows.end(), stands_at_top)) continue;
    return broken("what the partner shares stands at the top of rows", field.at, "/" + field.name);
  }
  return holds();
}

/// Offers of values have no bounds, and bounds come without a value.
std::optional<Judgement> beside(const Json& content, std::string_view member) {
  for (const Json& element : content) {
    const Json* value = find_value(element, member);
    if (value == nullptr || value->is_null()) continue;
    return broken(std::string{member} + " should be null here", "null", shown(value));
  }
  return std::nullopt;
}

/// The answer of filterdata for a column of a type, asked for once.
struct FilterData {
  const FieldSpec* field = nullptr;
  std::shared_ptr<const Reply> reply;
};

FilterData ask_filterdata(Probe& probe, const ListSample& sample, const std::string& call,
                          const std::string& type) {
  FilterData data;
  data.field = pick_field(sample, type, [](const FieldSpec&) { return true; });
  if (data.field == nullptr) return data;
  std::any& memo = probe.memo("read " + call + " " + type);
  if (!memo.has_value()) {
    auto request = probe.make_request(call);
    if (!request) return data;
    set_parameter(*request, "filterField", data.field->name);
    set_parameter(*request, "size", "2000");
    probe.send(*request);
    if (!probe.trouble().empty()) return data;
    memo = probe.replies().back();
  }
  data.reply = std::any_cast<std::shared_ptr<const Reply>>(memo);
  probe.show(data.reply);
  return data;
}

using JudgeData =
    std::function<Judgement(const FilterData&, const Json& content, const ListSample&)>;

std::vector<Check> on_filterdata(const Subject& subject, const RuleSpec& rule,
                                 const JudgeData& judge) {
  const std::string type = rule.args.value("type", "string");
  const std::string call = rule.args.value("call", "");
  std::vector<Check> checks =
      on_columns(subject, rule, 0, [=](Probe& probe, const ListSample& sample) {
        const FilterData data = ask_filterdata(probe, sample, call, type);
        if (data.field == nullptr) return cannot_tell("no column of type " + type + " has values");
        if (!data.reply) return cannot_tell("the values cannot be asked for");
        const Json* content = data.reply->at("/content");
        if (data.reply->status() != 200 || content == nullptr || !content->is_array()) {
          return no_list(*data.reply);
        }
        return judge(data, *content, sample);
      });
  for (Check& check : checks) {
    check.shared.push_back({.name = call + " " + type, .requests = 1});
  }
  return checks;
}

/// Whether the page counts what it offers, where all of it came.
std::optional<Judgement> miscounted(const FilterData& data, const Json& content) {
  const Json* total = data.reply->at("/totalElements");
  const auto count = total != nullptr ? to_int64(*total) : std::nullopt;
  if (!count || content.size() >= 2000 || *count == static_cast<std::int64_t>(content.size())) {
    return std::nullopt;
  }
  return broken("the total does not count the values of " + data.field->name,
                std::to_string(content.size()), dump_json(*total));
}

Judgement judge_values(const FilterData& data, const Json& content, const ListSample& sample) {
  if (auto judgement = miscounted(data, content)) return *std::move(judgement);
  std::set<std::string> told;
  for (const Json& element : content) {
    const Json* value = find_value(element, "/filterData");
    if (value == nullptr || !value->is_string()) continue;
    if (told.insert(dump_json(*value)).second) continue;
    return broken("a value of " + data.field->name + " comes twice", "each once", shown(value));
  }
  for (const std::string_view bound : {"/filterRangeMin", "/filterRangeMax"}) {
    if (auto judgement = beside(content, bound)) return *std::move(judgement);
  }
  const bool has_all = content.size() < 2000;
  for (const ValueCount& value : distinct_values(sample, *data.field)) {
    const auto* text = value.value->get_ptr<const std::string*>();
    const bool is_blank = text == nullptr || text->find_first_not_of(' ') == text->npos;
    if (is_blank || !has_all || told.count(dump_json(*value.value)) != 0) continue;
    return broken("a value of " + data.field->name + " is missing", shown(value.value),
                  std::to_string(told.size()) + " values without it");
  }
  return holds();
}

Judgement judge_bounds(const FilterData& data, const Json& content, const ListSample& sample) {
  if (!sample.is_whole) return cannot_tell("the list is longer than a page");
  auto values = distinct_values(sample, *data.field);
  std::sort(values.begin(), values.end(), [](const ValueCount& a, const ValueCount& b) {
    return compare_values(*a.value, *b.value, Collation::code_point) < 0;
  });
  const Json* low = content.empty() ? nullptr : find_value(content[0], "/filterRangeMin");
  const Json* high = content.empty() ? nullptr : find_value(content[0], "/filterRangeMax");
  const bool right = low != nullptr && high != nullptr &&
                     compare_values(*low, *values.front().value, Collation::code_point) == 0 &&
                     compare_values(*high, *values.back().value, Collation::code_point) == 0;
  if (right && content.size() != 1) {
    return broken("the bounds of " + data.field->name + " come more than once", "one element",
                  std::to_string(content.size()));
  }
  if (right) return beside(content, "/filterData").value_or(holds());
  return broken("the bounds of " + data.field->name + " are wrong",
                shown(values.front().value) + " to " + shown(values.back().value),
                shown(low) + " to " + shown(high));
}

}  // namespace

std::vector<Check> columns_are_filters(const Subject& subject, const RuleSpec& rule) {
  return on_columns(subject, rule, 1, [](Probe& probe, const ListSample& sample) {
    // Keeps every row that a column has, whatever its values are.
    Json filters = Json::object();
    for (const FieldSpec& field : sample.fields) {
      if (is_text(field)) filters[field.name] = "understudy-check-^-";
    }
    ListQuery query;
    query.size = 1;
    query.body.emplace_back("/filters", filters);
    const Reply& reply = probe.list(*sample.list, query);
    if (reply.status() == 200) return holds();
    return broken("the columns cannot all be filtered by", "200",
                  std::to_string(reply.status()) + " " + excerpt(reply.response.body));
  });
}

std::vector<Check> columns_have_types(const Subject& subject, const RuleSpec& rule) {
  return on_columns(subject, rule, 0, [](Probe& /*probe*/, const ListSample& sample) {
    for (const FieldSpec& field : sample.fields) {
      if (!is_text(field)) continue;
      std::size_t texts = 0;
      const Json* other = nullptr;
      for (const Json& row : sample.rows) {
        const Json* value = value_of(row, field);
        if (value == nullptr) continue;
        texts += value->is_string();
        if (value->is_number() || value->is_boolean()) other = value;
      }
      if (other == nullptr || texts != 0) continue;
      return broken("the column " + field.name + " is told to be text", other->type_name(),
                    "values such as " + shown(other));
    }
    return holds();
  });
}

std::vector<Check> members_are_columns(const Subject& subject, const RuleSpec& rule) {
  std::set<std::string> aliases;
  for (const Json& name : rule.args.value("aliases", Json::array())) {
    aliases.insert(*name.get_ptr<const std::string*>());
  }
  return on_columns(subject, rule, 0, [aliases](Probe& /*probe*/, const ListSample& sample) {
    return judge_members(sample, aliases);
  });
}

std::vector<Check> filterdata_values(const Subject& subject, const RuleSpec& rule) {
  return on_filterdata(subject, rule, judge_values);
}

std::vector<Check> filterdata_bounds(const Subject& subject, const RuleSpec& rule) {
  return on_filterdata(subject, rule, judge_bounds);
}

std::vector<Check> filterdata_type(const Subject& subject, const RuleSpec& rule) {
  const Json allowed = rule.args.value("is", Json::array());
  return on_filterdata(
      subject, rule, [allowed](const FilterData& data, const Json& content, const ListSample&) {
        for (const Json& element : content) {
          const Json* type = find_value(element, "/filterType");
          const bool fits =
              type != nullptr && std::find(allowed.begin(), allowed.end(), *type) != allowed.end();
          if (fits) continue;
          return broken("filterType of " + data.field->name + " is wrong", dump_json(allowed),
                        shown(type));
        }
        return content.empty() ? cannot_tell("no values are offered") : holds();
      });
}

}  // namespace understudy::conformance
