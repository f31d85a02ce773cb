// SPDX-License-Identifier: MIT
#include "apis/partnerportal/codec.hpp"

#include "calls/error_body.hpp"

namespace understudy::client::partnerportal {

namespace {

/// All paths are guesses of the document.
calls::Target company(const std::string& id) {
  calls::Target target{"/companies"};
  target.segment("company_id", id);
  return target;
}

calls::Target lead(const std::string& company_id, const std::string& lead_id) {
  calls::Target target = company(company_id);
  target.fixed("/leads").segment("lead_id", lead_id);
  return target;
}

/// The words of OAuth for what OAuth refuses, and the envelope for the rest. Source: S8, S10.1
std::optional<VendorError> read_token_error(const Response& response) {
  std::optional<VendorError> error = read_oauth_error(response);
  return error && error->code.empty() ? read_error(response) : error;
}

}  // namespace

OperationCall token_call(const Login& login) {
  OperationCall call = client_credentials_request({.operation = "token",
                                                   .target = "/oauth/token",
                                                   .id = login.id,
                                                   .secret = login.secret,
                                                   .scope = login.scope});
  call.read_error = read_token_error;
  return call;
}

calls::BuiltCall build(const ListLeadsRequest& request) {
  calls::Target target = company(request.company_id);
  target.fixed("/leads").param("skip", request.skip).param("limit", request.limit);
  return calls::make_call("listLeads", Method::get, target, Idempotency::safe);
}

calls::BuiltCall build(const CreateLeadRequest& request) {
  calls::Target target = company(request.company_id);
  target.fixed("/leads");
  return calls::make_call("createLead", Method::post, target, Idempotency::unsafe,
                          write_json(request.lead));
}

calls::BuiltCall build(const GetLeadRequest& request) {
  return calls::make_call("getLead", Method::get, lead(request.company_id, request.lead_id),
                          Idempotency::safe);
}

calls::BuiltCall build(const UpdateLeadRequest& request) {
  return calls::make_call("updateLead", Method::patch, lead(request.company_id, request.lead_id),
                          Idempotency::idempotent, write_json(request.changes));
}

calls::BuiltCall build(const CompanySchemaRequest& request) {
  calls::Target target = company(request.company_id);
  target.fixed("/schemas").segment("object", request.object);
  return calls::make_call("companySchema", Method::get, target, Idempotency::safe);
}

calls::BuiltCall build(const OrgSchemaRequest& request) {
  calls::Target target = company(request.company_id);
  target.fixed("/partner-organizations")
      .segment("partner_organization_id", request.partner_organization_id)
      .fixed("/schemas")
      .segment("object", request.object);
  return calls::make_call("orgSchema", Method::get, target, Idempotency::safe);
}

std::optional<VendorError> read_error(const Response& response) {
  if (calls::is_success(response)) return std::nullopt;
  return calls::read_error_body(response, [](JsonElement body, VendorError& error) {
    if (const auto context = body.find("context")) {
      error.request_id = calls::text_at(*context, "requestId");
    }
    const JsonElement told = body.find("error").value_or(body);
    error.code = calls::text_at(told, "code");
    error.message = calls::text_at(told, "message");
    const std::optional<JsonElement> fields = told.find("fields");
    if (!fields) return;
    for (const JsonElement field : fields->elements()) {
      error.problems.push_back(
          {.field = calls::text_at(field, "field"), .message = calls::text_at(field, "message")});
    }
  });
}

}  // namespace understudy::client::partnerportal
