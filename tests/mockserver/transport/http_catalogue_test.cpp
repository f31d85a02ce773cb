// SPDX-License-Identifier: MIT
/// The H rows of the robustness catalogue over raw sockets: the cases file first, then the rows
/// that are rules rather than tables.
///
/// Shape:    [{description, source, cases: [{description, input, want}]}]
///           input = text | [text | {repeat, times}...]; text is sent as UTF-8
///           want = {answers: [{status, body?, fields?, head?}...], closes}
#include <algorithm>
#include <cstddef>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "raw_socket.hpp"
#include "support/catch.hpp"

namespace understudy::mock {

namespace {

using nlohmann::json;

constexpr std::size_t kCases = 106;
constexpr std::string_view kHidden = "GET /hidden HTTP/1.1\r\nHost: a.example\r\n\r\n";
constexpr std::string_view kAgain = "GET /again HTTP/1.1\r\nHost: a.example\r\n\r\n";

bool is_about_the_message(const Field& field) {
  constexpr std::array<std::string_view, 5> kNames{"Connection", "Content-Length", "Expect", "Host",
                                                   "Transfer-Encoding"};
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view name) { return equal_ignoring_case(name, field.name); });
}

// What arrived: "METHOD target|field=value;...|body", without the fields about the message.
Response echo(const Request& request) {
  if (request.target == "/throw") throw std::runtime_error("secret-of-the-handler");
  Response response = say_target(request);
  if (request.target == "/status/204") response.status = 204;
  if (request.target == "/status/304") response.status = 304;
  if (request.target == "/split") response.fields.add("X-A", "a\r\nX-B: b");
  response.body += "|";
  for (const Field& field : request.fields) {
    if (!is_about_the_message(field)) response.body += field.name + "=" + field.value + ";";
  }
  response.body += "|" + request.body;
  return response;
}

// Keeps the targets it was asked for.
class Recorder {
 public:
  Response operator()(const Request& request) {
    {
      const std::lock_guard lock{mutex_};
      targets_.push_back(request.target);
    }
    return echo(request);
  }

  [[nodiscard]] std::vector<std::string> targets() const {
    const std::lock_guard lock{mutex_};
    return targets_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> targets_;
};

std::string bytes_of(const json& input) {
  if (input.is_string()) return input.get<std::string>();
  std::string bytes;
  for (const json& part : input) {
    if (part.is_string()) {
      bytes += part.get<std::string>();
      continue;
    }
    const auto text = part.at("repeat").get<std::string>();
    for (std::size_t i = part.at("times").get<std::size_t>(); i > 0; --i) bytes += text;
  }
  return bytes;
}

// [H40] What every response has to keep to, whatever was asked.
void check_form(const Answer& answer, bool closes) {
  INFO("status " << answer.status);
  CHECK(answer.fields.count("Date") == 1);
  CHECK(answer.field("Date").ends_with(" GMT"));
  CHECK(answer.fields.count("Content-Length") == (answer.status == 204 ? 0U : 1U));
  CHECK((answer.field("Connection") == "close") == closes);
  CHECK(answer.fields.count("X-B") == 0);
  CHECK(answer.body.find("secret-of-the-handler") == std::string::npos);
}

void check_answer(RawSocket& client, const json& want, bool closes) {
  const Answer answer = client.read_answer(want.value("head", false));
  CHECK(answer.status == want.at("status").get<int>());
  if (want.contains("body")) CHECK(answer.body == want.at("body").get<std::string>());
  const json fields = want.value("fields", json::object());
  for (const auto& [name, value] : fields.items()) {
    INFO(name);
    CHECK(answer.field(name) == value.get<std::string>());
  }
  check_form(answer, closes);
}

void check_case(const json& item) {
  Recorder recorder;
  Listener listener = Listener::open(std::ref(recorder)).value();
  RawSocket client{listener.port()};
  const json& want = item.at("want");
  const bool closes = want.at("closes").get<bool>();

  client.send(bytes_of(item.at("input")) + std::string{closes ? kHidden : kAgain});

  const json& answers = want.at("answers");
  for (const json& answer : answers) {
    check_answer(client, answer, closes && &answer == &answers.back());
  }
  if (closes) {
    CHECK(client.read_to_end().first.empty());
  } else {
    CHECK(client.read_answer().body == "GET /again||");
  }
  client.close();  // or stop() would let it linger
  listener.stop();
  const std::vector<std::string> targets = recorder.targets();
  CHECK(std::find(targets.begin(), targets.end(), "/hidden") == targets.end());
  const bool is_refusal = answers.front().at("status").get<int>() >= 400 && closes;
  CHECK(listener.stats().refused_requests == (is_refusal ? 1U : 0U));
  if (is_refusal) CHECK(targets.empty());
}

const std::string kChunked =
    "POST /a HTTP/1.1\r\nHost: a.example\r\nX-A: b\r\nTransfer-Encoding: chunked\r\n\r\n"
    "3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nX-Sum: 1\r\nX-End: 2\r\n\r\n";

}  // namespace

TEST_CASE("every case of the HTTP catalogue is answered as listed",
          "[mock][transport][H01][H02][H03][H04][H05][H06][H07][H08][H09][H10][H11][H12][H15][H16]"
          "[H17][H18][H19][H20][H21][H22][H23][H24][H25][H26][H27][H31][H33][H35][H37][H38][H40]"
          "[R07][R08]") {
  std::ifstream in(std::string{UNDERSTUDY_TESTS_DIR} +
                   "/mockserver/transport/http_catalogue.cases.json");
  const auto groups = json::parse(in, nullptr, /*allow_exceptions=*/false);
  REQUIRE(groups.is_array());
  std::size_t count = 0;
  for (const json& group : groups) {
    for (const json& item : group.at("cases")) {
      INFO(group.at("description") << " / " << item.at("description"));
      check_case(item);
      ++count;
    }
  }
  CHECK(count == kCases);
}

