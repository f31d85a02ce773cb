// SPDX-License-Identifier: MIT
#include "understudy/client/contract_check.hpp"

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "understudy/openapi/contracts.hpp"
#include "understudy/openapi/validation.hpp"

namespace understudy::client {

namespace {

openapi::Report report_of(std::string where, std::string what) {
  openapi::Finding finding;
  finding.where = std::move(where);
  finding.what = std::move(what);
  return {.findings = {std::move(finding)}};
}

openapi::Report unknown_operation(std::string_view operation) {
  return report_of("operation", "expected an operation of the contract, got " + excerpt(operation));
}

}  // namespace

Result<Contract> Contract::of(std::string_view api) {
  // Contracts do not change: whoever comes first reads one for all.
  static std::mutex mutex;
  static std::map<std::string, Contract, std::less<>> read;
  const std::lock_guard lock{mutex};
  if (const auto it = read.find(api); it != read.end()) return it->second;
  auto document = openapi::load_contract(api);
  if (!document) return Failure{std::move(document.error())};
  return read.emplace(std::string{api}, Contract{*std::move(document)}).first->second;
}

openapi::Report Contract::check_request(std::string_view operation, const Request& request) const {
  const openapi::Operation* const expected = document_.find_operation(operation);
  if (expected == nullptr) return unknown_operation(operation);
  const openapi::Match match = document_.find_operation(request.method, request.path());
  if (match.operation != expected) {
    return report_of("request line", "expected the method and path of " + expected->path +
                                         ", got another operation's or nobody's");
  }
  return openapi::validate_request(document_, *expected,
                                   {.path = match.parameters,
                                    .query = request.query(),
                                    .fields = &request.fields,
                                    .body = request.body});
}

openapi::Report Contract::check_response(std::string_view operation, Method method,
                                         const Response& response) const {
  const openapi::Operation* const expected = document_.find_operation(operation);
  if (expected == nullptr) return unknown_operation(operation);
  return openapi::validate_response(document_, *expected,
                                    {.status = response.status,
                                     .fields = &response.fields,
                                     .body = response.body,
                                     .is_of_head = method == Method::head});
}

}  // namespace understudy::client
