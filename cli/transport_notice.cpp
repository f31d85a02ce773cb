// SPDX-License-Identifier: MIT
#include "transport_notice.hpp"

namespace understudy::cli {

namespace {

/// localhost, an address of 127.0.0.0/8 in four numbers, [::1].
bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  return host.starts_with("127.") && host.find_first_not_of("0123456789.") == host.npos;
}

}  // namespace

std::string transport_notice(std::string_view url, std::string_view transport) {
  const std::size_t scheme = url.find("://");
  if (transport == "libcurl" || scheme == url.npos) return {};
  std::string_view host = url.substr(scheme + 3);
  const std::size_t bracket = host.starts_with("[") ? host.find(']') : 0;
  if (bracket == host.npos) return {};
  host = host.substr(0, host.find_first_of(":/", bracket));
  if (is_loopback(host)) return {};
  return "this build uses " + std::string{transport} +
         ", which a hostile host can crash; docs/transports.md says how to build with libcurl";
}

}  // namespace understudy::cli
