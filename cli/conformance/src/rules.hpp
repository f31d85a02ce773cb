// SPDX-License-Identifier: MIT
/// The two halves of an expectation: how it is read from a document, how an answer is held to it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document.hpp"
#include "understudy/base/http.hpp"
#include "understudy/conformance/exchange.hpp"
#include "understudy/conformance/replay.hpp"

namespace understudy::conformance {

/// Named parts of expectations, to be put together with "like".
using Fragments = std::map<std::string, Expectation, std::less<>>;

Result<Expectation> load_expectation(const Place& place, const Fragments& fragments);

/// The value a JSON Pointer leads to, or null. `pointer` is valid.
const Json* find_value(const Json& root, std::string_view pointer);

/// An answer whose body has been read, once: no body when it is no JSON.
struct Answer {
  const Response& response;
  std::optional<Json> body;
};
Answer read_answer(const Response& response);

/// Appends what does not hold.
void check(const Expectation& expectation, const Answer& answer, std::vector<Mismatch>& mismatches);

}  // namespace understudy::conformance
