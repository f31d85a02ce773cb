// SPDX-License-Identifier: MIT
/// The objects of the tenant and their fields: what the documents say, as tables.
///
/// Source: S9 (fields), S18.4 (those of the note); Region and Tier are ours, as targets of the
///         foreign keys (S9.9)
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace understudy::mock::impartner {

enum class FieldType : std::uint8_t { boolean, date_time, email, int32, int64, number, text, uri };

/// Where the value of a field comes from.
enum class Origin : std::uint8_t {
  stored,
  email_domain,  ///< of Email, behind the last "@"
  full_name,     ///< FirstName and LastName
  target_name,   ///< the Name of the record that `reference` points to
};

/// Which values a text may have.
enum class Choice : std::uint8_t {
  any,
  closed,    ///< one of `choices`, always
  picklist,  ///< one of `choices`, where write.picklist checks it
};

struct FieldFact {
  std::string_view name = {};
  FieldType type = FieldType::text;
  std::size_t length = 0;  ///< characters; 0: no bound
  bool is_read_only = false;
  bool is_required = false;
  bool is_searched = false;      ///< `q` looks into it
  std::string_view target = {};  ///< of a foreign key: the object it points to
  Choice choice = Choice::any;
  std::span<const std::string_view> choices = {};
  Origin origin = Origin::stored;
  std::string_view reference = {};  ///< of a target_name: the foreign key
};

struct ObjectFact {
  std::string_view name = {};
  std::string_view link = {};  ///< in its records' links: ".../load/ACT/7"
  std::span<const FieldFact> fields = {};
};

/// Media types taken for JSON beside application/json (S3.2).
inline constexpr std::array<std::string_view, 1> kJsonTypes{"text/json"};

/// Sorted by name.
std::span<const ObjectFact> objects();
/// The number of the object of that name, in any case.
std::optional<std::size_t> find_object(std::string_view name);
/// The number of the field of that name, in any case.
std::optional<std::size_t> find_field(const ObjectFact& object, std::string_view name);
/// What RecordLink says of a record.
std::string record_link(const ObjectFact& object, std::int64_t id);

}  // namespace understudy::mock::impartner
