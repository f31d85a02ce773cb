// SPDX-License-Identifier: MIT
/// A partner as text: how it is stored, and how it is sent with what was included.
///
/// A stored partner is the JSON that is sent without any include, and one member more at its end:
///   stored = {"id":"<uuid>","nodes":[<uuid>...], ... ,"partnerCriteria":criteria,"links":links}
///   links  = {"partnerTypeId":id,"parentId":id,"onBoardingPartnerId":id}; id = "<uuid>" / null
/// So pages copy text: what an include adds goes in at the end of the criteria or of the partner.
///
/// Source:   S5 (members), S6 (include), A11
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "records/view.hpp"
#include "switches.hpp"

namespace understudy::mock::ecg {

// Collections of the API.
inline constexpr std::string_view kPartners = "partners";
inline constexpr std::string_view kPartnerTypes = "partner-types";
inline constexpr std::string_view kVendorProfiles = "vendor-profiles";

/// S5.7: who made something and when; when it was last changed.
struct Audit {
  std::string created_at;  ///< "2026-03-04T12:00:00.000Z"
  std::string created_by;  ///< empty: nobody knows
  std::string updated_at;
  std::string updated_by;
};

/// S5.7: the three infos that partners, parties and vendor profiles have.
struct Infos {
  bool archived = false;
  bool active = true;
  Audit audit;
};

using Text = std::optional<std::string>;

/// S5.14: a telephone number or an address: texts and a number, by their names.
struct PartShape {
  std::span<const std::string_view> texts;
  std::string_view number;
};
extern const PartShape kPhoneNumber;
extern const PartShape kAddress;

/// Appends one with its id; `number` is JSON.
void append_part(std::string& out, const PartShape& shape, std::string_view id,
                 const std::function<Text(std::string_view name)>& text_of,
                 std::string_view number);

/// S5.6
struct Party {
  std::string id;
  Text legacy_identifier = {};
  std::string phone_numbers = "null";  ///< JSON
  std::string addresses = "null";      ///< JSON
};

/// S5.8; days and times as they are sent.
struct Criteria {
  std::string id;
  Text status = {};
  Text commission_payout_status = {};
  Text deactivated_date = {};
  Text onboarding_date = {};
  Text sales_cut_off_date = {};
  std::optional<bool> enable_commissions = {};
  std::optional<bool> w9_submitted = {};
  std::optional<bool> is_w2 = {};
  bool has_apptivo = false;       ///< A26: recorded in vendorMetadata
  bool has_bill_dot_com = false;  ///< the same
};

/// S8.2: the ids that become relations; empty: none.
struct Links {
  std::string partner_type_id = {};
  std::string parent_id = {};
  std::string on_boarding_partner_id = {};

  friend bool operator==(const Links&, const Links&) = default;
};

/// S5.1
struct Partner {
  std::string id;
  std::vector<std::string> nodes = {};
  std::vector<std::string> ancestry_nodes = {};
  Text type = {};
  Text status = {};  ///< nothing: by the other members
  Text hco_xref_id = {};
  Text business_name = {};
  Text display_name = {};
  std::string integration_metadata = "null";  ///< JSON
  Text origination_source = {};
  std::optional<std::int64_t> on_boarding_status = {};
  std::optional<std::int64_t> organization_status = {};
  Text rrms_site_group_id = {};
  Text timezone_id = {};
  Infos infos;
  std::optional<Party> party = {};
  Text sign_on_date = {};
  Text action_plan_code = {};
  std::vector<std::string> vendor_profile_ids = {};
  std::optional<Criteria> criteria = {};
  Links links = {};
};

/// A6, S5.11: what a partner says of itself, or what follows from its other members.
std::string life_cycle_of(const Partner& partner, const Switches& switches);

/// The members archiveInfo, auditInfo and activeInfo, without a comma around them.
void append_infos(std::string& out, const Infos& infos);

/// The JSON of a vendor profile, or null when nobody has that id.
using FindProfile = std::function<const std::string*(std::string_view id)>;

/// The text that is stored.
std::string write_partner(const Partner& partner, const FindProfile& find_profile,
                          const Switches& switches);

/// A stored partner with one child more at the end of `nodes`.
std::string with_node(std::string stored, std::string_view id);

/// Parts of a stored text, which has to outlive it. A text that is none has no parts.
struct StoredPartner {
  std::string_view plain = {};  ///< what is sent, without the last "}"
  std::string_view nodes = {};  ///< between the brackets
  std::string_view ancestry_nodes = {};
  Links links = {};

  static StoredPartner read(std::string_view stored);
};

/// The ids in the text of a list: "a","b".
std::vector<std::string_view> ids_of(std::string_view list);

/// What goes out beside the partner itself. S6.1, S6.2
struct Include {
  bool parent_partner = false;
  bool partner_type = false;
  bool on_boarding_partner = false;
  bool subsidiaries = false;
};

/// Writes partners of one snapshot, which has to outlive it.
class PartnerWriter {
 public:
  PartnerWriter(const records::Snapshot& snapshot, Include include, const Switches& switches)
      : snapshot_(snapshot),
        include_(include),
        sends_nulls_(switches.is("relations.absent", "null")) {}

  void append(std::string& out, std::string_view stored) const;

 private:
  void append_own(std::string& out, const StoredPartner& partner) const;
  void append_related(std::string& out, std::string_view name, bool is_included,
                      const std::string& id) const;
  bool append_expanded(std::string& out, std::string_view id) const;

  const records::Snapshot& snapshot_;
  Include include_;
  bool sends_nulls_;
};

}  // namespace understudy::mock::ecg
