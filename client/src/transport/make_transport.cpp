// SPDX-License-Identifier: MIT
/// Which transport a build has, and which one it prefers.
#include "understudy/client/transport.hpp"

namespace understudy::client {

namespace {

#ifdef UNDERSTUDY_HAS_CURL
constexpr bool kHasCurl = true;
#else
constexpr bool kHasCurl = false;
#endif

}  // namespace

std::vector<std::string_view> transport_names() {
  if constexpr (kHasCurl) return {"libcurl", "cpp-httplib"};
  return {"cpp-httplib"};
}

Result<std::unique_ptr<Transport>> make_transport(const std::string& url,
                                                  const TransportOptions& options) {
  return kHasCurl ? make_curl_transport(url, options) : make_httplib_transport(url, options);
}

}  // namespace understudy::client
