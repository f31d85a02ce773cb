// SPDX-License-Identifier: MIT
/// Two servers, each with two writers and eight readers at once: no reader sees half a write, nor a
/// page of two states.
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "support/catch.hpp"
#include "understudy/base/json.hpp"
#include "understudy/mock/server.hpp"

namespace understudy {

namespace {

constexpr int kWrites = 60;  // of each writer
constexpr int kReaders = 8;

mock::Server make_server(std::uint64_t seed) {
  mock::ServerOptions options;
  options.apis = {"impartner"};
  options.data = fixtures::DataSet::example;
  options.seed = Seed{seed};
  return mock::Server::make(options).value();
}

Response send(const mock::Server& server, Method method, std::string target,
              std::string body = {}) {
  return server.handle({method,
                        "/api/objects/v1/" + std::move(target),
                        {{"Authorization", "prm-key demo-prm-key"},
                         {"X-PRM-TenantId", "1"},
                         {"Content-Type", "application/json"}},
                        std::move(body)});
}

/// Sets one number in two accounts by one request, then makes an account and deletes it.
void write(const mock::Server& server, int writer, std::atomic<bool>& failed) {
  for (int i = 0; i < kWrites; ++i) {
    const std::string number = std::to_string(1'000 * (writer + 1) + i);
    const Response many = send(server, Method::patch, "Account",
                               R"([{"Id":1,"Total_NPCU__cf":)" + number +
                                   R"(},{"Id":2,"Total_NPCU__cf":)" + number + "}]");
    const Response made = send(server, Method::put, "Account", R"({"Name":"Twin"})");
    const auto id = parse_json(made.body).value().at("data").at("id");
    const Response gone = send(server, Method::delete_, "Account/" + dump_json(id));
    if (many.status != 200 || made.status != 200 || gone.status != 200) failed = true;
  }
}

/// True as long as both accounts have the same number, and a page has as many rows as it says.
bool is_one_state(const Response& response) {
  const auto page = parse_json(response.body);
  if (!page || response.status != 200) return false;
  const Json& results = page->at("data").at("results");
  if (page->at("data").at("count") != Json(results.size()) || results.size() < 6) return false;
  return results[0].at("total_NPCU__cf") == results[1].at("total_NPCU__cf");
}

}  // namespace

TEST_CASE("writers and readers of two servers never see half a write", "[apis][state][threads]") {
  const mock::Server servers[] = {make_server(1), make_server(2)};
  for (const mock::Server& server : servers) {
    REQUIRE(send(server, Method::patch, "Account",
                 R"([{"Id":1,"Total_NPCU__cf":0},{"Id":2,"Total_NPCU__cf":0}])")
                .status == 200);
  }
  std::atomic<bool> failed = false;
  std::atomic<int> torn = 0;
  std::atomic<int> pages = 0;
  std::atomic<int> writing = 4;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      write(servers[i % 2], i, failed);
      --writing;
    });
  }
  for (int i = 0; i < 2 * kReaders; ++i) {
    threads.emplace_back([&, i] {
      do {
        ++pages;
        if (!is_one_state(send(servers[i % 2], Method::get, "Account?pageSize=100&page=1"))) ++torn;
      } while (writing > 0);
    });
  }
  for (std::thread& thread : threads) thread.join();

  CHECK_FALSE(failed);
  CHECK(torn == 0);
  CHECK(pages >= 2 * kReaders);
  for (const mock::Server& server : servers) {
    const Response last = send(server, Method::get, "Account?pageSize=100&page=1");
    CHECK(parse_json(last.body).value().at("data").at("count") == 6);  // all made are gone
  }
}

}  // namespace understudy
