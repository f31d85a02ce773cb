// SPDX-License-Identifier: MIT
#include "own_rows.hpp"

#include <algorithm>
#include <cassert>

#include "understudy/base/json.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/schema/validate.hpp"

namespace understudy::mock {

namespace {

constexpr std::size_t kMostTold = 20;  // ours: rows with a fault that are told one by one

/// Where, what and by which rule.
std::string text_of(const schema::Violation& violation) {
  const std::string& place = violation.instance;
  return place + (place.empty() ? "" : ": ") + schema::describe(violation) + " (" +
         violation.schema + ')';
}

}  // namespace

void OwnRows::add(Faults& faults, const RowId& row, std::string text) {
  const auto number = plan_.places.find(row.collection, row.parent_row, row.row);
  if (number) faults.emplace(*number, std::move(text));
}

schema::Verdict OwnRows::judge(std::string_view schema, std::string_view json) const {
  const schema::Schema* const rules = contract_.find_schema(schema);
  assert(rules != nullptr && "the contract has the schemas of its records");
  const auto value = JsonDocument::parse(json);
  return value ? schema::validate(*rules, value->root()) : schema::Verdict{};
}

void OwnRows::compare(const RowId& row, std::string_view schema, std::string_view json) {
  const schema::Verdict verdict = judge(schema, json);
  if (verdict.valid) return;
  std::string text = text_of(verdict.violations.front());
  const std::size_t more = verdict.violations.size() - 1;
  if (more > 0) text += "; " + std::to_string(more) + (verdict.capped ? " or more" : "") + " more";
  add(broken_, row, std::move(text));
}

void OwnRows::misfit(const RowId& row, std::string_view schema, std::string_view field,
                     std::string_view expected, const fixtures::Cell& cell) {
  std::string value;
  fixtures::append_cell(value, cell);
  std::string record = "{";
  append_json_string(record, field);
  record += ':' + value + '}';
  const std::string place = '/' + pointer_token(field);
  const schema::Verdict verdict = schema.empty() ? schema::Verdict{} : judge(schema, record);
  const auto told = std::find_if(verdict.violations.begin(), verdict.violations.end(),
                                 [&](const auto& one) { return one.instance == place; });
  add(misfits_, row,
      told != verdict.violations.end()
          ? text_of(*told)
          : place + ": expected " + std::string{expected} + ", got " + excerpt(value, 60));
}

void OwnRows::add_key(const RowId& row, std::string_view key) {
  const auto number = plan_.places.find(row.collection, row.parent_row, row.row);
  if (!number) return;
  const auto [known, is_new] =
      keys_.emplace(std::pair{std::string{row.collection}, std::string{key}}, *number);
  if (is_new) return;
  add(repeated_, row,
      "the id '" + excerpt(key, 60) + "' has been given, at " +
          plan_.places.name_of(known->second));
}

Result<Done> OwnRows::finish(std::string_view api) const {
  Faults all = broken_;
  all.insert(misfits_.begin(), misfits_.end());
  all.insert(repeated_.begin(), repeated_.end());
  if (all.empty()) return Done{};
  std::string text = std::to_string(all.size()) + (all.size() == 1 ? " row" : " rows") + " of " +
                     std::string{api} + " cannot be sent:";
  std::size_t told = 0;
  for (const auto& [number, fault] : all) {
    if (told++ == kMostTold) break;
    text += "\n  " + plan_.places.name_of(number) + ": " + fault;
  }
  if (all.size() > kMostTold) {
    text += "\n  and " + std::to_string(all.size() - kMostTold) + " more";
  }
  text += "\nnothing is served";
  return Failure{Error{Errc::bad_input, std::move(text), plan_.file, ""}};
}

}  // namespace understudy::mock
