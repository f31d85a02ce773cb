// SPDX-License-Identifier: MIT
/// From the body of a creation to a new partner.
///
/// Source:   S7, S8; A4, A20, A26 the readings
#pragma once

#include <string>
#include <string_view>

#include "apis/ecg/partner_text.hpp"
#include "records/transaction.hpp"
#include "refusal.hpp"
#include "switches.hpp"
#include "understudy/base/clock.hpp"
#include "understudy/base/json_document.hpp"

namespace understudy::mock::ecg {

/// Who creates what.
struct Creation {
  JsonElement body;  ///< valid by the contract
  std::string_view subject;
  WallTime now;
  bool wants_apptivo = false;
  bool wants_bill_dot_com = false;
};

/// Stores the partner, and tells its parent; gives its id.
///
/// Errors:   400 with a detail for a sign-on date that no calendar has, and, under
///           create.unknown_reference=reject, for each id that nobody has; nothing is stored then
Result<std::string, Refusal> create_partner(records::Transaction& records, const Creation& creation,
                                            const Switches& switches);

}  // namespace understudy::mock::ecg
