// SPDX-License-Identifier: MIT
/// What the Impartner PRM objects API answers: records of objects that each customer defines, and
/// what is told about those objects.
///
/// Source:   impartner S5, S8, S15
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "understudy/client/json_codec.hpp"

namespace understudy::client::impartner {

/// One failure in the words of the host.
struct ApiError {
  std::string code = {};
  std::optional<std::string> message = {};
  ExtraFields extra = {};

  friend bool operator==(const ApiError&, const ApiError&) = default;
};
constexpr auto members_of(const ApiError* /*type*/) {
  return std::tuple{member("code", &ApiError::code), member("message", &ApiError::message),
                    extra_members(&ApiError::extra)};
}

/// A record of any object. Names are those of the object's fields, without regard to case: hosts
/// spell them in another one than they are asked for. Dots lead through foreign keys:
/// "Region.Name".
///
/// Errors:   of each getter: not_found for a field that the answer does not have, bad_input for a
///           value of another type. A null field is an empty optional
struct Record {
  std::int32_t id = 0;
  ExtraFields extra = {};  ///< every other field, as it came

  /// The value as it came, or null for a field that the answer does not have.
  [[nodiscard]] const Json* find(std::string_view name) const;
  [[nodiscard]] Result<std::optional<std::string>> text(std::string_view name) const;
  [[nodiscard]] Result<std::optional<std::int64_t>> integer(std::string_view name) const;
  [[nodiscard]] Result<std::optional<double>> number(std::string_view name) const;
  [[nodiscard]] Result<std::optional<bool>> flag(std::string_view name) const;
  /// A date-time, or a day; what has no zone is UTC.
  [[nodiscard]] Result<std::optional<Instant>> moment(std::string_view name) const;
  /// The picks of a field that takes several.
  [[nodiscard]] Result<std::optional<std::vector<std::string>>> texts(std::string_view name) const;

  friend bool operator==(const Record&, const Record&) = default;
};
constexpr auto members_of(const Record* /*type*/) {
  return std::tuple{member("id", &Record::id), extra_members(&Record::extra)};
}

/// A record as a type of one's own, such as Account.
///
/// Errors:   bad_input with the JSON Pointer of what T cannot hold
template <typename T>
Result<T> read_as(const Record& record) {
  return read_json<T>(write_json(record));
}

/// One page of a list.
struct RecordPage {
  std::int32_t count = 0;   ///< matches on all pages
  std::string entity = {};  ///< the object as the host spells it
  std::vector<Record> results = {};
  ExtraFields extra = {};
};
constexpr auto members_of(const RecordPage* /*type*/) {
  return std::tuple{member("count", &RecordPage::count), member("entity", &RecordPage::entity),
                    member("results", &RecordPage::results), extra_members(&RecordPage::extra)};
}

/// What became of one item of a call for many.
struct ItemResult {
  std::optional<Record> data = {};  ///< of a failed one its id, where there is one
  bool success = false;
  std::optional<std::vector<ApiError>> errors = {};
  ExtraFields extra = {};
};
constexpr auto members_of(const ItemResult* /*type*/) {
  return std::tuple{member("data", &ItemResult::data), member("success", &ItemResult::success),
                    member("errors", &ItemResult::errors), extra_members(&ItemResult::extra)};
}

/// The answer to a call for many: each item succeeds or fails on its own, in the order they were
/// sent.
struct ManyResult {
  std::vector<ItemResult> results = {};
  bool success = false;  ///< of all of them
  std::optional<std::vector<ApiError>> errors = {};
  std::optional<std::string> message = {};
  ExtraFields extra = {};

