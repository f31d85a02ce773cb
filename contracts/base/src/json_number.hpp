// SPDX-License-Identifier: MIT
/// The source text of a JSON number as a double, the same in every locale.
#pragma once

#include <string_view>

namespace understudy {

/// The nearest double; a number too small to be one is a zero of its sign. The number has to fit.
double read_double(std::string_view number);

/// Whether the number is greater than every double.
bool is_past_double(std::string_view number);

}  // namespace understudy
