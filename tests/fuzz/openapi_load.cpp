// SPDX-License-Identifier: MIT
/// Texts as OpenAPI documents: operations or a refusal with its reason; every operation is found at
/// its own path and can be asked about messages.
#include <string>

#include "fuzz/fuzz.hpp"
#include "understudy/openapi/document.hpp"
#include "understudy/openapi/validation.hpp"

namespace {

using understudy::fuzz::require;
using understudy::openapi::Document;
using understudy::openapi::Finding;
using understudy::openapi::Match;
using understudy::openapi::Operation;
using understudy::openapi::Report;

void require_said(const Report& report) {
  for (const Finding& finding : report.findings) {
    require(!render(finding).empty(), "a finding can be said");
  }
}

void check(const Document& document, const Operation& operation) {
  require(document.find_operation(operation.id) == &operation, "an operation has an id of its own");
  const understudy::Fields fields{{"Content-Type", "application/json"}, {"X-A", "1,2"}};
  const Match match = document.find_operation(operation.method, operation.path);
  require_said(understudy::openapi::validate_request(document, operation,
                                                     {.path = match.parameters,
                                                      .query = "a=1&b=x,y&a[b]=%7E&page=2",
                                                      .fields = &fields,
                                                      .body = R"({"a":[1,null],"b":"x"})"}));
  require_said(understudy::openapi::validate_request(document, operation, {}));
  for (const int status : {200, 404}) {
    require_said(understudy::openapi::validate_response(
        document, operation, {.status = status, .fields = &fields, .body = R"({"a":[1]})"},
        {.undocumented_members = understudy::openapi::Reported::yes,
         .undocumented_headers = understudy::openapi::Reported::yes}));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto document = Document::load(understudy::fuzz::text_of(data, size));
  if (!document) {
    require(document.error().code != understudy::Errc::internal, "a refusal has a reason");
    require(!document.error().what.empty(), "and a sentence");
    return 0;
  }
  for (const Operation& operation : document->operations()) check(*document, operation);
  static_cast<void>(document->find_operation(understudy::Method::get, "/a/%2F/b%20c"));
  static_cast<void>(document->find_schema("/components/schemas/a"));
  return 0;
}
