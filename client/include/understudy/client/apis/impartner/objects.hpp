// SPDX-License-Identifier: MIT
/// The two objects whose fields are documented, as types: what read_as makes of a record. Fields
/// that a call has not asked for are empty; those of a customer are in `extra`.
///
/// Source:   impartner S9
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include "understudy/client/json_codec.hpp"

namespace understudy::client::impartner {

enum class TierChange : std::uint8_t { demoted, none, promoted };
constexpr std::array<EnumName<TierChange>, 3> names_of(const TierChange* /*type*/) {
  return {{{"Demoted", TierChange::demoted},
           {"None", TierChange::none},
           {"Promoted", TierChange::promoted}}};
}

/// A partner company. Names with "cf" are custom fields of the documented customer.
struct Account {
  std::int32_t id = 0;
  std::optional<std::string> name = {};
  std::optional<std::string> website = {};
  std::optional<std::string> crm_id = {};
  std::optional<std::string> status = {};
  std::optional<std::string> partner_tier_cf = {};  ///< "Premier", "Pending", ...
  std::optional<std::string> account_owner_cf = {};
  std::optional<std::string> account_owner_email_cf = {};
  std::optional<std::string> partner_type_cf = {};
  std::optional<std::int32_t> certification_count_cf = {};
  std::optional<double> total_npcu_cf = {};
  std::optional<std::int32_t> region_id = {};
  std::optional<Json> region = {};  ///< a name, or an object of the asked for fields
  std::optional<std::string> mailing_city = {};
  std::optional<std::string> mailing_state = {};
  std::optional<std::string> mailing_country = {};
  std::optional<std::string> phone = {};
  std::optional<bool> is_active = {};
  std::optional<bool> is_test = {};
  std::optional<std::int32_t> member_count = {};
  std::optional<std::int32_t> deals_registered = {};
  std::optional<std::int64_t> revenue = {};
  std::optional<std::int64_t> total_sales = {};
  std::optional<OpenEnum<TierChange>> tier_change_type = {};
  std::optional<std::int32_t> parent_account_id = {};
  std::optional<std::int32_t> primary_user_id = {};
  std::optional<Instant> created = {};
  std::optional<Instant> updated = {};
  std::optional<std::string> record_link = {};
  std::optional<std::int32_t> record_version = {};
  ExtraFields extra = {};
};
constexpr auto members_of(const Account* /*type*/) {
  return std::tuple{member("id", &Account::id),
                    member("name", &Account::name),
                    member("website", &Account::website),
                    member("crmId", &Account::crm_id),
                    member("status", &Account::status),
                    member("partner_Tier__cf", &Account::partner_tier_cf),
                    member("account_Owner__cf", &Account::account_owner_cf),
                    member("account_Owner_Email__cf", &Account::account_owner_email_cf),
                    member("partner_Type__cf", &Account::partner_type_cf),
                    member("certification_Count__cf", &Account::certification_count_cf),
                    member("total_NPCU__cf", &Account::total_npcu_cf),
                    member("regionId", &Account::region_id),
                    member("region", &Account::region),
                    member("mailingCity", &Account::mailing_city),
                    member("mailingState", &Account::mailing_state),
                    member("mailingCountry", &Account::mailing_country),
                    member("phone", &Account::phone),
                    member("isActive", &Account::is_active),
                    member("isTest", &Account::is_test),
                    member("memberCount", &Account::member_count),
                    member("dealsRegistered", &Account::deals_registered),
                    member("revenue", &Account::revenue),
                    member("totalSales", &Account::total_sales),
                    member("tierChangeType", &Account::tier_change_type),
                    member("parentAccountId", &Account::parent_account_id),
                    member("primaryUserId", &Account::primary_user_id),
                    member("created", &Account::created),
                    member("updated", &Account::updated),
                    member("recordLink", &Account::record_link),
                    member("recordVersion", &Account::record_version),
                    extra_members(&Account::extra)};
}

/// A person of a partner company.
struct User {
  std::int32_t id = 0;
  std::optional<std::string> user_name = {};
  std::optional<std::string> email = {};
  std::optional<std::string> first_name = {};
  std::optional<std::string> last_name = {};
  std::optional<std::string> name = {};
  std::optional<std::string> title = {};
  std::optional<std::string> phone = {};
  std::optional<std::int32_t> account_id = {};
  std::optional<std::string> account_name = {};
  std::optional<bool> is_active = {};
  std::optional<std::string> email_domain = {};
  std::optional<Instant> last_login_time_stamp = {};
  std::optional<Instant> created = {};
  std::optional<Instant> updated = {};
  std::optional<std::string> record_link = {};
  std::optional<std::int32_t> record_version = {};
  ExtraFields extra = {};
};
constexpr auto members_of(const User* /*type*/) {
  return std::tuple{member("id", &User::id),
                    member("userName", &User::user_name),
                    member("email", &User::email),
                    member("firstName", &User::first_name),
                    member("lastName", &User::last_name),
                    member("name", &User::name),
                    member("title", &User::title),
                    member("phone", &User::phone),
                    member("accountId", &User::account_id),
                    member("accountName", &User::account_name),
                    member("isActive", &User::is_active),
                    member("emailDomain", &User::email_domain),
                    member("lastLoginTimeStamp", &User::last_login_time_stamp),
                    member("created", &User::created),
                    member("updated", &User::updated),
                    member("recordLink", &User::record_link),
                    member("recordVersion", &User::record_version),
                    extra_members(&User::extra)};
}

}  // namespace understudy::client::impartner
