// SPDX-License-Identifier: MIT
/// Properties and directions to the values of `sort` parameters.
#include "understudy/client/order/spring_sort.hpp"

#include <string_view>

#include "understudy/base/error.hpp"

namespace understudy::client {

namespace {

std::string_view suffix_of(SpringSort::LetterCase letter_case) {
  return letter_case == SpringSort::LetterCase::ignored ? ",ignorecase" : "";
}

/// Why a host would not take the text for one property; empty if it would.
std::string_view why_not(std::string_view property) {
  if (property.find(',') != std::string_view::npos) return "a comma would cut it in two";
  if (property.find_first_not_of(" \t\r\n\v\f") == std::string_view::npos) {
    return "a blank one would be dropped";
  }
  if (property.find_first_not_of('.') == std::string_view::npos) {
    return "one of dots would be dropped";
  }
  return {};
}

}  // namespace

SpringSort& SpringSort::ascending(std::string property, LetterCase letter_case) {
  keys_.push_back({std::move(property), "asc" + std::string{suffix_of(letter_case)}});
  return *this;
}

SpringSort& SpringSort::descending(std::string property, LetterCase letter_case) {
  keys_.push_back({std::move(property), "desc" + std::string{suffix_of(letter_case)}});
  return *this;
}

Result<SpringOrder> SpringSort::build() const {
  std::vector<std::string> values;
  for (const Key& key : keys_) {
    if (const std::string_view reason = why_not(key.property); !reason.empty()) {
      return Failure{Error{Errc::bad_input,
                           "expected the name of a property to sort by, got \"" +
                               excerpt(key.property) + "\": " + std::string{reason},
                           "sort " + std::to_string(values.size()),
                           "sort by a key that the rows have"}};
    }
    values.push_back(key.property + ',' + key.direction);
  }
  return SpringOrder{std::move(values)};
}

}  // namespace understudy::client
