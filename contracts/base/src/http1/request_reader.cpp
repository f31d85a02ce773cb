// SPDX-License-Identifier: MIT
/// Requests off a connection: head, body, refusals.
///
/// A line is refused when it is complete; a control byte, a bare CR or LF and a passed limit at the
/// very byte. What only the fields together say is settled at the end of the head.
#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

#include "http1/chunked.hpp"
#include "http1/head.hpp"
#include "http1/line.hpp"

namespace understudy::http1 {

namespace {

constexpr Refusal kRequestLineTooLong{414, "the request line is too long"};
constexpr Refusal kSecondEmptyLine{400, "more than one empty line stands before the request line"};
constexpr Refusal kBadHost{400, "the Host field has no valid host and port"};
constexpr Refusal kNoHost{400, "the Host field is missing"};
constexpr Refusal kTwoHosts{400, "the Host field is there twice"};
constexpr Refusal kUnknownExpectation{417, "the expectation is not 100-continue"};
constexpr Refusal kEncodedContent{415, "the content coding is not identity"};

// The body of the first ones means nothing (RFC 9110 section 9.3): it is read and given to nobody.
// That of DELETE has no meaning in general either, but partners give it one: ids to delete.
bool has_body(Method method) {
  switch (method) {
    case Method::get:
    case Method::head:
    case Method::options:
      return false;
    case Method::delete_:
    case Method::patch:
    case Method::post:
    case Method::put:
      return true;
  }
  return false;
}

// What is known of one request beside the message itself.
struct Progress {
  std::size_t head_bytes = 0;
  std::size_t fields = 0;
  std::size_t hosts = 0;
  std::uint64_t body_left = 0;
  bool has_empty_line = false;  // before the request line
  bool has_request_line = false;
  bool is_http10 = false;
  bool keeps_body = false;
  bool expects_continue = false;
  bool expects_other = false;
  bool is_encoded = false;
  bool has_body_byte = false;
  std::string authority;  // of an absolute-form target
  Framing framing;
  ConnectionOptions connection;
};

}  // namespace

struct RequestReader::Impl {
  explicit Impl(const Limits& bounds) : limits(bounds) {}

  void take(std::string_view& bytes);
  void take_line(std::string_view& bytes);
  void take_chunks(std::string_view& bytes);
  void take_body(std::string_view& bytes);
  std::optional<Refusal> read_line(std::string_view line);
  std::optional<Refusal> read_request_line(std::string_view line);
  std::optional<Refusal> read_field(std::string_view line);
  std::optional<Refusal> read_host(std::string_view value);
  void read_expectation(std::string_view value);
  std::optional<Refusal> end_head();
  void refuse(const Refusal& reason);
  void refuse(const LineFault& fault);

