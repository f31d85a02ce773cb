// SPDX-License-Identifier: MIT
/// What gets through the door of the admin API, over raw sockets: nothing that a web page of
/// another origin, a rebound name or a stranger could send.
#include <string>
#include <utility>
#include <vector>

#include "../transport/raw_socket.hpp"
#include "support/catch.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::mock {

namespace {

constexpr const char* kToken = "a-token-of-16-bytes-or-more";

/// A mock with something to lose: exchanges in two journals, records, a frozen clock.
class Mock {
 public:
  explicit Mock(ServerOptions options = {}, ListenOptions listen = {})
      : mock_(start(std::move(options), std::move(listen))) {
    mock_.server().space().clock().freeze();
    static_cast<void>(mock_.server().space().faults().add({.nth = 1'000'000}));
    static_cast<void>(mock_.server().handle({Method::get, "/nothing", {}, ""}));
    static_cast<void>(
        mock_.server().space("kept").value().reply_to({Method::get, "/kept", {}, ""}));
    before_ = state();
  }

  /// Sends a head whose "{port}" is the mock's, and a body.
  Answer send(const std::string& line, std::vector<std::string> fields, std::string body = "") {
    fields.push_back("Connection: close");
    if (!body.empty()) fields.push_back("Content-Length: " + std::to_string(body.size()));
    std::string head = line + "\r\n";
    for (const std::string& field : fields) head += field + "\r\n";
    const std::string port = std::to_string(static_cast<unsigned>(mock_.listener().port()));
    for (std::size_t at = head.find("{port}"); at != std::string::npos; at = head.find("{port}")) {
      head.replace(at, 6, port);
    }
    RawSocket socket{mock_.listener().port()};
    socket.send(head + "\r\n" + body);
    return socket.read_answer();
  }

  [[nodiscard]] bool is_unchanged() { return state() == before_; }
  [[nodiscard]] Server& server() { return mock_.server(); }

 private:
  static MockServer start(ServerOptions options, ListenOptions listen) {
    options.apis = {"impartner", "partnertap"};
    return MockServer::start(std::move(options), std::move(listen)).value();
  }

  std::string state() {
    const Space space = mock_.server().space();
    const auto first = space.journal().entries(0, 1);
    return space.save("impartner").value() + format_iso_millis(space.clock().wall_now()) +
           std::to_string(space.clock().is_frozen()) +
           (first.empty() ? "" : first[0].request.target) +
           std::to_string(space.faults().list().size()) + std::to_string(space.mutants().size()) +
           std::to_string(mock_.server().space("kept").value().journal().entries().size());
  }

  MockServer mock_;
  std::string before_;
};

const std::string kHost = "Host: 127.0.0.1:{port}";
const std::string kJson = "Content-Type: application/json";
const std::string kIntent = "Understudy-Admin: test";
const std::string kAdvance = R"({"advance_ms":60000})";

/// Requests that change something, where they are let in.
struct Change {
  std::string line;
  std::string body = {};
};
const std::vector<Change> kChanges{
    {"PATCH /__understudy/clock HTTP/1.1", kAdvance},
    {"DELETE /__understudy/journal HTTP/1.1"},
    {"POST /__understudy/faults HTTP/1.1", R"({"spec":"reset"})"},
    {"DELETE /__understudy/faults HTTP/1.1"},
    {"DELETE /__understudy/faults/1 HTTP/1.1"},
    {"PUT /__understudy/mutants HTTP/1.1", R"({"on":["partnertap/limit-of-101"]})"}};

}  // namespace

TEST_CASE("a request with the right head changes something", "[mock][admin][door]") {
  for (const Change& change : kChanges) {
    INFO(change.line);
    Mock mock;
    CHECK(mock.send(change.line, {kHost, kJson, kIntent}, change.body).status < 300);
    CHECK_FALSE(mock.is_unchanged());
  }
}

TEST_CASE("only names of this machine with its port are let in", "[mock][admin][door][D01]") {
  Mock mock;
  for (const char* host :
       {"evil.example", "evil.example:{port}", "localhost", "localhost:1", "127.0.0.1",
        "127.0.0.1.evil.example:{port}", "localhost.:{port}", "127.0.0.2:{port}", "[::1]",
        "0x7f.1:{port}", "[::ffff:127.0.0.1]:{port}", "LOCALHOST.evil:{port}"}) {
    INFO(host);
    const Answer answer =
        mock.send("GET /__understudy/info HTTP/1.1", {"Host: " + std::string{host}});
    CHECK(answer.status == 421);
    CHECK(answer.body.find("partnertap") == std::string::npos);
  }
  for (const char* host : {"localhost:{port}", "127.0.0.1:{port}", "[::1]:{port}"}) {
    INFO(host);
    CHECK(mock.send("GET /__understudy/info HTTP/1.1", {"Host: " + std::string{host}}).status ==
          200);
  }

  Mock named{{.admin_hosts = {"mock.internal"}}};
  CHECK(named.send("GET /__understudy/info HTTP/1.1", {"Host: mock.internal:{port}"}).status ==
        200);
  CHECK(named.send("GET /__understudy/info HTTP/1.1", {"Host: mock.internal"}).status == 421);
  CHECK(mock.is_unchanged());
}

