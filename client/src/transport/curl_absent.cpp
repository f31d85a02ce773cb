// SPDX-License-Identifier: MIT
/// In the place of curl_transport.cpp where libcurl is not there to build with.
#include "understudy/client/transport.hpp"

namespace understudy::client {

Result<std::unique_ptr<Transport>> make_curl_transport(const std::string& /*url*/,
                                                       const TransportOptions& /*options*/) {
  return Failure{Error{Errc::unsupported, "this build has no libcurl", "",
                       "install libcurl4-openssl-dev and build with UNDERSTUDY_CURL=ON"}};
}

}  // namespace understudy::client
