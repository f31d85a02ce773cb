// SPDX-License-Identifier: MIT
#include "answer_faults.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "contract_checks.hpp"
#include "header_shapes.hpp"
#include "understudy/openapi/validation.hpp"

namespace understudy::conformance {

namespace {

using openapi::Finding;

constexpr std::size_t kMost = 50;  // ours: findings of one answer

/// The nearest of the two places that cites a source, else the operation.
void cite(const openapi::Operation& operation, openapi::Place outer, openapi::Place inner,
          Finding& finding) {
  finding.source = operation.source;
  finding.grade = operation.grade;
  for (const openapi::Place place : {outer, inner}) {
    if (!place) continue;
    if (const auto source = place.element().find("x-source"); source && source->is_string()) {
      finding.source = source->text();
    }
    if (const auto grade = place.element().find("x-grade"); grade && grade->is_string()) {
      finding.grade = grade->text();
    }
  }
}

/// Fields that tell of limits are described for hosts that have one.
bool is_of_limits(std::string_view name) {
  constexpr std::array<std::string_view, 3> kBeginnings{"RateLimit", "Retry-After", "X-RateLimit"};
  return std::any_of(kBeginnings.begin(), kBeginnings.end(), [&](std::string_view beginning) {
    return equal_ignoring_case(name.substr(0, beginning.size()), beginning);
  });
}

void find_missing_fields(const openapi::Operation& operation, const openapi::ResponseRule& rule,
                         const Response& response, std::vector<Finding>& faults) {
  const bool is_success = response.status >= 200 && response.status < 300;
  for (const openapi::Parameter* const header : rule.headers) {
    if (header->is_required || response.fields.find(header->name) != nullptr) continue;
    const bool is_always = is_success && !is_of_limits(header->name);
    if (!is_always && !is_tied_to(response.status, header->name)) continue;
    Finding fault{.kind = Finding::Kind::missing_header,
                  .where = "header " + header->name,
                  .what = "expected the field that the contract describes, got none",
                  .expected = "a value",
                  .rule = location_of(header->place)};
    cite(operation, rule.place, header->place, fault);
    faults.push_back(std::move(fault));
  }
}

void find_misshapen_fields(const openapi::Operation& operation, const openapi::ResponseRule* rule,
                           const Response& response, std::vector<Finding>& faults) {
  for (const Field& field : response.fields) {
    const bool is_again =
        comes_once(field.name) && response.fields.find(field.name) != &field.value;
    const std::string_view wanted =
        is_again ? "a field that comes once" : wanted_shape(field.name, field.value);
    if (wanted.empty()) continue;
    openapi::Place place;
    if (rule != nullptr) {
      const auto described = std::find_if(rule->headers.begin(), rule->headers.end(),
                                          [&](const openapi::Parameter* header) {
                                            return equal_ignoring_case(header->name, field.name);
                                          });
      if (described != rule->headers.end()) place = (*described)->place;
    }
    Finding fault{.kind = Finding::Kind::broken_rule,
                  .where = "header " + excerpt(field.name),
                  .what = "expected " + std::string{wanted} + ", got " + excerpt(field.value),
                  .expected = std::string{wanted},
                  .got = excerpt(field.value),
                  .rule = "RFC 9110"};
    cite(operation, {}, place, fault);
    faults.push_back(std::move(fault));
  }
}

/// What more there is where a contract is open: no fault, but worth a look.
void add_open_members(const openapi::Report& all, std::vector<Finding>& faults) {
  const std::size_t known = faults.size();
  for (const Finding& finding : all.findings) {
    if (finding.kind != Finding::Kind::undocumented_member) continue;
    const auto end = faults.begin() + static_cast<std::ptrdiff_t>(known);
    const bool is_known = std::any_of(faults.begin(), end, [&](const Finding& other) {
      return other.kind == finding.kind && other.where == finding.where;
    });
    if (is_known) continue;
    faults.push_back(finding);
    faults.back().grade = "GUESS";
    faults.back().what += ", though others may be there";
  }
}

/// Where it is a guess what an error looks like, its members are no surer, whoever shares the
/// schema: a gateway may have answered.
void weaken(const openapi::Operation& operation, int status, std::vector<Finding>& faults) {
  constexpr int kFirstError = 400;
  if (status < kFirstError || conformance::cite(operation, status).grade != Grade::guess) return;
  for (Finding& fault : faults) fault.grade = "GUESS";
}

}  // namespace

std::vector<Finding> find_faults(const openapi::Document& contract,
                                 const openapi::Operation& operation, const Response& response,
                                 bool is_of_head) {
  const openapi::ResponseView view{.status = response.status,
                                   .fields = &response.fields,
                                   .body = response.body,
                                   .is_of_head = is_of_head};
  openapi::ResponseOptions options{.undocumented_members = openapi::Reported::yes, .most = kMost};
  auto report = openapi::validate_response(contract, operation, view, options);
  options.open_members = openapi::Reported::yes;
  add_open_members(openapi::validate_response(contract, operation, view, options), report.findings);
  const openapi::ResponseRule* const rule = find_response(operation, response.status);
  if (rule != nullptr) weaken(operation, response.status, report.findings);
  if (rule != nullptr) find_missing_fields(operation, *rule, response, report.findings);
  find_misshapen_fields(operation, rule, response, report.findings);
  return std::move(report.findings);
}

}  // namespace understudy::conformance
