// SPDX-License-Identifier: MIT
#include "apis/ecg/creation.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "apis/ecg/collections.hpp"
#include "apis/ecg/list_request.hpp"
#include "query/moment.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::ecg {

namespace {

constexpr std::string_view kNobody = "00000000-0000-0000-0000-000000000000";  // S8.5

/// The member of that name; nothing when it is absent or null. S7.7
std::optional<JsonElement> find_member(std::optional<JsonElement> object, std::string_view name) {
  if (!object) return std::nullopt;
  const auto member = object->find(name);
  return member && !member->is_null() ? member : std::nullopt;
}

Text read_text(std::optional<JsonElement> object, std::string_view name) {
  const auto member = find_member(object, name);
  return member ? Text{member->text()} : Text{};
}

std::optional<std::int64_t> read_integer(std::optional<JsonElement> object, std::string_view name) {
  const auto member = find_member(object, name);
  return member ? to_int64(*member) : std::nullopt;
}

std::optional<bool> read_flag(std::optional<JsonElement> object, std::string_view name) {
  const auto member = find_member(object, name);
  return member ? std::optional{member->is_true()} : std::nullopt;
}

std::string read_id(std::optional<JsonElement> object, std::string_view name) {
  return read_text(object, name).value_or(std::string{});
}

/// A4: a day becomes midnight UTC.
Text read_day(std::optional<JsonElement> object, std::string_view name) {
  const Text day = read_text(object, name);
  return day ? Text{*day + "T00:00:00.000Z"} : Text{};
}

/// Cuts digits, or one character, off the front of a text.
struct Digits {
  std::string_view& text;

  std::optional<int> take(std::size_t count) {
    if (text.size() < count) return std::nullopt;
    int number = 0;
    for (const char c : text.substr(0, count)) {
      if (c < '0' || c > '9') return std::nullopt;
      number = number * 10 + (c - '0');
    }
    text.remove_prefix(count);
    return number;
  }
  bool skip(char c) {
    if (!text.starts_with(c)) return false;
    text.remove_prefix(1);
    return true;
  }
};

/// zone = [ "Z" / ( "+" / "-" ) 2DIGIT [ [ ":" ] 2DIGIT ] ]; minutes, none is UTC
std::optional<int> read_zone(std::string_view text) {
  Digits digits{text};
  if (text.empty() || text == "Z") return 0;
  const bool is_west = digits.skip('-');
  if (!is_west && !digits.skip('+')) return std::nullopt;
  const auto hours = digits.take(2);
  digits.skip(':');
  const auto minutes = text.empty() ? std::optional{0} : digits.take(2);
  if (!hours || !minutes || !text.empty() || *hours > 23 || *minutes > 59) return std::nullopt;
  const int offset = *hours * 60 + *minutes;
  return is_west ? -offset : offset;
}

/// date [ ( "T" / " " ) time zone ] of ISO 8601, as the contract's pattern takes it, in UTC with
/// milliseconds. Nothing for a day or time that does not exist, or whose year has five digits.
std::optional<std::string> read_moment(std::string_view text) {
  const auto date = query::scan_date(text);
  if (!date.value) return std::nullopt;
  query::CivilTime civil = query::civil_time(*date.value);
  text.remove_prefix(date.size);
  Digits digits{text};
  std::int64_t milliseconds = 0;
  if (!text.empty()) {
    text.remove_prefix(1);
    civil.hour = digits.take(2).value_or(0);
    for (int* const part : {&civil.minute, &civil.second}) {
      digits.skip(':');
      if (const auto number = digits.take(2)) *part = *number;
    }
    if (digits.skip('.') || digits.skip(',')) {
      for (int scale = 100; !text.empty() && text[0] >= '0' && text[0] <= '9'; scale /= 10) {
        milliseconds += std::int64_t{scale} * *digits.take(1);
      }
    }
  }
  const auto zone = read_zone(text);
  const bool is_midnight = civil.hour == 24 && civil.minute == 0 && civil.second == 0;
  if (is_midnight) civil.hour = 0;
  if (!zone) return std::nullopt;
  auto moment = query::make_moment(civil, *zone);
  if (!moment) return std::nullopt;
  moment->offset = 0;
  moment->seconds += is_midnight ? 86'400 : 0;
  const query::CivilTime utc = query::civil_time(*moment);
  if (utc.year < 0 || utc.year > 9999) return std::nullopt;
  const auto padded = [](std::int64_t number, std::size_t width) {
    std::string digits_of = std::to_string(number);
    return std::string(width - std::min(width, digits_of.size()), '0') + digits_of;
  };
  return padded(utc.year, 4) + '-' + padded(utc.month, 2) + '-' + padded(utc.day, 2) + 'T' +
         padded(utc.hour, 2) + ':' + padded(utc.minute, 2) + ':' + padded(utc.second, 2) + '.' +
         padded(milliseconds, 3) + 'Z';
}

/// The elements of a list with an id each; "null" without the list.
std::string read_parts(std::optional<JsonElement> list, const PartShape& shape,
                       records::Transaction& records) {
  if (!list) return "null";
  std::string out = "[";
  for (const JsonElement element : list->elements()) {
    if (out.size() > 1) out += ',';
    const auto number = find_member(element, shape.number);
    append_part(
        out, shape, records.new_uuid(kPartners),
        [&](std::string_view name) { return read_text(element, name); },
        number ? number->text() : "null");
  }
  return out + ']';
}

Party read_party(std::optional<JsonElement> organization, records::Transaction& records) {
  return {
      .id = records.new_uuid(kPartners),
      .legacy_identifier = read_text(organization, "legacyIdentifier"),
      .phone_numbers = read_parts(find_member(organization, "phoneNumbers"), kPhoneNumber, records),
      .addresses = read_parts(find_member(organization, "addresses"), kAddress, records)};
}

Criteria read_criteria(JsonElement criteria, const Creation& creation, const Switches& switches,
                       records::Transaction& records) {
  const bool records_accounts = switches.is("create.side_accounts", "metadata");  // A26
  return {.id = records.new_uuid(kPartners),
          .status = read_text(criteria, "status"),
          .commission_payout_status = read_text(criteria, "commissionPayoutStatus"),
          .deactivated_date = read_day(criteria, "deactivatedDate"),
          .onboarding_date = read_day(criteria, "onboardingDate"),
          .sales_cut_off_date = read_day(criteria, "salesCutOffDate"),
          .enable_commissions = read_flag(criteria, "enableCommissions"),
          .w9_submitted = read_flag(criteria, "w9Submitted"),
          .is_w2 = read_flag(criteria, "isW2"),
          .has_apptivo = records_accounts && creation.wants_apptivo,
          .has_bill_dot_com = records_accounts && creation.wants_bill_dot_com};
}

/// The members of the partner that are in the body as they are. S8.2
Partner read_organization(std::optional<JsonElement> organization) {
  Partner partner;
  partner.type = read_text(organization, "type");
  partner.hco_xref_id = read_text(organization, "hcoXrefId");
  partner.business_name = read_text(organization, "businessName");
  partner.display_name = read_text(organization, "displayName");
  if (const auto metadata = find_member(organization, "integrationMetadata")) {
    partner.integration_metadata = dump_json(to_json(*metadata));
  }
  partner.origination_source = read_text(organization, "originationSource");
  partner.on_boarding_status = read_integer(organization, "onBoardingStatus");
  partner.organization_status = read_integer(organization, "organizationStatus");
  partner.rrms_site_group_id = read_text(organization, "rrmsSiteGroupId");
  partner.timezone_id = read_text(organization, "timezoneId");
  partner.action_plan_code = read_text(organization, "actionPlanCode");
  partner.links.parent_id = read_id(organization, "parentId");
  partner.links.on_boarding_partner_id = read_id(organization, "onBoardingPartnerId");
  if (const auto ids = find_member(organization, "vendorProfileIds")) {
    for (const JsonElement id : ids->elements()) partner.vendor_profile_ids.emplace_back(id.text());
  }
  return partner;
}

/// A20, under create.unknown_reference=reject
std::vector<Detail> unknown_references(const Partner& partner,
                                       const records::Transaction& records) {
  std::vector<Detail> faults;
  const auto check = [&](std::string_view collection, const std::string& id, std::string name) {
    if (id.empty() || records.find(collection, id) != nullptr) return;
    std::string text = name + " does not exist: " + id;
    faults.push_back({std::move(name), std::move(text)});
  };
  check(kPartners, partner.links.parent_id, "organization.parentId");
  check(kPartners, partner.links.on_boarding_partner_id, "organization.onBoardingPartnerId");
  for (const std::string& id : partner.vendor_profile_ids) {
    check(kVendorProfiles, id, "organization.vendorProfileIds");
  }
  check(kPartnerTypes, partner.links.partner_type_id, "partnerCriteria.partnerTypeId");
  return faults;
}

Failure<Refusal> refuse(std::vector<Detail> faults, std::string_view rule,
                        std::string_view source) {
  Refusal refusal{.status = 400,
                  .message = faults.front().message,
                  .rule = std::string{rule},
                  .source = std::string{source}};
  refusal.details = std::move(faults);
  return Failure{std::move(refusal)};
}

}  // namespace

