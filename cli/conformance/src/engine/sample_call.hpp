// SPDX-License-Identifier: MIT
/// A call as a profile writes it, made a request with holes; and the members it is read by.
#pragma once

#include <string>

#include "../document.hpp"
#include "profile.hpp"
#include "understudy/openapi/document.hpp"

namespace understudy::conformance {

/// Scalars as they stand in a query: texts bare, the others as JSON writes them.
std::string text_of(const Json& value);

// Members of an object, or what stands for them where there are none.
bool read_flag(const Place& object, const std::string& name, bool otherwise);
std::string text_or(const Place& object, const std::string& name, std::string otherwise = {});
Json member_or(const Place& object, const std::string& name);

Fields fields_of(const Json& members);

/// A call of an operation of the contract; `name` is the operation where the call names none.
Result<SampleCall> read_call(const openapi::Document& contract, const Place& place,
                             const std::string& name);

}  // namespace understudy::conformance
