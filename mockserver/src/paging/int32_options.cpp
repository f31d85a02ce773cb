// SPDX-License-Identifier: MIT
#include "paging/int32_options.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <system_error>

#include "understudy/base/http.hpp"

namespace understudy::mock::paging {

namespace {

// number = [ "+" / "-" ] 1*DIGIT
std::optional<std::int32_t> parse_int32(std::string_view text) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  std::int32_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

/// A switch of form "N" has one digit to nine, so it always fits.
std::int32_t number_of(const Switches& switches, std::string_view name) {
  return parse_int32(switches[name]).value_or(0);
}

const std::string* find_option(const QueryParams& query, std::string_view name) {
  const auto& list = query.list();
  const auto it = std::find_if(list.begin(), list.end(), [&](const auto& pair) {
    return equal_ignoring_case(pair.first, name);
  });
  return it == list.end() ? nullptr : &it->second;
}

Failure<Refusal> refuse(std::string message, std::string_view rule, std::string_view source) {
  return Failure{Refusal{.status = 400,
                         .message = std::move(message),
                         .rule = std::string{rule},
                         .source = std::string{source},
                         .code = "InvalidParameter"}};
}

}  // namespace

TakeRules::TakeRules(const Switches& switches)
    : default_take(std::min(number_of(switches, "paging.default_take"),
                            number_of(switches, "paging.max_take"))),
      max_take(number_of(switches, "paging.max_take")),
      rejects_more(switches.is("paging.over_max", "reject")),
      ignores_malformed(switches.is("paging.malformed", "default")) {}

Result<std::int32_t, Refusal> read_int32(const QueryParams& query, const Int32Option& option,
                                         const TakeRules& rules) {
  const std::string* const text = find_option(query, option.name);
  if (text == nullptr) return option.fallback;
  const auto number = parse_int32(*text);
  if (number && *number >= option.least) return *number;
  if (rules.ignores_malformed) return option.fallback;
  return refuse(std::string{option.name} + ": an integer of 32 bits from " +
                    std::to_string(option.least) + " on is due, got '" + excerpt(*text, 40) + "'",
                "paging.malformed", "S7.4");
}

Result<std::int32_t, Refusal> limit_take(std::string_view name, std::int32_t asked,
                                         const TakeRules& rules) {
  if (asked <= rules.max_take) return asked;
  if (!rules.rejects_more) return rules.max_take;
  return refuse(std::string{name} + ": " + std::to_string(asked) +
                    " rows were asked for, an answer has at most " + std::to_string(rules.max_take),
                "paging.over_max", "S7.3");
}

}  // namespace understudy::mock::paging