Result<std::string, Refusal> create_partner(records::Transaction& records, const Creation& creation,
                                            const Switches& switches) {
  const auto organization = find_member(creation.body, "organization");
  const auto criteria = find_member(creation.body, "partnerCriteria");
  Partner partner = read_organization(organization);
  if (const Text date = read_text(organization, "signOnDate")) {
    partner.sign_on_date = read_moment(*date);
    if (!partner.sign_on_date) {
      constexpr std::string_view kName = "organization.signOnDate";
      return refuse(
          {{std::string{kName}, std::string{kName} + " must be a valid ISO 8601 date string"}},
          "create.date", "S7.4");
    }
  }
  partner.links.partner_type_id = read_id(criteria, "partnerTypeId");
  if (switches.is("create.unknown_reference", "reject")) {
    auto faults = unknown_references(partner, records);
    if (!faults.empty()) return refuse(std::move(faults), "create.unknown_reference", "A20");
  }

  partner.id = records.new_uuid(kPartners);
  partner.party = read_party(organization, records);
  if (criteria) partner.criteria = read_criteria(*criteria, creation, switches, records);
  const std::string now = format_time(creation.now);
  const std::string subject{is_uuid(creation.subject) ? creation.subject : kNobody};
  partner.infos.audit = {now, subject, now, subject};  // S8.5
  if (!partner.links.parent_id.empty()) {              // S5.4
    if (const records::Record* const parent = records.find(kPartners, partner.links.parent_id)) {
      const StoredPartner stored = StoredPartner::read(parent->json);
      for (const std::string_view id : ids_of(stored.ancestry_nodes)) {
        partner.ancestry_nodes.emplace_back(id);
      }
      records.put(kPartners, {parent->id, with_node(parent->json, partner.id)});
    }
    partner.ancestry_nodes.push_back(partner.links.parent_id);
  }
  const auto find_profile = [&](std::string_view id) -> const std::string* {
    const records::Record* const profile = records.find(kVendorProfiles, id);
    return profile == nullptr ? nullptr : &profile->json;
  };
  records.put(kPartners, {partner.id, write_partner(partner, find_profile, switches)});
  return partner.id;
}

}  // namespace understudy::mock::ecg
