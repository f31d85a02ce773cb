// SPDX-License-Identifier: MIT
/// A lead between two JSON texts: the record that is kept, and the body that changes it.
///
/// Source:   S4.9 (all keys, always), S5 (create and update); A5, A15, A16 the switches
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "switches.hpp"
#include "understudy/base/clock.hpp"
#include "understudy/base/json.hpp"
#include "understudy/base/json_document.hpp"

namespace understudy::mock::partnerportal {

/// The values of a lead as JSON texts, one for each row of lead_fields().
class LeadValues {
 public:
  /// Everything null.
  LeadValues();
  /// Those of a record; what it lacks is null.
  explicit LeadValues(JsonElement record);

  /// `field` is a row of the table.
  void set(std::size_t field, std::string json) { values_[field] = std::move(json); }
  void set_text(std::string_view field, std::string_view text);
  /// Takes over what a valid body says of fields that create and update both write, and phaseId
  /// where `takes_phase`. Null clears unless `keeps_nulls`.
  void take(JsonElement body, bool takes_phase, bool keeps_nulls);
  /// The 23 keys of a lead, in the order of the table.
  [[nodiscard]] std::string write() const;

 private:
  std::vector<std::string> values_;
};

/// A new lead. S5.10: what the server sets.
std::string make_lead(JsonElement body, std::string_view id, std::string_view company, WallTime now,
                      const Switches& switches);

/// The record after an update.
std::string update_lead(JsonElement record, JsonElement body, WallTime now,
                        const Switches& switches);

/// The custom fields after a write with `body`, from those before it. A key whose value is null is
/// removed; no entry holds null.
Json write_custom_fields(Json before, JsonElement body, const Switches& switches);

}  // namespace understudy::mock::partnerportal
