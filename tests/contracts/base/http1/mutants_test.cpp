// SPDX-License-Identifier: MIT
/// Requests with damaged framing and a second request behind them: the reader and a slow reference
/// agree on every one, and nobody gets a request out of a body.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "reference_reader.hpp"
#include "support/catch.hpp"
#include "understudy/base/http1.hpp"
#include "understudy/base/random.hpp"

namespace understudy::http1 {

namespace {

using namespace std::string_view_literals;

constexpr int kMutants = 300;
constexpr std::string_view kFollowUp = "GET /follow-up HTTP/1.1\r\nHost: b\r\n\r\n";
// What a smuggler wants to be read as a request; stands in every body.
constexpr std::string_view kInner = "GET /inner HTTP/1.1\r\nHost: c\r\n\r\n";

constexpr std::array kMethods{"POST"sv,   "POST"sv,    "PUT"sv, "GET"sv,
                              "DELETE"sv, "OPTIONS"sv, "post"sv};
constexpr std::array kVersions{"HTTP/1.1"sv, "HTTP/1.1"sv, "HTTP/1.1"sv, "HTTP/1.0"sv,
                               "HTTP/2.0"sv};
// {n}: the length of the body as it is sent
constexpr std::array kLengths{"Content-Length: {n}"sv,       "Content-Length: {n}"sv,
                              "content-length:{n}"sv,        "Content-Length: 0"sv,
                              "Content-Length: 0{n}"sv,      "Content-Length: +{n}"sv,
                              "Content-Length: -1"sv,        "Content-Length: {n}, {n}"sv,
                              "Content-Length: 0x10"sv,      "Content-Length:"sv,
                              "Content-Length: {n}\v"sv,     "Content-Length : {n}"sv,
                              "Content_Length: {n}"sv,       "Content-Length: 3"sv,
                              "Content-Length: {n} 1"sv,     " Content-Length: {n}"sv,
                              "Content-Length: {n}\r\n 1"sv, "X: y\nContent-Length: {n}"sv,
                              "Content-Length: \t{n} "sv,    "Content-Length: 9999999999999999"sv};
constexpr std::array kCodings{
    "Transfer-Encoding: chunked"sv,          "Transfer-Encoding: chunked"sv,
    "Transfer-Encoding: chunked"sv,          "transfer-encoding:CHUNKED"sv,
    "Transfer-Encoding: chunked, chunked"sv, "Transfer-Encoding: identity"sv,
    "Transfer-Encoding: gzip, chunked"sv,    "Transfer-Encoding: xchunked"sv,
    "Transfer-Encoding : chunked"sv,         "Transfer-Encoding: \vchunked"sv,
    "Transfer-Encoding: chunked;a=b"sv,      "Transfer-Encoding:"sv,
    "Transfer-Encoding: chunked,"sv,         "Transfer-Encoding: \"chunked\""sv,
    "Transfer-Encoding:\r\n chunked"sv,      "Transfer_Encoding: chunked"sv,
    "X: y\rTransfer-Encoding: chunked"sv,    "Transfer-Encoding: chunked\r\nConnection: close"sv,
    "Transfer-Encoding: gzip;q=1"sv,         "Transfer-Encoding: chunk"sv};
// {x}: the size in hex
constexpr std::array kSizes{"{x}"sv,       "{x}"sv,           "{x}"sv,        "0{x}"sv,
                            "000000{x}"sv, "0x{x}"sv,         "+{x}"sv,       "-{x}"sv,
                            " {x}"sv,      "{x} "sv,          "{x}_0"sv,      ""sv,
                            "1"sv,         "FFFFFFFFF"sv,     "0000000{x}"sv, "{x};a=b"sv,
                            "{x};"sv,      "{x};a=\"b;c\""sv, "{x};a=\"b"sv,  "{x} ;a"sv,
                            "{x};a\n"sv,   "{x}; a = b ;c"sv, "{x};a b"sv,    "{x}\r"sv};
constexpr std::array kDataEnds{"\r\n"sv, "\r\n"sv, "\r\n"sv, "\r\n"sv,
                               "\n"sv,   "\r"sv,   ""sv,     "xx"sv};
constexpr std::array kEnds{"0\r\n\r\n"sv,
                           "0\r\n\r\n"sv,
                           "0\r\nX: y\r\n\r\n"sv,
                           "0\r\nContent-Length: 5\r\n\r\n"sv,
                           "0\r\nX\r\n\r\n"sv,
                           "0\r\n\n"sv,
                           "0\n\r\n"sv,
                           "00000000\r\n\r\n"sv,
                           "0\r\n"sv,
                           ""sv,
                           "0;a\r\nX : y\r\n\r\n"sv};
constexpr std::string_view kNoise = "\r\n \t,;:=\"0a/\0\x7f\x80"sv;

// Mostly the first of the list, the sound one: a mutant with a single fault says the most.
template <std::size_t N>
std::string_view pick(Pcg32& random, const std::array<std::string_view, N>& list) {
  return random.chance(700) ? list.front() : list.at(random.below(N));
}

std::string filled(std::string_view pattern, std::string_view mark, const std::string& value) {
  std::string text{pattern};
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark)) {
    text.replace(at, mark.size(), value);
  }
  return text;
}

