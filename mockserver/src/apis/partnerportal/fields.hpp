// SPDX-License-Identifier: MIT
/// THE table of what a lead consists of: create, update, validation, answers and both schemas read
/// it, so that they cannot disagree.
///
/// Source:   S4 (fields, in this order), S7.6 (labels, types and order of the schemas), S7.8
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace understudy::mock::partnerportal {

enum class FieldType : std::uint8_t { boolean, date_time, number, object, text };
/// How schemas call the type of a field that can be written: "string" and so on.
std::string_view name_of(FieldType type);

/// Which operations take a field.
enum class Written : std::uint8_t { never, by_create_and_update, by_update };

struct LeadField {
  std::string_view id;
  FieldType type = FieldType::text;
  Written written = Written::never;
  bool is_required = false;  ///< to create; null is refused everywhere
  bool is_in_lead = true;    ///< whether answers carry it
  std::string_view label = {};
  std::string_view display_type = {};
  int order = -1;                    ///< in schemas; below 0: not among them
  std::string_view collection = {};  ///< whose ids it holds
};

/// In the order of S4.4, which is that of answers and of field errors; customFields come last.
std::span<const LeadField> lead_fields();
/// The number of the field in the table.
std::optional<std::size_t> find_lead_field(std::string_view id);

/// What a company or an organization has added. Values are kept as they come: any JSON (S5.8).
struct CustomField {
  std::string_view id;
  std::string_view label;
  int order = 0;
  bool is_of_organization = false;  ///< only in schemas of organizations that have it
};
std::span<const CustomField> custom_fields();

}  // namespace understudy::mock::partnerportal
