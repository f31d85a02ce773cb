// SPDX-License-Identifier: MIT
/// How text becomes a value: the types that a schema asks for, and the ways to write them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/openapi/operation.hpp"

namespace understudy::openapi {

/// JSON types as a set.
using Types = std::uint8_t;
inline constexpr Types kNull = 1;
inline constexpr Types kBoolean = 2;
inline constexpr Types kInteger = 4;
inline constexpr Types kFraction = 8;  ///< a number that is no integer
inline constexpr Types kNumber = kInteger | kFraction;
inline constexpr Types kString = 16;
inline constexpr Types kArray = 32;
inline constexpr Types kObject = 64;

/// x-array-forms: the ways an array may be written in a query, as a set.
using ArrayForms = std::uint8_t;
inline constexpr ArrayForms kBrackets = 1;  ///< a[]=1&a[]=2
inline constexpr ArrayForms kComma = 2;     ///< a=1,2
inline constexpr ArrayForms kRepeated = 4;  ///< a=1&a=2

/// x-repeated: what counts when a parameter of one value comes several times.
enum class Repeated : std::uint8_t { first, joined, last, refused };

/// What percent-decoding a text needs.
enum class Decoding : std::uint8_t { none, percent, form };

struct Codec {
  struct Member {
    std::string name = {};
    Types types = kString;
    const Codec* codec = nullptr;  ///< of form bodies
  };

  Style style = Style::form;
  bool explode = false;
  bool is_json = false;           ///< `content`: the text is JSON
  bool is_empty_ok = false;       ///< allowEmptyValue
  bool is_any_name_case = false;  ///< x-name-case: any
  bool is_object_open = false;    ///< additionalProperties is written and not false
  Decoding decoding = Decoding::none;
  Repeated repeated = Repeated::first;
  ArrayForms array_forms = 0;
  Types types = kString;
  Types element_types = kString;
  Types other_types = kString;            ///< of members that have no schema of their own
  std::vector<Member> members = {};       ///< of objects
  std::vector<std::string> choices = {};  ///< x-value-case: any; the texts of `enum`
};

}  // namespace understudy::openapi
