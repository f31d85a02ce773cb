// SPDX-License-Identifier: MIT
/// Requests of the PartnerPortal API as they are sent, and how its errors are read.
#pragma once

#include <optional>

#include "calls/built_call.hpp"
#include "understudy/client/apis/partnerportal/client.hpp"

namespace understudy::client::partnerportal {

OperationCall token_call(const Login& login);
calls::BuiltCall build(const ListLeadsRequest& request);
calls::BuiltCall build(const CreateLeadRequest& request);
calls::BuiltCall build(const GetLeadRequest& request);
calls::BuiltCall build(const UpdateLeadRequest& request);
calls::BuiltCall build(const CompanySchemaRequest& request);
calls::BuiltCall build(const OrgSchemaRequest& request);

/// Reads an error of any endpoint; of the one for tokens, what OAuth has no words for.
///
/// Shape:    {"error": {"code", "message", "fields": [{"field", "message"}...] | absent},
///           "context": {"requestId"}, "status"}; on other hosts {"message", "context", "status"}
/// Source:   partnerportal S10, A11
std::optional<VendorError> read_error(const Response& response);

}  // namespace understudy::client::partnerportal
