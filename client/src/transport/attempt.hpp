// SPDX-License-Identifier: MIT
/// One attempt before anything is sent, and how it may end: the same for every transport.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "transport/url.hpp"
#include "understudy/client/transport.hpp"

namespace understudy::client {

/// Why an attempt is not even begun: its stop has come (`cancelled`), its time is 0 (`timed_out`).
std::optional<Error> why_not_begin(const SendOptions& options);
/// The same, and `bad_input` for a request that cannot be sent as it is: by base's writer, and a
/// body to HEAD.
std::optional<Error> why_not_send(const Request& request, const Origin& origin,
                                  const SendOptions& options);

/// Why no transport can be made: a certificate without its key or the other way round, a proxy that
/// is no "http://host:port" or that would look up hosts beside a policy of addresses (`bad_input`).
std::optional<Error> why_not_use(const TransportOptions& options);

/// Host, Content-Length and Transfer-Encoding: written by the library, true, in the place of the
/// caller's.
bool is_set_by_transport(std::string_view field);

/// The shorter of the attempt's own timeout and the transport's total.
Duration time_for(const SendOptions& options, std::chrono::milliseconds total);

/// How attempts end that have no answer. `host` is an authority.
Error time_is_up(const std::string& host, Duration within);
Error was_cancelled();
Error no_connection(const std::string& host);
Error not_trusted(const std::string& host);
Error bad_trust_files();
/// `truncated` behind the head of an answer, `connection_lost` before it.
Error connection_ended(const std::string& host, bool has_head);

}  // namespace understudy::client
