// SPDX-License-Identifier: MIT
/// What a run has exercised of a contract and of the facts behind it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "observed.hpp"
#include "profile.hpp"
#include "understudy/conformance/check_report.hpp"
#include "understudy/openapi/document.hpp"

namespace understudy::conformance {

/// The sources of a check ("S11.2, S11.4"), and whether it was asked and told something.
using CitedSources = std::vector<std::pair<std::string, bool>>;

/// Counts "operations" (answered), "parameters" (sent), "statuses" (documented, and seen),
/// "keywords" (places of schemas that a request or an answer was held to) and "sources" (facts
/// cited by a check that told something; "S4" stands for every row of it).
///
/// Shape:    missing names are "listPartners", "listPartners query take", "listPartners 404",
///           "S11.2"; those of keywords are left out
Coverage measure_coverage(const Profile& profile, const openapi::Document& contract,
                          const Observed& observed, const CitedSources& cited);

}  // namespace understudy::conformance
