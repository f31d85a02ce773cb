// SPDX-License-Identifier: MIT
/// Messages to bytes. The size is counted and every field checked before the first byte is written,
/// so that the text is made in one piece and nothing half right is ever returned.
#include <algorithm>
#include <array>
#include <charconv>

#include "http1/bytes.hpp"
#include "http1/head.hpp"

namespace understudy::http1 {

namespace {

constexpr std::size_t kMaxHead = 65'536;  // robustness: response head

// Written by us alone, from what the message really is.
constexpr std::array<std::string_view, 4> kResponseFramingFields{"Connection", "Content-Length",
                                                                 "Date", "Transfer-Encoding"};
constexpr std::array<std::string_view, 3> kRequestFramingFields{"Content-Length", "Host",
                                                                "Transfer-Encoding"};

template <std::size_t N>
bool is_listed(const std::array<std::string_view, N>& names, const std::string& name) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view listed) {
    return listed.size() == name.size() && equal_ignoring_case(listed, name);
  });
}

Failure<Error> bad(std::string what, std::string where) {
  return Failure{Error{Errc::bad_input, std::move(what), std::move(where), ""}};
}

Failure<Error> too_large(std::string_view part, std::size_t size, std::size_t limit) {
  return Failure{Error{Errc::limit_exceeded,
                       "the " + std::string{part} + " has " + std::to_string(size) +
                           " bytes, more than " + std::to_string(limit),
                       std::string{part}, ""}};
}

// The bytes that the fields which are not ours take on the wire.
template <std::size_t N>
Result<std::size_t> measure_fields(const Fields& fields,
                                   const std::array<std::string_view, N>& ours) {
  std::size_t size = 0;
  std::size_t index = 0;
  for (const Field& field : fields) {
    if (field.name.empty() || !consists_of(field.name, kTokenByte)) {
      return bad("a field name is no token: \"" + excerpt(field.name) + "\"",
                 "field " + std::to_string(index));
    }
    if (has_control(field.value)) {
      return bad("the value of " + excerpt(field.name) + " has a control byte",
                 "field " + std::to_string(index));
    }
    if (!is_listed(ours, field.name)) size += field.name.size() + field.value.size() + 4;
    ++index;
  }
  return size;
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

void append_number(std::string& out, std::size_t number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

void append_length(std::string& out, std::size_t length) {
  out.append("Content-Length: ");
  append_number(out, length);
  out.append("\r\n");
}

template <std::size_t N>
void append_fields(std::string& out, const Fields& fields,
                   const std::array<std::string_view, N>& ours) {
  for (const Field& field : fields) {
    if (!is_listed(ours, field.name)) append_field(out, field.name, field.value);
  }
}

// RFC 9110 section 8.6. The length on a 304 would be that of the 200: only a body can tell it.
bool has_length(const Response& response) {
  if (response.status < 200 || response.status == 204) return false;
  return response.status != 304 || !response.body.empty();
}

bool has_body(const Response& response, const WriteContext& context) {
  return !context.to_head && response.status >= 200 && response.status != 204 &&
         response.status != 304;
}

// A request without a body says so where a body could be expected (RFC 9110 section 8.6).
bool has_length(const Request& request) {
  switch (request.method) {
    case Method::delete_:
    case Method::get:
    case Method::head:
    case Method::options:
      return !request.body.empty();
    case Method::patch:
    case Method::post:
    case Method::put:
      return true;
  }
  return true;
}

// Start line, our own fields and the empty line take no more than this beside their texts.
constexpr std::size_t kHeadAllowance = 128;

}  // namespace

Result<std::string> write_response(const Response& response, const WriteContext& context,
                                   std::size_t max_body) {
  if (response.status < 100 || response.status > 599) {
    return bad("the status is no number from 100 to 599: " + std::to_string(response.status),
               "status line");
  }
  if (has_control(context.date)) return bad("the date has a control byte", "date");
  const auto fields = measure_fields(response.fields, kResponseFramingFields);
  if (!fields) return Failure{fields.error()};
  if (response.body.size() > max_body) return too_large("body", response.body.size(), max_body);

  const std::string_view reason = reason_of(response.status);
  const std::string_view body = has_body(response, context) ? std::string_view{response.body} : "";
  std::string out;
  out.reserve(kHeadAllowance + reason.size() + context.date.size() + *fields + body.size());

  // status-line
  out.append("HTTP/1.1 ");
  append_number(out, static_cast<std::size_t>(response.status));
  out.append(" ").append(reason).append("\r\n");

  // our own fields, then those of the response
  if (!context.date.empty()) append_field(out, "Date", context.date);
  append_fields(out, response.fields, kResponseFramingFields);
  if (has_length(response)) append_length(out, response.body.size());
  if (context.close) append_field(out, "Connection", "close");
  if (!context.close && context.echo_keep_alive) append_field(out, "Connection", "keep-alive");
  out.append("\r\n");
  if (out.size() > kMaxHead) return too_large("head", out.size(), kMaxHead);

  out.append(body);
  return out;
}

Result<std::string> write_request(const Request& request, std::string_view host) {
  const bool is_asterisk = request.method == Method::options && request.target == "*";
  if (!is_asterisk && !is_origin_form(request.target)) {
    return bad("the target is no path of bytes that a target may have", "request line");
  }
  if (!is_authority(host)) return bad("the host is no valid host and port", "host");
  const auto fields = measure_fields(request.fields, kRequestFramingFields);
  if (!fields) return Failure{fields.error()};

  std::string out;
  out.reserve(kHeadAllowance + request.target.size() + host.size() + *fields + request.body.size());

  // request-line
  out.append(name_of(request.method)).append(" ").append(request.target).append(" HTTP/1.1\r\n");

  // Host stands first (RFC 9110 section 7.2), then the fields of the request
  append_field(out, "Host", host);
  append_fields(out, request.fields, kRequestFramingFields);
  if (has_length(request)) append_length(out, request.body.size());
  out.append("\r\n");
  if (out.size() > kMaxHead) return too_large("head", out.size(), kMaxHead);

  out.append(request.body);
  return out;
}

}  // namespace understudy::http1
