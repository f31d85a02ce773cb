// SPDX-License-Identifier: MIT
/// What comes before a handler: bodies, paths, methods, tokens, permissions, in their order.
#include "support.hpp"

namespace understudy::ecg_test {

namespace {

const Json kUnauthorized{{"statusCode", 401}, {"message", "Unauthorized"}};

Request with_token(Request request, const std::string& token) {
  request.fields.set("Authorization", "Bearer " + token);
  return request;
}

Request without_token(Request request) {
  request.fields.remove("Authorization");
  return request;
}

}  // namespace

TEST_CASE("a token is needed, and lives until it expires", "[ecg][auth]") {
  Mock mock;
  const Request with_issued = with_token(list(), mock.server.issue_token("ecg").value());

  const Response none = mock.ask(without_token(list()));

  CHECK(none.status == 401);
  CHECK(body_of(none) == kUnauthorized);
  CHECK(*none.fields.find("WWW-Authenticate") == "Bearer");
  CHECK(*none.fields.find("Content-Type") == "application/json; charset=utf-8");
  CHECK(mock.ask(with_issued).status == 200);
  mock.clock.advance(std::chrono::seconds{3599});
  CHECK(mock.ask(with_issued).status == 200);
  mock.clock.advance(std::chrono::seconds{1});
  CHECK(mock.ask(with_issued).status == 401);
  CHECK(mock.ask(with_token(list(), mock.server.issue_token("ecg").value())).status == 200);
}

TEST_CASE("the issued token may create", "[ecg][auth]") {
  for (const Readings& readings :
       {Readings{}, Readings{{"auth.permission_claim", "cognito:groups"}},
        Readings{{"auth.read_permission", "partners.read"}}}) {
    const Mock mock{readings};
    const std::string token = mock.server.issue_token("ecg").value();

    CHECK(mock.ask(with_token(create(body_with()), token)).status == 201);
    CHECK(mock.ask(with_token(list(), token)).status == 200);
  }
}

TEST_CASE("creation needs a permission, reading none", "[ecg][auth][permission]") {
  const Mock mock;
  const std::string before = mock.state();
  const auto creates = [&](const Json& claims) {
    return mock.ask(with_token(create(body_with()), token_with(claims)));
  };

  const Response refused = creates(Json::object());

  CHECK(refused.status == 403);
  CHECK(body_of(refused) ==
        Json{{"statusCode", 403}, {"message", "Forbidden resource"}, {"error", "Forbidden"}});
  CHECK_FALSE(refused.fields.find("WWW-Authenticate") != nullptr);
  CHECK(creates({{"permissions", {"partners.read"}}}).status == 403);
  CHECK(creates({{"permissions", {"Partners.Create"}}}).status == 403);
  CHECK(creates({{"scope", {"partners.create"}}}).status == 403);
  CHECK(creates({{"permissions", {{"partners.create", true}}}}).status == 403);
  CHECK(mock.state() == before);
  CHECK(creates({{"permissions", "partners.read partners.create"}}).status == 201);
  CHECK(creates({{"permissions", {"organizations.billing.admin"}}}).status == 201);
  CHECK(mock.ask(with_token(list(), token_with(Json::object()))).status == 200);
  CHECK(mock.ask(with_token(get(kPath + "/{P1}"), token_with(Json::object()))).status == 200);
}

TEST_CASE("an unknown path and a wrong method are 404, also without a token", "[ecg][paths]") {
  const Mock mock;
  const auto refuse = [&](Method method, const std::string& target) {
    const Response response = mock.ask({method, target, {}, ""});
    CHECK(response.status == 404);
    CHECK(body_of(response).at("error") == "Not Found");
    CHECK_FALSE(response.fields.find("Allow") != nullptr);
    return message_of(response);
  };

  CHECK(refuse(Method::get, "/api/v2/nope?a=%20b") == "Cannot GET /api/v2/nope?a=%20b");
  CHECK(refuse(Method::delete_, kPath) == "Cannot DELETE /api/v2/partners");
  CHECK(refuse(Method::patch, kPath + "/" + kUnknownId) ==
        "Cannot PATCH /api/v2/partners/" + kUnknownId);
  CHECK(refuse(Method::get, kPath + "/a/b") == "Cannot GET /api/v2/partners/a/b");
  CHECK(refuse(Method::get, kPath + "//") == "Cannot GET /api/v2/partners//");
  CHECK(refuse(Method::put, "/api/v2") == "Cannot PUT /api/v2");
}

TEST_CASE("paths have no case and may end in a slash", "[ecg][paths]") {
  const Mock loose;
  const Mock exact{{{"paths.loose", "no"}}};
  const std::vector<std::string> targets{"/API/V2/Partners", kPath + "/", "/api/v2/PARTNERS/{P1}",
                                         kPath + "/{P1}/"};

  for (const std::string& target : targets) {
    INFO(target);
    CHECK(loose.ask(get(target)).status == 200);
    CHECK(exact.ask(get(target)).status == 404);
  }
  CHECK(exact.ask(list()).status == 200);
}

TEST_CASE("a body that is no JSON is refused before everything else", "[ecg][body]") {
  const Mock mock;
  const Fields json{{"Content-Type", "application/json"}};
  const std::string before = mock.state();

  for (const char* text : {"{", "{\"a\":}", "{\"a\":1,\"a\":2}", "\xFF", "nul", "{} {}"}) {
    INFO(text);
    for (const std::string& target : {kPath, std::string{"/api/v2/nope"}}) {
      const Response response = mock.ask({Method::post, target, json, text});
      CHECK(response.status == 400);
      CHECK(body_of(response).at("error") == "Bad Request");
      CHECK_FALSE(message_of(response).empty());
    }
  }
  CHECK(mock.state() == before);
}

TEST_CASE("a body past the limit is refused, also on an unknown path", "[ecg][body][limit]") {
  const auto padded = [](std::size_t size) {
    std::string body = body_with().dump();
    return body + std::string(size - body.size(), ' ');
  };
  const Mock mock;
  const Mock small{{{"body.limit", "200"}}};
  Request elsewhere = create(Json(padded(102'401)));
  elsewhere.target = "/api/v2/nope";

  const Response refused = mock.ask(create(Json(padded(102'401))));

  CHECK(refused.status == 413);
  CHECK(body_of(refused) == Json{{"statusCode", 413},
                                 {"message", "request entity too large"},
                                 {"error", "Payload Too Large"}});
  CHECK(mock.ask(elsewhere).status == 413);
  CHECK(mock.ask(create(Json(padded(102'400)))).status == 201);
  CHECK(small.ask(create(Json(padded(200)))).status == 201);
  CHECK(small.ask(create(Json(padded(201)))).status == 413);
}

TEST_CASE("checks come in the framework's order", "[ecg][order]") {
  Mock mock{{{"throttle.limit", "2/60s"}}};
  const Request bad = create(Json{{"organization", 5}}, "createApptivoAccount=maybe");

  CHECK(mock.ask(without_token(bad)).status == 401);
  CHECK(mock.ask(with_token(bad, token_with(Json::object()))).status == 403);
  CHECK(lines_of(mock.ask(bad)) == Lines{"createApptivoAccount must be a boolean value"});
  CHECK(mock.ask(list()).status == 200);

  const Response limited = mock.ask(bad);

  CHECK(limited.status == 429);
  CHECK(body_of(limited) ==
        Json{{"statusCode", 429}, {"message", "ThrottlerException: Too Many Requests"}});
  CHECK(*limited.fields.find("Retry-After") == "60");
  CHECK(mock.ask(with_token(list(), token_with({{"sub", "another"}}))).status == 200);
  mock.clock.advance(std::chrono::seconds{60});
  CHECK(mock.ask(list()).status == 200);
}

}  // namespace understudy::ecg_test
