// SPDX-License-Identifier: MIT
/// The shape of JSON bodies as they came: which places there are, of which types, and whether they
/// are always there. Two shapes tell what a client of one host would trip over at the other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/json_document.hpp"

namespace understudy::conformance {

/// Inferred from any number of bodies.
class Shape {
 public:
  /// A value at one place: a JSON Pointer in which "[]" stands for every index.
  struct Place {
    std::uint8_t types = 0;   ///< a bit for each JsonNode::Kind that was seen
    std::size_t count = 0;    ///< how often something was there
    std::size_t objects = 0;  ///< how often that was an object
  };

  /// One more body. Past 10,000 places new ones are left out.
  void add(JsonElement body);

  [[nodiscard]] const std::map<std::string, Place, std::less<>>& places() const { return places_; }
  /// Whether places were left out.
  [[nodiscard]] bool is_capped() const { return is_capped_; }

 private:
  void add(JsonElement value, const std::string& path);

  std::map<std::string, Place, std::less<>> places_;
  bool is_capped_ = false;
};

/// By operation: "ecg listPartners 200".
using Shapes = std::map<std::string, Shape>;

struct ShapeChange {
  enum class Kind : std::uint8_t {
    added,            ///< a member that the left never has
    became_optional,  ///< always there on the left, sometimes on the right
    removed,          ///< a member that the right never has
    type_changed,     ///< the right has a type that the left never has
  };
  std::string path;  ///< "/content/[]/name"
  Kind kind = Kind::added;
  std::string left;          ///< "string", "null or string, sometimes", "absent"
  std::string right;         ///< the same
  bool is_breaking = false;  ///< a client that was written by the left would trip over it

  friend bool operator==(const ShapeChange&, const ShapeChange&) = default;
};
/// "added", "became_optional", "removed", "type_changed".
std::string_view name_of(ShapeChange::Kind kind);

/// From left to right, by path. Nothing is concluded below a place that one side never showed: an
/// empty list says nothing about its rows. Integers and fractions are one type.
std::vector<ShapeChange> diff(const Shape& left, const Shape& right);

}  // namespace understudy::conformance
