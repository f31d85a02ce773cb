// SPDX-License-Identifier: MIT
/// The errors of hosts on Spring Boot.
#pragma once

#include <optional>

#include "understudy/base/http.hpp"
#include "understudy/client/call_error.hpp"

namespace understudy::client {

/// Reads an error of Spring Boot: its code is the `error` of the body, commonly the reason phrase,
/// its message the `message`, which hosts may leave out.
///
/// Shape:    {"timestamp", "status", "error", "message" | absent, "path"}; a 406 has no body
/// Source:   partnertap S17, partnertap-analytics S11
std::optional<VendorError> read_spring_error(const Response& response);

}  // namespace understudy::client