TEST_CASE("pages of other origins are refused, whatever they send", "[mock][admin][door][D02]") {
  Mock mock;
  for (const char* field :
       {"Origin: http://evil.example", "Origin: null", "Origin: https://127.0.0.1:{port}",
        "Origin: http://127.0.0.1:1", "Origin: http://127.0.0.1", "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site", "Origin: http://localhost:{port}.evil.example"}) {
    INFO(field);
    CHECK(mock.send("GET /__understudy/info HTTP/1.1", {kHost, field}).status == 403);
    for (const Change& change : kChanges) {
      INFO(change.line);
      CHECK(mock.send(change.line, {kHost, kJson, kIntent, field}, change.body).status == 403);
    }
  }
  for (const char* field :
       {"Origin: http://127.0.0.1:{port}", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none"}) {
    INFO(field);
    const Answer answer = mock.send("GET /__understudy/info HTTP/1.1", {kHost, field});
    CHECK(answer.status == 200);
    CHECK(answer.field("Access-Control-Allow-Origin") == "(absent)");
  }
  CHECK(mock.is_unchanged());
}

TEST_CASE("what a form or an image can send changes nothing", "[mock][admin][door][D03]") {
  Mock mock;
  for (const char* type :
       {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"}) {
    INFO(type);
    const std::string content = "Content-Type: " + std::string{type};
    for (const char* path : {"reset", "journal/verify", "clock", "faults", "mutants"}) {
      const std::string line = "POST /__understudy/" + std::string{path} + " HTTP/1.1";
      CHECK(mock.send(line, {kHost, content}, kAdvance).status >= 400);
      CHECK(mock.send(line, {kHost, content, kIntent}, kAdvance).status >= 400);
    }
    for (const Change& change : kChanges) {
      INFO(change.line);
      if (change.body.empty()) continue;
      CHECK(mock.send(change.line, {kHost, content, kIntent}, change.body).status == 415);
    }
  }
  for (const Change& change : kChanges) {
    INFO(change.line);
    CHECK(mock.send(change.line, {kHost, kJson}, change.body).status == 403);
  }
  const Answer preflight = mock.send("OPTIONS /__understudy/clock HTTP/1.1",
                                     {kHost, "Access-Control-Request-Method: PATCH", kIntent});
  CHECK(preflight.status == 403);
  CHECK(preflight.field("Access-Control-Allow-Origin") == "(absent)");
  CHECK(mock.is_unchanged());
}

TEST_CASE("no GET changes anything", "[mock][admin][door][D04]") {
  Mock mock;
  for (const char* path : {"info",
                           "openapi.json",
                           "contracts/partnertap",
                           "clock",
                           "journal",
                           "journal/1",
                           "namespaces",
                           "state/impartner",
                           "throttle",
                           "reset",
                           "journal/verify",
                           "journal/find",
                           "namespaces/kept",
                           "clock?advance_ms=1",
                           "faults",
                           "faults/1",
                           "faults?spec=reset",
                           "mutants",
                           "mutants?on=partnertap/limit-of-101",
                           ""}) {
    for (const char* method : {"GET", "HEAD"}) {
      INFO(method << ' ' << path);
      const std::string line = std::string{method} + " /__understudy/" + path + " HTTP/1.1";
      if (method == std::string{"GET"}) {
        CHECK(mock.send(line, {kHost, kIntent}).status < 500);
      }
      CHECK(mock.is_unchanged());
    }
  }
}

TEST_CASE("other spellings of a path reach nothing", "[mock][admin][door][D05]") {
  Mock mock;
  const std::vector<std::string> foreign{"Host: evil.example"};
  for (const char* target :
       {"//__understudy/clock", "/__understudy//clock", "/%5f%5funderstudy/clock",
        "/__understudy/%63lock/", "/__UNDERSTUDY/clock", "/__understudy/clock;a",
        "/x/../__understudy/clock", "/__understudy/./clock", "/__understudy",
        "/~a/__understudy/clock", "/__understudy/clock/",
        "/v1/channelecosystem/../../__understudy/clock"}) {
    INFO(target);
    const std::string line = " " + std::string{target} + " HTTP/1.1";
    CHECK(mock.send("PATCH" + line, {kHost, kJson, kIntent}, kAdvance).status >= 400);
    CHECK(mock.send("PATCH" + line, foreign, kAdvance).status >= 400);
  }
  for (const char* target :
       {"http://evil.example/__understudy/clock", "http://u@127.0.0.1:{port}/__understudy/clock"}) {
    INFO(target);
    const std::string line = "PATCH " + std::string{target} + " HTTP/1.1";
    CHECK(mock.send(line, {kHost, kJson, kIntent}, kAdvance).status >= 400);
  }
  CHECK(mock.is_unchanged());
}

TEST_CASE("a port that others can reach has no admin API without a token",
          "[mock][admin][door][D06]") {
  Mock open{{}, {.host = "0.0.0.0"}};
  CHECK(open.send("GET /__understudy/info HTTP/1.1", {kHost}).status == 403);
  for (const Change& change : kChanges) {
    INFO(change.line);
    CHECK(open.send(change.line, {kHost, kJson, kIntent}, change.body).status == 403);
  }
  CHECK(open.is_unchanged());

  Mock guarded{{.admin_token = kToken}, {.host = "0.0.0.0"}};
  CHECK(guarded
            .send("GET /__understudy/info HTTP/1.1",
                  {kHost, "Understudy-Token: " + std::string{kToken}})
            .status == 200);
}

TEST_CASE("where there is a token, nothing goes without it", "[mock][admin][door][D07]") {
  Mock mock{{.admin_token = kToken}};
  const std::string right = "Understudy-Token: " + std::string{kToken};

  for (const char* field : {"Understudy-Token: wrong", "Understudy-Token:", "X-Nothing: here",
                            "Authorization: Bearer a-token-of-16-bytes-or-more",
                            "Cookie: Understudy-Token=a-token-of-16-bytes-or-more"}) {
    INFO(field);
    CHECK(mock.send("GET /__understudy/info HTTP/1.1", {kHost, field}).status == 401);
    for (const Change& change : kChanges) {
      INFO(change.line);
      CHECK(mock.send(change.line, {kHost, kJson, kIntent, field}, change.body).status == 401);
    }
  }
  CHECK(mock.send("GET /__understudy/info?Understudy-Token=" + std::string{kToken} + " HTTP/1.1",
                  {kHost})
            .status == 401);
  CHECK(mock.is_unchanged());
  CHECK(mock.send("GET /__understudy/info HTTP/1.1", {kHost, right}).status == 200);

  const auto weak = Server::make({.admin_token = "short"});
  REQUIRE_FALSE(weak.has_value());
  CHECK(weak.error().code == Errc::bad_input);
}

TEST_CASE("the pages are for people in front of this machine", "[mock][admin][door][pages]") {
  Mock mock;
  for (const char* path : {"", "ui/app.js", "ui/style.css"}) {
    INFO(path);
    const std::string line = "GET /__understudy/" + std::string{path} + " HTTP/1.1";
    CHECK(mock.send(line, {kHost}).status == 200);
    CHECK(mock.send(line, {kHost, "Sec-Fetch-Site: none"}).status == 200);
    for (const char* host : {"evil.example", "evil.example:{port}", "localhost"}) {
      CHECK(mock.send(line, {"Host: " + std::string{host}}).status == 421);
    }
    for (const char* field : {"Origin: http://evil.example", "Origin: null",
                              "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site"}) {
      CHECK(mock.send(line, {kHost, field}).status == 403);
    }
  }
  CHECK(mock.is_unchanged());

  // Whoever reaches them from elsewhere needs a server with a token; the files tell nothing, and
  // what they show is asked for with it.
  Mock open{{}, {.host = "0.0.0.0"}};
  CHECK(open.send("GET /__understudy/ HTTP/1.1", {kHost}).status == 403);
  Mock guarded{{.admin_token = kToken}, {.host = "0.0.0.0"}};
  CHECK(guarded.send("GET /__understudy/ HTTP/1.1", {kHost}).status == 200);
  CHECK(guarded.send("GET /__understudy/ui/api.js HTTP/1.1", {kHost}).status == 200);
  CHECK(guarded.send("GET /__understudy/info HTTP/1.1", {kHost}).status == 401);
  CHECK(guarded.send("POST /__understudy/ HTTP/1.1", {kHost, kJson, kIntent}, "{}").status == 401);
}

TEST_CASE("a server without the admin API has nothing there", "[mock][admin][door]") {
  Mock mock{{.admin = false}};
  CHECK(mock.send("GET /__understudy/info HTTP/1.1", {kHost}).status == 404);
}

}  // namespace understudy::mock
