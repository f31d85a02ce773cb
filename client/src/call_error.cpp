// SPDX-License-Identifier: MIT
#include "understudy/client/call_error.hpp"

#include <chrono>

namespace understudy::client {

namespace {

/// "3.25 s": to the hundredth, cut.
std::string seconds_of(Duration time) {
  const auto hundredths = std::chrono::duration_cast<std::chrono::milliseconds>(time).count() / 10;
  const std::string rest = std::to_string(hundredths % 100);
  return std::to_string(hundredths / 100) + "." + (rest.size() < 2 ? "0" + rest : rest) + " s";
}

std::string sentence_of(Ending ending) {
  switch (ending) {
    case Ending::budget:
      return "failed, and the retry budget is spent";
    case Ending::cancelled:
      return "was cancelled";
    case Ending::contract:
      return "broke the contract";
    case Ending::deadline:
      return "ran out of time";
    case Ending::exhausted:
      return "failed at every attempt";
    case Ending::not_idempotent:
      return "failed, and is not safe to repeat";
    case Ending::permanent:
      return "failed";
  }
  return {};
}

}  // namespace

std::string_view name_of(Ending ending) {
  switch (ending) {
    case Ending::budget:
      return "budget";
    case Ending::cancelled:
      return "cancelled";
    case Ending::contract:
      return "contract";
    case Ending::deadline:
      return "deadline";
    case Ending::exhausted:
      return "exhausted";
    case Ending::not_idempotent:
      return "not_idempotent";
    case Ending::permanent:
      return "permanent";
  }
  return {};
}

std::string render(const CallError& error) {
  std::string text = error.operation + " " + sentence_of(error.ending);
  text += " (" + std::to_string(error.attempts) + (error.attempts == 1 ? " attempt" : " attempts") +
          ", " + seconds_of(error.elapsed) + "): " + render(error.cause);
  if (error.status != 0) text += "; HTTP status " + std::to_string(error.status);
  if (!error.vendor.code.empty()) text += "; code " + error.vendor.code;
  if (!error.vendor.message.empty()) text += "; the host says: " + error.vendor.message;
  if (!error.vendor.request_id.empty()) text += "; request id " + error.vendor.request_id;
  if (!error.excerpt.empty()) text += "; body: " + error.excerpt;
  for (const VendorProblem& problem : error.vendor.problems) {
    text += "\n" + problem.field + (problem.field.empty() ? "" : ": ") + problem.message;
    if (!problem.code.empty()) text += " (" + problem.code + ")";
  }
  for (const openapi::Finding& finding : error.findings) text += "\n" + openapi::render(finding);
  return text;
}

}  // namespace understudy::client
