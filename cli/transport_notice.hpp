// SPDX-License-Identifier: MIT
/// What a person should know before this program talks to a host that is not theirs.
#pragma once

#include <string>
#include <string_view>

namespace understudy::cli {

/// Whether a URL names this machine: localhost, an address of 127.0.0.0/8, [::1].
bool is_loopback_url(std::string_view url);

/// A sentence where `transport`, a name of client::transport_names(), may not survive what the host
/// of `url` sends; empty for libcurl and for hosts on this machine.
std::string transport_notice(std::string_view url, std::string_view transport);

}  // namespace understudy::cli
