// SPDX-License-Identifier: MIT
#include "apis/partnerportal/problems.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "apis/partnerportal/date_time.hpp"
#include "apis/partnerportal/fields.hpp"

namespace understudy::mock::partnerportal {

namespace {

constexpr std::size_t kMostProblems = 100;  // ours: an answer stays smaller than its request

bool has_type(JsonElement value, FieldType type) {
  switch (type) {
    case FieldType::boolean:
      return value.is_boolean();
    case FieldType::date_time:
    case FieldType::text:
      return value.is_string();
    case FieldType::number:
      return value.is_number();
    case FieldType::object:
      return value.is_object();
  }
  return false;
}

std::string type_message(const LeadField& field) {
  std::string text = "must be ";
  switch (field.type) {
    case FieldType::boolean:
      text += "a boolean";
      break;
    case FieldType::date_time:
      text += "an RFC 3339 date-time";
      break;
    case FieldType::number:
      text += "a number";
      break;
    case FieldType::object:
      text += "an object";
      break;
    case FieldType::text:
      text += "a string";
      break;
  }
  return field.is_required ? text : text + " or null";
}

/// One body, looked at field by field.
class Inspection {
 public:
  Inspection(JsonElement body, Write write, const Switches& switches, const HasRecord& has_record)
      : body_(body),
        write_(write),
        has_record_(has_record),
        date_only_(switches.is("validation.date_only", "accept") ? DateOnly::accepted
                                                                 : DateOnly::refused),
        rejects_empty_(switches.is("validation.empty_required", "reject")),
        rejects_unknown_(switches.is("validation.unknown_field", "reject")),
        rejects_unknown_custom_(switches.is("validation.unknown_custom_field", "reject")),
        checks_references_(switches.is("validation.references", "on")) {}

  std::vector<Detail> run() && {
    for (const LeadField& field : lead_fields()) look_at(field);
    if (rejects_unknown_) {
      for (const JsonMember member : body_.members()) {
        if (!find_lead_field(member.name)) report(pointer_token(member.name), "is not known");
      }
    }
    return std::move(problems_);
  }

 private:
  void report(std::string where, std::string message) {
    if (problems_.size() < kMostProblems)
      problems_.push_back({std::move(where), std::move(message)});
  }

  void look_at(const LeadField& field) {
    const auto value = body_.find(field.id);
    const bool is_taken = field.written == Written::by_create_and_update ||
                          (field.written == Written::by_update && write_ == Write::update);
    if (!value) {
      if (field.is_required && write_ == Write::create) {
        report(std::string{field.id}, "is required");
      }
      return;
    }
    if (!is_taken) {
      if (rejects_unknown_) report(std::string{field.id}, "cannot be written here");
      return;
    }
    if (value->is_null() && !field.is_required) return;
    if (!has_type(*value, field.type)) {
      report(std::string{field.id}, type_message(field));
      return;
    }
    look_at_value(field, *value);
  }

  void look_at_value(const LeadField& field, JsonElement value) {
    if (field.type == FieldType::object) {
      look_at_custom_fields(field, value);
    } else if (field.type == FieldType::date_time) {
      if (!to_utc(value.text(), date_only_)) report(std::string{field.id}, type_message(field));
    } else if (field.is_required && rejects_empty_ && value.text().empty()) {
      report(std::string{field.id}, "must not be empty");
    } else if (checks_references_ && !field.collection.empty() &&
               !has_record_(field.collection, value.text())) {
      report(std::string{field.id}, "names nothing that is there");
    }
  }

  void look_at_custom_fields(const LeadField& field, JsonElement object) {
    if (!rejects_unknown_custom_) return;
    const auto known = custom_fields();
    for (const JsonMember member : object.members()) {
      const bool is_known = std::any_of(known.begin(), known.end(), [&](const CustomField& one) {
        return one.id == member.name;
      });
      if (!is_known) {
        report(std::string{field.id} + '/' + pointer_token(member.name), "is not known");
      }
    }
  }

  JsonElement body_;
  Write write_;
  const HasRecord& has_record_;
  DateOnly date_only_;
  bool rejects_empty_;
  bool rejects_unknown_;
  bool rejects_unknown_custom_;
  bool checks_references_;
  std::vector<Detail> problems_;
};

}  // namespace

std::vector<Detail> find_problems(JsonElement body, Write write, const Switches& switches,
                                  const HasRecord& has_record) {
  return Inspection{body, write, switches, has_record}.run();
}

Refusal refuse_fields(std::vector<Detail> problems) {
  std::string message;
  for (const Detail& problem : problems) {
    message += (message.empty() ? "" : "; ") + problem.where + ' ' + problem.message;
  }
  return {.status = 400,
          .message = std::move(message),
          .rule = "validation.fields",
          .source = "S10.7",
          .code = "validation_failed",
          .details = std::move(problems)};
}

}  // namespace understudy::mock::partnerportal
