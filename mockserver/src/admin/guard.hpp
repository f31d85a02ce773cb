// SPDX-License-Identifier: MIT
/// Who may use the admin API over a port, and from where.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "auth/secret.hpp"
#include "refusal.hpp"
#include "understudy/base/http.hpp"

namespace understudy::mock::admin {

/// The port that a request came through. What is set before the port opens stays as it is.
struct Door {
  bool is_loopback = true;  ///< whether this machine alone can reach it
  bool is_tls = false;
  std::vector<std::string> hosts = {};    ///< beside localhost, 127.0.0.1 and [::1]
  std::vector<auth::Secret> tokens = {};  ///< one has to be brought; none: nobody is asked
  std::atomic<std::uint16_t> port = 0;    ///< 0: not open yet
};

/// Refuses what does not come from a person or a page of this door itself. All that is asked of who
/// loads a page, which tells nothing: a browser brings no token when it follows an address.
///
/// Errors:   421 and 403 of check()
Verdict check_origin(const Door& door, const Request& request);

/// Refuses what a web page of another origin, a rebound name or a stranger could send. Asked before
/// anything of the request is read but its head.
///
/// Errors:   421 for a Host that is not this door, 403 for a page of another origin, for a change
///           without the field that pages cannot send, for OPTIONS, and for a door without a token
///           that others can reach; 401 for a wrong token
/// Source:   docs/security.md "Admin API"
Verdict check(const Door& door, const Request& request);

}  // namespace understudy::mock::admin
