// SPDX-License-Identifier: MIT
/// Two runs side by side: what the document says, what each host does, where their bodies differ.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/conformance/check_report.hpp"
#include "understudy/conformance/shape.hpp"

namespace understudy::conformance {

/// What one host does by one rule.
struct ComparedSide {
  std::optional<Verdict> verdict = {};  ///< nothing: the run has no such check
  std::string message = {};
  std::string got = {};

  friend bool operator==(const ComparedSide&, const ComparedSide&) = default;
};

struct ComparedCheck {
  std::string id;
  std::string title;  ///< what the document says
  Level level = Level::may;
  Grade grade = Grade::guess;
  std::string source = {};
  std::string citation = {};
  ComparedSide left = {};
  ComparedSide right = {};
  bool differs = false;  ///< in the verdict, or in what was got where the rule does not hold
};

/// The shapes of the answers of one operation.
struct ComparedShape {
  std::string operation;
  std::vector<ShapeChange> changes;
};

struct Comparison {
  std::string left;                        ///< target
  std::string right;                       ///< target
  std::vector<ComparedCheck> checks = {};  ///< sorted by id
  std::vector<ComparedShape> shapes = {};  ///< operations with changes, sorted

  /// Rules by which the two differ.
  [[nodiscard]] std::size_t differences() const;
  /// Changes of shape that break a client of the left.
  [[nodiscard]] std::size_t breaking() const;
};

Comparison compare(const CheckReport& left, const CheckReport& right,
                   const Shapes& left_shapes = {}, const Shapes& right_shapes = {});

enum class ComparisonFormat : std::uint8_t { json, markdown, text };
/// "json", "markdown", "text".
std::string_view name_of(ComparisonFormat format);
std::optional<ComparisonFormat> find_comparison_format(std::string_view name);

std::string render(ComparisonFormat format, const Comparison& comparison);

}  // namespace understudy::conformance
