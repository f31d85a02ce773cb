// SPDX-License-Identifier: MIT
/// A call whose answer is one JSON value of a type.
#pragma once

#include <utility>

#include "understudy/client/json_codec.hpp"
#include "understudy/client/session.hpp"

namespace understudy::client {

/// Makes a call and reads the body of its answer.
///
/// Errors:   those of Session::call, and Ending::contract with the JSON Pointer of what T cannot
///           hold
template <typename T>
Outcome<T> call_json(const Session& session, const OperationCall& call,
                     const CallOptions& options = {}) {
  Outcome<Answer> answer = session.call(call, options);
  if (!answer) return Failure{std::move(answer.error())};
  Result<T> value = read_json<T>(answer->response.body);
  if (!value) return Failure{session.unreadable(call, *answer, std::move(value.error()))};
  return *std::move(value);
}

}  // namespace understudy::client
