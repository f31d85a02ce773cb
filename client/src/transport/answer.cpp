// SPDX-License-Identifier: MIT
#include "transport/answer.hpp"

#include <charconv>
#include <utility>

namespace understudy::client {

namespace {

constexpr std::size_t kMostTrailers = 8'190;  // robustness 2.5, as requests

// HTTP/2 and 3 have no status line; libcurl makes one up, which may be read as the one of 1.1.
std::string as_http1(std::string_view line) {
  if (line.starts_with("HTTP/2 ") || line.starts_with("HTTP/3 ")) {
    return "HTTP/1.1 " + std::string{line.substr(7)};
  }
  return std::string{line};
}

Error too_large(std::size_t most) {
  return {Errc::limit_exceeded,
          "expected an answer with a body of at most " + std::to_string(most) + " bytes", "", ""};
}

/// What base says about an answer, in the words of a transport: only `bad_input` and `unsupported`
/// mean something else there.
Error of_answer(Error error) {
  if (error.code != Errc::limit_exceeded) error.code = Errc::bad_answer;
  error.where = "answer, " + error.where;
  return error;
}

}  // namespace

AnswerReader::AnswerReader(Bounds bounds) : bounds_(bounds), reader_(Method::head) {}

Result<Done> AnswerReader::refuse(Error error) {
  if (!refusal_) refusal_ = std::move(error);
  return Failure{*refusal_};
}

Result<Done> AnswerReader::take_line(std::string_view line) {
  if (refusal_) return Failure{*refusal_};
  has_begun_ = true;
  if (has_head_) {
    trailer_bytes_ += line.size();
    if (trailer_bytes_ <= kMostTrailers) return Done{};
    return refuse({Errc::limit_exceeded, "expected shorter trailers behind the answer", "", ""});
  }
  const bool has_no_status = line.starts_with("HTTP/2 ") || line.starts_with("HTTP/3 ");
  const std::string rewritten = has_no_status ? as_http1(line) : std::string{};
  reader_.feed(has_no_status ? std::string_view{rewritten} : line);
  if (reader_.state() == http1::ResponseReader::State::refused) {
    return refuse(of_answer(reader_.error()));
  }
  return reader_.state() == http1::ResponseReader::State::complete ? end_head() : Done{};
}

Result<Done> AnswerReader::take_head(int status, const std::string& reason, const Fields& fields) {
  auto taken = take_line("HTTP/1.1 " + std::to_string(status) + " " + reason + "\r\n");
  for (const Field& field : fields) {
    if (!is_field_value(field.value)) {
      return refuse(
          {Errc::bad_answer, "expected answer fields without control characters", "", ""});
    }
    if (taken) taken = take_line(field.name + ": " + field.value + "\r\n");
  }
  return taken ? take_line("\r\n") : taken;
}

Result<Done> AnswerReader::end_head() {
  has_head_ = true;
  response_ = reader_.take();
  const std::string* length = response_.fields.find("Content-Length");
  std::size_t announced = 0;  // digits, or the reader would have refused it
  if (length != nullptr) {
    std::from_chars(length->data(), length->data() + length->size(), announced);
  }
  const bool has_body = !bounds_.is_of_head && response_.status != 304;
  if (has_body && announced > bounds_.body) return refuse(too_large(bounds_.body));
  return Done{};
}

Result<Done> AnswerReader::take_body(std::string_view bytes) {
  if (refusal_) return Failure{*refusal_};
  const std::string* coding = response_.fields.find("Content-Encoding");
  if (bounds_.decompress && coding != nullptr && !inflater_ && !bytes.empty() &&
      !equal_ignoring_case(*coding, "identity")) {
    if (response_.fields.count("Content-Encoding") > 1 || !is_inflatable(*coding)) {
      return refuse({Errc::bad_answer, "expected an answer in gzip or deflate, got another coding",
                     "Content-Encoding", ""});
    }
    inflater_.emplace(bounds_.body);
  }
  if (inflater_) {
    auto taken = inflater_->feed(bytes, response_.body);
    return taken ? Done{} : refuse(std::move(taken.error()));
  }
  if (bytes.size() > bounds_.body - response_.body.size()) return refuse(too_large(bounds_.body));
  response_.body.append(bytes);
  return Done{};
}

Result<Response> AnswerReader::take() {
  if (refusal_) return Failure{*refusal_};
  if (!has_head_) {
    return Failure{Error{Errc::connection_lost,
                         "expected an answer, the connection ended before its head did", "", ""}};
  }
  if (inflater_) {
    if (!inflater_->is_complete()) {
      return Failure{
          Error{Errc::truncated, "expected a whole compressed body, it ended before", "", ""}};
    }
    response_.fields.remove("Content-Encoding");
    response_.fields.remove("Content-Length");
  }
  return std::move(response_);
}

}  // namespace understudy::client
