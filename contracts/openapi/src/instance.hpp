// SPDX-License-Identifier: MIT
/// JSON values made of texts, without writing JSON first.
#pragma once

#include <cstddef>
#include <deque>
#include <string_view>
#include <vector>

#include "codec.hpp"
#include "pairs.hpp"
#include "understudy/base/json_document.hpp"

namespace understudy::openapi {

/// A text that fits several types: which is tried first.
enum class Preference : std::uint8_t { typed, text };

/// The text as a string.
JsonNode make_string(std::string_view text);

/// The values a text may be of these types, the best first: a number, a boolean, null, a text. It
/// is a text where it can be nothing else.
class Candidates {
 public:
  Candidates(std::string_view text, Types types);

  [[nodiscard]] const JsonNode* begin() const { return nodes_; }
  [[nodiscard]] const JsonNode* end() const { return nodes_ + size_; }
  [[nodiscard]] const JsonNode& best(Preference preference) const {
    const JsonNode& last = nodes_[size_ - 1];
    return preference == Preference::text && last.kind == JsonNode::Kind::string ? last : nodes_[0];
  }

 private:
  JsonNode nodes_[4];
  std::size_t size_ = 0;
};

/// An array or an object under construction.
class Instance {
 public:
  explicit Instance(JsonNode::Kind kind) { nodes_.emplace_back().kind = kind; }

  void add_name(std::string_view name) { nodes_.push_back(make_string(name)); }
  void add(const JsonNode& scalar) {
    nodes_.push_back(scalar);
    ++nodes_.front().size;
  }
  /// Adds a copy of a whole value; its texts have to outlive this.
  void add(JsonElement value) {
    nodes_.insert(nodes_.end(), value.node(), value.end());
    ++nodes_.front().size;
  }
  [[nodiscard]] JsonElement finish() {
    nodes_.front().span = nodes_.size();
    return JsonElement{nodes_.data()};
  }

 private:
  std::vector<JsonNode> nodes_;
};

}  // namespace understudy::openapi
