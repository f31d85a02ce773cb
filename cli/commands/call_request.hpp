// SPDX-License-Identifier: MIT
/// From the words of a command line to the call of an operation.
#pragma once

#include <string>

#include "commands/call_flags.hpp"
#include "understudy/base/json.hpp"
#include "understudy/client/operation_call.hpp"

namespace understudy::cli {

/// The call that the values say. Path and header parameters that the credentials know (companyId,
/// X-PRM-TenantId) need no flag.
///
/// Errors:   bad_input for a required parameter without a value, a path segment that would name
///           another path, a body that is no JSON where members are set, a filter that cannot be
///           said, a secret on the command line; those of the file of --body
Result<client::OperationCall> make_call(const std::string& api, const openapi::Operation& operation,
                                        const CallValues& values, const CredentialSet& credentials);

/// Sets the value at a JSON Pointer; objects on the way come into being, "-" appends to an array.
///
/// Errors:   bad_input for what is no pointer and for a way through a text or a number
Result<Done> set_member(Json& root, const std::string& pointer, Json value);

}  // namespace understudy::cli