  Limits limits;
  State state = State::idle;
  Refusal refusal;
  LineReader line;
  Progress progress;
  std::optional<ChunkedReader> chunks;  // only for a chunked body
  Request request;
};

void RequestReader::Impl::refuse(const Refusal& reason) {
  refusal = reason;
  state = State::refused;
}

void RequestReader::Impl::refuse(const LineFault& fault) {
  switch (fault.kind) {
    case LineFault::Kind::control:
      return refuse(kControlInLine);
    case LineFault::Kind::section_full:
      return refuse(kHeadTooLarge);
    case LineFault::Kind::too_long:
      return refuse(progress.has_request_line ? kLineTooLong : kRequestLineTooLong);
  }
}

std::optional<Refusal> RequestReader::Impl::read_request_line(std::string_view text) {
  const auto read = parse_request_line(text);
  if (!read) return read.error();
  request.method = read->method;
  request.target.clear();
  if (!read->has_path) request.target.push_back('/');
  request.target.append(read->target);
  progress.authority.assign(read->authority);
  progress.is_http10 = read->is_http10;
  progress.keeps_body = has_body(read->method);
  progress.has_request_line = true;
  return std::nullopt;
}

std::optional<Refusal> RequestReader::Impl::read_host(std::string_view value) {
  if (progress.hosts++ > 0) return kTwoHosts;
  if (!is_authority(value)) return kBadHost;
  return std::nullopt;
}

void RequestReader::Impl::read_expectation(std::string_view value) {
  if (progress.is_http10) return;  // RFC 9110 section 10.1.1: HTTP/1.0 cannot expect
  if (equal_ignoring_case(value, "100-continue")) {
    progress.expects_continue = true;
    return;
  }
  progress.expects_other = true;
}

std::optional<Refusal> RequestReader::Impl::read_field(std::string_view text) {
  if (progress.fields++ == limits.fields) return kTooManyFields;
  const auto field = parse_field_line(text);
  if (!field) return field.error();

  std::string_view value = field->value;
  std::optional<Refusal> fault;
  switch (kind_of(field->name)) {
    case FieldKind::connection:
      progress.connection.add(value);
      break;
    case FieldKind::content_encoding:
      if (!equal_ignoring_case(value, "identity")) progress.is_encoded = true;
      break;
    case FieldKind::content_length:
      fault = progress.framing.add_content_length(value);
      break;
    case FieldKind::dropped:
      return std::nullopt;
    case FieldKind::expect:
      read_expectation(value);
      break;
    case FieldKind::host:
      fault = read_host(value);
      // The authority of the target replaces the field (RFC 9112 section 3.2.2).
      if (!progress.authority.empty()) value = progress.authority;
      break;
    case FieldKind::other:
      break;
    case FieldKind::transfer_encoding:
      fault = progress.framing.add_transfer_encoding(value, progress.is_http10);
      break;
  }
  if (!fault) request.fields.add(std::string{field->name}, std::string{value});
  return fault;
}

std::optional<Refusal> RequestReader::Impl::end_head() {
  if (progress.hosts == 0) {
    if (!progress.is_http10) return kNoHost;
    if (!progress.authority.empty()) request.fields.add("Host", progress.authority);
  }
  const Framing& framing = progress.framing;
  if (framing.is_foreign()) return kForeignCoding;
  if (progress.expects_other) return kUnknownExpectation;
  if (progress.is_encoded) return kEncodedContent;
  progress.body_left = framing.length().value_or(0);
  if (progress.body_left > limits.body) return kBodyTooLarge;

  if (framing.is_chunked()) chunks.emplace(limits);
  state = chunks || progress.body_left > 0 ? State::body : State::complete;
  return std::nullopt;
}

std::optional<Refusal> RequestReader::Impl::read_line(std::string_view text) {
  if (progress.has_request_line) return text.empty() ? end_head() : read_field(text);
  if (!text.empty()) return read_request_line(text);
  if (progress.has_empty_line) return kSecondEmptyLine;
  progress.has_empty_line = true;
  return std::nullopt;
}

void RequestReader::Impl::take_line(std::string_view& bytes) {
  const std::size_t longest = progress.has_request_line ? limits.field_line : limits.request_line;
  const auto status = line.take(bytes, {longest, limits.head - progress.head_bytes});
  // Bytes of an empty line before the request line start nothing yet.
  if (status == LineReader::Status::partial) {
    if (line.held() != "\r") state = State::head;
    return;
  }
  if (status == LineReader::Status::fault) return refuse(line.fault());

  if (const auto fault = read_line(line.content())) {
    if (const auto control = line.control_fault()) return refuse(*control);
    return refuse(*fault);
  }
  if (!progress.has_request_line) return;
  progress.head_bytes += line.wire_size();
  if (state == State::idle) state = State::head;
}

void RequestReader::Impl::take_chunks(std::string_view& bytes) {
  const auto status = chunks->take(bytes, progress.keeps_body ? &request.body : nullptr);
  if (status == ChunkedReader::Status::fault) return refuse(chunks->refusal());
  if (status == ChunkedReader::Status::complete) state = State::complete;
}

void RequestReader::Impl::take_body(std::string_view& bytes) {
  progress.has_body_byte = true;
  if (chunks) return take_chunks(bytes);
  const auto length =
      static_cast<std::size_t>(std::min<std::uint64_t>(progress.body_left, bytes.size()));
  if (progress.keeps_body) request.body.append(bytes.substr(0, length));
  bytes.remove_prefix(length);
  progress.body_left -= length;
  if (progress.body_left == 0) state = State::complete;
}

void RequestReader::Impl::take(std::string_view& bytes) {
  while (!bytes.empty()) {
    switch (state) {
      case State::idle:
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

RequestReader::RequestReader(const Limits& limits) : impl_(std::make_unique<Impl>(limits)) {}
RequestReader::~RequestReader() = default;
RequestReader::RequestReader(RequestReader&&) noexcept = default;
RequestReader& RequestReader::operator=(RequestReader&&) noexcept = default;

std::size_t RequestReader::feed(std::string_view bytes) {
  const std::size_t offered = bytes.size();
  impl_->take(bytes);
  return offered - bytes.size();
}

RequestReader::State RequestReader::state() const { return impl_->state; }

const Refusal& RequestReader::refusal() const {
  assert(impl_->state == State::refused && "only a refused request has a refusal");
  return impl_->refusal;
}

bool RequestReader::awaits_continue() const {
  const Progress& progress = impl_->progress;
  return impl_->state == State::body && progress.expects_continue && !progress.has_body_byte;
}

void RequestReader::continue_sent() { impl_->progress.expects_continue = false; }

bool RequestReader::keeps_alive() const {
  return impl_->progress.connection.persists(impl_->progress.is_http10);
}

bool RequestReader::is_http10() const { return impl_->progress.is_http10; }

std::size_t RequestReader::buffered() const {
  // Short strings live inside the reader and cost nothing.
  const std::size_t own = std::string{}.capacity();
  const std::size_t chunk_line = impl_->chunks ? impl_->chunks->buffered() : 0;
  return impl_->line.held().size() + impl_->progress.head_bytes + chunk_line +
         (impl_->request.body.capacity() - own);
}

Request RequestReader::take() {
  assert(impl_->state == State::complete && "only a complete request can be taken");
  Request request = std::exchange(impl_->request, {});
  impl_->progress = {};
  impl_->chunks.reset();
  impl_->state = State::idle;
  return request;
}

}  // namespace understudy::http1
