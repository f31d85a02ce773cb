// SPDX-License-Identifier: MIT
/// What one attempt may take, decided before anything is sent: the same for every transport.
#pragma once

#include <optional>

#include "understudy/client/transport.hpp"

namespace understudy::client {

/// Why an attempt is not even begun: its stop has come (`cancelled`), its time is 0 (`timed_out`).
std::optional<Error> why_not_begin(const SendOptions& options);

/// The shorter of the attempt's own timeout and the transport's total.
Duration time_for(const SendOptions& options, std::chrono::milliseconds total);

/// "expected the whole answer of HOST within 150 ms".
Error time_is_up(const std::string& host, Duration within);
Error was_cancelled();

}  // namespace understudy::client
