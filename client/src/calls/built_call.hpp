// SPDX-License-Identifier: MIT
/// From a request that was put together to its typed answer, one value or one page of a list.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "calls/target.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/base/json_pointer.hpp"
#include "understudy/client/pages.hpp"
#include "understudy/client/session.hpp"
#include "understudy/client/typed_call.hpp"

namespace understudy::client::calls {

/// A call, or why its request cannot be written.
struct BuiltCall {
  OperationCall call = {};
  std::optional<Error> problem = {};
};

/// A call without a body.
BuiltCall make_call(std::string operation, Method method, const Target& target,
                    Idempotency idempotency);
/// A call with a JSON text as its body.
BuiltCall make_call(std::string operation, Method method, const Target& target,
                    Idempotency idempotency, std::string json);

/// The error of a call that never left.
inline CallError refusal(const Session& session, const OperationCall& call, Error cause) {
  return {.operation = session.api() + "." + call.operation, .cause = std::move(cause)};
}

/// Makes the call and reads its body.
template <typename T>
Outcome<T> call_built(const Session& session, const BuiltCall& built, const CallOptions& options) {
  if (built.problem) return Failure{refusal(session, built.call, *built.problem)};
  return call_json<T>(session, built.call, options);
}

/// What a page says of the walk.
struct NumberedStep {
  std::size_t rows = 0;
  std::optional<std::int64_t> total = {};
  std::optional<std::int64_t> next = {};  ///< the number of the next page; nothing: the last one
};

/// A list whose pages are found by a number.
template <typename Page>
struct NumberedList {
  /// The call for the page of a number.
  std::function<BuiltCall(std::int64_t number)> build = {};
  /// What the page of a number says. Told of every page of one walk, and of no other's.
  std::function<NumberedStep(const Page& page, std::int64_t number)> step = {};
  std::int64_t first = 0;              ///< the number of an empty token
  std::string_view page_pointer = {};  ///< where the page stands in a body; of static storage
  std::string_view rows_pointer = {};  ///< where its rows stand in the page; of static storage
};

/// An answer without a page where one has to be.
Error no_page(std::string_view pointer);

/// Its pages, with a fingerprint of their rows.
template <typename Page>
PageSource<Page> numbered_source(Session session, NumberedList<Page> list) {
  return [session = std::move(session), list = std::move(list)](
             const PageToken& token, const std::stop_token& stop) -> Outcome<PageStep<Page>> {
    const Result<std::int64_t> number = number_of(token, list.first);
    const BuiltCall built = list.build(number ? *number : list.first);
    if (!number) return Failure{refusal(session, built.call, number.error())};
    if (built.problem) return Failure{refusal(session, built.call, *built.problem)};
    const Outcome<Answer> answer = session.call(built.call, {.stop = stop});
    if (!answer) return Failure{answer.error()};
    const auto unreadable = [&](Error cause) {
      return Failure{session.unreadable(built.call, *answer, std::move(cause))};
    };
    const Result<JsonDocument> body = JsonDocument::parse(answer->response.body, kAnswerLimits);
    if (!body) return unreadable(body.error());
    const std::optional<JsonElement> root = find_pointer(body->root(), list.page_pointer);
    if (!root) return unreadable(no_page(list.page_pointer));
    Result<Page> page = read<Page>(*root);
    if (!page) return unreadable(std::move(page.error()));
    const NumberedStep step = list.step(*page, *number);
    const std::optional<JsonElement> rows = find_pointer(*root, list.rows_pointer);
    PageStep<Page> result{
        .page = *std::move(page),
        .mark = {.rows = step.rows,
                 .total = step.total,
                 .fingerprint = rows && step.rows != 0 ? fingerprint_of(*rows) : 0}};
    if (step.next) result.next = number_token(*step.next);
    return result;
  };
}

}  // namespace understudy::client::calls
