// SPDX-License-Identifier: MIT
#include "transport_notice.hpp"

namespace understudy::cli {

namespace {

/// localhost, an address of 127.0.0.0/8 in four numbers, [::1].
bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  return host.starts_with("127.") && host.find_first_not_of("0123456789.") == host.npos;
}

/// Of "scheme://host:port/path", with the brackets of an address; empty for what is no URL.
std::string_view host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == url.npos) return {};
  const std::string_view host = url.substr(scheme + 3);
  const std::size_t bracket = host.starts_with("[") ? host.find(']') : 0;
  if (bracket == host.npos) return {};
  return host.substr(0, host.find_first_of(":/", bracket));
}

}  // namespace

bool is_loopback_url(std::string_view url) { return is_loopback(host_of(url)); }

std::string transport_notice(std::string_view url, std::string_view transport) {
  const std::string_view host = host_of(url);
  if (transport == "libcurl" || host.empty() || is_loopback(host)) return {};
  return "this build uses " + std::string{transport} +
         ", which a hostile host can crash; docs/transports.md says how to build with libcurl";
}

}  // namespace understudy::cli
