// SPDX-License-Identifier: MIT
/// A JSON text read once into one flat, read-only array of nodes.
///
/// For code that looks at every value of a message and keeps none: schema validation above all.
/// Strings stay where they stand in the text unless they hold escapes, numbers keep their source
/// text, and a walk in document order is a walk through memory. Values that are built, changed or
/// kept are `Json`.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/json.hpp"
#include "understudy/base/result.hpp"

namespace understudy {

/// One value, name or container. Behind the node of a container stand those of its content in
/// document order, each name before its value.
struct JsonNode {
  enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

  union {
    const char* text = nullptr;  ///< strings: decoded; numbers: as written
    std::size_t span;            ///< containers: nodes from here to the next sibling
  };
  std::uint32_t size = 0;  ///< strings and numbers: bytes; containers: elements or members
  Kind kind = Kind::null;
  bool flag = false;       ///< booleans: true; numbers: no ".", no "e"; strings: ASCII only
  std::uint16_t hash = 0;  ///< strings: `json_name_hash` of the text
};

/// A hash for small tables of names. Texts can be made to collide: never let work grow with it.
inline std::uint16_t json_name_hash(std::string_view text) {
  std::uint64_t head = 0;
  std::uint64_t tail = 0;
  if (text.size() >= 8) {
    std::memcpy(&head, text.data(), 8);
    std::memcpy(&tail, text.data() + text.size() - 8, 8);
  } else if (text.size() >= 4) {
    std::memcpy(&head, text.data(), 4);
    std::memcpy(&tail, text.data() + text.size() - 4, 4);
  } else if (!text.empty()) {
    head = static_cast<unsigned char>(text.front());
    tail = static_cast<std::uint64_t>(static_cast<unsigned char>(text[text.size() / 2])) << 8U |
           static_cast<unsigned char>(text.back());
  }
  const std::uint64_t mixed =
      (head + text.size() + tail * 0x9E3779B97F4A7C15U) * 0xD6E8FEB86659FD93U;
  return static_cast<std::uint16_t>(mixed >> 48U);
}

class JsonElements;
class JsonMembers;

/// A value of a document, as long as the document lives. Cheap to copy.
class JsonElement {
 public:
  using Kind = JsonNode::Kind;

  explicit JsonElement(const JsonNode* node) : node_(node) {}

  [[nodiscard]] Kind kind() const { return node_->kind; }
  [[nodiscard]] bool is_null() const { return kind() == Kind::null; }
  [[nodiscard]] bool is_boolean() const { return kind() == Kind::boolean; }
  [[nodiscard]] bool is_number() const { return kind() == Kind::number; }
  [[nodiscard]] bool is_string() const { return kind() == Kind::string; }
  [[nodiscard]] bool is_array() const { return kind() == Kind::array; }
  [[nodiscard]] bool is_object() const { return kind() == Kind::object; }

  [[nodiscard]] bool is_true() const { return is_boolean() && node_->flag; }
  /// Of a string: its characters; of a number: as it was written.
  [[nodiscard]] std::string_view text() const {
    assert((is_string() || is_number()) && "only texts and numbers have a text");
    return {node_->text, node_->size};
  }
  /// Elements or members; 0 for everything else.
  [[nodiscard]] std::size_t size() const { return is_array() || is_object() ? node_->size : 0; }
  /// In document order; empty for everything that is no array.
  [[nodiscard]] JsonElements elements() const;
  /// In document order; empty for everything that is no object.
  [[nodiscard]] JsonMembers members() const;
  /// The member of that name, or nothing; nothing for everything that is no object.
  [[nodiscard]] std::optional<JsonElement> find(std::string_view name) const;

  [[nodiscard]] const JsonNode* node() const { return node_; }
  /// The node behind this value and all it contains.
  [[nodiscard]] const JsonNode* end() const {
    return node_ + (node_->kind >= Kind::array ? node_->span : 1);
  }

 private:
  const JsonNode* node_;
};

struct JsonMember {
  std::string_view name;
  JsonElement value;
};

/// The elements of an array, for a range-based for.
class JsonElements {
 public:
  class Iterator {
   public:
    explicit Iterator(const JsonNode* node) : node_(node) {}
    JsonElement operator*() const { return JsonElement{node_}; }
    Iterator& operator++() {
      node_ = JsonElement{node_}.end();
      return *this;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const JsonNode* node_;
  };

  JsonElements(const JsonNode* first, const JsonNode* last) : first_(first), last_(last) {}
  [[nodiscard]] Iterator begin() const { return Iterator{first_}; }
  [[nodiscard]] Iterator end() const { return Iterator{last_}; }

 private:
  const JsonNode* first_;
  const JsonNode* last_;
};

/// The members of an object, for a range-based for.
class JsonMembers {
 public:
  class Iterator {
   public:
    explicit Iterator(const JsonNode* name) : name_(name) {}
    JsonMember operator*() const { return {{name_->text, name_->size}, JsonElement{name_ + 1}}; }
    Iterator& operator++() {
      name_ = JsonElement{name_ + 1}.end();
      return *this;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const JsonNode* name_;
  };

  JsonMembers(const JsonNode* first, const JsonNode* last) : first_(first), last_(last) {}
  [[nodiscard]] Iterator begin() const { return Iterator{first_}; }
  [[nodiscard]] Iterator end() const { return Iterator{last_}; }

 private:
  const JsonNode* first_;
  const JsonNode* last_;
};

inline JsonElements JsonElement::elements() const {
  return is_array() ? JsonElements{node_ + 1, end()} : JsonElements{nullptr, nullptr};
}

inline JsonMembers JsonElement::members() const {
  return is_object() ? JsonMembers{node_ + 1, end()} : JsonMembers{nullptr, nullptr};
}

/// Immutable; its elements may be read by several threads.
class JsonDocument {
 public:
  /// Reads one JSON text. `text` has to outlive the document.
  ///
  /// Shape:    RFC 8259, UTF-8 only, nothing behind the value but white space
  /// Units:    bytes, containers inside containers, members, values
  /// Errors:   bad_input (syntax, UTF-8, a raw NUL, a duplicate name, a number past the range of
  ///           double), limit_exceeded; `where` is "byte N" counted from 0, with the JSON Pointer
  ///           behind it for a name, a number, a depth or a count: "byte 17, /a/b"; `what` quotes
  ///           120 bytes of the text at most
  /// Source:   RFC 8259; duplicate names: RFC 8259 section 4 leaves them open, we refuse
  static Result<JsonDocument> parse(std::string_view text, const JsonLimits& limits = {});

  /// The same, with a text that lives in the document.
  static Result<JsonDocument> parse_owned(std::string text, const JsonLimits& limits = {});

  /// A value as a document, through its text.
  static JsonDocument of(const Json& value);

  [[nodiscard]] JsonElement root() const { return JsonElement{nodes_.data()}; }

 private:
  friend class JsonReader;
  JsonDocument() = default;

  std::vector<JsonNode> nodes_;
  std::unique_ptr<const std::string> owned_;
  std::unique_ptr<char[]> decoded_;  ///< the strings that had escapes
};

/// The value, to be kept and changed. Integers past 64 bits become doubles.
Json to_json(JsonElement element);

/// The integer, or nothing when the value is no integer or does not fit. 3.0 is the integer 3.
std::optional<std::int64_t> to_int64(JsonElement element);
/// The number as a double, or nothing when the value is no number.
std::optional<double> to_double(JsonElement element);

}  // namespace understudy
