// SPDX-License-Identifier: MIT
/// Starts the installed mock and asks it one question over HTTP.
#include <cstdio>
#include <understudy/client/transport.hpp>
#include <understudy/mock/server.hpp>

int main() {
  const auto mock = understudy::mock::MockServer::start({.apis = {"partnertap"}}).value();
  const auto transport = understudy::client::make_transport(mock.url()).value();
  understudy::Request request;
  request.target = "/v1/channelecosystem/report-names";
  request.fields.add("api-key", "demo-api-key");
  const auto response = transport->send(request).value();
  std::printf("%d\n", response.status);
  return response.status == 200 ? 0 : 1;
}
