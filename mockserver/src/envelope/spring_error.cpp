// SPDX-License-Identifier: MIT
/// `spring-error`: the default error object of Spring Boot.
///
/// Shape:    {"timestamp": "2026-01-15T10:00:00.000+00:00", "status": 400, "error": "Bad Request",
///           "message": text | absent, "path": the request's path without its query}
/// Units:    timestamp in UTC, with milliseconds
/// Source:   partnertap S17 [FW]; A33 [INF]: `message`; Spring Boot DefaultErrorAttributes
#include <string>

#include "envelope/dialect.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::envelope {

namespace {

enum class Message : unsigned char { absent, empty, text };

Message read_message(const Switches& switches) {
  if (switches.is("errors.message", "absent")) return Message::absent;
  return switches.is("errors.message", "empty") ? Message::empty : Message::text;
}

std::string error_of(int status) {
  const std::string_view reason = reason_of(status);
  // what Spring writes for a status it has no name for
  return reason.empty() ? "Http Status " + std::to_string(status) : std::string{reason};
}

std::string write_body(const Refusal& refusal, std::string_view path, WallTime now,
                       Message message) {
  std::string body = "{\"timestamp\":";
  append_json_string(body, format_iso_millis(now));
  body += ",\"status\":" + std::to_string(refusal.status) + ",\"error\":";
  append_json_string(body, error_of(refusal.status));
  if (message != Message::absent) {
    body += ",\"message\":";
    append_json_string(body, message == Message::text ? refusal.message : "");
  }
  body += ",\"path\":";
  append_json_string(body, path);
  body += '}';
  return body;
}

}  // namespace

WriteRefusal make_spring_error(const Switches& switches) {
  const Message message = read_message(switches);
  return [message](const Refusal& refusal, const Occasion& occasion) {
    Response response{refusal.status, refusal.fields, {}};
    if (refusal.without_body) return response;
    response.fields.set("Content-Type", "application/json");
    response.body = write_body(refusal, occasion.request.path(), occasion.now, message);
    return response;
  };
}

}  // namespace understudy::mock::envelope
