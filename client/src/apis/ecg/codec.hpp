// SPDX-License-Identifier: MIT
/// Requests of the ECG organizations API v2 as they are sent, and how its errors are read.
#pragma once

#include <optional>

#include "calls/built_call.hpp"
#include "understudy/client/apis/ecg/requests.hpp"

namespace understudy::client::ecg {

calls::BuiltCall build(const ListPartnersRequest& request);
calls::BuiltCall build(const CreatePartnerRequest& request);
calls::BuiltCall build(const GetPartnerRequest& request);

/// Reads a "nest-error".
///
/// Shape:    {"statusCode": int, "message": text | [text...], "error": reason phrase | absent}
/// Source:   ecg S13
std::optional<VendorError> read_error(const Response& response);

}  // namespace understudy::client::ecg
