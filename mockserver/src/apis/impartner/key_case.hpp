// SPDX-License-Identifier: MIT
/// Names of fields as answers spell them.
#pragma once

#include <string>
#include <string_view>

namespace understudy::mock::impartner {

/// The camel case that the framework makes of a name: leading capitals are lowered, up to the one
/// before a character that is none. Letters are those of ASCII.
///
/// Shape:    "Id" is "id", "CRMAccountType" is "crmAccountType", "LMS_Group" is "lmS_Group"
/// Source:   S8.2 [FW] Newtonsoft.Json, camel case naming strategy
std::string camel_case(std::string_view name);

}  // namespace understudy::mock::impartner
