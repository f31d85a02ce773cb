// SPDX-License-Identifier: MIT
/// `nest-error`: the error object of NestJS.
///
/// Shape:    {"statusCode": 400, "message": text | [text...], "error": "Bad Request" | absent}
///           `message` is an array exactly where a refusal has details: what a validation pipe
///           refuses. `error` is absent at 401, 429 and 500. The framework knows neither 405 nor
///           its `Allow`: a wrong method is 404 as an unknown path is
/// Source:   ecg S13 [FW]: NestJS exception filter, router, guards, throttler; S14.1
#include <string>

#include "envelope/dialect.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::envelope {

namespace {

/// The framework's own words; ours where it lets a host choose, and where a mock has a bug.
std::string message_of(const Refusal& refusal, const Request& request) {
  if (refusal.rule == "path.unknown" || refusal.rule == "method.unknown") {  // S13.4
    return "Cannot " + std::string{name_of(request.method)} + " " + request.target;
  }
  if (refusal.rule == "internal") return "Internal server error";  // S13.8
  switch (refusal.status) {
    case 401:
      return "Unauthorized";  // S4.2
    case 403:
      return "Forbidden resource";  // S4.9
    case 413:
      return "request entity too large";  // S13.5
    case 429:
      return "ThrottlerException: Too Many Requests";  // S14.1
    default:
      return refusal.message;
  }
}

/// The name that the framework still has for 413.
std::string_view error_of(int status) {
  return status == 413 ? std::string_view{"Payload Too Large"} : reason_of(status);
}

void append_message(std::string& body, const Refusal& refusal, const Request& request) {
  if (refusal.details.empty()) {
    append_json_string(body, message_of(refusal, request));
    return;
  }
  char before = '[';
  for (const Detail& detail : refusal.details) {
    body += before;
    append_json_string(body, detail.message);
    before = ',';
  }
  body += ']';
}

}  // namespace

WriteRefusal make_nest_error(const Switches&) {
  return [](const Refusal& refusal, const Occasion& occasion) {
    const int status = refusal.rule == "method.unknown" ? 404 : refusal.status;
    Response response{status, refusal.fields, {}};
    response.fields.remove("Allow");
    response.fields.set("Content-Type", "application/json; charset=utf-8");  // S3.1
    response.body = "{\"statusCode\":" + std::to_string(status) + ",\"message\":";
    append_message(response.body, refusal, occasion.request);
    if (status != 401 && status != 429 && status != 500) {  // S13.1, S14.1
      response.body += ",\"error\":";
      append_json_string(response.body, error_of(status));
    }
    response.body += '}';
    return response;
  };
}

}  // namespace understudy::mock::envelope
