// SPDX-License-Identifier: MIT
/// Enumerations of the ECG organizations API v2, and the values that requests and answers share.
///
/// Source:   ecg S5, S6, S7
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include "understudy/client/json_codec.hpp"

namespace understudy::client::ecg {

/// Of a record. Archived ones are in no list; they can be asked for by id.
enum class LifeCycle : std::uint8_t { active, archived, inactive, restored, suspended };
constexpr std::array<EnumName<LifeCycle>, 5> names_of(const LifeCycle* /*type*/) {
  return {{{"Active", LifeCycle::active},
           {"Archived", LifeCycle::archived},
           {"Inactive", LifeCycle::inactive},
           {"Restored", LifeCycle::restored},
           {"Suspended", LifeCycle::suspended}}};
}

/// What an answer shows beside the partner itself. Which records are in it never changes by that.
enum class Include : std::uint8_t {
  on_boarding_partner,
  parent_partner,
  partner_type,
  subsidiaries,
  vendor_profiles,
};
constexpr std::array<EnumName<Include>, 5> names_of(const Include* /*type*/) {
  return {{{"on-boarding-partner", Include::on_boarding_partner},
           {"parent-partner", Include::parent_partner},
           {"partner-type", Include::partner_type},
           {"subsidiaries", Include::subsidiaries},
           {"vendor-profiles", Include::vendor_profiles}}};
}

/// Of the time of creation.
enum class Direction : std::uint8_t { ascending, descending };
constexpr std::array<EnumName<Direction>, 2> names_of(const Direction* /*type*/) {
  return {{{"ASC", Direction::ascending}, {"DESC", Direction::descending}}};
}

/// A number on the wire; one that has no name here is kept.
enum class OnBoardingStatus : std::int32_t {
  not_started = 1,
  welcome_call = 2,
  partner_education = 3,
  completed = 4,
};

/// A number on the wire; one that has no name here is kept.
enum class OrganizationStatus : std::int32_t {
  contracted = 1,
  active = 2,
  suspended = 3,
  separated = 4,
};

// How a codec reads and writes them.
bool read_scalar(JsonElement value, OnBoardingStatus& out, ReadProblem& problem);
bool read_scalar(JsonElement value, OrganizationStatus& out, ReadProblem& problem);
void append_scalar(std::string& out, OnBoardingStatus value);
void append_scalar(std::string& out, OrganizationStatus value);

struct Address {
  std::optional<std::string> address_line1 = {};
  std::optional<std::string> address_line2 = {};
  std::optional<std::string> state_province_code = {};
  std::optional<std::string> city = {};
  std::optional<std::string> postal_code = {};
  std::optional<std::string> country_code = {};
  std::optional<std::string> region_code = {};
  std::optional<std::int64_t> address_type = {};
};
constexpr auto members_of(const Address* /*type*/) {
  return std::tuple{member("addressLine1", &Address::address_line1),
                    member("addressLine2", &Address::address_line2),
                    member("stateProvinceCode", &Address::state_province_code),
                    member("city", &Address::city),
                    member("postalCode", &Address::postal_code),
                    member("countryCode", &Address::country_code),
                    member("regionCode", &Address::region_code),
                    member("addressType", &Address::address_type)};
}

struct PhoneNumber {
  std::optional<std::string> extension = {};
  std::optional<std::string> phone_number = {};
  std::optional<std::int64_t> phone_type = {};
};
constexpr auto members_of(const PhoneNumber* /*type*/) {
  return std::tuple{member("extension", &PhoneNumber::extension),
                    member("phoneNumber", &PhoneNumber::phone_number),
                    member("phoneType", &PhoneNumber::phone_type)};
}

}  // namespace understudy::client::ecg
