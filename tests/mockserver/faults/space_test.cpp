// SPDX-License-Identifier: MIT
/// Faults of a space, in process: whose error shape, which requests, whose draws.
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "asking.hpp"
#include "support/catch.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

Json body_of(const Response& response) { return parse_json(response.body).value(); }

std::string field(const Response& response, const char* name) {
  const std::string* const value = response.fields.find(name);
  return value == nullptr ? "(absent)" : *value;
}

}  // namespace

TEST_CASE("a planned error comes in the shape of its API, contract or not", "[mock][faults]") {
  ServerOptions options = with_faults({"status,code=503"});
  options.verify_responses = true;  // no contract knows of a 503
  const auto server = Server::make(options).value();

  const Response spring = server.handle(report_names());
  const Response nest = server.handle(ecg_list(server));
  const Response result = server.handle(impartner_list());

  CHECK(spring.status == 503);
  CHECK(body_of(spring).at("error") == "Service Unavailable");
  CHECK(body_of(spring).at("path") == "/v1/channelecosystem/report-names");
  CHECK(nest.status == 503);
  CHECK(body_of(nest).at("statusCode") == 503);
  CHECK(result.status == 503);
  CHECK(body_of(result).at("success") == false);
}

TEST_CASE("a planned 429 says when to come back as its API does", "[mock][faults]") {
  const auto answer = [](const char* reading) {
    ServerOptions options = with_faults({"throttled,retry_after_s=30"});
    options.switches = {{"partnertap.throttle.headers", "x-ratelimit"},
                        {"partnertap.throttle.retry_after", reading}};
    return Server::make(options).value().handle(report_names());
  };

  const Response told = answer("seconds");
  CHECK(told.status == 429);
  CHECK(body_of(told).at("error") == "Too Many Requests");
  CHECK(field(told, "Retry-After") == "30");
  CHECK(field(told, "X-RateLimit-Remaining") == "0");
  CHECK(field(answer("http-date"), "Retry-After").ends_with(" GMT"));
  CHECK(field(answer("none"), "Retry-After") == "(absent)");
}

TEST_CASE("a burst of 429 ends by itself and leaves the real window alone", "[mock][faults]") {
  ServerOptions options = with_faults({"throttled,nth=3,times=2"});
  options.throttle = true;
  options.switches = {{"partnertap.throttle.limit", "5/60s"}};
  const auto server = Server::make(options).value();
  std::vector<int> seen;

  for (int i = 0; i < 6; ++i) seen.push_back(server.handle(report_names()).status);

  CHECK(seen == std::vector{200, 200, 429, 429, 200, 429});
  const auto entries = server.space().journal().entries();
  REQUIRE(entries.size() == 6);
  CHECK(entries[2].rule == "fault.throttled");
  CHECK(entries[2].is_counted);  // the window had admitted it
  CHECK(entries[5].rule == "throttle.window");
  CHECK_FALSE(entries[5].is_counted);
}

TEST_CASE("what is refused before its handler meets faults of the wire and no others",
          "[mock][faults]") {
  const auto server = Server::make(with_faults({"status", "stale", "throttled", "truncated,bytes=1",
                                                "latency,ms=5"}))
                          .value();
  Request stranger = report_names();
  stranger.fields.set("api-key", "nobody");
  Request nowhere = report_names();
  nowhere.target = "/v1/channelecosystem/nowhere";

  for (const Request& request : {stranger, nowhere}) {
    const Reply reply = server.reply_to(request);
    CHECK(reply.response.status == (request == stranger ? 401 : 404));
    CHECK(reply.delivery.kind == Delivery::Kind::truncated);
    CHECK(reply.delivery.delay == milliseconds{5});
  }
  for (const ArmedFault& armed : server.space().faults().list()) {
    const bool is_wire =
        armed.fault.kind == Fault::Kind::truncated || armed.fault.kind == Fault::Kind::latency;
    CHECK(armed.matched == (is_wire ? 2 : 0));
  }
}

TEST_CASE("faults strike where they are told to", "[mock][faults]") {
  const auto server = Server::make(with_faults({"status,api=partnertap,operation=getColumns",
                                                "reset,operation=listPartners"}))
                          .value();
  Request stranger = ecg_list(server);
  stranger.fields.set("Authorization", "Bearer nothing");

  CHECK(server.handle(columns()).status == 503);
  CHECK(server.handle(report_names()).status == 200);
  CHECK(server.reply_to(report_names()).delivery.is_plain());
  CHECK(server.reply_to(ecg_list(server)).delivery.kind == Delivery::Kind::reset);
  // The operation is known by its path, whoever asks.
  CHECK(server.reply_to(stranger).delivery.kind == Delivery::Kind::reset);
}

TEST_CASE("a stale answer is the one before, as it was", "[mock][faults]") {
  const auto server = Server::make(with_faults({"stale,operation=getReportNames,nth=2"})).value();
  Request other = report_names();
  other.target += "?page=0";
  Request stranger = report_names();
  stranger.fields.set("api-key", "nobody");

  const Response first = server.handle(report_names());
  CHECK(server.handle(stranger).status == 401);
  CHECK(server.handle(columns()).status == 200);
  CHECK(server.handle(other) == first);
}

