// SPDX-License-Identifier: MIT
/// The program of the README: what is between the marks stands there, word for word.
// [embedding]
#include <understudy/client/transport.hpp>
#include <understudy/mock/server.hpp>

#include "support/catch.hpp"

TEST_CASE("my export asks for the accounts of one partner") {
  auto mock = understudy::mock::MockServer::start({.apis = {"partnertap"}}).value();
  auto host = understudy::client::make_transport(mock.url()).value();

  understudy::Request request;
  request.method = understudy::Method::post;
  request.target = "/v1/channelecosystem/records?size=100";
  request.fields.add("api-key", "demo-api-key");
  request.fields.add("Content-Type", "application/json");
  request.body = R"({"channelReportType": "PARTNER_ORG_MATCHED_ACCOUNTS",
                     "matchingType": "MUTUAL",
                     "companyPartnerPublicId": "c1727859-692f-499e-8c2a-b1fa50aa1a65",
                     "filters": {"state": "Oklahoma-,-Texas", "name": "Example-?-"}})";

  CHECK(host->send(request).value().status == 200);
}  // the server stops here
// [embedding]
