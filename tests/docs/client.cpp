// SPDX-License-Identifier: MIT
/// The program of docs/client.md: what is between the marks stands there, word for word.
// [client]
#include <understudy/client/typed_call.hpp>
#include <understudy/mock/server.hpp>

#include "support/catch.hpp"

namespace {

using namespace understudy::client;

struct ReportType {
  std::string name;
  ExtraFields extra;  // whatever else the host sends
};

constexpr auto members_of(const ReportType*) {
  return std::tuple{member("channelReportType", &ReportType::name),
                    extra_members(&ReportType::extra)};
}

}  // namespace

TEST_CASE("my program asks for the report types") {
  const auto mock = understudy::mock::Server::make({.apis = {"partnertap"}}).value();
  const Session session =
      Session::make({.api = "partnertap",
                     .transport = make_direct_transport(
                         [&](const understudy::Request& request) { return mock.handle(request); }),
                     .credentials = fixed_credentials({{"api-key", "", Secret{"demo-api-key"}}}),
                     .options = {.check_responses = Check::fail}})
          .value();

  const Outcome<std::vector<ReportType>> types = call_json<std::vector<ReportType>>(
      session, {.operation = "getReportNames",
                .request = {understudy::Method::get, "/v1/channelecosystem/report-names", {}, ""},
                .idempotency = Idempotency::safe});

  if (!types) FAIL(render(types.error()));
  CHECK(types->front().name == "PARTNER_ORG_CONNECTED_PARTNER_ORGS");
  CHECK(types->front().extra.find("columns") != nullptr);
}
// [client]
