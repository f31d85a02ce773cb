// SPDX-License-Identifier: MIT
/// What tables cannot say: keys that expire, states that are kept, readers beside writers,
/// descriptions that agree with writes, odd input of every kind.
#include <thread>

#include "support.hpp"

namespace understudy::impartner_test {

namespace {

using namespace std::chrono_literals;

const Readings kWithKeys{{"auth.key_endpoint", "on"}};

Response send_with(Mock& mock, const std::string& authorization, const std::string& target) {
  Request request{Method::get, "/api/objects/v1/" + target, {}, {}};
  request.fields.add("Authorization", authorization);
  return mock.server().handle(request);
}

std::string ask_for_key(Mock& mock) {
  const Request request{Method::post,
                        "/api/Auth/v1/Key",
                        {{"Content-Type", "application/json"}},
                        R"({"userName":"ann@acme.example","password":"demo-password"})"};
  const Json body = body_of(mock.server().handle(request));
  CHECK(body.at("success") == true);
  return body.at("data").get<std::string>();
}

}  // namespace

TEST_CASE("a key of a login is good for an hour of the server's clock", "[impartner][auth][key]") {
  Mock mock{kWithKeys};
  const std::string key = "prm-key " + ask_for_key(mock);

  CHECK(send_with(mock, key, "Account").status == 200);
  mock.clock().advance(3599s);
  CHECK(send_with(mock, key, "Account").status == 200);
  mock.clock().advance(1s);
  CHECK(verdict_of(send_with(mock, key, "Account")) == "401 Unauthorized");
  CHECK(send_with(mock, "prm-key " + ask_for_key(mock), "Account").status == 200);
}

TEST_CASE("a key of a login needs no memory and cannot be forged", "[impartner][auth][key]") {
  Mock one{kWithKeys};
  Mock other{kWithKeys};
  const std::string key = ask_for_key(one);
  std::string forged = key;
  char& last = forged.at(forged.size() - 5);
  last = last == 'A' ? 'B' : 'A';

  CHECK(key == ask_for_key(other));  // same clock, same secret
  CHECK(send_with(other, "prm-key " + key, "Account").status == 200);
  CHECK(send_with(other, "prm-key " + forged, "Account").status == 401);
  CHECK(send_with(other, "prm-key " + key.substr(0, key.rfind('.') + 1), "Account").status == 401);
  CHECK(send_with(other, "Bearer " + key, "Account").status == 401);
  CHECK(send_with(other, "prm-key " + one.server().issue_token("impartner").value(), "Account")
            .status == 200);
}

TEST_CASE("keys cannot be switched on without a secret to sign them with",
          "[impartner][auth][key]") {
  const ManualClock clock;
  mock::ServerOptions options = example_options(clock, kWithKeys);
  options.credentials["impartner"] = {{{"prm_key", "k"}}};

  CHECK_FALSE(mock::Server::make(std::move(options)));
}

TEST_CASE("a tenant of one key is not that of another", "[impartner][auth]") {
  Mock mock{{}, [](mock::ServerOptions& options) {
              options.credentials["impartner"] = {{{"prm_key", "k1"}, {"tenant_id", "1"}},
                                                  {{"prm_key", "k2"}, {"tenant_id", "2"}},
                                                  {{"prm_key", "k3"}}};
            }};
  const auto status = [&](const std::string& key, const std::string& tenant) {
    return mock.server()
        .handle({Method::get,
                 "/api/objects/v1/Account",
                 {{"Authorization", "prm-key " + key}, {"X-PRM-TenantId", tenant}},
                 {}})
        .status;
  };

  CHECK(status("k1", "1") == 200);
  CHECK(status("k1", "2") == 401);
  CHECK(status("k2", "2") == 200);
  CHECK(status("k3", "77") == 200);
  CHECK(status("k3", "x") == 401);
}

TEST_CASE("a state is saved, restored, and reset to the seed", "[impartner][state]") {
  Mock mock;
  const std::string seed = mock.save();
  REQUIRE(mock.send(Method::put, "Account", R"({"Name":"Zeta"})").status == 200);
  REQUIRE(mock.send(Method::delete_, "Account/2").status == 200);
  const std::string changed = mock.save();

  REQUIRE(mock.server().reset());
  CHECK(mock.save() == seed);
  CHECK(ids_of(mock.get("Account")) == Json({1, 2, 3, 4, 5, 6}));
  REQUIRE(mock.server().restore("impartner", changed));
  CHECK(mock.save() == changed);
  CHECK(ids_of(mock.get("Account")) == Json({1, 3, 4, 5, 6, 7}));
  CHECK(
      body_of(mock.get("Account/_deleted?fromUtc=2026-03-04T00:00:00Z&toUtc=2026-03-05T00:00:00Z"))
          .at("data") == Json({2}));
  CHECK(body_of(mock.send(Method::put, "Account", R"({"Name":"Eta"})")).at("data").at("id") == 8);
}

TEST_CASE("the same requests at the same time make the same state", "[impartner][state]") {
  const auto run = [] {
    Mock mock;
    std::string answers;
    for (const char* body : {R"({"Name":"a"})", R"([{"Name":"b"},{}])"}) {
      answers += mock.send(Method::put, "Account", body).body;
    }
    answers += mock.send(Method::delete_, "Account", "[1,7,1]").body;
    return answers + mock.get("Account").body + mock.save();
  };

  CHECK(run() == run());
}

TEST_CASE("a page shows one state, whatever is written beside it", "[impartner][state][threads]") {
  Mock mock;
  std::jthread writer{[&](const std::stop_token& stop) {
    for (int i = 0; !stop.stop_requested(); ++i) {
      const std::string n = std::to_string(i);
      mock.send(Method::patch, "Account",
                R"([{"Id":1,"CrmId":")" + n + R"("},{"Id":2,"CrmId":")" + n + R"("}])");
    }
  }};
  for (int i = 0; i < 300; ++i) {
    const Json rows =
        body_of(mock.get("Account?fields=CrmId&filter=Id%3C3")).at("data").at("results");
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].at("crmId") == rows[1].at("crmId"));
  }
}

