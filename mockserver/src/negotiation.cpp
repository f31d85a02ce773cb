// SPDX-License-Identifier: MIT
#include "negotiation.hpp"

#include <algorithm>

#include "blanks.hpp"
#include "understudy/base/http.hpp"

namespace understudy::mock {

namespace {

/// Cuts the part before `separator` off the front of `rest`.
std::string_view next_part(std::string_view& rest, char separator) {
  const std::size_t cut = rest.find(separator);
  const std::string_view part = rest.substr(0, cut);
  rest = cut == rest.npos ? std::string_view{} : rest.substr(cut + 1);
  return trim(part, kFieldBlanks);
}

bool ends_in_json(std::string_view type) {
  constexpr std::string_view kPrefix = "application/";
  constexpr std::string_view kSuffix = "+json";
  return type.size() > kPrefix.size() + kSuffix.size() &&
         equal_ignoring_case(type.substr(0, kPrefix.size()), kPrefix) &&
         equal_ignoring_case(type.substr(type.size() - kSuffix.size()), kSuffix);
}

// weight = "q=" qvalue; zero is "0", "0.", "0.0" to "0.000"
bool is_zero_weight(std::string_view parameter) {
  if (parameter.size() < 3 || !equal_ignoring_case(parameter.substr(0, 2), "q=")) return false;
  return parameter[2] == '0' && parameter.find_first_not_of("0.", 2) == parameter.npos;
}

}  // namespace

bool is_json_media_type(std::string_view content_type, std::span<const std::string_view> others,
                        JsonSuffix suffix) {
  const std::string_view type = next_part(content_type, ';');
  return equal_ignoring_case(type, "application/json") ||
         (suffix == JsonSuffix::taken && ends_in_json(type)) ||
         std::any_of(others.begin(), others.end(),
                     [&](std::string_view other) { return equal_ignoring_case(type, other); });
}

bool accepts_json(std::string_view accept) {
  if (is_blank(accept, kFieldBlanks)) return true;
  while (!accept.empty()) {
    std::string_view range = next_part(accept, ',');
    const std::string_view type = next_part(range, ';');
    bool refused = false;
    while (!range.empty()) refused = is_zero_weight(next_part(range, ';')) || refused;
    const bool covers = type == "*/*" || equal_ignoring_case(type, "application/*") ||
                        equal_ignoring_case(type, "application/json") || ends_in_json(type);
    if (covers && !refused) return true;
  }
  return false;
}

}  // namespace understudy::mock
