// SPDX-License-Identifier: MIT
/// The target of a request, put together from parts that are encoded here and nowhere else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/error.hpp"

namespace understudy::client::calls {

/// Writes a path, then a query. The first part that cannot be sent is kept as the problem.
class Target {
 public:
  /// `path` stands as it is: "/api/v2/partners".
  explicit Target(std::string_view path) : text_(path) {}

  /// Fixed text of the path: "/leads".
  Target& fixed(std::string_view path);
  /// One segment of the path. Empty ones, "." and ".." would name another path: a problem.
  Target& segment(std::string_view name, std::string_view text);

  Target& param(std::string_view name, std::string_view value);
  Target& param(std::string_view name, const std::string& value) {
    return param(name, std::string_view{value});
  }
  Target& param(std::string_view name, const char* value) {
    return param(name, std::string_view{value});
  }
  Target& param(std::string_view name, std::int64_t value);
  Target& param(std::string_view name, std::int32_t value) {
    return param(name, std::int64_t{value});
  }
  Target& param(std::string_view name, bool value) {
    return param(name, value ? std::string_view{"true"} : std::string_view{"false"});
  }
  /// Nothing for an empty optional.
  template <typename T>
  Target& param(std::string_view name, const std::optional<T>& value) {
    return value ? param(name, *value) : *this;
  }
  /// A comma separated list; nothing for an empty one. An item that is empty or has a comma in it
  /// cannot be said in this form: a problem.
  Target& list(std::string_view name, const std::vector<std::string>& items);

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const std::optional<Error>& problem() const { return problem_; }

 private:
  void begin_param(std::string_view name);
  void refuse(std::string what, std::string_view name, std::string_view text);

  std::string text_;
  bool has_query_ = false;
  std::optional<Error> problem_ = {};
};

}  // namespace understudy::client::calls