TEST_CASE("a bare LF or CR in place of any line end is refused", "[mock][transport][H13]") {
  std::size_t places = 0;
  for (std::size_t at = 0; (at = kChunked.find("\r\n", at)) != std::string::npos; at += 2) {
    ++places;
    for (const std::string_view instead : {"\n", "\r"}) {
      INFO("line end " << places << (instead == "\n" ? " as LF" : " as CR"));
      Recorder recorder;
      Listener listener = Listener::open(std::ref(recorder)).value();
      RawSocket client{listener.port()};

      client.send(std::string{kChunked}.replace(at, 2, instead) + std::string{kHidden});

      CHECK(client.read_answer().status == 400);
      CHECK(client.read_to_end().first.empty());
      CHECK(recorder.targets().empty());
    }
  }
  CHECK(places == 13);
}

TEST_CASE("a chunked body that never ends gets 408, or nothing when the client leaves",
          "[mock][transport][H14]") {
  for (const std::size_t missing : {2U, 22U, 27U}) {
    INFO(missing << " bytes are missing");
    Recorder recorder;
    ListenOptions options;
    options.limits.body_deadline = std::chrono::milliseconds{30};
    Listener listener = Listener::open(std::ref(recorder), options).value();
    const std::string cut = kChunked.substr(0, kChunked.size() - missing);
    RawSocket waits{listener.port()};
    RawSocket leaves{listener.port()};

    waits.send(cut);
    leaves.send(cut);
    leaves.half_close();

    CHECK(waits.read_answer().status == 408);
    CHECK(waits.read_to_end().first.empty());
    CHECK(leaves.read_to_end() == std::pair{std::string{}, Ending::closed});
    CHECK(recorder.targets().empty());
  }
}

TEST_CASE("a request cut at any byte gets the same answer", "[mock][transport][H29]") {
  Listener listener = Listener::open(echo).value();
  for (std::size_t cut = 1; cut < kChunked.size(); ++cut) {
    INFO("cut after " << cut << " bytes");
    RawSocket client{listener.port()};

    client.send(std::string_view{kChunked}.substr(0, cut));
    client.send(std::string_view{kChunked}.substr(cut));
    client.send(kAgain);

    CHECK(client.read_answer().body == "POST /a|X-A=b;|abcde");
    CHECK(client.read_answer().body == "GET /again||");
  }
  CHECK(listener.stats().refused_requests == 0);
}

TEST_CASE("pipelined requests are answered in order", "[mock][transport][H28]") {
  Listener listener = Listener::open(echo).value();
  for (const int count : {2, 10, 100, 999}) {
    INFO(count << " requests");
    RawSocket client{listener.port()};
    std::string requests;
    for (int i = 0; i < count; ++i) {
      requests += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: a.example\r\n\r\n";
    }

    client.send(requests);

    for (int i = 0; i < count; ++i) {
      CHECK(client.read_answer().body == "GET /" + std::to_string(i) + "||");
    }
  }
}

TEST_CASE("the thousandth request of a connection is its last", "[mock][transport][H28]") {
  Listener listener = Listener::open(echo).value();
  RawSocket client{listener.port()};

  for (int i = 1; i < 1'000; ++i) {
    client.send(kAgain);
    REQUIRE(client.read_answer().field("Connection") == "(absent)");
  }
  client.send(std::string{kAgain} + std::string{kHidden});

  CHECK(client.read_answer().field("Connection") == "close");
  CHECK(client.read_to_end().first.empty());
  CHECK(listener.stats().requests == 1'000);
}

TEST_CASE("100 Continue is sent when a body is due and none of it is here",
          "[mock][transport][H30]") {
  Listener listener = Listener::open(echo).value();
  RawSocket client{listener.port()};

  client.send(
      "POST /a HTTP/1.1\r\nHost: a.example\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  const Answer interim = client.read_answer();
  client.send("abc");
  const Answer answer = client.read_answer();

  CHECK(interim.status == 100);
  CHECK(interim.fields.empty());
  CHECK(answer.status == 200);
  CHECK(answer.body == "POST /a||abc");
}

TEST_CASE("neither the client nor the log sees what a handler threw", "[mock][transport][H39]") {
  std::mutex mutex;
  std::vector<std::string> lines;
  ListenOptions options;
  options.log = [&](std::string_view line) {
    const std::lock_guard lock{mutex};
    lines.emplace_back(line);
  };
  Listener listener = Listener::open(echo, options).value();
  RawSocket client{listener.port()};

  client.send("GET /throw HTTP/1.1\r\nHost: a.example\r\n\r\n");
  const Answer answer = client.read_answer();
  client.send("GET /split HTTP/1.1\r\nHost: a.example\r\n\r\n");
  const Answer second = client.read_answer();
  listener.stop();

  CHECK(answer.status == 500);
  CHECK(second.status == 500);
  CHECK(answer.body == R"({"error":"the server failed to answer"})");
  CHECK(listener.stats().handler_errors == 2);
  REQUIRE(lines.size() == 2);
  CHECK(lines.front() == "the handler threw while answering GET /throw; answered 500");
}

TEST_CASE("a log that throws does no harm", "[mock][transport][H39]") {
  ListenOptions options;
  options.log = [](std::string_view) { throw std::runtime_error("the disk is full"); };
  Listener listener = Listener::open(echo, options).value();
  RawSocket client{listener.port()};

  client.send("GET /throw HTTP/1.1\r\nHost: a.example\r\n\r\n");

  CHECK(client.read_answer().status == 500);
  CHECK(get(listener.port()).status == 200);
}

}  // namespace understudy::mock
