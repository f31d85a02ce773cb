// SPDX-License-Identifier: MIT
/// Members of the arguments of a rule: what is not there is empty.
#pragma once

#include <string>

#include "understudy/base/json.hpp"

namespace understudy::conformance {

inline const Json* find_member(const Json& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return found == object.end() ? nullptr : &*found;
}

inline std::string text_or_empty(const Json& value) {
  const auto* text = value.get_ptr<const std::string*>();
  return text == nullptr ? "" : *text;
}

inline std::string text_member(const Json& object, const char* name) {
  const Json* member = find_member(object, name);
  return member == nullptr ? "" : text_or_empty(*member);
}

}  // namespace understudy::conformance
