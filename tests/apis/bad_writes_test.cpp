// SPDX-License-Identifier: MIT
/// Bad input to every operation that writes, of the three APIs that keep records: the API's own
/// error names what is wrong, and the state is as before, byte for byte.
///
/// Shape:    a group is an operation, with at least one case of each kind; a case that no request
///           can make says why it is `impossible`. Else it sends `body` (JSON) or `text` as `type`
///           (application/json) to `target` (the group's) under `switches`, and wants `status` and
///           `names` in the answer. "{made}" is the id of a lead that was made before
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "support/catch.hpp"
#include "understudy/base/json.hpp"
#include "understudy/mock/server.hpp"

namespace understudy {

namespace {

const std::set<std::string> kKinds{"malformed body", "missing required", "read-only field",
                                   "unknown field",  "unknown id",       "wrong content type",
                                   "wrong type"};

mock::Server make_server(const std::string& api, const Json& switches) {
  mock::ServerOptions options;
  options.apis = {api};
  options.data = fixtures::DataSet::example;
  options.verify_responses = true;
  for (const auto& [name, value] : switches.items()) {
    options.switches[api + "." + name] = value.get<std::string>();
  }
  return mock::Server::make(std::move(options)).value();
}

Response send(const mock::Server& server, const std::string& api, Method method,
              const std::string& target, const std::string& body, const std::string& type) {
  Request request{method, target, {}, body};
  const std::string scheme = api == "impartner" ? "prm-key " : "Bearer ";
  request.fields.add("Authorization", scheme + server.issue_token(api).value());
  request.fields.add("Content-Type", type);
  return server.handle(request);
}

/// The target, with the id of a new lead where it asks for one.
std::string filled(const mock::Server& server, const std::string& api, std::string target) {
  const std::size_t place = target.find("{made}");
  if (place == std::string::npos) return target;
  const Response made =
      send(server, api, Method::post, target.substr(0, place - 1),
           R"({"firstName":"A","lastName":"B","platform":"C"})", "application/json");
  REQUIRE(made.status == 201);
  const Json id = parse_json(made.body).value().at("data").at("id");
  return target.replace(place, 6, id.get<std::string>());
}

void run_case(const Json& group, const Json& item) {
  const std::string api = group.at("api").get<std::string>();
  const mock::Server server = make_server(api, item.value("switches", Json::object()));
  const std::string target =
      filled(server, api, item.value("target", group.at("target").get<std::string>()));
  const std::string before = server.save(api).value();

  const Response response =
      send(server, api, find_method(group.at("method").get<std::string>()).value(), target,
           item.contains("body") ? dump_json(item.at("body")) : item.value("text", std::string{}),
           item.value("type", std::string{"application/json"}));

  INFO(response.status << " " << response.body);
  CHECK(response.status == to_int64(item.at("status")).value());
  CHECK(response.body.find(item.at("names").get<std::string>()) != std::string::npos);
  CHECK(response.body.find(R"("success":true)") == std::string::npos);
  const bool is_as_before = server.save(api).value() == before;
  CHECK(is_as_before);
}

}  // namespace

TEST_CASE("bad input to any write is named, and changes nothing", "[mock][writes][bad-input]") {
  std::ifstream in(std::string{UNDERSTUDY_TESTS_DIR} + "/apis/bad_writes.cases.json");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const Json file = parse_json(text).value();
  std::size_t groups = 0;
  for (const Json& group : file) {
    ++groups;
    std::set<std::string> kinds;
    for (const Json& item : group.at("cases")) {
      INFO(group.at("description") << " / " << item);
      kinds.insert(item.at("kind").get<std::string>());
      if (!item.contains("impossible")) run_case(group, item);
    }
    INFO(group.at("description"));
    CHECK(kinds == kKinds);
  }
  CHECK(groups == 9);
}

}  // namespace understudy
