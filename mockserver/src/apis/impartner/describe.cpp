// SPDX-License-Identifier: MIT
#include "apis/impartner/describe.hpp"

#include "understudy/base/json.hpp"

namespace understudy::mock::impartner {

namespace {

/// "Partner Tier" of Partner_Tier__cf, "Mailing Country" of MailingCountry.
std::string display_of(std::string_view name) {
  constexpr std::string_view kCustom = "__cf";
  if (name.ends_with(kCustom)) name.remove_suffix(kCustom.size());
  std::string display;
  for (const char c : name) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    const bool is_after_lower = !display.empty() && display.back() >= 'a' && display.back() <= 'z';
    if (is_upper && is_after_lower) display += ' ';
    display += c == '_' ? ' ' : c;
  }
  return display;
}

std::string_view field_type_of(const FieldFact& fact) {
  if (!fact.target.empty()) return "ForeignKey";
  if (!fact.choices.empty()) return "Picklist";
  switch (fact.type) {
    case FieldType::boolean:
      return "Checkbox";
    case FieldType::date_time:
      return "DateTime";
    case FieldType::email:
      return "Email";
    case FieldType::int32:
    case FieldType::int64:
    case FieldType::number:
      return "Number";
    case FieldType::text:
      return "Text";
    case FieldType::uri:
      return "Url";
  }
  return "Text";
}

std::string_view data_type_of(FieldType type) {
  switch (type) {
    case FieldType::boolean:
      return "Boolean";
    case FieldType::date_time:
      return "DateTime";
    case FieldType::int32:
      return "Int32";
    case FieldType::int64:
      return "Int64";
    case FieldType::number:
      return "Double";
    case FieldType::email:
    case FieldType::text:
    case FieldType::uri:
      return "String";
  }
  return "String";
}

std::string_view criteria_type_of(const FieldFact& fact) {
  if (fact.target == "Account") return "Account";
  if (fact.target == "User") return "AppUser";
  if (!fact.choices.empty()) return "StringList";
  switch (fact.type) {
    case FieldType::boolean:
      return "Boolean";
    case FieldType::date_time:
      return "Datetime";
    case FieldType::int32:
    case FieldType::int64:
    case FieldType::number:
      return "Number";
    case FieldType::uri:
      return "Url";
    case FieldType::email:
    case FieldType::text:
      break;
  }
  return "String";
}

/// Writes members one after another, commas between them.
class Members {
 public:
  explicit Members(std::string& out) : out_(out) { out_ += '{'; }
  void finish() { out_ += '}'; }

  /// `value` is JSON.
  Members& raw(std::string_view name, std::string_view value) {
    if (!is_first_) out_ += ',';
    is_first_ = false;
    append_json_string(out_, name);
    out_ += ':';
    out_ += value;
    return *this;
  }
  Members& text(std::string_view name, std::string_view value) {
    std::string json;
    append_json_string(json, value);
    return raw(name, json);
  }
  Members& text_or_null(std::string_view name, std::string_view value) {
    return value.empty() ? raw(name, "null") : text(name, value);
  }
  Members& flag(std::string_view name, bool value) { return raw(name, value ? "true" : "false"); }

 private:
  std::string& out_;
  bool is_first_ = true;
};

/// {"1": {"name", "display", "isActive", "displayOrder"}}.
std::string values_of(const FieldFact& fact) {
  if (fact.choices.empty()) return "null";
  std::string json;
  Members values{json};
  for (std::size_t i = 0; i < fact.choices.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    std::string value;
    Members members{value};
    members.text("name", fact.choices[i]).text("display", fact.choices[i]);
    members.flag("isActive", true).raw("displayOrder", number).finish();
    values.raw(number, value);
  }
  values.finish();
  return json;
}

}  // namespace

void append_entity(std::string& out, const Object& object) {
  Members members{out};
  members.raw("id", std::to_string(object.number + 1));
  members.text("name", object.fact->name).text("display", object.fact->name);
  members.text("primaryIdField", "Id").text("primaryNameField", "Name");
  members.flag("creatable", true).flag("updatable", true).flag("deletable", true);
  members.flag("queryable", true).flag("isImportable", false);
  members.raw("attachmentTypes", "[]").raw("extendedProperties", "{}").finish();
}

void append_field(std::string& out, const Object& object, std::size_t field) {
  const FieldFact& fact = object.fact->fields[field];
  const bool is_key = fact.name == "Id";
  Members members{out};
  members.raw("id", std::to_string(field + 1));
  members.text("name", fact.name).text("display", display_of(fact.name));
  members.text("fieldType", field_type_of(fact)).text("dataType", data_type_of(fact.type));
  members.flag("isReadOnly", fact.is_read_only).flag("isRequired", fact.is_required);
  members.flag("isNullable", !fact.is_required && !is_key).flag("isUniqueKey", is_key);
  members.flag("isCollection", false).flag("isFilterable", true).flag("isSegmentable", false);
  members.flag("isGroupable", false).flag("isImportable", !fact.is_read_only);
  members.flag("isExportable", true).text_or_null("fkFieldType", fact.target);
  members.text("picklistType", fact.choices.empty() ? "None" : "Single");
  members.raw("values", values_of(fact)).text("filterCriteriaType", criteria_type_of(fact));
  members.raw("length", fact.length == 0 ? "null" : std::to_string(fact.length)).finish();
}

}  // namespace understudy::mock::impartner
