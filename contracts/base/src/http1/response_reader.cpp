// SPDX-License-Identifier: MIT
/// Answers to our own requests, read as strictly as requests are.
#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

#include "http1/chunked.hpp"
#include "http1/head.hpp"
#include "http1/line.hpp"

namespace understudy::http1 {

namespace {

constexpr Refusal kStatusLineTooLong{431, "the status line is too long"};
constexpr Refusal kTooManyInterim{431, "there are too many interim answers"};
constexpr Refusal kSwitchesProtocols{501, "the answer switches protocols, which nobody asked for"};
constexpr Refusal kNoAnswer{400, "the connection closed before a byte of the answer"};
constexpr Refusal kHeadCut{400, "the connection closed inside the head"};
constexpr Refusal kBodyCut{400, "the connection closed before the end of the body"};

Errc code_of(int status) {
  if (status == 413 || status == 431) return Errc::limit_exceeded;
  return status == 501 || status == 505 ? Errc::unsupported : Errc::bad_input;
}

Limits chunk_limits(const ResponseLimits& limits) {
  Limits shared;
  shared.body = limits.body;
  return shared;
}

// What is known of one answer, or of an interim one, beside the message itself.
struct Progress {
  std::size_t head_bytes = 0;
  std::size_t fields = 0;
  bool has_status_line = false;
  bool is_http10 = false;
  bool ends_with_connection = false;
  std::uint64_t body_left = 0;
  Framing framing;
  ConnectionOptions connection;
};

}  // namespace

struct ResponseReader::Impl {
  Impl(Method asked, const ResponseLimits& bounds) : method(asked), limits(bounds) {}

  void take(std::string_view& bytes);
  void take_line(std::string_view& bytes);
  void take_chunks(std::string_view& bytes);
  void take_body(std::string_view& bytes);
  std::optional<Refusal> read_line(std::string_view text);
  std::optional<Refusal> read_status_line(std::string_view text);
  std::optional<Refusal> read_field(std::string_view text);
  std::optional<Refusal> end_head();
  std::optional<Refusal> end_interim();
  void refuse(const Refusal& reason, std::size_t at);
  void refuse(const LineFault& fault);

  Method method;
  ResponseLimits limits;
  State state = State::head;
  Error error;
  LineReader line;
  Progress progress;
  std::optional<ChunkedReader> chunks;  // only for a chunked body
  std::size_t interim = 0;
  std::size_t offset = 0;  // of the bytes taken, whole lines only
  Response response;
};

void ResponseReader::Impl::refuse(const Refusal& reason, std::size_t at) {
  error = Error{code_of(reason.status), std::string{reason.what}, "byte " + std::to_string(at), ""};
  state = State::refused;
}

void ResponseReader::Impl::refuse(const LineFault& fault) {
  const std::size_t at = offset + fault.at;
  switch (fault.kind) {
    case LineFault::Kind::control:
      return refuse(kControlInLine, at);
    case LineFault::Kind::section_full:
      return refuse(kHeadTooLarge, at);
    case LineFault::Kind::too_long:
      return refuse(progress.has_status_line ? kLineTooLong : kStatusLineTooLong, at);
  }
}

std::optional<Refusal> ResponseReader::Impl::read_status_line(std::string_view text) {
  const auto read = parse_status_line(text);
  if (!read) return read.error();
  if (read->status == 101) return kSwitchesProtocols;
  response.status = read->status;
  progress.is_http10 = read->is_http10;
  progress.has_status_line = true;
  return std::nullopt;
}

std::optional<Refusal> ResponseReader::Impl::read_field(std::string_view text) {
  if (progress.fields++ == limits.fields) return kTooManyFields;
  const auto field = parse_field_line(text);
  if (!field) return field.error();

  std::optional<Refusal> fault;
  switch (kind_of(field->name)) {
    case FieldKind::connection:
      progress.connection.add(field->value);
      break;
    case FieldKind::content_length:
      fault = progress.framing.add_content_length(field->value);
      break;
    case FieldKind::transfer_encoding:
      fault = progress.framing.add_transfer_encoding(field->value, progress.is_http10);
      break;
    case FieldKind::content_encoding:
    case FieldKind::dropped:
    case FieldKind::expect:
    case FieldKind::host:
    case FieldKind::other:
      break;
  }
  if (!fault) response.fields.add(std::string{field->name}, std::string{field->value});
  return fault;
}

std::optional<Refusal> ResponseReader::Impl::end_interim() {
  if (interim++ == limits.interim) return kTooManyInterim;
  response = {};
  progress = {};
  return std::nullopt;
}

// Source: RFC 9112 section 6.3.
std::optional<Refusal> ResponseReader::Impl::end_head() {
  if (response.status < 200) return end_interim();
  const Framing& framing = progress.framing;
  if (framing.is_foreign()) return kForeignCoding;
  if (method == Method::head || response.status == 204 || response.status == 304) {
    state = State::complete;
    return std::nullopt;
  }
  progress.body_left = framing.length().value_or(0);
  if (progress.body_left > limits.body) return kBodyTooLarge;

  if (framing.is_chunked()) chunks.emplace(chunk_limits(limits));
  progress.ends_with_connection = !framing.is_chunked() && !framing.length();
  const bool is_empty = framing.length() && *framing.length() == 0;
  state = is_empty ? State::complete : State::body;
  return std::nullopt;
}

std::optional<Refusal> ResponseReader::Impl::read_line(std::string_view text) {
  if (!progress.has_status_line) return read_status_line(text);
  return text.empty() ? end_head() : read_field(text);
}

void ResponseReader::Impl::take_line(std::string_view& bytes) {
  const std::size_t longest = progress.has_status_line ? limits.head : limits.status_line;
  const auto status = line.take(bytes, {longest, limits.head - progress.head_bytes});
  if (status == LineReader::Status::partial) return;
  if (status == LineReader::Status::fault) return refuse(line.fault());

  progress.head_bytes += line.wire_size();
  if (const auto fault = read_line(line.content())) {
    if (const auto control = line.control_fault()) return refuse(*control);
    return refuse(*fault, offset);
  }
  offset += line.wire_size();
}

void ResponseReader::Impl::take_chunks(std::string_view& bytes) {
  const auto status = chunks->take(bytes, &response.body);
  if (status == ChunkedReader::Status::fault) {
    return refuse(chunks->refusal(), offset + chunks->offset());
  }
  if (status == ChunkedReader::Status::complete) state = State::complete;
}

void ResponseReader::Impl::take_body(std::string_view& bytes) {
  if (chunks) return take_chunks(bytes);
  const std::uint64_t left =
      progress.ends_with_connection ? limits.body - response.body.size() : progress.body_left;
  const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(left, bytes.size()));
  response.body.append(bytes.substr(0, length));
  bytes.remove_prefix(length);
  if (progress.ends_with_connection) {
    if (!bytes.empty()) refuse(kBodyTooLarge, offset + response.body.size());
    return;
  }
  progress.body_left -= length;
  if (progress.body_left == 0) state = State::complete;
}