  /// The items that failed, by their place in the request.
  [[nodiscard]] std::vector<std::size_t> failed() const;
};
constexpr auto members_of(const ManyResult* /*type*/) {
  return std::tuple{member("results", &ManyResult::results),
                    member("success", &ManyResult::success), member("errors", &ManyResult::errors),
                    member("message", &ManyResult::message), extra_members(&ManyResult::extra)};
}

/// An object, and what may be done with its records.
struct EntityDef {
  std::optional<Json> id = {};  ///< a number or a text
  std::string name = {};
  std::optional<std::string> display = {};
  std::optional<std::string> primary_id_field = {};
  std::optional<std::string> primary_name_field = {};
  std::optional<bool> creatable = {};
  std::optional<bool> updatable = {};
  std::optional<bool> deletable = {};
  std::optional<bool> queryable = {};
  std::optional<bool> is_importable = {};
  ExtraFields extra = {};
};
constexpr auto members_of(const EntityDef* /*type*/) {
  return std::tuple{member("id", &EntityDef::id),
                    member("name", &EntityDef::name),
                    member("display", &EntityDef::display),
                    member("primaryIdField", &EntityDef::primary_id_field),
                    member("primaryNameField", &EntityDef::primary_name_field),
                    member("creatable", &EntityDef::creatable),
                    member("updatable", &EntityDef::updatable),
                    member("deletable", &EntityDef::deletable),
                    member("queryable", &EntityDef::queryable),
                    member("isImportable", &EntityDef::is_importable),
                    extra_members(&EntityDef::extra)};
}

struct PicklistValue {
  std::string name = {};
  std::optional<std::string> display = {};
  std::optional<bool> is_active = {};
  std::optional<std::int32_t> display_order = {};
  ExtraFields extra = {};
};
constexpr auto members_of(const PicklistValue* /*type*/) {
  return std::tuple{
      member("name", &PicklistValue::name), member("display", &PicklistValue::display),
      member("isActive", &PicklistValue::is_active),
      member("displayOrder", &PicklistValue::display_order), extra_members(&PicklistValue::extra)};
}

enum class PicklistType : std::uint8_t { multiple, none, single };
constexpr std::array<EnumName<PicklistType>, 3> names_of(const PicklistType* /*type*/) {
  return {{{"Multiple", PicklistType::multiple},
           {"None", PicklistType::none},
           {"Single", PicklistType::single}}};
}

/// A field of an object.
struct FieldDefinition {
  std::optional<Json> id = {};  ///< a number or a text
  std::string name = {};
  std::optional<std::string> display = {};
  std::optional<std::string> field_type = {};
  std::optional<std::string> data_type = {};
  std::optional<bool> is_read_only = {};
  std::optional<bool> is_required = {};
  std::optional<bool> is_nullable = {};
  std::optional<bool> is_unique_key = {};
  std::optional<bool> is_collection = {};
  std::optional<bool> is_filterable = {};
  std::optional<bool> is_segmentable = {};
  std::optional<bool> is_groupable = {};
  std::optional<bool> is_importable = {};
  std::optional<bool> is_exportable = {};
  std::optional<std::string> fk_field_type = {};
  std::optional<OpenEnum<PicklistType>> picklist_type = {};
  std::optional<std::map<std::string, PicklistValue>> values = {};  ///< by their id
  std::optional<std::string> filter_criteria_type = {};             ///< "String", "Number", ...
  std::optional<std::int32_t> length = {};
  ExtraFields extra = {};
};
constexpr auto members_of(const FieldDefinition* /*type*/) {
  return std::tuple{member("id", &FieldDefinition::id),
                    member("name", &FieldDefinition::name),
                    member("display", &FieldDefinition::display),
                    member("fieldType", &FieldDefinition::field_type),
                    member("dataType", &FieldDefinition::data_type),
                    member("isReadOnly", &FieldDefinition::is_read_only),
                    member("isRequired", &FieldDefinition::is_required),
                    member("isNullable", &FieldDefinition::is_nullable),
                    member("isUniqueKey", &FieldDefinition::is_unique_key),
                    member("isCollection", &FieldDefinition::is_collection),
                    member("isFilterable", &FieldDefinition::is_filterable),
                    member("isSegmentable", &FieldDefinition::is_segmentable),
                    member("isGroupable", &FieldDefinition::is_groupable),
                    member("isImportable", &FieldDefinition::is_importable),
                    member("isExportable", &FieldDefinition::is_exportable),
                    member("fkFieldType", &FieldDefinition::fk_field_type),
                    member("picklistType", &FieldDefinition::picklist_type),
                    member("values", &FieldDefinition::values),
                    member("filterCriteriaType", &FieldDefinition::filter_criteria_type),
                    member("length", &FieldDefinition::length),
                    extra_members(&FieldDefinition::extra)};
}

}  // namespace understudy::client::impartner
