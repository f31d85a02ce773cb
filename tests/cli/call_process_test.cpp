// SPDX-License-Identifier: MIT
/// `call` and `export` as programs: files that are whole or not there, and a stop from outside.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "process.hpp"
#include "support/catch.hpp"
#include "temp_folder.hpp"
#include "understudy/client/transport.hpp"

namespace understudy::cli {

namespace {

/// A port where connections are taken and nobody ever answers.
class SilentPort {
 public:
  SilentPort() {
    REQUIRE(descriptor_ >= 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(::bind(descriptor_, any, size) == 0);
    REQUIRE(::listen(descriptor_, 8) == 0);
    REQUIRE(::getsockname(descriptor_, any, &size) == 0);
    port_ = ::ntohs(address.sin_port);
  }
  ~SilentPort() { ::close(descriptor_); }
  SilentPort(const SilentPort&) = delete;
  SilentPort& operator=(const SilentPort&) = delete;

  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  /// Waits until somebody is connected.
  void accept() const {
    const int caller = ::accept(descriptor_, nullptr, nullptr);
    REQUIRE(caller >= 0);  // stays open to the end of the test program
  }

 private:
  int descriptor_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int port_ = 0;
};

std::string text_of(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace

TEST_CASE("an interrupt ends a call with its own exit code, and leaves no file", "[cli][call]") {
  const SilentPort port;
  const TempFolder folder;
  Process process{{"call", "partnertap", "report-names", "--target", port.url(), "--out",
                   folder.path + "/out.json"}};
  port.accept();

  process.signal(SIGINT);

  CHECK(process.wait() == 130);
  CHECK(process.err().find("partnertap.getReportNames was cancelled") != std::string::npos);
  CHECK(std::filesystem::is_empty(folder.path));
}

TEST_CASE("a proxy is used, or said to need libcurl", "[cli][call][proxy]") {
  const SilentPort proxy;
  Process process{{"call", "partnertap", "report-names", "--target", "http://127.0.0.1:9",
                   "--proxy", proxy.url()}};
  if (client::transport_names().front() == "libcurl") {
    proxy.accept();
    process.signal(SIGINT);
    CHECK(process.wait() == 130);
    return;
  }

  CHECK(process.wait() == 1);
  CHECK(process.err().find("build with UNDERSTUDY_CURL=ON") != std::string::npos);
}

TEST_CASE("an export has a line for each account in common", "[cli][export]") {
  const TempFolder folder;
  const std::string path = folder.path + "/accounts.csv";
  Process process{{"export", "partnertap", "--partner", "  example PHARMA inc. ", "--out", path}};

  const int code = process.wait();

  INFO(process.err());
  REQUIRE(code == 0);
  const std::string text = text_of(path);
  CHECK(text.find("state") < text.find('\n'));
  CHECK(std::count(text.begin(), text.end(), '\n') > 1);
  CHECK_FALSE(std::filesystem::exists(path + ".new"));
}

TEST_CASE("an export that fails leaves no file", "[cli][export]") {
  const TempFolder folder;
  const std::string path = folder.path + "/accounts.csv";
  Process nobody{{"export", "partnertap", "--partner", "Nobody", "--out", path}};
  Process nowhere{{"export", "partnertap", "--partner", "Nobody", "--out", folder.path + "/a/b"}};

  CHECK(nobody.wait() == 1);
  CHECK(nobody.err().find("partner orgs that are there: Example Pharma Inc.") != std::string::npos);
  CHECK(nowhere.wait() == 3);
  CHECK(std::filesystem::is_empty(folder.path));
}

}  // namespace understudy::cli
