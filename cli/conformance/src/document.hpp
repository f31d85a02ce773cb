// SPDX-License-Identifier: MIT
/// Reading members of a document of ours, strictly: every refusal has its JSON Pointer.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "understudy/base/json.hpp"
#include "understudy/base/result.hpp"

namespace understudy::conformance {

/// A value of the document and the JSON Pointer that leads to it.
struct Place {
  const Json& value;
  std::string at;

  [[nodiscard]] Place member(const std::string& name) const {
    return {value.at(name), at + "/" + pointer_token(name)};
  }
  [[nodiscard]] Place element(std::size_t index) const {
    return {value[index], at + "/" + std::to_string(index)};
  }
  [[nodiscard]] bool has(const std::string& name) const { return value.contains(name); }
};

inline Failure<Error> refuse(std::string what, std::string where) {
  return Failure{Error{Errc::bad_input, std::move(what), std::move(where), ""}};
}

/// An object whose members are all among `known`.
inline Result<Done> require_object(const Place& place,
                                   std::initializer_list<std::string_view> known) {
  if (!place.value.is_object()) return refuse("expected an object", place.at);
  for (const auto& [name, value] : place.value.items()) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      return refuse("unknown member", place.at + "/" + pointer_token(name));
    }
  }
  return Done{};
}

inline Result<std::string> read_text(const Place& place) {
  const auto* text = place.value.get_ptr<const std::string*>();
  if (text == nullptr) return refuse("expected a text", place.at);
  return *text;
}

inline Result<std::string> read_text(const Place& object, const std::string& name) {
  if (!object.has(name)) return refuse("expected the member \"" + name + "\"", object.at);
  return read_text(object.member(name));
}

/// A JSON Pointer (RFC 6901 section 3).
inline Result<std::string> read_pointer(const Place& place) {
  auto text = read_text(place);
  if (!text) return text;
  bool valid = text->empty() || text->front() == '/';
  for (std::size_t i = text->find('~'); i != text->npos; i = text->find('~', i + 1)) {
    valid = valid && i + 1 < text->size() && ((*text)[i + 1] == '0' || (*text)[i + 1] == '1');
  }
  if (!valid) return refuse("expected a JSON Pointer", place.at);
  return text;
}

inline Result<std::string> read_pointer(const Place& object, const std::string& name) {
  if (!object.has(name)) return refuse("expected the member \"" + name + "\"", object.at);
  return read_pointer(object.member(name));
}

inline Result<std::int64_t> read_integer(const Place& place, std::int64_t low, std::int64_t high) {
  const auto number = to_int64(place.value);
  if (!number || *number < low || *number > high) {
    return refuse("expected an integer of " + std::to_string(low) + " to " + std::to_string(high),
                  place.at);
  }
  return *number;
}

}  // namespace understudy::conformance
