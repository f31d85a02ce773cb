// SPDX-License-Identifier: MIT
/// The contracts that ship with understudy, embedded: no file is needed at run time.
#pragma once

#include <span>
#include <string_view>

namespace understudy::openapi {

/// The ids of every API, sorted: the names of the folders of contracts/apis.
std::span<const std::string_view> api_ids();

/// The OpenAPI document of an API as JSON text; empty when there is no such API.
std::string_view contract_text(std::string_view api);

}  // namespace understudy::openapi