std::string hex_of(std::size_t number) {
  std::string digits;
  for (; number > 0; number /= 16) digits.insert(digits.begin(), "0123456789aBcDeF"[number % 16]);
  return digits;
}

std::string make_chunks(Pcg32& random) {
  std::string body;
  const std::uint32_t chunks = 1 + random.below(2);
  for (std::uint32_t i = 0; i < chunks; ++i) {
    body += filled(pick(random, kSizes), "{x}", hex_of(kInner.size()));
    body += "\r\n";
    body += kInner;
    body += pick(random, kDataEnds);
  }
  body += pick(random, kEnds);
  return body;
}

// One byte of a text replaced, doubled or taken out.
void damage(Pcg32& random, std::string& text) {
  const std::size_t at = random.below(static_cast<std::uint32_t>(text.size()));
  const char noise = kNoise[random.below(static_cast<std::uint32_t>(kNoise.size()))];
  switch (random.below(3)) {
    case 0:
      text[at] = noise;
      return;
    case 1:
      text.insert(at, 1, noise);
      return;
    default:
      text.erase(at, 1);
  }
}

struct Mutant {
  std::string text;
  bool hides_inner = false;  // the inner request lies inside what a framing field covers
};

bool covers_a_body(std::string_view field) {
  return field.find('_') == std::string_view::npos && field != "Content-Length: 0";
}

Mutant make_mutant(Pcg32& random) {
  const bool has_chunks = random.chance(600);
  const std::string body = has_chunks ? make_chunks(random) : std::string{kInner};
  std::vector<std::string_view> framing;
  if (has_chunks) framing.push_back(pick(random, kCodings));
  if (!has_chunks || random.chance(100)) framing.push_back(pick(random, kLengths));
  if (random.chance(50)) framing.push_back(pick(random, kLengths));
  if (random.chance(50)) framing.push_back(pick(random, kCodings));
  if (random.chance(50)) framing.push_back("Expect: 100-continue");

  Mutant mutant;
  mutant.text.append(pick(random, kMethods)).append(" /first ").append(pick(random, kVersions));
  mutant.text += "\r\nHost: a\r\n";
  for (const std::string_view field : framing) {
    mutant.text += filled(field, "{n}", std::to_string(body.size())) + "\r\n";
  }
  mutant.text += "\r\n" + body;
  mutant.hides_inner = std::any_of(framing.begin(), framing.end(), [](std::string_view field) {
    return field.substr(0, 6) != "Expect" && covers_a_body(field);
  });
  if (random.chance(250)) {
    damage(random, mutant.text);
    mutant.hides_inner = false;
  }
  return mutant;
}

reference::Reading read_all(std::string_view bytes, std::size_t piece) {
  reference::Reading reading;
  RequestReader reader;
  while (!bytes.empty() && reader.state() != RequestReader::State::refused) {
    bytes.remove_prefix(reader.feed(bytes.substr(0, piece)));
    if (reader.state() == RequestReader::State::complete) {
      reading.requests.push_back(reader.take());
    }
  }
  if (reader.state() == RequestReader::State::refused) reading.status = reader.refusal().status;
  return reading;
}

bool serves_inner(const reference::Reading& reading) {
  return std::any_of(reading.requests.begin(), reading.requests.end(),
                     [](const Request& request) { return request.target == "/inner"; });
}

struct Tally {
  int differences = 0;
  int extra = 0;    // a body was served as a request
  int both = 0;     // first and follow-up were served, nothing else
  int refused = 0;  // nothing was served
};

Tally compare(Seed seed, int mutants) {
  Tally tally;
  Pcg32 random{seed};
  for (int i = 0; i < mutants; ++i) {
    const Mutant mutant = make_mutant(random);
    const std::string text = mutant.text + std::string{kFollowUp};
    const auto wanted = reference::Connection{text}.read();
    const auto whole = read_all(text, text.size());
    const auto pieces = read_all(text, 1 + random.below(9));
    if (whole.requests.size() == 2 && whole.status == 0) ++tally.both;
    if (whole.requests.empty() && whole.status != 0) ++tally.refused;
    if (mutant.hides_inner && serves_inner(whole)) ++tally.extra;
    if (whole == wanted && pieces == wanted) continue;
    ++tally.differences;
    UNSCOPED_INFO("mutant " << i << ": " << text);
    UNSCOPED_INFO("reader: " << whole.requests.size() << " requests, " << whole.status
                             << "; reference: " << wanted.requests.size() << ", " << wanted.status);
  }
  return tally;
}

}  // namespace

TEST_CASE("300 damaged requests are read as the reference reads them, and none hides another",
          "[base][http1][request][H01][H11][H27]") {
  const Tally tally = compare(Seed{1}, kMutants);

  CHECK(tally.differences == 0);
  CHECK(tally.extra == 0);
  // The mutants are worth something only while some are served and many are refused.
  CHECK(tally.both >= 60);
  CHECK(tally.refused >= 120);
}

}  // namespace understudy::http1
