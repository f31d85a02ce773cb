// SPDX-License-Identifier: MIT
/// Taking the text of a parameter apart, by the style it is written in.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "codec.hpp"
#include "pairs.hpp"

namespace understudy::openapi {

/// When a delimiter counts that was sent encoded ("%2C"): many clients encode it with the rest.
enum class Delimiters : std::uint8_t { raw, decoded };

/// The elements of an array, or the members of an object; decoded.
struct Pieces {
  std::vector<std::string_view> elements = {};
  std::vector<std::pair<std::string_view, std::string_view>> members = {};
};

/// The text of a single value without what its style puts before it, still encoded; nothing when
/// that is missing.
///
/// Grammar:  simple = value; label = "." value; matrix = ";" name [ "=" value ]; others = value
std::optional<std::string_view> read_scalar(const Codec& codec, std::string_view name,
                                            std::string_view raw);

/// The elements of an array that is sent as these raw values; nothing when the style is not kept.
///
/// Source:   OpenAPI Specification 3.1.1, section 4.8.12.2.3 (style values), appendix C
std::optional<Pieces> read_array(const Codec& codec, std::string_view name,
                                 std::span<const std::string_view> raws, Delimiters delimiters,
                                 Texts& texts);

/// The members of an object that is sent as one raw value; nothing when the style is not kept.
std::optional<Pieces> read_object(const Codec& codec, std::string_view name, std::string_view raw,
                                  Delimiters delimiters, Texts& texts);

}  // namespace understudy::openapi
