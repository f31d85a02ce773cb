// SPDX-License-Identifier: MIT
/// What is there at the start: the records of the plan, as the API keeps them.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "own_rows.hpp"
#include "records/record.hpp"
#include "records/store.hpp"
#include "switches.hpp"
#include "understudy/base/json.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/mock/options.hpp"

namespace understudy::mock::partnerportal {

inline constexpr std::string_view kLeads = "leads";
/// By id of the lead, beside it: answers do not carry them (A4).
inline constexpr std::string_view kCustomFields = "custom-fields";
inline constexpr std::string_view kOrganizations = "partner-organizations";
/// The column of leads.
inline constexpr std::size_t kCompanyColumn = 0;

/// For records of ours; limits are for strangers.
inline constexpr JsonLimits kRecordLimits{.bytes = std::numeric_limits<std::size_t>::max(),
                                          .elements = std::numeric_limits<std::size_t>::max(),
                                          .nodes = std::numeric_limits<std::size_t>::max()};

/// Leads in the order of their creation, their custom fields, and what leads refer to: partner
/// organizations, agents, phases.
///
/// Errors:   bad_input when the plan cannot be honoured
Result<std::vector<records::Collection>> make_collections(const ServerOptions& options,
                                                          const Switches& switches);

/// Leads as they are sent; of what leads refer to, the ids.
Result<Done> show_rows(const ServerOptions& options, const Switches& switches, OwnRows& rows);

/// Its JSON, as long as the record lives; nothing for a record that is none of ours.
std::optional<JsonDocument> read_record(const records::Record& record);

/// The record of a company in a collection that leads refer to, or null.
const records::Record* find_record(const records::Snapshot& snapshot, std::string_view collection,
                                   std::string_view company, std::string_view id);

/// The lead of that id when it is the company's, or null.
const records::Record* find_lead(const records::Rows& leads, std::string_view company,
                                 std::string_view id);

/// Whether an organization has added the field cf_tier.
bool has_tier(const records::Record& organization);

/// The custom fields of a lead; an empty object when it has none.
Json custom_fields_of(const records::Record* record);

}  // namespace understudy::mock::partnerportal
