// SPDX-License-Identifier: MIT
#include "apis/impartner/seed.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>

#include "apis/impartner/key_case.hpp"
#include "apis/impartner/objects.hpp"
#include "apis/impartner/projection.hpp"
#include "apis/impartner/rows.hpp"
#include "apis/impartner/state.hpp"
#include "apis/impartner/writes.hpp"
#include "plan_rows.hpp"
#include "understudy/fixtures/dataset.hpp"

namespace understudy::mock::impartner {

namespace {

/// What own rows may bring for a field.
std::string_view expected_of(FieldType type) {
  switch (type) {
    case FieldType::boolean:
      return "true or false";
    case FieldType::date_time:
      return "an RFC 3339 date-time, or seconds since 1970";
    case FieldType::int32:
      return "an integer of 32 bits";
    case FieldType::int64:
      return "an integer";
    case FieldType::number:
      return "a number";
    case FieldType::email:
    case FieldType::text:
    case FieldType::uri:
      break;
  }
  return "a text";
}

std::string_view schema_of(std::string_view object) {
  if (object == "Account") return "/components/schemas/Account";
  return object == "User" ? "/components/schemas/User" : "/components/schemas/Record";
}

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
  /// `own` is told of cells that no field can hold; null: nobody is.
  Seeder(Planned planned, const ServerOptions& options, OwnRows* own)
      : plan_(std::move(planned.plan)),
        data_(planned.data),
        options_(options),
        own_(own),
        rows_(objects().size()),
        ids_(objects().size()) {}

  /// All of them.
  Result<Done> run();
  [[nodiscard]] std::vector<records::Collection> finish() const;
  /// Shows each row with all fields that show under these switches.
  void show(const Switches& switches, const records::Snapshot& snapshot) const;

 private:
  Result<Done> make_rows(std::string_view object, std::string_view parent);
  /// Generated accounts say how many users they have, and name the first.
  void count_members();
  /// Foreign keys that lead nowhere become null.
  void drop_loose_keys();
  void check_cell(const RowId& id, const FieldFact& field, const fixtures::Cell& cell,
                  const query::Value& value) const;
  [[nodiscard]] std::size_t count(std::string_view collection, fixtures::DataSet data,
                                  std::size_t parent_row) const {
    return plan_.count(collection, data, options_.rows, parent_row);
  }
  void make_rows_below(std::size_t object, const std::vector<std::size_t>& fields,
                       std::string_view parent, std::size_t parent_row);

  fixtures::Plan plan_;
  fixtures::DataSet data_;
  const ServerOptions& options_;
  OwnRows* own_;
  std::vector<std::vector<Row>> rows_;   ///< by object; the id is the row number from 1
  std::vector<std::vector<RowId>> ids_;  ///< as the rows; empty for nobody
};

Result<Done> Seeder::run() {
  for (const auto& [object, parent] : {std::pair{"Region", ""}, std::pair{"Tier", ""},
                                       std::pair{"Account", ""}, std::pair{"User", "Account"}}) {
    if (auto made = make_rows(object, parent); !made) return made;
  }
  count_members();
  drop_loose_keys();
  return Done{};
}

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
        const RowId place{fact.name, made, parent_row};
        for (std::size_t i = 0; i < cells.size(); ++i) {
          row[fields[i]] = value_of(cells[i], fact.fields[fields[i]].type);
          check_cell(place, fact.fields[fields[i]], cells[i], row[fields[i]]);
        }
        if (own_ != nullptr) ids_[object].push_back(place);
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

/// What a record keeps of a cell is what it reads back.
void Seeder::check_cell(const RowId& id, const FieldFact& field, const fixtures::Cell& cell,
                        const query::Value& value) const {
  if (own_ == nullptr || cell.index() == 0) return;
  const std::array fields{field};
  const ObjectFact alone{.fields = fields};
  const Row kept = read_row(alone, write_row(alone, {value}));
  const auto* const integer = std::get_if<std::int64_t>(&kept.front());
  const bool is_past_int32 = field.type == FieldType::int32 && integer != nullptr &&
                             *integer != static_cast<std::int32_t>(*integer);
  if (!std::holds_alternative<query::Null>(kept.front()) && !is_past_int32) return;
  own_->misfit(id, schema_of(id.collection), camel_case(field.name), expected_of(field.type), cell);
}

void Seeder::show(const Switches& switches, const records::Snapshot& snapshot) const {
  const Model model{switches};
  const SnapshotRows source{snapshot};
  std::string json;
  for (const Object& object : model.objects()) {
    const Projection all = Projection::all(object);
    const auto& places = ids_[object.number];
    for (std::size_t i = 0; i < places.size(); ++i) {
      json.clear();
      all.append(json, *source.find(object.number, static_cast<std::int64_t>(i + 1)), source);
      own_->compare(places[i], schema_of(object.fact->name), json);
    }
  }
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
  Seeder seeder{*std::move(planned), options, nullptr};
  if (auto made = seeder.run(); !made) return Failure{std::move(made.error())};
  return seeder.finish();
}

Result<Done> show_rows(const ServerOptions& options, const Switches& switches, OwnRows& rows) {
  auto planned = plan_for("impartner", options);
  if (!planned) return Failure{std::move(planned.error())};
  Seeder seeder{*std::move(planned), options, &rows};
  if (auto made = seeder.run(); !made) return made;
  const auto store = records::Store::make({.api = "impartner"}, seeder.finish());
  if (!store) return Failure{store.error()};
  seeder.show(switches, (*store)->snapshot());
  return Done{};
}

}  // namespace understudy::mock::impartner
