// SPDX-License-Identifier: MIT
/// The credentials file: the cases file, the demo values, and secrets that stay secret.
#include "understudy/base/credentials.hpp"

#include <fstream>
#include <string>

#include "case_file.hpp"
#include "support/catch.hpp"

namespace understudy {

namespace {

constexpr const char* kSecret = "hunter2";  // part of every secret in the cases file

Json as_json(const Credentials& credentials) {
  Json json = Json::object();
  for (const auto& [id, sets] : credentials) {
    for (const CredentialSet& set : sets) json[id].push_back(set);
  }
  return json;
}

}  // namespace

TEST_CASE("parse_credentials agrees with every case in its file", "[base][credentials]") {
  check_cases("credentials.cases.json", 23, [](const std::string& text) {
    const auto credentials = parse_credentials(text);
    return credentials ? Json{{"want", as_json(*credentials)}} : describe(credentials.error());
  });
}

TEST_CASE("no message about credentials quotes one", "[base][credentials][O03]") {
  int refused = 0;
  check_cases("credentials.cases.json", 23, [&](const std::string& text) {
    const auto credentials = parse_credentials(text);
    if (credentials) return Json{{"want", as_json(*credentials)}};
    const std::string line = render(credentials.error());
    INFO(line);
    CHECK(line.find(kSecret) == std::string::npos);
    ++refused;
    return describe(credentials.error());
  });
  CHECK(refused == 18);
}

TEST_CASE("a file cut anywhere is refused without its words", "[base][credentials][O03]") {
  const std::string text = R"({"ecg":{"jwt_secret":"hunter2hunter2"}})";

  REQUIRE(parse_credentials(text));
  for (std::size_t length = 0; length < text.size(); ++length) {
    for (const char* more : {"", "x", "\"", "}", "\x01"}) {
      const auto credentials = parse_credentials(text.substr(0, length) + more);
      if (credentials) continue;
      const std::string line = render(credentials.error());
      INFO(line);
      CHECK(line.find(kSecret) == std::string::npos);
    }
  }
}

TEST_CASE("an unknown name is answered by the known ones", "[base][credentials]") {
  CHECK(render(parse_credentials(R"({"acme":{}})").error()) ==
        "there is no API 'acme' (at /acme): "
        "use: ecg, impartner, partnerportal, partnertap, partnertap-analytics");
  CHECK(render(parse_credentials(R"({"ecg":{"key":"x"}})").error()) ==
        "'key' is no credential of ecg (at /ecg/key): use: jwt, jwt_secret");
}

TEST_CASE("the demo credentials are the published ones", "[base][credentials]") {
  CHECK(as_json(demo_credentials()) == Json::parse(R"({
    "ecg": [{"jwt_secret": "demo-jwt-secret-demo-jwt-secret-01"}],
    "impartner": [{"jwt_secret": "demo-jwt-secret-demo-jwt-secret-01",
                   "password": "demo-password", "prm_key": "demo-prm-key", "tenant_id": "1",
                   "user_name": "ann@acme.example"}],
    "partnerportal": [{"client_id": "demo-client", "client_secret": "demo-secret",
                       "company_id": "company-1"}],
    "partnertap": [{"api_key": "demo-api-key", "jwt_secret": "demo-jwt-secret-demo-jwt-secret-01"},
                   {"api_key": "demo-api-key-2"}],
    "partnertap-analytics": [{"api_key": "demo-api-key",
                              "jwt_secret": "demo-jwt-secret-demo-jwt-secret-01"},
                             {"api_key": "dfaf26de-bf8a-4eb3-afe4-d378f8aaf6f8"}]})"));
}

TEST_CASE("the demo credentials are a file that can be read", "[base][credentials]") {
  const auto read = parse_credentials(dump_json(as_json(demo_credentials())));

  REQUIRE(read);
  CHECK(*read == demo_credentials());
}

TEST_CASE("a demo secret is long enough for HS256", "[base][credentials]") {
  const Credentials sets = demo_credentials();

  CHECK(sets.at("partnertap").front().at("jwt_secret").size() >= 32);
}

}  // namespace understudy
