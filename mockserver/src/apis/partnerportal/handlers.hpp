// SPDX-License-Identifier: MIT
/// What PartnerPortal's seven operations do, and what is asked before they are.
#pragma once

#include <cstddef>

#include "profile.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::partnerportal {

inline constexpr std::size_t kBodyLimit = JsonLimits{}.bytes;  // S10.8

/// Errors:   bad_input for a lifetime of tokens or a number of rows that is zero, or a credential
///           that cannot be used
Result<Handlers> make_handlers(const ServerOptions& options, const Switches& switches);

/// 403 for a token that lacks a scope; 403, or 404, for a company that is not the client's.
///
/// Source:   S9.6, S9.7, A20, A26
Verdict authorize(const Access& access);

/// 404 for an update of a lead that is not there, under update.check_order=exists-first.
Verdict find_updated_lead(const Access& access);

/// Which fields and parameters are wrong. Source: S10.5 to S10.7
Refusal explain(Refusal refusal, const BrokenRequest& request);

}  // namespace understudy::mock::partnerportal
