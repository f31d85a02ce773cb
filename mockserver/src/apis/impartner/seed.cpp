// SPDX-License-Identifier: MIT
#include "apis/impartner/seed.hpp"

#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>

#include "apis/impartner/objects.hpp"
#include "apis/impartner/rows.hpp"
#include "apis/impartner/writes.hpp"
#include "plan_rows.hpp"
#include "understudy/fixtures/dataset.hpp"

namespace understudy::mock::impartner {

namespace {

/// A cell as the field has it.
query::Value value_of(const fixtures::Cell& cell, FieldType type) {
  return std::visit(
      [&](const auto& value) -> query::Value {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, std::monostate>) {
          return query::Null{};
        } else if constexpr (std::is_same_v<T, std::int64_t>) {
          if (type == FieldType::date_time) return query::Moment{.seconds = value};
          if (type == FieldType::number) return static_cast<double>(value);
          return value;
        } else if constexpr (std::is_same_v<T, std::string_view>) {
          if (type != FieldType::date_time) return std::string{value};
          const auto moment = query::parse_moment(value);
          return moment ? query::Value{*moment} : query::Value{query::Null{}};
        } else {
          return value;
        }
      },
      cell);
}

/// Makes the rows of all objects, then ties them together.
class Seeder {
 public:
  Seeder(Planned planned, const ServerOptions& options)
      : plan_(std::move(planned.plan)),
        data_(planned.data),
        options_(options),
        rows_(objects().size()) {}

  Result<Done> make_rows(std::string_view object, std::string_view parent);
  /// Generated accounts say how many users they have, and name the first.
  void count_members();
  /// Foreign keys that lead nowhere become null.
  void drop_loose_keys();
  [[nodiscard]] std::vector<records::Collection> finish() const;

 private:
  [[nodiscard]] std::size_t count(std::string_view collection, fixtures::DataSet data,
                                  std::size_t parent_row) const {
    return plan_.count(collection, data, options_.rows, parent_row);
  }
  void make_rows_below(std::size_t object, const std::vector<std::size_t>& fields,
                       std::string_view parent, std::size_t parent_row);

  fixtures::Plan plan_;
  fixtures::DataSet data_;
  const ServerOptions& options_;
  std::vector<std::vector<Row>> rows_;  ///< by object; the id is the row number from 1
};

/// `parent` is the object that the rows belong to; empty: none.
Result<Done> Seeder::make_rows(std::string_view object, std::string_view parent) {
  const std::size_t number = *find_object(object);
  const fixtures::CollectionInfo* info = plan_.find_collection(object);
  std::vector<std::size_t> fields;
  for (const std::string& name : info == nullptr ? std::vector<std::string>{} : info->fields) {
    const auto field = find_field(objects()[number], name);
    if (!field || objects()[number].fields[*field].origin != Origin::stored) break;
    fields.push_back(*field);
  }
  if (info == nullptr || fields.size() != info->fields.size() || info->parent != parent) {
    return Failure{Error{Errc::bad_input,
                         "the plan of impartner has no collection '" + std::string{object} +
                             "' with fields of that object",
                         "", "mend the plan"}};
  }
  const std::size_t parents = parent.empty() ? 1 : rows_[*find_object(parent)].size();
  for (std::size_t row = 0; row < parents; ++row) make_rows_below(number, fields, parent, row);
  return Done{};
}

void Seeder::make_rows_below(std::size_t object, const std::vector<std::size_t>& fields,
                             std::string_view parent, std::size_t parent_row) {
  const ObjectFact& fact = objects()[object];
  std::vector<Row>& rows = rows_[object];
  const std::size_t written = count(fact.name, fixtures::DataSet::example, parent_row);
  std::size_t made = 0;
  plan_.generate(
      fact.name, data_, options_.seed, 0, count(fact.name, data_, parent_row),
      [&](std::span<const fixtures::Cell> cells) {
        Row row(fact.fields.size());
        for (std::size_t i = 0; i < cells.size(); ++i) {
          row[fields[i]] = value_of(cells[i], fact.fields[fields[i]].type);
        }
        const auto id = static_cast<std::int64_t>(rows.size() + 1);
        row[0] = id;
        if (!parent.empty()) {
          row[*find_field(fact, std::string{parent} + "Id")] =
              static_cast<std::int64_t>(parent_row + 1);
        }
        if (made++ >= written) row[*find_field(fact, "RecordLink")] = record_link(fact, id);
        rows.push_back(std::move(row));
      },
      parent_row);
}

void Seeder::count_members() {
  const ObjectFact& account = objects()[*find_object("Account")];
  const ObjectFact& user = objects()[*find_object("User")];
  const std::size_t account_id = *find_field(user, "AccountId");
  const std::size_t members = *find_field(account, "MemberCount");
  const std::size_t primary = *find_field(account, "PrimaryUserId");
  std::vector<Row>& accounts = rows_[*find_object("Account")];
  const std::size_t written = count("Account", fixtures::DataSet::example, 0);
  for (std::size_t i = written; i < accounts.size(); ++i) accounts[i][members] = std::int64_t{0};
  for (const Row& one : rows_[*find_object("User")]) {
    const auto number = static_cast<std::size_t>(integer_of(one, account_id)) - 1;
    if (number < written) continue;
    Row& row = accounts[number];
    if (integer_of(row, members) == 0) row[primary] = one[0];
    row[members] = integer_of(row, members) + 1;
  }
}

void Seeder::drop_loose_keys() {
  for (std::size_t object = 0; object < rows_.size(); ++object) {
    const auto& fields = objects()[object].fields;
    for (Row& row : rows_[object]) {
      for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].target.empty() || std::holds_alternative<query::Null>(row[i])) continue;
        const auto most = static_cast<std::int64_t>(rows_[*find_object(fields[i].target)].size());
        const std::int64_t id = integer_of(row, i);
        if (id < 1 || id > most) row[i] = query::Null{};
      }
    }
  }
}

std::vector<records::Collection> Seeder::finish() const {
  std::vector<records::Collection> collections;
  for (std::size_t object = 0; object < rows_.size(); ++object) {
    const ObjectFact& fact = objects()[object];
    records::Collection collection{.shape = {.name = std::string{fact.name}}};
    for (const Row& row : rows_[object]) {
      collection.seed.push_back({std::to_string(integer_of(row, 0)), write_row(fact, row)});
    }
    collection.next_number = static_cast<std::int64_t>(rows_[object].size() + 1);
    collections.push_back(std::move(collection));
  }
  collections.push_back({.shape = {.name = std::string{kDeleted}}});
  return collections;
}

}  // namespace

Result<std::vector<records::Collection>> make_collections(const ServerOptions& options,
                                                          const Switches&) {
  auto planned = plan_for("impartner", options);
  if (!planned) return Failure{std::move(planned.error())};
  Seeder seeder{*std::move(planned), options};
  for (const auto& [object, parent] : {std::pair{"Region", ""}, std::pair{"Tier", ""},
                                       std::pair{"Account", ""}, std::pair{"User", "Account"}}) {
    if (auto made = seeder.make_rows(object, parent); !made) return Failure{made.error()};
  }
  seeder.count_members();
  seeder.drop_loose_keys();
  return seeder.finish();
}

}  // namespace understudy::mock::impartner
