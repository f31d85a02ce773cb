// SPDX-License-Identifier: MIT
/// Requests of the Impartner PRM objects API as they are sent, and how its errors are read.
#pragma once

#include <optional>

#include "calls/built_call.hpp"
#include "understudy/client/apis/impartner/client.hpp"

namespace understudy::client::impartner {

calls::BuiltCall build(const DescribeObjectsRequest& request);
calls::BuiltCall build(const DescribeObjectRequest& request);
calls::BuiltCall build(const ListByODataRequest& request);
calls::BuiltCall build(const ListByThqlRequest& request);
calls::BuiltCall build(const SearchRecordsRequest& request);
calls::BuiltCall build(const CreateRecordRequest& request);
calls::BuiltCall build(const CreateRecordsRequest& request);
calls::BuiltCall build(const GetRecordRequest& request);
calls::BuiltCall build(const UpdateRecordRequest& request);
calls::BuiltCall build(const UpdateRecordsRequest& request);
calls::BuiltCall build(const DeleteRecordRequest& request);
calls::BuiltCall build(const DeleteRecordsRequest& request);
calls::BuiltCall build(const ListDeletedRecordsRequest& request);
calls::BuiltCall build(const CreateKeyRequest& request);

/// Reads a failure, also one of status 200.
///
/// Shape:    {"success": false, "message", "errors": [{"code", "message"}...]}, without `results`
///           where the status is 2xx: items of a call for many fail on their own. On other hosts
///           {"message", "messageDetail"}, or a redirection to a login page
/// Source:   impartner S5.6, S16, A16, A23
std::optional<VendorError> read_error(const Response& response);

}  // namespace understudy::client::impartner
