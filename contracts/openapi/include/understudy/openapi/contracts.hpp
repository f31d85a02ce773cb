// SPDX-License-Identifier: MIT
/// The contracts that ship with understudy, embedded: no file is needed at run time.
#pragma once

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

/// The contract of an API, read. The URI is contract_uri(), whatever the options say.
///
/// Errors:   not_found for an unknown API; those of Document::load() for options it cannot follow
Result<Document> load_contract(std::string_view api, LoadOptions options = {});

}  // namespace understudy::openapi
