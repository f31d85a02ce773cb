// SPDX-License-Identifier: MIT
/// What the hooks of an API see of a request that has not reached its handler yet.
#pragma once

#include <optional>
#include <span>

#include "auth/dialect.hpp"
#include "records/store.hpp"
#include "switches.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/base/uri.hpp"
#include "understudy/openapi/document.hpp"

namespace understudy::mock {

/// Somebody who is known, before something there is.
struct Access {
  const auth::Principal& principal;
  /// Where the method is not documented, another operation of the same path.
  const openapi::Operation& operation;
  std::span<const openapi::PathParameter> path_parameters;
  const Switches& switches;
  const records::Store* records = nullptr;  ///< null: the API keeps none
};

/// A request that breaks its contract.
struct BrokenRequest {
  const openapi::Document& contract;
  const openapi::Operation& operation;
  std::span<const openapi::PathParameter> path_parameters;
  const QueryParams& query;
  std::optional<JsonElement> body;  ///< nothing where none came or none is taken
  const Switches& switches;
  const records::Store* records = nullptr;  ///< null: the API keeps none
};

}  // namespace understudy::mock
