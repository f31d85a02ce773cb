// SPDX-License-Identifier: MIT
#include "apis/impartner/changes.hpp"

#include <algorithm>
#include <limits>

#include "apis/impartner/failures.hpp"
#include "closest.hpp"
#include "query/characters.hpp"
#include "understudy/schema/validate.hpp"

namespace understudy::mock::impartner {

namespace {

constexpr std::size_t kIdField = 0;  // of every object

bool is_int32(std::int64_t number) {
  return number >= std::numeric_limits<std::int32_t>::min() &&
         number <= std::numeric_limits<std::int32_t>::max();
}

void add_problem(Changes& changes, std::string_view field, std::string_view code,
                 const std::string& what) {
  changes.problems.push_back({std::string{field}, what, std::string{code}});
}

/// The schema of a format of JSON Schema.
Result<schema::Schema> compile_format(const std::string& name) {
  const std::string uri = "understudy:format/" + name;
  schema::Registry registry;
  if (auto added = registry.add(uri, R"({"format":")" + name + R"("})"); !added) {
    return Failure{std::move(added.error())};
  }
  return schema::compile(uri, registry, {.formats = schema::Formats::asserted});
}

/// What JSON calls the value.
std::string_view kind_of(JsonElement json) {
  switch (json.kind()) {
    case JsonElement::Kind::null:
      return "null";
    case JsonElement::Kind::boolean:
      return "a boolean";
    case JsonElement::Kind::number:
      return "a number";
    case JsonElement::Kind::string:
      return "a text";
    case JsonElement::Kind::array:
      return "an array";
    case JsonElement::Kind::object:
      break;
  }
  return "an object";
}

Failure<std::string> expected(std::string_view wanted, JsonElement got) {
  return Failure{std::string{wanted} + " is expected, not " + std::string{kind_of(got)}};
}

}  // namespace

struct ChangeReader::Formats {
  schema::Schema email;
  schema::Schema uri;
};

ChangeReader::ChangeReader(std::shared_ptr<const Formats> formats, const Switches& switches)
    : formats_(std::move(formats)),
      ignores_unknown_(switches.is("write.unknown_field", "ignore")),
      rejects_read_only_(switches.is("write.readonly", "reject")),
      checks_picklists_(switches.is("write.picklist", "check")) {}

Result<ChangeReader> ChangeReader::make(const Switches& switches) {
  auto email = compile_format("email");
  if (!email) return Failure{std::move(email.error())};
  auto uri = compile_format("uri");
  if (!uri) return Failure{std::move(uri.error())};
  return ChangeReader{std::make_shared<const Formats>(Formats{*std::move(email), *std::move(uri)}),
                      switches};
}

Result<query::Value, std::string> ChangeReader::read_text(const FieldFact& fact,
                                                          JsonElement json) const {
  if (!json.is_string()) return expected("a text", json);
  const std::string_view text = json.text();
  if (fact.length > 0 && query::count_characters(text) > fact.length) {
    return Failure{"at most " + std::to_string(fact.length) + " characters"};
  }
  if (fact.type == FieldType::uri && !schema::is_valid(formats_->uri, json)) {
    return Failure{std::string{"a URI with its scheme is expected"}};
  }
  if (fact.type == FieldType::email && !schema::is_valid(formats_->email, json)) {
    return Failure{std::string{"an e-mail address is expected"}};
  }
  const bool is_checked =
      fact.choice == Choice::closed || (fact.choice == Choice::picklist && checks_picklists_);
  const auto& choices = fact.choices;
  if (is_checked && std::find(choices.begin(), choices.end(), text) == choices.end()) {
    std::string message{"one of"};
    for (const std::string_view choice : choices) {
      message += (choice == choices.front() ? " '" : ", '") + std::string{choice} + '\'';
    }
    return Failure{message + " is expected"};
  }
  return query::Value{std::string{text}};
}

Result<query::Value, std::string> ChangeReader::read_value(const FieldFact& fact,
                                                           JsonElement json) const {
  switch (fact.type) {
    case FieldType::boolean:
      if (json.is_boolean()) return query::Value{json.is_true()};
      return expected("true or false", json);
    case FieldType::int32:
    case FieldType::int64: {
      const auto number = json.is_number() ? to_int64(json) : std::nullopt;
      const bool fits = number && (fact.type == FieldType::int64 || is_int32(*number));
      if (fits) return query::Value{*number};
      const std::string bits = fact.type == FieldType::int32 ? "32" : "64";
      if (json.is_number()) return Failure{"an integer of " + bits + " bits is expected"};
      return expected("an integer of " + bits + " bits", json);
    }
    case FieldType::number: {
      const auto number = to_double(json);
      if (number) return query::Value{*number};
      return expected("a number", json);
    }
    case FieldType::date_time: {
      const auto moment = json.is_string() ? query::parse_moment(json.text()) : std::nullopt;
      if (moment) return query::Value{*moment};
      return Failure{std::string{"a date-time is expected"}};
    }
    case FieldType::email:
    case FieldType::text:
    case FieldType::uri:
      break;
  }
  return read_text(fact, json);
}

void ChangeReader::read_field(const Object& object, std::size_t field, const JsonMember& member,
                              Changes& changes) const {
  const FieldFact& fact = object.fact->fields[field];
  const std::string name{fact.name};
  if (fact.is_read_only) {
    if (rejects_read_only_) {
      add_problem(changes, fact.name, kInvalidValue, name + ": the field is read-only");
    }
    return;
  }
  const bool is_empty =
      member.value.is_null() || (member.value.is_string() && member.value.text().empty());
  if (fact.is_required && is_empty) {
    add_problem(changes, fact.name, kRequiredField, name + " is required");
    return;
  }
  query::Value value = query::Null{};
  if (!member.value.is_null()) {
    auto read = read_value(fact, member.value);
    if (!read) {
      add_problem(changes, fact.name, kInvalidValue, name + ": " + read.error());
      return;
    }
    value = *std::move(read);
  }
  auto& list = fact.origin == Origin::target_name ? changes.target_names : changes.fields;
  list.emplace_back(field, std::move(value));
}

void ChangeReader::read_member(const Object& object, const JsonMember& member,
                               Changes& changes) const {
  const auto field = find_field(*object.fact, member.name);
  if (!field || !object.shows(*field)) {
    if (ignores_unknown_) return;
    std::string message = "there is no field '" + excerpt(member.name, 60) + "'";
    std::vector<std::string_view> names;
    for (const std::size_t known : object.fields) names.push_back(object.fact->fields[known].name);
    const auto meant =
        find_closest(names, member.name, std::max<std::size_t>(1, member.name.size() / 3));
    if (!meant.empty()) message += "; did you mean '" + std::string{meant} + "'?";
    add_problem(changes, excerpt(member.name, 60), kUnknownField, message);
    return;
  }
  if (*field != kIdField) return read_field(object, *field, member, changes);
  const auto id = member.value.is_number() ? to_int64(member.value) : std::nullopt;
  if (id && is_int32(*id)) {
    changes.id = *id;
  } else {
    add_problem(changes, "Id", kInvalidValue, "Id: an integer of 32 bits is expected");
  }
}

Changes ChangeReader::read(const Object& object, JsonElement body, Purpose purpose) const {
  Changes changes;
  std::vector<bool> seen(object.fact->fields.size());
  for (const JsonMember member : body.members()) {
    const auto field = find_field(*object.fact, member.name);
    const bool is_id = field == kIdField;
    if (field && seen[*field]) {
      const std::string name{object.fact->fields[*field].name};
      add_problem(changes, name, kInvalidRequest, name + ": the field comes in two spellings");
      continue;
    }
    if (field) seen[*field] = true;
    if (is_id && purpose == Purpose::create) continue;  // S13.6: ignored by a creation
    read_member(object, member, changes);
  }
  if (purpose == Purpose::update) return changes;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const FieldFact& fact = object.fact->fields[i];
    if (!fact.is_required || seen[i]) continue;
    add_problem(changes, fact.name, kRequiredField, std::string{fact.name} + " is required");
  }
  return changes;
}

}  // namespace understudy::mock::impartner
