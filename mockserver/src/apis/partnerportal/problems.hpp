// SPDX-License-Identifier: MIT
/// What is wrong with the fields of a lead, in the partner's words.
///
/// The contract decides whether a body is valid; this says why not, and what else a reading refuses
/// that the contract leaves open.
///
/// Shape:    one entry for each problem, in the order of the fields, unknown ones last as they
///           came; names are JSON Pointers without their first "/"
/// Units:    at most 100 entries
/// Source:   S5, S10.7; A17, A18, A22, A24 the switches
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "refusal.hpp"
#include "switches.hpp"
#include "understudy/base/json_document.hpp"

namespace understudy::mock::partnerportal {

enum class Write : std::uint8_t { create, update };

/// Whether a collection of the company has a record of that id.
using HasRecord = std::function<bool(std::string_view collection, std::string_view id)>;

/// `body` has to be an object.
std::vector<Detail> find_problems(JsonElement body, Write write, const Switches& switches,
                                  const HasRecord& has_record);

/// A refusal that tells them.
Refusal refuse_fields(std::vector<Detail> problems);

}  // namespace understudy::mock::partnerportal
