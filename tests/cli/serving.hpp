// SPDX-License-Identifier: MIT
/// A server as a process.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "process.hpp"
#include "support/catch.hpp"
#include "understudy/base/http.hpp"
#include "understudy/client/transport.hpp"
#include "understudy/mock/listener.hpp"

namespace understudy::cli {

/// `understudy serve` on a port of its own, ready.
struct Serving {
  static constexpr std::string_view kReady = "understudy listening on ";

  explicit Serving(std::vector<std::string> more = {})
      : process(words(std::move(more))), line(process.first_line()) {
    REQUIRE(line.substr(0, kReady.size()) == kReady);
    url = line.substr(kReady.size());
  }

  [[nodiscard]] mock::Port port() const {
    const std::string number = url.substr(url.rfind(':') + 1);
    return mock::Port{static_cast<std::uint16_t>(std::stoul(number))};
  }

  static std::vector<std::string> words(std::vector<std::string> more) {
    more.insert(more.begin(), {"serve", "--port", "0", "--data", "example"});
    return more;
  }

  [[nodiscard]] Result<Response> get(const std::string& target, Fields fields = {}) const {
    return client::make_httplib_transport(url).value()->send(
        {Method::get, target, std::move(fields), ""});
  }

  Process process;
  std::string line;
  std::string url;
};

}  // namespace understudy::cli
