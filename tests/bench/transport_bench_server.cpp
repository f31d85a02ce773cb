// SPDX-License-Identifier: MIT
/// One program, two servers that send the same bytes, for a load generator to compare: `bare` is
/// cpp-httplib as it comes, `front` is the listener of the mock. Prints the port, ends with stdin.
///
///   transport_bench_server front < fifo &
///   wrk -t2 -c64 -d10s -s post.lua http://127.0.0.1:<port>/x
#include <httplib.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "understudy/mock/listener.hpp"

namespace {

constexpr std::size_t kBodySize = 15'360;  // about 20 records of a partner's list

// A list of records; padded to the byte.
std::string make_body() {
  std::string body = R"({"content":[)";
  for (int id = 1; body.size() + 120 < kBodySize; ++id) {
    if (id > 1) body += ',';
    body += R"({"id":)" + std::to_string(id) +
            R"(,"name":"Example Partner","status":"ACTIVE","tier":"GOLD","region":"EMEA"})";
  }
  body += R"(],"pad":")";
  body.append(kBodySize - body.size() - 2, 'x');
  return body + "\"}";
}

void wait_for_end_of_input() {
  while (std::getchar() != EOF) {
  }
}

void print_port(int port) {
  std::printf("%d\n", port);
  std::fflush(stdout);
}

int serve_bare(const std::string& body) {
  httplib::Server server;
  server.set_tcp_nodelay(true);
  server.set_keep_alive_max_count(1'000'000);  // the default of 5 would measure connects
  server.Post("/x", [&body](const httplib::Request&, httplib::Response& response) {
    response.set_content(body, "application/json");
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

int serve_front(const std::string& body) {
  understudy::mock::ListenOptions options;
  options.limits.requests_per_connection = 1'000'000;  // as many as the other side may carry
  auto listener = understudy::mock::Listener::open(
      [&body](const understudy::Request&) {
        understudy::Response response;
        response.fields.add("Content-Type", "application/json");
        response.body = body;
        return response;
      },
      std::move(options));
  if (!listener) {
    std::fprintf(stderr, "%s\n", understudy::render(listener.error()).c_str());
    return 1;
  }
  print_port(static_cast<int>(listener->port()));
  wait_for_end_of_input();
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  const std::string_view mode = count == 2 ? arguments[1] : "";
  const std::string body = make_body();
  if (mode == "bare") return serve_bare(body);
  if (mode == "front") return serve_front(body);
  std::fputs("usage: transport_bench_server bare|front\n", stderr);
  return 1;
}
