// SPDX-License-Identifier: MIT
#include "apis/partnertap/records.hpp"

#include <algorithm>
#include <cassert>
#include <string_view>
#include <variant>

#include "plan_rows.hpp"
#include "understudy/base/json.hpp"
#include "understudy/fixtures/rows.hpp"

namespace understudy::mock::partnertap {

namespace {

/// The names a record carries a column under: A1 and A2 have two.
std::vector<std::string_view> names_of(std::string_view key, const Switches& switches) {
  const auto chosen = [&](std::string_view choice, std::string_view first,
                          std::string_view second) {
    if (choice == "both") return std::vector{first, second};
    return std::vector{choice == first ? first : second};
  };
  if (key == "partnerName") {
    return chosen(switches["alias.partner_name"], "partnerName", "partnerOrgName");
  }
  if (key == "accountName") return chosen(switches["alias.account_name"], "accountName", "name");
  return {key};
}

/// A value to search by: an empty text is none, unless the column is of texts (A19).
query::Value searchable(const fixtures::Cell& cell, query::ColumnType type, bool empty_is_null) {
  const bool textual = type == query::ColumnType::text || type == query::ColumnType::uuid;
  const auto* text = std::get_if<std::string_view>(&cell);
  const bool is_null = text != nullptr && text->empty() && !textual && empty_is_null;
  return is_null ? query::Value{query::Null{}} : value_of(cell);
}

}  // namespace

RecordWriter::RecordWriter(std::span<const ColumnFact> facts,
                           const std::vector<std::string>& fields, const Switches& switches)
    : facts_(facts), empty_is_null_(switches.is("filter.empty_is_null", "yes")) {
  for (const ColumnFact& fact : facts_) {
    const auto field = std::find(fields.begin(), fields.end(), fact.key);
    assert(field != fields.end() && "the plan makes every column of the report");
    field_of_fact_.push_back(static_cast<std::size_t>(field - fields.begin()));
    auto& names = names_.emplace_back();
    for (const std::string_view name : names_of(fact.key, switches)) {
      append_json_string(names.emplace_back(), name);
      names.back() += ':';
    }
    has_partner_fields_ = has_partner_fields_ || fact.category == Category::partner;
  }
  cells_.resize(facts_.size());
}

void RecordWriter::append_members(std::span<const fixtures::Cell> row, Category only, bool others) {
  json_ += '{';
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    if ((facts_[i].category == only) == others) continue;
    for (const std::string& name : names_[i]) {
      if (json_.back() != '{') json_ += ',';
      json_ += name;
      fixtures::append_cell(json_, row[field_of_fact_[i]]);
    }
  }
}

void RecordWriter::write(std::span<const fixtures::Cell> row) {
  json_.clear();
  append_members(row, Category::partner, /*others=*/true);
  if (has_partner_fields_) {
    json_ += R"(,"partnerFields":)";
    append_members(row, Category::partner, /*others=*/false);
    json_ += '}';
  }
  json_ += '}';
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    cells_[i] = searchable(row[field_of_fact_[i]], type_of(facts_[i]), empty_is_null_);
  }
}

}  // namespace understudy::mock::partnertap
