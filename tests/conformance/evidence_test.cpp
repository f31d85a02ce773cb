// SPDX-License-Identifier: MIT
/// What evidence shows of an exchange, and what it never shows.
#include "understudy/conformance/evidence.hpp"

#include <sys/wait.h>

#include <array>
#include <cstdio>

#include "support/catch.hpp"
#include "understudy/base/json.hpp"
#include "understudy/conformance/secrets.hpp"

namespace understudy::conformance {

namespace {

EvidenceOptions options_with(BodyForm bodies) {
  EvidenceOptions options;
  options.origin = "http://127.0.0.1:8080";
  options.secrets = known_secrets({{"api_key", "canary-key-1"},
                                   {"jwt", "canary.jwt.1"},
                                   {"password", "canary p&ss'1"},
                                   {"user_name", "somebody"}});
  options.bodies = bodies;
  options.hash_key = "key of this run";
  return options;
}

const EvidenceOptions kShown = options_with(BodyForm::shown);
const EvidenceOptions kReduced = options_with(BodyForm::reduced);

std::string curl_of(const Request& request) { return curl_line(request, kShown); }

/// The arguments behind "curl" as a shell reads them, one a line, with API_KEY set.
std::string arguments_of(const std::string& line) {
  REQUIRE(line.starts_with("curl "));
  std::string script = "export API_KEY=the-key; printf '%s\\n' " + line.substr(5);
  std::string quoted = "bash -c '";
  for (const char c : script) quoted += c == '\'' ? std::string{"'\\''"} : std::string(1, c);
  FILE* const pipe = ::popen((quoted + "'").c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string out;
  std::array<char, 4'096> piece{};
  for (std::size_t got = 0; (got = std::fread(piece.data(), 1, piece.size(), pipe)) > 0;) {
    out.append(piece.data(), got);
  }
  const int status = ::pclose(pipe);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  return out;
}

}  // namespace

TEST_CASE("secrets are the fields whose names say so", "[conformance][evidence]") {
  const auto secrets = known_secrets({{"api_key", "a"}, {"tenant_id", "b"}, {"jwt-secret", "c"}});
  REQUIRE(secrets.size() == 2);
  CHECK(secrets[0].variable == "API_KEY");
  CHECK(secrets[1].variable == "JWT_SECRET");
}

TEST_CASE("a GET is a line without a method", "[conformance][evidence][curl]") {
  CHECK(curl_of({.target = "/a?b=1",
                 .fields = {{"Accept", "application/json"}, {"Host", "h"}},
                 .body = ""}) ==
        "curl -sS -H 'Accept: application/json' 'http://127.0.0.1:8080/a?b=1'");
}

TEST_CASE("a POST has method, fields and data", "[conformance][evidence][curl]") {
  const Request request{Method::post,
                        "/a",
                        {{"Content-Type", "application/json"}, {"Content-Length", "13"}},
                        R"({"a":"it's"})"};
  CHECK(curl_of(request) ==
        "curl -sS -X POST -H 'Content-Type: application/json' --data-raw '{\"a\":\"it'\\''s\"}' "
        "'http://127.0.0.1:8080/a'");
}

TEST_CASE("credentials are variables of the shell", "[conformance][evidence][curl]") {
  const Request request{Method::get,
                        "/a?key=canary-key-1&api_key=canary-key-1&api_key=other",
                        {{"X-Api-Key", "canary-key-1"},
                         {"Authorization", "Bearer canary.jwt.1"},
                         {"Cookie", "session=unknown"},
                         {"X-Note", "with canary-key-1 inside"}},
                        ""};
  CHECK(curl_of(request) ==
        "curl -sS -H 'X-Api-Key: '\"$API_KEY\" -H 'Authorization: Bearer '\"$JWT\" "
        "-H 'Cookie: <redacted>' -H 'X-Note: with '\"$API_KEY\"' inside' "
        "'http://127.0.0.1:8080/a?key='\"$API_KEY\"'&api_key='\"$API_KEY\"'&api_key=<redacted>'");
}

TEST_CASE("credentials in a JSON body are variables where they stand alone",
          "[conformance][evidence][curl]") {
  const Request request{Method::post,
                        "/token",
                        {{"Content-Type", "application/json"}},
                        R"({"key":"canary-key-1","password":"other","pin":{"secret":1}})"};
  CHECK(curl_of(request).find("--data-raw '{\"key\":\"'\"$API_KEY\"'\",\"password\":\"<redacted>\","
                              "\"pin\":{\"secret\":\"<redacted>\"}}'") != std::string::npos);
}

TEST_CASE("curl is kept from changing what was asked", "[conformance][evidence][curl]") {
  CHECK(curl_of({.method = Method::head, .target = "/a", .fields = {}, .body = ""}) ==
        "curl -sS --head 'http://127.0.0.1:8080/a'");
  CHECK(curl_of({.target = "/a?x[1]={2}", .fields = {}, .body = ""}) ==
        "curl -sS --globoff 'http://127.0.0.1:8080/a?x[1]={2}'");
  CHECK(curl_of({.target = "/a/../b", .fields = {}, .body = ""}) ==
        "curl -sS --path-as-is 'http://127.0.0.1:8080/a/../b'");
  CHECK(
      curl_of({.method = Method::put, .target = "/a", .fields = {{"X-Empty", ""}}, .body = "x"}) ==
      "curl -sS -X PUT -H 'X-Empty;' -H 'Content-Type:' --data-raw 'x' "
      "'http://127.0.0.1:8080/a'");
  CHECK(curl_of(
            {.method = Method::post, .target = "/a", .fields = {}, .body = std::string(9'000, 'x')})
            .ends_with("'http://127.0.0.1:8080/a' # without its body of 9000 bytes"));
}

TEST_CASE("a shell reads each line as it was meant", "[conformance][evidence][curl]") {
  for (const std::string& body :
       {std::string{"it's $HOME `id` \\ \"q\" !x; rm -rf *"}, std::string{"two\nlines\ttab \x01 7"},
        std::string{"\xC3\xA9 and \xFF\xFE 0"}, std::string{"' '' \\' $'"}, std::string{"-"}}) {
    INFO(body);
    const Request request{
        Method::post, "/a", {{"Content-Type", "text/plain"}, {"X-Api-Key", "canary-key-1"}}, body};
    CHECK(arguments_of(curl_of(request)) ==
          "-sS\n-X\nPOST\n-H\nContent-Type: text/plain\n-H\n"
          "X-Api-Key: the-key\n--data-raw\n" +
              body + "\nhttp://127.0.0.1:8080/a\n");
  }
}

TEST_CASE("a reduced body has its shape and no value", "[conformance][evidence]") {
  const std::string reduced = reduce_body(
      R"({"name":"Zo\u00eb","n":-1.50,"ok":true,"none":null,"list":[1,2,3,4,5,6,7],"o":{"name":"Zo\u00eb"}})",
      "key");
  const auto json = parse_json(reduced);
  REQUIRE(json);
  CHECK((*json)["name"].get<std::string>().starts_with("<string 3 #"));
  CHECK((*json)["name"] == (*json)["o"]["name"]);
  CHECK((*json)["n"].get<std::string>().starts_with("<number 5 #"));
  CHECK((*json)["ok"].get<std::string>().starts_with("<boolean #"));
  CHECK((*json)["none"].is_null());
  REQUIRE((*json)["list"].size() == 6);
  CHECK((*json)["list"][5] == "<2 more>");
  CHECK(reduced.find("Zo") == std::string::npos);
  CHECK(reduce_body("1", "key") != reduce_body("1", "other key"));
  CHECK(reduce_body("", "key").empty());
  CHECK(reduce_body("<html>", "key").starts_with("<text 6 #"));
}

TEST_CASE("evidence of an answer", "[conformance][evidence]") {
  const Request request{Method::get, "/a?x=1", {}, ""};
  const Response response{
      200,
      {{"Content-Type", "application/json"}, {"X-Person", "Ada"}, {"Set-Cookie", "session=canary"}},
      R"({"name":"Ada","token":"t-1","echo":"canary-key-1"})"};

  const Evidence shown = make_evidence(request, response, kShown);
  const Evidence reduced = make_evidence(request, response, kReduced);

  CHECK(shown.request == "GET /a?x=1");
  CHECK(shown.status == 200);
  CHECK(shown.trouble.empty());
  CHECK(shown.answer ==
        "Content-Type: application/json\nX-Person: Ada\nSet-Cookie: <redacted>\n\n"
        R"({"name":"Ada","token":"<redacted>","echo":"<redacted>"})");
  CHECK(reduced.answer.starts_with("Content-Type: application/json\nX-Person: <text 3 #"));
  CHECK(reduced.answer.find("Ada") == std::string::npos);
  CHECK(reduced.reproduce == shown.reproduce);
}

TEST_CASE("evidence of no answer says why, without what it quotes", "[conformance][evidence]") {
  const Error error{Errc::bad_answer, "expected a status line, got \"canary-key-1\"", "byte 0", ""};

  const Evidence evidence = make_evidence(Request{}, error, kShown);

  CHECK(evidence.status == 0);
  CHECK(evidence.answer.empty());
  CHECK(evidence.trouble == "expected a status line, got \"<redacted>\" (at byte 0)");
}

TEST_CASE("a long body is cut behind its secrets", "[conformance][evidence]") {
  EvidenceOptions options = kShown;
  options.most = 20;
  const Response response{200, {}, std::string(12, 'x') + "canary-key-1" + std::string(500, 'y')};

  const std::string answer = make_evidence(Request{}, response, options).answer;

  CHECK(answer.find("canary") == std::string::npos);
  CHECK(answer.ends_with(" bytes in all)"));
  CHECK(answer.size() < 60);
}

TEST_CASE("no place of an exchange lets a credential through", "[conformance][evidence][secrets]") {
  for (const KnownSecret& secret : kShown.secrets) {
    SecretScan scan;
    scan.add("canary", secret.value);
    const std::string encoded = "canary%20p%26ss%271";
    const std::string escaped = dump_json(secret.value);
    const std::array requests{
        Request{Method::get, "/a/" + secret.value + "?q=" + secret.value, {}, ""},
        Request{Method::get, "/a/" + encoded + "?q=" + encoded + "&password=" + encoded, {}, ""},
        Request{Method::post, "/", {{"X-Any", secret.value}}, "text " + secret.value},
        Request{Method::post,
                "/",
                {{"Content-Type", "application/x-www-form-urlencoded"}},
                "a=" + encoded + "&b=" + secret.value},
        Request{Method::post, "/", {}, "{\"a\":" + escaped + ",\"b\":[" + escaped + "]}"},
        Request{Method::post, "/", {}, "{\"a\":\"in " + escaped.substr(1) + "}"},
        Request{Method::post, "/", {}, "{\"a\":\"broken " + secret.value}};
    for (const Request& request : requests) {
      const Response response{200, {{"X-Any", secret.value}}, request.body};
      const Evidence evidence = make_evidence(request, response, kShown);
      for (const std::string& text : {evidence.request, evidence.reproduce, evidence.answer}) {
        INFO(text);
        CHECK_FALSE(scan.find(text));
      }
    }
  }
}

}  // namespace understudy::conformance
