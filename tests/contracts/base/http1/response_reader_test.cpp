// SPDX-License-Identifier: MIT
/// ResponseReader: the cases file whole and in pieces, then what a table cannot say.
#include <string>
#include <string_view>
#include <utility>

#include "stream.hpp"

namespace understudy::http1 {

namespace {

using State = ResponseReader::State;

const char* name_of_state(State state) {
  switch (state) {
    case State::head:
      return "head";
    case State::body:
      return "body";
    case State::complete:
      return "complete";
    case State::refused:
      return "refused";
  }
  return "?";
}

Json describe(ResponseReader& reader, std::size_t rest) {
  if (reader.state() == State::refused) {
    const Error& error = reader.error();
    return {{"error",
             {{"code", std::string{name_of(error.code)}},
              {"what", error.what},
              {"where", error.where}}}};
  }
  if (reader.state() != State::complete) return {{"end", name_of_state(reader.state())}};
  const bool keeps_alive = reader.keeps_alive();
  const Response response = reader.take();
  Json fields = Json::array();
  for (const Field& field : response.fields) {
    fields.push_back({text_of(field.name), shown(text_of(field.value))});
  }
  return {{"want",
           {{"status", response.status},
            {"fields", std::move(fields)},
            {"body", text_of(response.body)},
            {"keeps_alive", keeps_alive},
            {"rest", rest}}}};
}

Json wanted_answer(const Json& item) {
  if (item.contains("error")) return {{"error", item.at("error")}};
  if (item.contains("end")) return {{"end", item.at("end")}};
  const Json& given = item.at("want");
  Json fields = Json::array();
  for (const Json& field : given.value("fields", Json::array())) {
    fields.push_back({unfold(field.at(0)), shown(unfold(field.at(1)))});
  }
  return {{"want",
           {{"status", given.at("status")},
            {"fields", std::move(fields)},
            {"body", unfold(given.value("body", Json{""}))},
            {"keeps_alive", given.value("keeps_alive", true)},
            {"rest", given.value("rest", 0)}}}};
}

ResponseLimits response_limits_of(const Json& item) {
  ResponseLimits limits;
  const Json& given = item.contains("limits") ? item.at("limits") : Json::object();
  const auto read = [&](const char* name, std::size_t& limit) {
    if (given.contains(name)) limit = given.at(name).get_ref<const Json::number_unsigned_t&>();
  };
  read("status_line", limits.status_line);
  read("head", limits.head);
  read("fields", limits.fields);
  read("body", limits.body);
  read("interim", limits.interim);
  return limits;
}

// The answer in pieces; the peer closes behind it when the case says so.
Json read_in_pieces(const Json& item, std::string_view input, std::size_t piece) {
  const Method method = find_method(item.value("method", "GET")).value();
  ResponseReader reader{method, response_limits_of(item)};
  std::string_view rest = input;
  while (!rest.empty()) {
    const std::size_t taken = reader.feed(rest.substr(0, piece));
    rest.remove_prefix(taken);
    if (reader.state() == State::complete || reader.state() == State::refused) break;
  }
  if (item.value("closes", false)) reader.finish();
  return describe(reader, rest.size());
}

Json response_groups() {
  std::ifstream in(std::string{UNDERSTUDY_TESTS_DIR} +
                   "/contracts/base/http1/response_reader.cases.json");
  Json groups = Json::parse(in, nullptr, /*allow_exceptions=*/false);
  REQUIRE(groups.is_array());
  return groups;
}

}  // namespace

TEST_CASE("every answer is read, or refused at the place its file says, in any pieces",
          "[base][http1][response][K01]") {
  std::size_t count = 0;
  for (const Json& group : response_groups()) {
    for (const Json& item : group.at("cases")) {
      INFO(group.at("description") << " / " << item.at("description"));
      const std::string input = bytes_of(unfold(item.at("input")));
      ++count;
      for (const std::size_t piece :
           {input.size(), std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{4'096}}) {
        INFO("pieces of " << piece);
        CHECK(read_in_pieces(item, input, piece) == wanted_answer(item));
      }
    }
  }
  CHECK(count >= 90);
}

TEST_CASE("a head of any size is refused before it is held", "[base][http1][response][K01]") {
  const auto pieces_until_refused = [](std::string_view head, std::string_view piece) {
    ResponseReader reader{Method::get};
    reader.feed(head);
    int pieces = 0;
    while (pieces < 20'000 && reader.state() != State::refused) {
      reader.feed(piece);
      ++pieces;
    }
    CHECK(reader.error().code == Errc::limit_exceeded);
    return pieces;
  };

  // 64 MB in one line, 200,000 fields, a reason phrase without end
  CHECK(pieces_until_refused("HTTP/1.1 200 OK\r\nX: ", std::string(4'096, 'a')) == 16);
  CHECK(pieces_until_refused("HTTP/1.1 200 OK\r\n", "X: y\r\n") == 101);
  CHECK(pieces_until_refused("HTTP/1.1 200 ", std::string(4'096, 'a')) == 2);
}

TEST_CASE("a body that ends with the connection is bounded", "[base][http1][response][K01]") {
  ResponseReader reader{Method::get};
  reader.feed("HTTP/1.1 200 OK\r\n\r\n");

  int pieces = 0;
  while (pieces < 300 && reader.state() == State::body) {
    reader.feed(std::string(65'536, 'a'));
    ++pieces;
  }

  CHECK(pieces == 257);
  CHECK(reader.error() ==
        Error{Errc::limit_exceeded, "the body is too large", "byte 16777235", ""});
}

TEST_CASE("a response reader may be moved in the middle of an answer", "[base][http1][response]") {
  ResponseReader first{Method::get};
  first.feed("HTTP/1.1 200 O");
  ResponseReader second{std::move(first)};
  ResponseReader third{Method::head};

  second.feed("K\r\nContent-Length: 2\r\n");
  third = std::move(second);
  third.feed("\r\nab");

  REQUIRE(third.state() == State::complete);
  CHECK(third.take().body == "ab");
}

TEST_CASE("finish() changes nothing once the answer is decided", "[base][http1][response]") {
  ResponseReader complete{Method::get};
  complete.feed("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  ResponseReader refused{Method::get};
  refused.feed("HTTP/2.0 200 OK\r\n");
  const Error error = refused.error();

  complete.finish();
  refused.finish();

  CHECK(complete.state() == State::complete);
  CHECK(complete.keeps_alive());
  CHECK(refused.error() == error);
}

TEST_CASE("a reader is ready for the next answer", "[base][http1][response][K06]") {
  const std::string first =
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na";
  const std::string second =
      "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
  ResponseReader reader{Method::get};

  CHECK(reader.feed(first + second) == first.size());
  CHECK(reader.feed(second) == 0);
  CHECK(reader.take() == Response{200, {{"Content-Length", "1"}}, "a"});

  CHECK(reader.state() == State::head);
  CHECK(reader.feed(second) == second.size());
  CHECK(reader.take() == Response{404, {{"Transfer-Encoding", "chunked"}}, ""});
}

}  // namespace understudy::http1
