// SPDX-License-Identifier: MIT
/// `api-result`: the failure of a .NET service that wraps everything it says.
///
/// Shape:    {"success": false, "message": text, "errors": [{"code": text, "message": text}]}, one
///           error per problem; under errors.transport_shape=http-error what the framework refuses
///           by itself (no such route, method or media type) is {"message", "messageDetail"}
/// Errors:   status and code by the refusal; errors.http=200 sends 200 for every failure that is
///           in this shape
/// Source:   S5.6, S16.1 codes [GUESS]; S16.4 [INF]; S16.7 [DOC] UnknownException; A16 the status
#include <string>
#include <string_view>

#include "envelope/dialect.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::envelope {

namespace {

std::string_view code_of(const Refusal& refusal) {
  if (!refusal.code.empty()) return refusal.code;
  switch (refusal.status) {
    case 400:
      return refusal.rule.starts_with("body.") ? "InvalidRequest" : "InvalidParameter";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "NotFound";
    case 405:
      return "MethodNotAllowed";
    case 413:
      return "InvalidRequest";
    case 415:
      return "UnsupportedMediaType";
    case 429:
      return "TooManyRequests";
    default:
      return "UnknownException";  // S16.7
  }
}

bool is_of_transport(const Refusal& refusal) {
  return refusal.rule == "path.unknown" || refusal.rule == "method.unknown" ||
         refusal.rule == "content-type";
}

void append_error(std::string& body, std::string_view code, std::string_view message) {
  body += R"({"code":)";
  append_json_string(body, code);
  body += R"(,"message":)";
  append_json_string(body, message);
  body += '}';
}

std::string write_failure(const Refusal& refusal) {
  std::string body = R"({"success":false,"message":)";
  append_json_string(body, refusal.message);
  body += R"(,"errors":[)";
  if (refusal.details.empty()) append_error(body, code_of(refusal), refusal.message);
  bool is_first = true;
  for (const Detail& detail : refusal.details) {
    if (!is_first) body += ',';
    is_first = false;
    append_error(body, detail.code.empty() ? code_of(refusal) : std::string_view{detail.code},
                 detail.message);
  }
  body += "]}";
  return body;
}

std::string write_transport_error(const Refusal& refusal) {
  std::string body = R"({"message":)";
  append_json_string(body, reason_of(refusal.status));
  body += R"(,"messageDetail":)";
  append_json_string(body, refusal.message);
  body += '}';
  return body;
}

}  // namespace

WriteRefusal make_api_result(const Switches& switches) {
  const bool hides_status = switches.is("errors.http", "200");
  const bool has_transport_shape = switches.is("errors.transport_shape", "http-error");
  return [=](const Refusal& refusal, const Occasion&) {
    Response response{refusal.status, refusal.fields, {}};
    if (refusal.without_body) return response;
    response.fields.set("Content-Type", "application/json");
    if (has_transport_shape && is_of_transport(refusal)) {
      response.body = write_transport_error(refusal);
      return response;
    }
    if (hides_status) response.status = 200;
    response.body = write_failure(refusal);
    return response;
  };
}

}  // namespace understudy::mock::envelope
