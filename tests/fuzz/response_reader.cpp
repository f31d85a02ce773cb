// SPDX-License-Identifier: MIT
/// Answers off the wire: the same in any split, with and without the end of the connection.
#include <optional>
#include <string>

#include "fuzz/fuzz.hpp"
#include "understudy/base/http1.hpp"

namespace {

using understudy::Error;
using understudy::Method;
using understudy::Response;
using understudy::fuzz::require;
using understudy::http1::ResponseReader;

/// Small, so that inputs of fuzzing size pass them.
constexpr understudy::http1::ResponseLimits kLimits{
    .status_line = 128, .head = 512, .fields = 8, .body = 64, .interim = 2};

struct Reading {
  std::size_t taken = 0;
  bool keeps_alive = false;
  std::optional<Response> response;
  std::optional<Error> error;

  friend bool operator==(const Reading&, const Reading&) = default;
};

/// The answer of a connection that delivers `step` bytes at a time and closes behind the last.
Reading read(std::string_view bytes, std::size_t step, Method method) {
  Reading reading;
  ResponseReader reader{method, kLimits};
  const auto is_over = [&reader] {
    return reader.state() == ResponseReader::State::complete ||
           reader.state() == ResponseReader::State::refused;
  };
  while (!is_over() && reading.taken < bytes.size()) {
    const std::string_view piece = bytes.substr(reading.taken, step);
    const std::size_t taken = reader.feed(piece);
    require(taken <= piece.size(), "no byte is taken that is not there");
    require(is_over() || taken == piece.size(), "an unfinished answer takes every byte");
    reading.taken += taken;
  }
  if (!is_over()) reader.finish();
  require(is_over(), "nothing is left open behind the end");
  if (reader.state() == ResponseReader::State::refused) {
    reading.error = reader.error();
    reading.taken = 0;  // where reading stops behind a fault is nobody's promise
  } else {
    reading.keeps_alive = reader.keeps_alive();
    reading.response = reader.take();
  }
  return reading;
}

void check(const Response& response) {
  require(response.status >= 200 && response.status <= 599, "a final status");
  require(response.body.size() <= kLimits.body, "a body stays within its limit");
  for (const understudy::Field& field : response.fields) {
    require(understudy::is_token(field.name), "a field's name is a token");
    require(understudy::is_field_value(field.value), "a field's value has no control");
  }
  const auto written = understudy::http1::write_response(response, {});
  require(written.has_value(), "what was read can be sent");
  ResponseReader reader{Method::get};
  reader.feed(*written);
  reader.finish();
  require(reader.state() == ResponseReader::State::complete, "what is sent is one answer");
  const Response again = reader.take();
  require(again.status == response.status, "of the same status");
  if (response.status != 204 && response.status != 304) {
    require(again.body == response.body, "and the same body");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const Method method = (data[0] & 1U) != 0 ? Method::head : Method::get;
  const std::string_view bytes = understudy::fuzz::text_of(data + 1, size - 1);

  const Reading whole = read(bytes, size, method);
  require(whole == read(bytes, 1, method), "a byte at a time reads the same");
  require(whole == read(bytes, 2U + data[0], method), "and so does any other split");
  if (whole.response) check(*whole.response);
  return 0;
}