TEST_CASE("a stale page of records is the page that was asked for before", "[mock][faults]") {
  const auto server = Server::make(with_faults({"stale,nth=2"})).value();
  Request second = impartner_list();
  second.target = "/api/objects/v1/Account?take=1";

  const Response page = server.handle(impartner_list());
  const Response stale = server.handle(second);
  const Response fresh = server.handle(second);

  CHECK(page.status == 200);
  CHECK(stale == page);
  CHECK(fresh != page);
}

TEST_CASE("a latency is on the clock of its space, from the moment of the request",
          "[mock][faults]") {
  const auto server = Server::make(with_faults({"latency,ms=200"})).value();
  const Space space = server.space("a").value();
  space.clock().freeze();

  const Reply reply = space.reply_to(report_names());

  CHECK(reply.response.status == 200);
  CHECK(reply.delivery.delay == milliseconds{200});
  CHECK(reply.delivery.clock.get() == &space.clock());
  CHECK(reply.delivery.since == space.clock().steady_now());
}

TEST_CASE("a held answer keeps the clock of a space that was dropped", "[mock][faults]") {
  const auto server = Server::make(with_faults({"latency,ms=200"})).value();
  const Reply reply = server.reply_to(in_space(report_names(), "a"));

  CHECK(server.drop_space("a"));

  reply.delivery.clock->advance(seconds{1});
  CHECK(reply.delivery.clock->steady_now() >= reply.delivery.since + seconds{1});
}

TEST_CASE("each space has its own faults, with those of the start", "[mock][faults]") {
  const auto server = Server::make(with_faults({"status,p=0.5"})).value();
  const auto statuses = [&](const char* name) {
    std::vector<int> seen;
    for (int i = 0; i < 64; ++i)
      seen.push_back(server.handle(in_space(report_names(), name)).status);
    return seen;
  };

  const auto a = statuses("a");
  CHECK(statuses("b") != a);
  REQUIRE(server.space("c").value().faults().add(fault("status,code=500,nth=1")));
  const auto third = server.space("c").value().faults().list();
  CHECK(third.size() == 2);
  CHECK(server.space().faults().list().size() == 1);
  CHECK(server.drop_space("a"));
  CHECK(statuses("a") == a);  // a new one of that name draws the same
}

TEST_CASE("a reset of a space keeps its faults and begins their draws anew", "[mock][faults]") {
  const auto server = Server::make().value();
  const Space space = server.space("a").value();
  REQUIRE(space.faults().add(fault("status,p=0.5,times=9")));
  const auto statuses = [&] {
    std::vector<int> seen;
    for (int i = 0; i < 40; ++i) seen.push_back(space.reply_to(report_names()).response.status);
    return seen;
  };
  const auto before = statuses();

  REQUIRE(space.reset());

  CHECK(space.faults().list().front().matched == 0);
  CHECK(statuses() == before);
}

TEST_CASE("a fault of an API or operation that is not served is refused", "[mock][faults]") {
  ServerOptions options;
  options.apis = {"ecg", "partnertap"};
  const auto server = Server::make(options).value();
  const auto refusal = [&](const char* spec) {
    return render(server.space().faults().add(fault(spec)).error());
  };

  CHECK(refusal("reset,api=egc") == "no API 'egc' is served (at /api): did you mean ecg?");
  CHECK(refusal("reset,api=impartner") ==
        "no API 'impartner' is served (at /api): choose from: ecg, partnertap");
  CHECK(refusal("reset,operation=listPartner") ==
        "no operation 'listPartner' is served (at /operation): did you mean listPartners?");
  CHECK(refusal("reset,api=partnertap,operation=listPartners") ==
        "no operation 'listPartners' is served (at /operation): choose from: getColumns, "
        "getFilterData, getRecords, getReportNames");
  CHECK(server.space().faults().add(fault("reset,api=ecg,operation=listPartners")));
  CHECK(server.space().faults().list().size() == 1);
}

TEST_CASE("a server is not made with a fault that it could not arm", "[mock][faults]") {
  const auto error = [](ServerOptions options) { return Server::make(std::move(options)).error(); };
  ServerOptions many;
  many.faults.assign(kMostFaults + 1, fault("reset"));
  ServerOptions broken;
  broken.faults = {fault("reset"), {.kind = Fault::Kind::status, .code = 7}};

  CHECK(error(with_faults({"reset,operation=nothing"})).where == "fault 1, /operation");
  CHECK(error(broken).where == "fault 2, /code");
  CHECK(error(many).code == Errc::limit_exceeded);
}

TEST_CASE("faults are armed and removed while requests meet them", "[mock][faults][threads]") {
  const auto server = Server::make(with_faults({"status,api=ecg"})).value();
  REQUIRE(server.handle(report_names()).status == 200);
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 200; ++round) {
        if (i == 0) {
          const auto number = server.space().faults().add(fault("stale"));
          if (number) server.space().faults().remove(*number);
        }
        static_cast<void>(server.reply_to(report_names()));
      }
    });
  }
  threads.clear();

  CHECK(server.handle(report_names()).status == 200);
  CHECK(server.space().faults().list().size() == 1);
}

}  // namespace understudy::mock
