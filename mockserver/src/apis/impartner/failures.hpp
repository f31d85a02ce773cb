// SPDX-License-Identifier: MIT
/// Refusals in the words of this API: a status, a code, a sentence.
///
/// Source: S16 codes
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "refusal.hpp"

namespace understudy::mock::impartner {

inline constexpr std::string_view kInvalidFilter = "InvalidFilter";
inline constexpr std::string_view kInvalidParameter = "InvalidParameter";
inline constexpr std::string_view kInvalidRequest = "InvalidRequest";
inline constexpr std::string_view kInvalidValue = "InvalidValue";
inline constexpr std::string_view kRecordNotFound = "RecordNotFound";
inline constexpr std::string_view kRequiredField = "RequiredField";
inline constexpr std::string_view kUnknownField = "UnknownField";
inline constexpr std::string_view kUnsupportedExpression = "UnsupportedExpression";
inline constexpr std::string_view kUnsupportedOption = "UnsupportedOption";

/// What is wrong, which rule of ours says so, and where that comes from.
struct Fault {
  std::string_view code;
  std::string message;
  std::string_view rule;
  std::string_view source;
};

inline Failure<Refusal> refuse(Fault fault, int status = 400) {
  return Failure{Refusal{.status = status,
                         .message = std::move(fault.message),
                         .rule = std::string{fault.rule},
                         .source = std::string{fault.source},
                         .code = std::string{fault.code}}};
}

/// One refusal for all that is wrong with a body; `problems` has at least one.
inline Failure<Refusal> refuse(std::vector<Detail> problems) {
  std::string message = problems.size() == 1
                            ? problems.front().message
                            : std::to_string(problems.size()) + " fields were refused";
  return Failure{Refusal{.status = 400,
                         .message = std::move(message),
                         .rule = "write.field",
                         .source = "S13",
                         .code = problems.front().code,
                         .details = std::move(problems)}};
}

inline std::string not_found_message(std::int64_t id) {
  return "Record not found: " + std::to_string(id);  // S16.2 [OBS]
}

inline Failure<Refusal> refuse_unknown_record(std::int64_t id) {
  return refuse({kRecordNotFound, not_found_message(id), "record.unknown", "S16.2"}, 404);
}

}  // namespace understudy::mock::impartner
