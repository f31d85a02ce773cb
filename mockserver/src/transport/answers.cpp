// SPDX-License-Identifier: MIT
/// The front's own answers.
#include "transport/answers.hpp"

#include <utility>

namespace understudy::mock::transport {

namespace {

// Sentences are ours and constant: none has a character that JSON would have to escape.
Response constant_answer(int status, std::string_view sentence) {
  Response response;
  response.status = status;
  response.fields.add("Content-Type", "application/json");
  response.body.append("{\"error\":\"").append(sentence).append("\"}");
  return response;
}

}  // namespace

std::string_view DateText::at(WallTime now) {
  const std::int64_t second = epoch_seconds(now);
  if (second != second_) {
    text_ = format_imf_date(now);
    second_ = second;
  }
  return text_;
}

std::string write_refusal(const http1::Refusal& refusal, std::string_view date) {
  Response response = constant_answer(refusal.status, refusal.what);
  if (refusal.status == 415) response.fields.add("Accept-Encoding", "identity");
  if (refusal.status == 503) response.fields.add("Retry-After", "1");
  auto bytes = http1::write_response(response, {.close = true, .date = date});
  return bytes ? *std::move(bytes) : std::string{};
}

Response internal_error() { return constant_answer(500, "the server failed to answer"); }

}  // namespace understudy::mock::transport
