// SPDX-License-Identifier: MIT
#include "apis/impartner/model.hpp"

#include <algorithm>
#include <utility>

#include "apis/impartner/key_case.hpp"

namespace understudy::mock::impartner {

namespace {

constexpr std::size_t kMostSteps = 2;  // S10.2: a path has three names at most

query::ColumnType column_type_of(FieldType type) {
  switch (type) {
    case FieldType::boolean:
      return query::ColumnType::boolean;
    case FieldType::date_time:
      return query::ColumnType::date_time;
    case FieldType::int32:
    case FieldType::int64:
    case FieldType::number:
      return query::ColumnType::number;
    case FieldType::email:
    case FieldType::text:
    case FieldType::uri:
      return query::ColumnType::text;
  }
  return query::ColumnType::text;
}

/// "Region" of RegionId.
std::string_view step_name(const FieldFact& foreign_key) {
  return foreign_key.name.substr(0, foreign_key.name.size() - 2);
}

std::string name_of(const ObjectFact& object, const Path& path) {
  const ObjectFact* at = &object;
  std::string name;
  for (const std::size_t step : path.steps) {
    name += step_name(at->fields[step]);
    name += '.';
    at = &objects()[*find_object(at->fields[step].target)];
  }
  return name += at->fields[path.field].name;
}

std::string_view text_of(const Row& row, const ObjectFact& object, std::string_view field) {
  const auto* text = std::get_if<std::string>(&row[*find_field(object, field)]);
  return text == nullptr ? std::string_view{} : std::string_view{*text};
}

query::Value full_name_of(const Row& row, const ObjectFact& object) {
  std::string name{text_of(row, object, "FirstName")};
  const std::string_view last = text_of(row, object, "LastName");
  if (!name.empty() && !last.empty()) name += ' ';
  name += last;
  if (name.empty()) return query::Null{};
  return name;
}

query::Value domain_of(const Row& row, const ObjectFact& object) {
  const std::string_view email = text_of(row, object, "Email");
  const std::size_t at = email.rfind('@');
  if (at == email.npos) return query::Null{};
  return std::string{email.substr(at + 1)};
}

std::shared_ptr<const Row> follow(const Row& row, const ObjectFact& object, std::size_t key,
                                  const RowSource& source) {
  const auto* id = std::get_if<std::int64_t>(&row[key]);
  if (id == nullptr) return nullptr;
  return source.find(*find_object(object.fields[key].target), *id);
}

query::Value value_of(const Row& row, const ObjectFact& object, std::size_t field,
                      const RowSource& source) {
  const FieldFact& fact = object.fields[field];
  switch (fact.origin) {
    case Origin::stored:
      return row[field];
    case Origin::email_domain:
      return domain_of(row, object);
    case Origin::full_name:
      return full_name_of(row, object);
    case Origin::target_name:
      break;
  }
  const std::size_t key = *find_field(object, fact.reference);
  const auto target = follow(row, object, key, source);
  if (target == nullptr) return query::Null{};
  const ObjectFact& other = objects()[*find_object(object.fields[key].target)];
  return (*target)[*find_field(other, "Name")];
}

}  // namespace

const Path* Object::find_path(std::string_view name) const {
  const auto column = schema.find_in_any_case(name);
  return column ? &paths[*column] : nullptr;
}

bool Object::shows(std::size_t field) const {
  return std::binary_search(fields.begin(), fields.end(), field);
}

Model::Model(const Switches& switches) {
  const bool hides_status = switches.is("fields.status", "absent");  // A4
  const bool hides_region = switches.is("fields.region", "fk");      // A5
  for (const ObjectFact& fact : impartner::objects()) {
    Object object{.fact = &fact, .number = objects_.size()};
    for (std::size_t i = 0; i < fact.fields.size(); ++i) {
      const std::string_view name = fact.fields[i].name;
      const bool is_hidden =
          (name == "Status" && hides_status) || (name == "Region" && hides_region);
      if (!is_hidden) object.fields.push_back(i);
    }
    objects_.push_back(std::move(object));
  }
  for (Object& object : objects_) {
    add_fields(object, {.object = object.number}, kMostSteps);
  }
}

/// The paths through `base`, those of few steps first.
void Model::add_fields(Object& object, const Path& base, std::size_t steps_left) {
  const Object& at = objects_[base.object];
  for (const std::size_t field : at.fields) {
    const FieldFact& fact = at.fact->fields[field];
    Path path = base;
    path.keys.push_back(camel_case(fact.name));
    path.field = field;
    const bool is_searched = fact.is_searched && base.steps.empty();
    object.schema.add({name_of(*object.fact, path), column_type_of(fact.type), is_searched});
    object.paths.push_back(std::move(path));
  }
  if (steps_left == 0) return;
  for (const std::size_t field : at.fields) {
    const FieldFact& fact = at.fact->fields[field];
    if (fact.target.empty()) continue;
    Path path = base;
    path.steps.push_back(field);
    path.keys.push_back(camel_case(step_name(fact)));
    path.object = *find_object(fact.target);
    add_fields(object, path, steps_left - 1);
  }
}

query::Value value_at(std::size_t object, const Row& row, const Path& path,
                      const RowSource& source) {
  const ObjectFact* fact = &objects()[object];
  const Row* at = &row;
  std::shared_ptr<const Row> owner;
  for (const std::size_t step : path.steps) {
    auto next = follow(*at, *fact, step, source);
    if (next == nullptr) return query::Null{};
    owner = std::move(next);
    at = owner.get();
    fact = &objects()[*find_object(fact->fields[step].target)];
  }
  return value_of(*at, *fact, path.field, source);
}

}  // namespace understudy::mock::impartner
