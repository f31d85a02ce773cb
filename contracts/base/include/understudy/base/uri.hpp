// SPDX-License-Identifier: MIT
/// Query strings and path segments: decoded once, strictly.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "understudy/base/result.hpp"

namespace understudy {

/// The decoded parameters of a query, in the order they were sent.
class QueryParams {
 public:
  /// Reads a raw query string.
  ///
  /// Grammar:  query = [ pair *( "&" pair ) ]; pair = name [ "=" value ], cut at the first "="
  /// Shape:    "+" is a space, "%XX" is decoded once; an empty piece between "&" is dropped
  /// Errors:   bad_input for an escape without two hex digits and for invalid UTF-8 after
  ///           decoding; `where` is "query byte N"
  /// Source:   WHATWG URL, application/x-www-form-urlencoded parsing, with errors made strict
  static Result<QueryParams> parse(std::string_view raw);

  /// The first value of that name (exact), or null.
  [[nodiscard]] const std::string* find(std::string_view name) const;
  [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const;
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& list() const {
    return list_;
  }

 private:
  std::vector<std::pair<std::string, std::string>> list_;
};

/// One path segment, "%XX" decoded once, "+" literal. Errors as above, `where` "path byte N".
Result<std::string> decode_segment(std::string_view raw);

/// Everything but unreserved characters becomes "%XX" (RFC 3986 section 2.3).
std::string encode_component(std::string_view text);

}  // namespace understudy
