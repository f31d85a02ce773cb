// SPDX-License-Identifier: MIT
/// The program as a process: ports, signals, closed outputs.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "client/certificates.hpp"
#include "serving.hpp"
#include "support/catch.hpp"
#include "understudy/mock/listener.hpp"

namespace understudy::cli {

namespace {

/// A folder for the files of one test.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "cli-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string file(const char* name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("serve answers once it says so, and a signal ends it well", "[cli][serve][process]") {
  for (const int number : {SIGTERM, SIGINT}) {
    Serving serving;

    const auto answer =
        serving.get("/v1/channelecosystem/report-names", {{"api-key", "demo-api-key"}});
    serving.process.signal(number);
    const int code = serving.process.wait();

    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(code == 0);
    CHECK(serving.process.out() == serving.line + "\n");
  }
}

TEST_CASE("serve without credentials accepts the demo ones and prints them",
          "[cli][serve][process]") {
  Serving serving;

  const auto refused = serving.get("/v1/channelecosystem/report-names", {{"api-key", "other-key"}});
  serving.process.signal(SIGTERM);
  serving.process.wait();

  REQUIRE(refused);
  CHECK(refused->status == 401);
  CHECK(serving.process.err().find("api_key=demo-api-key") != std::string::npos);
}

TEST_CASE("serve with credentials accepts them and prints none", "[cli][serve][process][secrets]") {
  const Folder folder;
  std::ofstream{folder.file("c.json")} << R"({"partnertap": {"api_key": "my-own-api-key"}})";
  Serving serving{{"--credentials", folder.file("c.json"), "--log", "debug"}};

  const auto own = serving.get("/v1/channelecosystem/report-names?x=my-own-api-key",
                               {{"api-key", "my-own-api-key"}});
  const auto demo = serving.get("/v1/channelecosystem/report-names", {{"api-key", "demo-api-key"}});
  serving.process.signal(SIGTERM);
  serving.process.wait();

  REQUIRE(own);
  CHECK(own->status == 200);
  REQUIRE(demo);
  CHECK(demo->status == 401);
  CHECK(serving.process.err().find("GET /v1/channelecosystem/report-names 200 ") !=
        std::string::npos);
  CHECK(serving.process.err().find("api-key=***") != std::string::npos);
  CHECK(serving.process.err().find("my-own-api-key") == std::string::npos);
  CHECK(serving.process.err().find("demo-api-key") == std::string::npos);
}

TEST_CASE("the port file has the number and nothing else", "[cli][serve][process]") {
  const Folder folder;
  Serving serving{{"--port-file", folder.file("port")}};

  std::ifstream in{folder.file("port")};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};

  CHECK(text == serving.url.substr(serving.url.rfind(':') + 1) + "\n");
  CHECK_FALSE(std::filesystem::exists(folder.file("port.new")));
}

TEST_CASE("a port file that cannot be written ends the program with 3", "[cli][serve][process]") {
  const Folder folder;
  Process process{{"serve", "--port", "0", "--port-file", folder.file("missing/port")}};

  CHECK(process.wait() == 3);
  CHECK(process.out().empty());
  CHECK(process.err().find("expected a file that can be written (at " +
                           folder.file("missing/port")) != std::string::npos);
}

TEST_CASE("a port in use is named and ends the program with 3", "[cli][serve][process][X01]") {
  const auto taken = mock::Listener::open([](const Request&) { return Response{}; }).value();
  const std::string port = std::to_string(static_cast<unsigned>(taken.port()));

  Process process{{"serve", "--port", port}};

  CHECK(process.wait() == 3);
  CHECK(process.out().empty());
  CHECK(process.err().find(port) != std::string::npos);
}

TEST_CASE("signals that are not about stopping change nothing", "[cli][serve][process][X04]") {
  Serving serving;

  for (const int number : {SIGHUP, SIGPIPE, SIGXFSZ}) serving.process.signal(number);
  const auto answer =
      serving.get("/v1/channelecosystem/report-names", {{"api-key", "demo-api-key"}});
  serving.process.signal(SIGTERM);

  REQUIRE(answer);
  CHECK(answer->status == 200);
  CHECK(serving.process.wait() == 0);
}

