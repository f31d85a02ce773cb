// SPDX-License-Identifier: MIT
/// One program, three servers that send the same bytes, for ci/builds/load.sh to compare.
///
///   bare   cpp-httplib as it comes, sending a page it was given
///   front  the listener of the mock in front of the same constant page
///   mock   the whole mock: authenticates, throttles, filters, sorts and assembles that page
///
/// Prints its port and ends with its standard input.
#include <httplib.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "understudy/mock/server.hpp"

namespace {

using namespace understudy;

constexpr std::string_view kPath = "/v1/channelecosystem/records";

/// 10,000 accounts, and a limit that is counted but never reached.
mock::Server make_mock() {
  mock::ServerOptions options;
  options.apis = {"partnertap"};
  options.rows = 10'000;
  options.switches = {{"partnertap.throttle.limit", "1000000000/1s"}};
  return mock::Server::make(std::move(options)).value();
}

/// What ci/builds/load.sh asks for: 20 rows, filtered and sorted.
std::string make_page() {
  Request request;
  request.method = Method::post;
  request.target = std::string{kPath} + "?page=3&size=20&sort=city,desc";
  request.fields = {{"api-key", "demo-api-key"}, {"Content-Type", "application/json"}};
  request.body = R"({"channelReportType":"PARTNER_ORG_MATCHED_ACCOUNTS","matchingType":"MUTUAL",)"
                 R"("companyPartnerPublicId":"c1727859-692f-499e-8c2a-b1fa50aa1a65",)"
                 R"("filters":{"state":"Texas-,-Oklahoma-,-California"}})";
  return make_mock().handle(request).body;
}

void wait_for_end_of_input() {
  while (std::getchar() != EOF) {
  }
}

void print_port(int port) {
  std::printf("%d\n", port);
  static_cast<void>(std::fflush(stdout));
}

int serve_bare() {
  const std::string page = make_page();
  httplib::Server server;
  server.set_tcp_nodelay(true);
  server.set_keep_alive_max_count(1'000'000'000);  // the default of 5 would measure connects
  server.Post(std::string{kPath}, [&page](const httplib::Request&, httplib::Response& response) {
    response.set_content(page, "application/json");
  });
  const int port = server.bind_to_any_port("127.0.0.1");
  if (port <= 0) return 1;
  std::thread accepting{[&server] { server.listen_after_bind(); }};
  while (!server.is_running()) std::this_thread::yield();
  print_port(port);
  wait_for_end_of_input();
  server.stop();
  accepting.join();
  return 0;
}

int serve(mock::Handler handler) {
  mock::ListenOptions options;
  options.limits.requests_per_connection = 1'000'000'000;  // as many as the other side may carry
  const auto listener = mock::Listener::open(std::move(handler), std::move(options)).value();
  print_port(static_cast<int>(listener.port()));
  wait_for_end_of_input();
  return 0;
}

int serve_front() {
  return serve([page = make_page()](const Request&) {
    return Response{200, {{"Content-Type", "application/json"}}, page};
  });
}

int serve_mock() {
  const mock::Server server = make_mock();
  return serve([&server](const Request& request) { return server.handle(request); });
}

}  // namespace

int main(int count, char** arguments) {
  const std::string_view mode = count == 2 ? arguments[1] : "";
  if (mode == "bare") return serve_bare();
  if (mode == "front") return serve_front();
  if (mode == "mock") return serve_mock();
  static_cast<void>(std::fputs("usage: load_server bare|front|mock\n", stderr));
  return 1;
}
