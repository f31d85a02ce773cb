// SPDX-License-Identifier: MIT
#include "apis/impartner/objects.hpp"

#include <algorithm>
#include <array>

#include "understudy/base/http.hpp"

namespace understudy::mock::impartner {

namespace {

// S9.4: Premier and Pending [SEED], the others [OBS]
constexpr std::array<std::string_view, 6> kTiers{"Premier",   "Pending",    "Premier Plus",
                                                 "Certified", "Registered", "Aggregator"};
constexpr std::array<std::string_view, 3> kTierChanges{"None", "Promoted", "Demoted"};  // S9.1

/// S9.10: Partner_Type__cf is a picklist whose values nobody tells: it takes any text. Region is a
/// text beside RegionId (A5): whoever writes one writes the other.
constexpr FieldFact kAccountFields[] = {
    {.name = "Id", .type = FieldType::int32, .is_read_only = true},
    {.name = "Name", .length = 128, .is_required = true, .is_searched = true},
    {.name = "Website", .type = FieldType::uri, .length = 256},
    {.name = "CrmId", .length = 64},
    {.name = "Status"},
    {.name = "Partner_Tier__cf", .choice = Choice::picklist, .choices = kTiers},
    {.name = "Account_Owner__cf", .length = 1024, .is_read_only = true},
    {.name = "Account_Owner_Email__cf", .type = FieldType::email, .length = 256},
    {.name = "Partner_Type__cf"},
    {.name = "Account_Status__cf", .length = 1024, .is_read_only = true},
    {.name = "Certification_Count__cf", .type = FieldType::int32},
    {.name = "Total_NPCU__cf", .type = FieldType::number},
    {.name = "LMS_Group_Name__cf", .length = 1024},
    {.name = "LMS_Account_ID__cf", .length = 1024},
    {.name = "RegionId", .type = FieldType::int32, .target = "Region"},
    {.name = "Region", .origin = Origin::target_name, .reference = "RegionId"},
    {.name = "MailingStreet", .length = 128},
    {.name = "MailingSuite", .length = 128},
    {.name = "MailingCity", .length = 128},
    {.name = "MailingState", .length = 128},
    {.name = "MailingPostalCode", .length = 64},
    {.name = "MailingCountry", .length = 128},
    {.name = "MailingCountryCode", .length = 2},
    {.name = "MailingLatitude", .type = FieldType::number},
    {.name = "MailingLongitude", .type = FieldType::number},
    {.name = "Phone", .length = 32},
    {.name = "Fax", .length = 32},
    {.name = "IsActive", .type = FieldType::boolean},
    {.name = "IsTest", .type = FieldType::boolean},
    {.name = "IsFeatured", .type = FieldType::boolean},
    {.name = "MemberCount", .type = FieldType::int32, .is_read_only = true},
    {.name = "DealsRegistered", .type = FieldType::int32},
    {.name = "Revenue", .type = FieldType::int64},
    {.name = "RevenueGoal", .type = FieldType::int64},
    {.name = "RevenueAttainment", .type = FieldType::int64},
    {.name = "TotalSales", .type = FieldType::int64},
    {.name = "NonDealSales", .type = FieldType::int64},
    {.name = "TierChangeType", .choice = Choice::closed, .choices = kTierChanges},
    {.name = "CRMAccountType", .length = 64},
    {.name = "ExternalId1", .length = 64},
    {.name = "ExternalId2", .length = 64},
    {.name = "Comments"},
    {.name = "TierId", .type = FieldType::int32, .target = "Tier"},
    {.name = "ParentAccountId", .type = FieldType::int32, .target = "Account"},
    {.name = "PrimaryUserId", .type = FieldType::int32, .target = "User"},
    {.name = "AccountManagerId", .type = FieldType::int32, .target = "User"},
    {.name = "CreatedById", .type = FieldType::int32, .is_read_only = true, .target = "User"},
    {.name = "UpdatedById", .type = FieldType::int32, .is_read_only = true, .target = "User"},
    {.name = "Created", .type = FieldType::date_time, .is_read_only = true},
    {.name = "Updated", .type = FieldType::date_time, .is_read_only = true},
    {.name = "RecordLink", .is_read_only = true},
    {.name = "RecordVersion", .type = FieldType::int32, .is_read_only = true},
};

constexpr FieldFact kUserFields[] = {
    {.name = "Id", .type = FieldType::int32, .is_read_only = true},
    {.name = "UserName", .length = 128, .is_required = true, .is_searched = true},
    {.name = "Email", .length = 128, .is_required = true, .is_searched = true},
    {.name = "FirstName", .length = 64, .is_required = true, .is_searched = true},
    {.name = "LastName", .length = 64, .is_required = true, .is_searched = true},
    {.name = "Name", .is_read_only = true, .origin = Origin::full_name},
    {.name = "Title"},
    {.name = "Phone"},
    {.name = "AccountId", .type = FieldType::int32, .target = "Account"},
    {.name = "AccountName",
     .is_read_only = true,
     .origin = Origin::target_name,
     .reference = "AccountId"},
    {.name = "IsActive", .type = FieldType::boolean},
    {.name = "EmailDomain", .is_read_only = true, .origin = Origin::email_domain},
    {.name = "LastLoginTimeStamp", .type = FieldType::date_time, .is_read_only = true},
    {.name = "Created", .type = FieldType::date_time, .is_read_only = true},
    {.name = "Updated", .type = FieldType::date_time, .is_read_only = true},
    {.name = "RecordLink", .is_read_only = true},
    {.name = "RecordVersion", .type = FieldType::int32, .is_read_only = true},
};

constexpr FieldFact kNamedFields[] = {
    {.name = "Id", .type = FieldType::int32, .is_read_only = true},
    {.name = "Name", .length = 128, .is_required = true, .is_searched = true},
    {.name = "Created", .type = FieldType::date_time, .is_read_only = true},
    {.name = "Updated", .type = FieldType::date_time, .is_read_only = true},
    {.name = "RecordLink", .is_read_only = true},
    {.name = "RecordVersion", .type = FieldType::int32, .is_read_only = true},
};

constexpr std::array kObjects{
    ObjectFact{"Account", "ACT", kAccountFields},
    ObjectFact{"Region", "REG", kNamedFields},
    ObjectFact{"Tier", "TIR", kNamedFields},
    ObjectFact{"User", "USR", kUserFields},
};

/// The number of the first one of that name, in any case.
template <typename Facts>
std::optional<std::size_t> find_named(const Facts& facts, std::string_view name) {
  const auto it = std::find_if(facts.begin(), facts.end(), [&](const auto& fact) {
    return equal_ignoring_case(fact.name, name);
  });
  if (it == facts.end()) return std::nullopt;
  return static_cast<std::size_t>(it - facts.begin());
}

}  // namespace

std::span<const ObjectFact> objects() { return kObjects; }

std::optional<std::size_t> find_object(std::string_view name) { return find_named(kObjects, name); }

std::optional<std::size_t> find_field(const ObjectFact& object, std::string_view name) {
  return find_named(object.fields, name);
}

std::string record_link(const ObjectFact& object, std::int64_t id) {
  return "https://prod.impartner.live/load/" + std::string{object.link} + '/' + std::to_string(id);
}

}  // namespace understudy::mock::impartner
