// SPDX-License-Identifier: MIT
/// Checks the values of one parameter, header or cookie.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "pairs.hpp"
#include "reporter.hpp"
#include "understudy/openapi/validation.hpp"

namespace understudy::openapi {

/// "query page"
std::string where_of(const Parameter& parameter);

/// Checks the raw values of a parameter that is there; more than one when it is repeated.
void check_parameter(const Parameter& parameter, std::span<const std::string_view> raws,
                     Reported repeated, Texts& texts, Reporter& reporter);

/// Checks an object whose members came as parameters of their own: names decoded, values raw.
void check_object(const Parameter& parameter,
                  std::span<const std::pair<std::string_view, std::string_view>> members,
                  Texts& texts, Reporter& reporter);

/// Says that a required parameter is missing.
void report_missing(const Parameter& parameter, Reporter& reporter);

}  // namespace understudy::openapi
