// SPDX-License-Identifier: MIT
/// Bodies without their values. Equal values of one run have equal hashes, so that a reader can see
/// which differ.
#include "keyed_hash.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/base/utf8.hpp"
#include "understudy/conformance/evidence.hpp"

namespace understudy::conformance {

namespace {

constexpr std::size_t kMostElements = 5;  // ours: enough to see that they are alike

std::size_t characters_of(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) {
    const Character character = read_character(text);
    text.remove_prefix(character.length == 0 ? 1 : character.length);
  }
  return count;
}

class Reduction {
 public:
  explicit Reduction(std::string_view key) : key_(key) {}

  // As deep as JsonLimits::depth at most.
  void append(JsonElement value) {
    switch (value.kind()) {
      case JsonNode::Kind::null:
        out_ += "null";
        return;
      case JsonNode::Kind::boolean:
        // Without a length: "true" and "false" would be told by theirs.
        out_ += "\"<boolean" + mark_of(key_, value.is_true() ? "true" : "false") + ">\"";
        return;
      case JsonNode::Kind::number:
        return append_mark("number", value.text().size(), value.text());
      case JsonNode::Kind::string:
        return append_mark("string", characters_of(value.text()), value.text());
      case JsonNode::Kind::array:
        return append_array(value);
      case JsonNode::Kind::object:
        return append_object(value);
    }
  }

  [[nodiscard]] std::string text() && { return std::move(out_); }

 private:
  void append_mark(std::string_view type, std::size_t length, std::string_view text) {
    ((out_ += "\"<") += type) += " " + std::to_string(length) + mark_of(key_, text) + ">\"";
  }

  void append_array(JsonElement value) {
    out_ += '[';
    std::size_t index = 0;
    for (const JsonElement element : value.elements()) {
      if (index > 0) out_ += ',';
      if (index++ == kMostElements) {
        out_ += "\"<" + std::to_string(value.size() - kMostElements) + " more>\"";
        break;
      }
      append(element);
    }
    out_ += ']';
  }

  void append_object(JsonElement value) {
    out_ += '{';
    bool is_first = true;
    for (const JsonMember member : value.members()) {
      if (!is_first) out_ += ',';
      is_first = false;
      append_json_string(out_, member.name);
      out_ += ':';
      append(member.value);
    }
    out_ += '}';
  }

  std::string_view key_;
  std::string out_;
};

}  // namespace

std::string reduce_body(std::string_view body, std::string_view hash_key) {
  if (body.empty()) return "";
  JsonLimits limits;
  limits.bytes = body.size();
  limits.duplicate_names = JsonLimits::DuplicateNames::last_wins;
  limits.byte_order_mark = JsonLimits::ByteOrderMark::ignored;
  const auto document = JsonDocument::parse(body, limits);
  if (!document) {
    return "<text " + std::to_string(body.size()) + mark_of(hash_key, body) + ">";
  }
  Reduction reduction{hash_key};
  reduction.append(document->root());
  return std::move(reduction).text();
}

}  // namespace understudy::conformance
