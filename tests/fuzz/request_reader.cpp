// SPDX-License-Identifier: MIT
/// Requests off the wire: the same messages and the same refusal in any split, and nothing in a
/// message that its grammar forbids.
#include <string>
#include <vector>

#include "fuzz/fuzz.hpp"
#include "understudy/base/http1.hpp"

namespace {

using understudy::Request;
using understudy::fuzz::require;
using understudy::http1::Refusal;
using understudy::http1::RequestReader;

/// Small, so that inputs of fuzzing size pass them.
constexpr understudy::http1::Limits kLimits{.request_line = 128,
                                            .field_line = 128,
                                            .head = 512,
                                            .fields = 8,
                                            .body = 64,
                                            .chunk_line = 16,
                                            .trailers = 64};

struct Reading {
  std::vector<Request> requests;
  std::vector<bool> keeps_alive;
  RequestReader::State end = RequestReader::State::idle;
  Refusal refusal;

  friend bool operator==(const Reading&, const Reading&) = default;
};

/// All requests of a connection that delivers `step` bytes at a time.
Reading read_all(std::string_view bytes, std::size_t step) {
  Reading reading;
  RequestReader reader{kLimits};
  std::string_view pending;
  while (!bytes.empty() || !pending.empty()) {
    if (pending.empty()) {
      pending = bytes.substr(0, step);
      bytes.remove_prefix(pending.size());
    }
    const std::size_t taken = reader.feed(pending);
    require(taken <= pending.size(), "no byte is taken that is not there");
    require(reader.buffered() <= 4'096, "what is held stays within the limits");
    pending.remove_prefix(taken);
    if (reader.state() == RequestReader::State::refused) break;
    if (reader.state() == RequestReader::State::complete) {
      reading.keeps_alive.push_back(reader.keeps_alive());
      reading.requests.push_back(reader.take());
      require(reader.state() == RequestReader::State::idle, "a taken request makes room");
      continue;
    }
    require(pending.empty(), "an unfinished request takes every byte");
  }
  reading.end = reader.state();
  if (reading.end == RequestReader::State::refused) reading.refusal = reader.refusal();
  return reading;
}

void check(Request request) {
  require(request.body.size() <= kLimits.body, "a body stays within its limit");
  // A target in absolute form brings a Host beside the fields that were sent.
  require(request.fields.size() <= kLimits.fields + 1, "so does the number of fields");
  for (const understudy::Field& field : request.fields) {
    require(understudy::is_token(field.name), "a field's name is a token");
    require(understudy::is_field_value(field.value), "a field's value has no control");
  }
  request.fields.remove("Expect");  // HTTP/1.0 has none, and it is sent as HTTP/1.1
  const auto written = understudy::http1::write_request(request, "example.com");
  require(written.has_value(), "what was read can be sent");
  RequestReader reader;
  require(reader.feed(*written) == written->size(), "what is sent is one request");
  require(reader.state() == RequestReader::State::complete, "and a complete one");
  const Request again = reader.take();
  require(again.method == request.method && again.target == request.target &&
              again.body == request.body,
          "which says the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes = understudy::fuzz::text_of(data + 1, size - 1);

  const Reading whole = read_all(bytes, size);
  require(whole == read_all(bytes, 1), "a byte at a time reads the same");
  require(whole == read_all(bytes, 2U + data[0]), "and so does any other split");
  for (const Request& request : whole.requests) check(request);
  return 0;
}
