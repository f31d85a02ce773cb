// SPDX-License-Identifier: MIT
/// The contracts that ship with understudy, embedded: no file is needed at run time.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "understudy/base/result.hpp"
#include "understudy/openapi/document.hpp"

namespace understudy::openapi {

/// The ids of every API, sorted: the names of the folders of contracts/apis.
std::span<const std::string_view> api_ids();

/// The OpenAPI document of an API as JSON text; empty when there is no such API.
std::string_view contract_text(std::string_view api);

/// The URI that places in the contract of an API are reported with: "understudy:contract/<api>".
std::string contract_uri(std::string_view api);

/// The contract of an API, read.
///
/// Errors:   not_found for an unknown API
Result<Document> load_contract(
    std::string_view api, const std::map<std::string, std::string, std::less<>>& switches = {});

}  // namespace understudy::openapi
