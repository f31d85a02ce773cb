// SPDX-License-Identifier: MIT
#include "apis/ecg/partner_text.hpp"

#include <algorithm>
#include <array>

#include "understudy/base/json.hpp"

namespace understudy::mock::ecg {

namespace {

constexpr std::string_view kLinks = ",\"links\":{\"partnerTypeId\":";
constexpr std::string_view kParentId = ",\"parentId\":";
constexpr std::string_view kOnBoardingPartnerId = ",\"onBoardingPartnerId\":";
constexpr std::string_view kNodes = "\"nodes\":[";
constexpr std::string_view kAncestryNodes = "],\"ancestryNodes\":[";

/// Appends members; `start` is a comma, where one is due, and the name with its colon.
struct Members {
  std::string& out;

  void text(std::string_view start, std::string_view value) {
    out += start;
    append_json_string(out, value);
  }
  void text(std::string_view start, const std::string& value) {
    text(start, std::string_view{value});
  }
  void text(std::string_view start, const Text& value) {
    if (value) return text(start, std::string_view{*value});
    (out += start) += "null";
  }
  void flag(std::string_view start, std::optional<bool> value) {
    out += start;
    out += !value ? "null" : *value ? "true" : "false";
  }
  void number(std::string_view start, std::optional<std::int64_t> value) {
    out += start;
    out += value ? std::to_string(*value) : "null";
  }
  void json(std::string_view start, std::string_view value) { (out += start) += value; }
  void ids(std::string_view start, const std::vector<std::string>& values) {
    out += start;
    for (std::size_t i = 0; i < values.size(); ++i) text(i == 0 ? "" : ",", values[i]);
  }
  /// Null for an empty one.
  void id(std::string_view start, const std::string& value) {
    text(start, value.empty() ? Text{} : Text{value});
  }
};

void append_party(Members& to, const Partner& partner) {
  if (!partner.party) return to.json(",\"party\":", "null");
  to.text(",\"party\":{\"id\":", partner.party->id);
  to.text(",\"legacyIdentifier\":", partner.party->legacy_identifier);
  to.out += ',';
  append_infos(to.out, partner.infos);
  to.json(",\"phoneNumbers\":", partner.party->phone_numbers);
  to.json(",\"addresses\":", partner.party->addresses);
  to.out += '}';
}

/// A26: {"apptivo": true, "billDotCom": true}, or null when neither was asked for
std::string_view vendor_metadata_of(const Criteria& criteria) {
  if (criteria.has_apptivo && criteria.has_bill_dot_com) {
    return R"({"apptivo":true,"billDotCom":true})";
  }
  if (criteria.has_apptivo) return R"({"apptivo":true})";
  return criteria.has_bill_dot_com ? R"({"billDotCom":true})" : "null";
}

void append_criteria(Members& to, const std::optional<Criteria>& criteria) {
  if (!criteria) return to.json(",\"partnerCriteria\":", "null");
  to.text(",\"partnerCriteria\":{\"id\":", criteria->id);
  to.text(",\"status\":", criteria->status);
  to.text(",\"commissionPayoutStatus\":", criteria->commission_payout_status);
  to.text(",\"deactivatedDate\":", criteria->deactivated_date);
  to.text(",\"onboardingDate\":", criteria->onboarding_date);
  to.text(",\"salesCutOffDate\":", criteria->sales_cut_off_date);
  to.flag(",\"enableCommissions\":", criteria->enable_commissions);
  to.flag(",\"w9Submitted\":", criteria->w9_submitted);
  to.flag(",\"isW2\":", criteria->is_w2);
  to.json(",\"vendorMetadata\":", vendor_metadata_of(*criteria));
  to.out += '}';
}

/// A7: one as an object, several as an array; an id that nobody has stands for nothing.
std::string vendor_profiles_of(const Partner& partner, const FindProfile& find_profile,
                               const Switches& switches) {
  std::vector<const std::string*> profiles;
  for (const std::string& id : partner.vendor_profile_ids) {
    if (const std::string* const profile = find_profile(id)) profiles.push_back(profile);
  }
  const bool is_array = switches.is("vendor_profiles", "array");
  if (profiles.empty()) return is_array ? "[]" : "null";
  const bool is_object = switches.is("vendor_profiles", "object");
  if (is_object || (!is_array && profiles.size() == 1)) return *profiles.front();
  std::string list;
  for (const std::string* const profile : profiles) {
    list += list.empty() ? '[' : ',';
    list += *profile;
  }
  return list + ']';
}

/// The text between two marks, the second one behind the first; nothing when one is missing.
std::optional<std::string_view> between(std::string_view text, std::string_view begin,
                                        std::string_view end) {
  const std::size_t first = text.find(begin);
  if (first == text.npos) return std::nullopt;
  text.remove_prefix(first + begin.size());
  const std::size_t last = text.find(end);
  if (last == text.npos) return std::nullopt;
  return text.substr(0, last);
}

/// An id of a link; empty for null.
std::string id_of(std::optional<std::string_view> text) {
  if (!text || text->size() < 2 || text->front() != '"') return {};
  return std::string{text->substr(1, text->size() - 2)};
}

}  // namespace

constexpr std::array<std::string_view, 2> kPhoneNumberTexts{"extension", "phoneNumber"};
constexpr std::array<std::string_view, 7> kAddressTexts{
    "addressLine1", "addressLine2", "stateProvinceCode", "city",
    "postalCode",   "countryCode",  "regionCode"};
const PartShape kPhoneNumber{kPhoneNumberTexts, "phoneType"};
const PartShape kAddress{kAddressTexts, "addressType"};

void append_part(std::string& out, const PartShape& shape, std::string_view id,
                 const std::function<Text(std::string_view name)>& text_of,
                 std::string_view number) {
  const auto start = [](std::string_view name) { return ",\"" + std::string{name} + "\":"; };
  Members to{out};
  to.text("{\"id\":", id);
  for (const std::string_view name : shape.texts) to.text(start(name), text_of(name));
  to.json(start(shape.number), number);
  out += '}';
}

std::string life_cycle_of(const Partner& partner, const Switches& switches) {
  if (partner.status && switches.is("status.source", "stored")) return *partner.status;
  if (partner.infos.archived) return "Archived";
  if (!partner.infos.active) return "Inactive";
  return partner.organization_status == 3 ? "Suspended" : "Active";
}

void append_infos(std::string& out, const Infos& infos) {
  const auto who = [](const std::string& id) { return id.empty() ? Text{} : Text{id}; };
  Members to{out};
  const Audit& audit = infos.audit;
  to.flag("\"archiveInfo\":{\"archived\":", infos.archived);
  to.text(",\"archivedStatusChangedAt\":", infos.archived ? audit.updated_at : audit.created_at);
  to.text("},\"auditInfo\":{\"createdAt\":", audit.created_at);
  to.text(",\"createdBy\":", who(audit.created_by));
  to.text(",\"updatedAt\":", audit.updated_at);
  to.text(",\"updatedBy\":", who(audit.updated_by));
  to.flag("},\"activeInfo\":{\"active\":", infos.active);
  to.text(",\"activeStatusChangedAt\":", infos.active ? audit.created_at : audit.updated_at);
  out += '}';
}

std::string write_partner(const Partner& partner, const FindProfile& find_profile,
                          const Switches& switches) {
  std::string out;
  Members to{out};
  to.text("{\"id\":", partner.id);
  to.ids(",\"nodes\":[", partner.nodes);
  to.ids(kAncestryNodes, partner.ancestry_nodes);
  to.text("],\"type\":", partner.type);
  to.text(",\"status\":", life_cycle_of(partner, switches));
  to.text(",\"hcoXrefId\":", partner.hco_xref_id);
  to.text(",\"businessName\":", partner.business_name);
  to.text(",\"displayName\":", partner.display_name);
  to.json(",\"integrationMetadata\":", partner.integration_metadata);
  to.text(",\"originationSource\":", partner.origination_source);
  to.number(",\"onBoardingStatus\":", partner.on_boarding_status);
  to.number(",\"organizationStatus\":", partner.organization_status);
  to.text(",\"rrmsSiteGroupId\":", partner.rrms_site_group_id);
  to.text(",\"timezoneId\":", partner.timezone_id);
  out += ',';
  append_infos(out, partner.infos);
  append_party(to, partner);
  to.text(",\"signOnDate\":", partner.sign_on_date);
  to.text(",\"actionPlanCode\":", partner.action_plan_code);
  to.json(",\"customerId\":", "null");  // A27
  to.json(",\"vendorProfiles\":", vendor_profiles_of(partner, find_profile, switches));
  append_criteria(to, partner.criteria);
  to.id(kLinks, partner.links.partner_type_id);
  to.id(kParentId, partner.links.parent_id);
  to.id(kOnBoardingPartnerId, partner.links.on_boarding_partner_id);
  return out + "}}";
}

std::string with_node(std::string stored, std::string_view id) {
  const StoredPartner partner = StoredPartner::read(stored);
  if (partner.plain.empty()) return stored;
  const auto end =
      static_cast<std::size_t>(partner.nodes.data() - stored.data()) + partner.nodes.size();
  std::string item = partner.nodes.empty() ? "" : ",";
  append_json_string(item, id);
  return stored.insert(end, item);
}

StoredPartner StoredPartner::read(std::string_view stored) {
  // Texts that others have written stand behind the nodes and before the links.
  const std::size_t links = stored.rfind(kLinks);
  const auto nodes = between(stored, kNodes, "]");
  const auto ancestry = between(stored, kAncestryNodes, "]");
  if (links == stored.npos || !nodes || !ancestry) return {};
  const std::string_view tail = stored.substr(links);
  return {.plain = stored.substr(0, links),
          .nodes = *nodes,
          .ancestry_nodes = *ancestry,
          .links = {.partner_type_id = id_of(between(tail, kLinks, kParentId)),
                    .parent_id = id_of(between(tail, kParentId, kOnBoardingPartnerId)),
                    .on_boarding_partner_id = id_of(between(tail, kOnBoardingPartnerId, "}"))}};
}

std::vector<std::string_view> ids_of(std::string_view list) {
  std::vector<std::string_view> ids;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    if (end >= 2) ids.push_back(list.substr(1, end - 2));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return ids;
}

/// Without the last "}".
void PartnerWriter::append_own(std::string& out, const StoredPartner& partner) const {
  out += partner.plain;
  const bool has_criteria = partner.plain.ends_with('}');  // the criteria come last
  if (!has_criteria || !(include_.partner_type || sends_nulls_)) return;
  out.pop_back();
  out += ",\"partnerType\":";
  const records::Record* const type =
      include_.partner_type ? snapshot_[kPartnerTypes].find(partner.links.partner_type_id)
                            : nullptr;
  out += type == nullptr ? "null" : type->json;
  out += '}';
}

/// S6.4: without relations of its own. False for an id that nobody has.
bool PartnerWriter::append_expanded(std::string& out, std::string_view id) const {
  const records::Record* const record = snapshot_[kPartners].find(id);
  if (record == nullptr) return false;
  append_own(out, StoredPartner::read(record->json));
  if (sends_nulls_) out += R"(,"onBoardingPartner":null,"parentPartner":null,"subsidiaries":null)";
  out += '}';
  return true;
}

void PartnerWriter::append_related(std::string& out, std::string_view name, bool is_included,
                                   const std::string& id) const {
  if (!is_included && !sends_nulls_) return;
  out += name;
  if (!is_included || !append_expanded(out, id)) out += "null";  // S6.3, S6.5
}

void PartnerWriter::append(std::string& out, std::string_view stored) const {
  const StoredPartner partner = StoredPartner::read(stored);
  append_own(out, partner);
  append_related(out, ",\"onBoardingPartner\":", include_.on_boarding_partner,
                 partner.links.on_boarding_partner_id);
  append_related(out, ",\"parentPartner\":", include_.parent_partner, partner.links.parent_id);
  if (include_.subsidiaries) {
    out += ",\"subsidiaries\":[";
    bool is_first = true;
    for (const std::string_view id : ids_of(partner.nodes)) {
      const std::size_t size = out.size();
      if (!is_first) out += ',';
      if (append_expanded(out, id)) {
        is_first = false;
      } else {
        out.resize(size);
      }
    }
    out += ']';
  } else if (sends_nulls_) {
    out += ",\"subsidiaries\":null";
  }
  out += '}';
}

}  // namespace understudy::mock::ecg
