// SPDX-License-Identifier: MIT
/// A request against its operation in the contract: the stage before the handler.
#pragma once

#include <optional>
#include <string_view>

#include "refusal.hpp"
#include "understudy/base/http.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/openapi/validation.hpp"

namespace understudy::mock {

/// Whether an operation takes JSON.
bool takes_json(const openapi::Operation& operation);

/// A body as JSON; nothing for a blank one. `text` has to outlive the document.
///
/// Errors:   400 with the place, "body.json"
Result<std::optional<JsonDocument>, Refusal> parse_json_body(std::string_view text);

/// Whether the contract has something to say about the fields of a request.
bool takes_fields(const openapi::Operation& operation);

/// Go on, or 400 with the first finding as its sentence, the place of the rule in the contract, and
/// the whole report for envelopes that tell more.
Verdict check_contract(const openapi::Document& contract, const openapi::Operation& operation,
                       const openapi::RequestView& request);

/// Go on, or 500 with what the answer breaks.
Verdict check_response(const openapi::Document& contract, const openapi::Operation& operation,
                       const Response& response, bool is_of_head);

}  // namespace understudy::mock
