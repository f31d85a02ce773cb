// SPDX-License-Identifier: MIT
/// From raw paths to operations, by segments.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "understudy/base/http.hpp"
#include "understudy/openapi/document.hpp"

namespace understudy::openapi {

/// A tree of segments: literal ones first, then templates, those with more literal text first.
class PathTable {
 public:
  /// What is wrong with a template, or nothing.
  [[nodiscard]] static std::optional<std::string> fault_of(std::string_view path);
  /// The names in a template, in order.
  [[nodiscard]] static std::vector<std::string> names_of(std::string_view path);

  /// False when another template already matches the same paths by the same method.
  bool add(Method method, std::string_view path, std::size_t operation);

  /// `operation` of the match stays empty; `index` is what was given to add().
  [[nodiscard]] Match find(Method method, std::string_view raw, PathForm form,
                           std::size_t& index) const;

 private:
  /// literal name literal name ... literal; names between texts that may be empty.
  struct Pattern {
    std::vector<std::string> literals = {};
    std::vector<std::string> names = {};  ///< not compared: they differ from method to method
    [[nodiscard]] std::size_t literal_size() const;
  };
  struct Offer {
    Method method = Method::get;
    std::size_t operation = 0;
    std::vector<std::string> names = {};
  };
  struct Node {
    std::vector<std::pair<std::string, std::uint32_t>> literals = {};
    std::vector<std::pair<Pattern, std::uint32_t>> patterns = {};
    std::vector<Offer> offers = {};
  };
  struct Segment {
    std::string_view raw;
    std::string_view text;
  };
  struct Capture {
    std::string_view raw;
    std::string_view text;
  };
  static Pattern parse_pattern(std::string_view segment);
  struct Search {
    const std::vector<Segment>& segments;
    PathForm form;
    std::vector<Capture> captures = {};
  };
  static bool capture(const Pattern& pattern, const Segment& segment, std::vector<Capture>& out);
  [[nodiscard]] const Node* descend(std::uint32_t node, std::size_t at, Search& search) const;

  std::vector<Node> nodes_{1};
};

}  // namespace understudy::openapi