TEST_CASE("a second signal ends the program at once", "[cli][serve][process][X03]") {
  Serving serving;
  // A request that never comes whole keeps the drain waiting.
  const std::string port = serving.url.substr(serving.url.rfind(':') + 1);
  const int half = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(port)));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::connect(half, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(::send(half, "GET / HTTP/1.1\r\n", 16, MSG_NOSIGNAL) == 16);
  // Answered on another connection: the half one has been accepted before it.
  REQUIRE(serving.get("/"));

  serving.process.signal(SIGTERM);
  REQUIRE(serving.process.says("another signal ends at once"));
  serving.process.signal(SIGTERM);
  const int code = serving.process.wait();
  ::close(half);

  CHECK(code == 130);
}

TEST_CASE("serve raises its soft limit of descriptors", "[cli][serve][process][R13]") {
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  const rlimit low{256, before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &low) == 0);
  const Serving serving;
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);

  rlimit seen{};
  REQUIRE(::prlimit(serving.process.pid(), RLIMIT_NOFILE, nullptr, &seen) == 0);

  CHECK(seen.rlim_cur == std::min<rlim_t>(before.rlim_max, 4'096));
  CHECK(seen.rlim_max == before.rlim_max);
}

TEST_CASE("serve speaks TLS, and replay trusts the authority it is given",
          "[cli][serve][replay][process][tls]") {
  const client::Certificates certificates{"IP:127.0.0.1", 3'600};
  Serving serving{{"--tls-cert", certificates.certificate(), "--tls-key", certificates.key()}};

  Process trusting{{"replay", "--target", serving.url, "--data", "example", "--ca-file",
                    certificates.authority()}};
  Process other{{"replay", "--target", serving.url, "--data", "example"}};

  CHECK(serving.url.substr(0, 8) == "https://");
  CHECK(trusting.wait() == 0);
  CHECK(other.wait() == 3);
  CHECK(other.out().find("that verifies") != std::string::npos);
}

TEST_CASE("an output that does not arrive is no success", "[cli][process][X07]") {
  for (const char* out : {"/dev/full", "closed"}) {
    for (const std::vector<std::string>& words : {std::vector<std::string>{"--version"},
                                                  {"--help"},
                                                  {"completion", "bash"},
                                                  {"replay"},
                                                  {"serve", "--port", "0"}}) {
      INFO(out << " " << words.front());
      Process process{words, {.out = out}};

      CHECK(process.wait() == 3);
      CHECK(process.err().find("the output could not be written") != std::string::npos);
    }
  }
}

TEST_CASE("replay on the mock in its process passes every exchange", "[cli][replay][process]") {
  Process process{{"replay", "--format", "json"}};

  CHECK(process.wait() == 0);
  CHECK(process.out().find(R"("failed":0)") != std::string::npos);
  CHECK(process.out().find(R"("passed":123)") != std::string::npos);
}

TEST_CASE("replay on a running host skips what needs its clock", "[cli][replay][process]") {
  Serving serving;

  Process process{{"replay", "--target", serving.url, "--data", "example", "--format", "json"}};

  CHECK(process.wait() == 0);
  CHECK(process.out().find(R"("failed":0)") != std::string::npos);
  CHECK(process.out().find("moves the host's clock") != std::string::npos);
}

TEST_CASE("replay ends with 4 when a host does not answer as documented",
          "[cli][replay][process]") {
  Serving serving{{"--strictness", "lenient"}};

  Process strict{{"replay", "--target", serving.url, "--data", "example"}};
  Process unknown{{"replay", "--target", serving.url}};

  CHECK(strict.wait() == 4);
  CHECK(strict.out().find("FAILED") != std::string::npos);
  CHECK(strict.out().find("status: expected 400, got 200") != std::string::npos);
  CHECK(unknown.wait() == 0);
  CHECK(unknown.out().find("observed") != std::string::npos);
}

TEST_CASE("faults of the command line are met on the wire", "[cli][serve][process]") {
  Serving server{{"--fault", "status,code=502,nth=2", "--fault", "empty,nth=3"}};
  const auto ask = [&] {
    return server.get("/v1/channelecosystem/report-names", {{"api-key", "demo-api-key"}});
  };

  CHECK(ask().value().status == 200);
  CHECK(ask().value().status == 502);
  CHECK_FALSE(ask());
  CHECK(ask().value().status == 200);
  server.process.signal(SIGTERM);
  CHECK(server.process.wait() == 0);
}

}  // namespace understudy::cli
