// SPDX-License-Identifier: MIT
/// `status-context`: an error in the place of data.
///
/// Shape:    object: {"error": {"code", "message", "fields": [{"field", "message"}...] | absent},
///           "context": {"requestId"}, "status"}; flat: {"message", "context", "status"}
/// Units:    "fields" has one entry for each problem; its message counts them
/// Errors:   422 for "validation_failed" where the switch says so
/// Source:   partnerportal S2, S10; A2, A11, A14 the switches
#include "envelope/status_context.hpp"

#include <array>
#include <utility>

#include "envelope/dialect.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::envelope {

namespace {

constexpr std::string_view kValidationFailed = "validation_failed";  // S10.7

// S10: the codes of refusals that bring none.
constexpr std::array<std::pair<int, std::string_view>, 7> kCodes{{{401, "unauthorized"},
                                                                  {403, "forbidden"},
                                                                  {404, "not_found"},
                                                                  {405, "method_not_allowed"},
                                                                  {413, "payload_too_large"},
                                                                  {415, "unsupported_media_type"},
                                                                  {429, "rate_limited"}}};

std::string_view code_of(const Refusal& refusal) {
  if (!refusal.code.empty()) return refusal.code;
  if (refusal.rule == "body.json") return "invalid_json";  // S10.5
  for (const auto& [status, code] : kCodes) {
    if (status == refusal.status) return code;
  }
  return refusal.status >= 500 ? "internal_error" : "invalid_request";
}

std::string count_of(const std::vector<Detail>& details) {
  if (details.size() == 1) return "1 field is invalid";
  return std::to_string(details.size()) + " fields are invalid";
}

/// "error": {...}
std::string error_member(const Refusal& refusal) {
  std::string out = "\"error\":{\"code\":";
  append_json_string(out, code_of(refusal));
  out += ",\"message\":";
  append_json_string(out, refusal.details.empty() ? refusal.message : count_of(refusal.details));
  for (const Detail& detail : refusal.details) {
    out += &detail == &refusal.details.front() ? ",\"fields\":[" : ",";
    out += "{\"field\":";
    append_json_string(out, detail.where);
    out += ",\"message\":";
    append_json_string(out, detail.message);
    out += '}';
  }
  if (!refusal.details.empty()) out += ']';
  return out + '}';
}

/// "message": text, which names every field, since nothing else does.
std::string message_member(const Refusal& refusal) {
  std::string text = refusal.details.empty() ? refusal.message : "";
  for (const Detail& detail : refusal.details) {
    if (!text.empty()) text += "; ";
    text += detail.where + ' ' + detail.message;
  }
  std::string out = "\"message\":";
  append_json_string(out, text);
  return out;
}

}  // namespace

Response StatusContext::write(int status, std::string_view request_id,
                              std::string_view first) const {
  Response response{status, {{"Content-Type", "application/json"}}, {}};
  response.fields.add("X-Request-Id", std::string{request_id});
  std::string& out = response.body;
  out.reserve(first.size() + request_id.size() + 64);
  ((out += '{') += first) += ",\"context\":{\"requestId\":";
  append_json_string(out, request_id);
  out += "},\"status\":" + std::to_string(shows_zero_ ? 0 : status) + '}';
  return response;
}

WriteRefusal make_status_context(const Switches& switches) {
  const StatusContext envelope{switches};
  const bool is_flat = switches.is("errors.shape", "flat");
  const int invalid = switches.is("validation.status", "422") ? 422 : 400;
  return [envelope, is_flat, invalid](const Refusal& refusal, const Occasion& occasion) {
    const int status = refusal.code == kValidationFailed ? invalid : refusal.status;
    Response response = envelope.write(status, occasion.request_id,
                                       is_flat ? message_member(refusal) : error_member(refusal));
    for (const Field& field : refusal.fields) response.fields.add(field.name, field.value);
    return response;
  };
}

}  // namespace understudy::mock::envelope