TEST_CASE("descriptions agree with what writes accept", "[impartner][describe]") {
  Mock mock;
  for (const std::string object : {"Account", "User", "Region", "Tier"}) {
    const Json fields = body_of(mock.get(object + "/_describe")).at("data");
    const Json record = body_of(mock.get(object + "/1")).at("data");
    CHECK(fields.size() == record.size());
    for (const Json& field : fields) {
      const auto name = field.at("name").get<std::string>();
      INFO(object << "." << name);
      const auto patch = [&](const Json& value) {
        REQUIRE(mock.server().reset());
        return mock.send(Method::patch, object + "/1", Json{{name, value}}.dump());
      };
      if (name == "Id") continue;
      const Json wrong = field.at("dataType") == "String" ? Json(1) : Json("x");
      if (field.at("isReadOnly") == true) {
        const Response response = patch(wrong);
        CHECK(verdict_of(response) == "200");
        continue;
      }
      CHECK(verdict_of(patch(wrong)) == "400 InvalidValue");
      const std::string cleared = field.at("isNullable") == true ? "200" : "400 RequiredField";
      CHECK(verdict_of(patch(nullptr)) == cleared);
      if (!field.at("length").is_null()) {
        const auto length = static_cast<std::size_t>(to_int64(field.at("length")).value());
        CHECK(verdict_of(patch(std::string(length + 1, 'x'))) == "400 InvalidValue");
      }
      if (!field.at("values").is_null()) {
        for (const auto& [number, value] : field.at("values").items()) {
          CHECK(verdict_of(patch(value.at("name"))) == "200");
        }
      }
    }
  }
}

TEST_CASE("odd input is answered, never a fault", "[impartner][robustness]") {
  Mock mock;
  const std::vector<std::string> odd{
      "",   "0",   "-0",           "+1",      "1e9", "null", "[]",    "{}",  "'",
      "''", "%00", "%0a",          "(",       ")",   "..",   ".",     ",",   ",,",
      "/",  "%25", "%F0%9F%9A%80", "a.b.c.d", "Id.", ".Id",  "Id,Id", "asc", "Id%20asc%20desc"};
  for (const std::string& text : odd) {
    for (const std::string option :
         {"$filter", "filter", "fields", "orderby", "q", "skip", "take", "page", "pageSize", "x"}) {
      const Response response = mock.get("Account?" + option + "=" + text);
      INFO(option << "=" << text << ": " << response.body);
      CHECK((response.status == 200 || response.status == 400));
    }
    for (const Method method : {Method::put, Method::patch, Method::post, Method::delete_}) {
      for (const std::string target : {"Account", "Account/1", "User"}) {
        const Response response = mock.send(method, target, text);
        INFO(target << " " << text << ": " << response.body);
        CHECK(response.status < 500);
      }
    }
    CHECK(mock.get("Account/" + text).status < 500);
  }
}

TEST_CASE("many records at once stay in order and within their time", "[impartner][write]") {
  Mock mock;
  Json items = Json::array();
  for (int i = 0; i < 2000; ++i) items.push_back({{"Name", "n" + std::to_string(i)}});

  const Response response = mock.send(Method::put, "Account", items.dump());
  INFO(response.body.substr(0, 400));
  REQUIRE(response.status == 200);
  const Json made = body_of(response).at("results");

  REQUIRE(made.size() == 2000);
  CHECK(made[0].at("data").at("id") == 7);
  CHECK(made[1999].at("data").at("id") == 2006);
  CHECK(ids_of(mock.get("Account?filter=Name%3D'N1999'")) == Json({2006}));
}

}  // namespace understudy::impartner_test
