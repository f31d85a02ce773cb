// SPDX-License-Identifier: MIT
/// Findings of the contract as refusals.
#include "validation.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "blanks.hpp"

namespace understudy::mock {

namespace {

/// "body /filters/state: expected the type ..., got 7; 2 more".
std::string sentence_of(const openapi::Report& report) {
  const openapi::Finding& first = report.findings.front();
  std::string sentence = first.where + ": " + first.what;
  const std::size_t more = report.findings.size() - 1;
  if (more > 0) sentence += "; " + std::to_string(more) + (report.capped ? " or" : "") + " more";
  return sentence;
}

}  // namespace

bool takes_json(const openapi::Operation& operation) {
  return operation.body != nullptr &&
         openapi::find_media_type(operation.body->content, "application/json") != nullptr;
}

Result<std::optional<JsonDocument>, Refusal> parse_json_body(std::string_view text) {
  if (is_blank(text, kJsonBlanks)) return std::optional<JsonDocument>{};
  JsonLimits limits;
  limits.byte_order_mark = JsonLimits::ByteOrderMark::ignored;  // apis/README C6
  auto body = JsonDocument::parse(text, limits);
  if (!body) {
    return Failure{Refusal{.status = 400,
                           .message = "JSON parse error: " + render(body.error()),
                           .rule = "body.json"}};
  }
  return std::optional{*std::move(body)};
}

bool takes_fields(const openapi::Operation& operation) {
  return std::any_of(operation.parameters.begin(), operation.parameters.end(),
                     [](const openapi::Parameter* parameter) {
                       return parameter->in == openapi::In::header ||
                              parameter->in == openapi::In::cookie;
                     });
}

Verdict check_contract(const openapi::Document& contract, const openapi::Operation& operation,
                       const openapi::RequestView& request) {
  constexpr openapi::RequestOptions kOptions{.unknown_query = openapi::Reported::no, .most = 100};
  openapi::Report report = openapi::validate_request(contract, operation, request, kOptions);
  if (report.is_clean()) return Done{};
  const openapi::Finding& first = report.findings.front();
  Refusal refusal{
      .status = 400, .message = sentence_of(report), .rule = first.rule, .source = first.source};
  refusal.report = std::make_shared<const openapi::Report>(std::move(report));
  return Failure{std::move(refusal)};
}

Verdict check_response(const openapi::Document& contract, const openapi::Operation& operation,
                       const Response& response, bool is_of_head) {
  openapi::Report report = openapi::validate_response(contract, operation,
                                                      {.status = response.status,
                                                       .fields = &response.fields,
                                                       .body = response.body,
                                                       .is_of_head = is_of_head});
  if (report.is_clean()) return Done{};
  const openapi::Finding& first = report.findings.front();
  Refusal refusal{.status = 500,
                  .message = "the mock's answer (status " + std::to_string(response.status) +
                             ") breaks its contract: " + sentence_of(report) + " [" + first.rule +
                             "]",
                  .rule = first.rule,
                  .source = first.source};
  refusal.report = std::make_shared<const openapi::Report>(std::move(report));
  return Failure{std::move(refusal)};
}

}  // namespace understudy::mock