void ResponseReader::Impl::take(std::string_view& bytes) {
  while (!bytes.empty()) {
    switch (state) {
      case State::head:
        take_line(bytes);
        break;
      case State::body:
        take_body(bytes);
        break;
      case State::complete:
      case State::refused:
        return;
    }
  }
}

ResponseReader::ResponseReader(Method method, const ResponseLimits& limits)
    : impl_(std::make_unique<Impl>(method, limits)) {}
ResponseReader::~ResponseReader() = default;
ResponseReader::ResponseReader(ResponseReader&&) noexcept = default;
ResponseReader& ResponseReader::operator=(ResponseReader&&) noexcept = default;

std::size_t ResponseReader::feed(std::string_view bytes) {
  const std::size_t offered = bytes.size();
  impl_->take(bytes);
  return offered - bytes.size();
}

void ResponseReader::finish() {
  Impl& impl = *impl_;
  if (impl.state == State::head) {
    const std::size_t taken = impl.offset + impl.line.held().size();
    return impl.refuse(taken == 0 ? kNoAnswer : kHeadCut, taken);
  }
  if (impl.state != State::body) return;
  if (impl.progress.ends_with_connection) {
    impl.state = State::complete;
    return;
  }
  const std::size_t body =
      impl.chunks ? impl.chunks->offset() + impl.chunks->buffered() : impl.response.body.size();
  impl.refuse(kBodyCut, impl.offset + body);
}

ResponseReader::State ResponseReader::state() const { return impl_->state; }

const Error& ResponseReader::error() const {
  assert(impl_->state == State::refused && "only a refused answer has an error");
  return impl_->error;
}

bool ResponseReader::keeps_alive() const {
  const Progress& progress = impl_->progress;
  return impl_->state == State::complete && !progress.ends_with_connection &&
         progress.connection.persists(progress.is_http10);
}

Response ResponseReader::take() {
  assert(impl_->state == State::complete && "only a complete answer can be taken");
  Impl& impl = *impl_;
  Response response = std::exchange(impl.response, {});
  impl.progress = {};
  impl.chunks.reset();
  impl.interim = 0;
  impl.offset = 0;
  impl.state = State::head;
  return response;
}

}  // namespace understudy::http1
