// SPDX-License-Identifier: MIT
/// The one reader of JSON texts: bytes to nodes, with every bound checked on the way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/json_document.hpp"

namespace understudy {

/// Reads one text into a document. One object, one text.
///
/// Grammar:  text   = ws value ws
///           value  = "false" | "null" | "true" | number | string | array | object
///           array  = "[" ws [ value ws *( "," ws value ws ) ] "]"
///           object = "{" ws [ member *( "," ws member ) ] "}"
///           member = string ws ":" ws value ws
/// Errors:   those of JsonDocument::parse
/// Source:   RFC 8259 sections 2 to 7; no recursion, docs/security.md "JSON"
class JsonReader {
 public:
  JsonReader(std::string_view text, const JsonLimits& limits) : text_(text), limits_(limits) {}

  Result<JsonDocument> read();

 private:
  struct Frame {
    std::size_t node = 0;  ///< of the container
    std::size_t name = 0;  ///< of the member being read, in an object
  };
  enum class Step : std::uint8_t { value, name, behind, done, failed };

  Step read_value();
  Step read_name();
  Step read_behind();
  Step open(JsonNode::Kind kind);
  Step close();
  Step read_literal(std::string_view word, JsonNode::Kind kind, bool flag);
  Step read_number();
  bool skip_digits();
  bool read_string();
  bool read_decoded_string(std::size_t start);
  bool read_escape(char*& out);
  bool read_hex4(std::uint32_t& code);
  bool begin_value();
  bool check_names(const Frame& frame);

  void skip_space();
  [[nodiscard]] bool is_at_end() const { return at_ == text_.size(); }

  Step unexpected();
  bool broken_at(std::size_t offset);
  bool stop(Errc code, std::string what, std::size_t offset, const std::string& pointer,
            std::string advice);
  bool too_many(const char* what, std::size_t limit, const std::string& pointer);
  [[nodiscard]] std::string pointer() const;
  [[nodiscard]] std::string container_pointer() const;
  [[nodiscard]] std::size_t offset_of(std::size_t node) const;

  std::string_view text_;
  const JsonLimits& limits_;
  JsonDocument document_;
  std::vector<JsonNode>& nodes_ = document_.nodes_;
  std::vector<Frame> stack_;
  std::size_t at_ = 0;
  std::size_t token_ = 0;    ///< where the token being read starts
  std::size_t decoded_ = 0;  ///< bytes of document_.decoded_ in use
  std::size_t values_ = 0;
  Error error_;
};

}  // namespace understudy
