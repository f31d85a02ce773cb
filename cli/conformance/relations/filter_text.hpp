// SPDX-License-Identifier: MIT
/// Conditions in the words of a partner's filter language, written from the documents.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "predicate.hpp"

namespace understudy::conformance {

/// A language: how an expression changes the query of a list.
struct FilterLanguage {
  std::string_view name;
  /// Nothing for what the language cannot say.
  std::optional<ListQuery> (*write)(const Expression& expression);
  /// Whether a text can be a value and mean itself.
  bool (*is_usable)(const std::string& text);
};

/// The language of a name, or null.
const FilterLanguage* find_filter_language(std::string_view name);

}  // namespace understudy::conformance
