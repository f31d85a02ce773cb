// SPDX-License-Identifier: MIT
/// A document is copied as text: rare, and simpler than a second way to look at documents.
#include "readings.hpp"

#include <algorithm>
#include <array>

#include "understudy/base/json.hpp"

namespace understudy::openapi {

namespace {

using Switches = std::map<std::string, std::string, std::less<>>;

constexpr std::array<std::string_view, 6> kData{"const",   "default",  "enum",
                                                "example", "examples", "value"};

/// Writes a document again. Recursion is as deep as the document, which is bounded.
class Writer {
 public:
  explicit Writer(const Switches& switches) : switches_(switches) {}

  void write(JsonElement value) {
    switch (value.kind()) {
      case JsonNode::Kind::null:
        out_ += "null";
        break;
      case JsonNode::Kind::boolean:
        out_ += value.is_true() ? "true" : "false";
        break;
      case JsonNode::Kind::number:
        out_ += value.text();
        break;
      case JsonNode::Kind::string:
        append_json_string(out_, value.text());
        break;
      case JsonNode::Kind::array:
        write_array(value, "");
        break;
      case JsonNode::Kind::object:
        write_object(value);
        break;
    }
  }

  [[nodiscard]] bool has_applied() const { return has_applied_; }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  /// The reading of a schema, if it is turned on.
  struct Reading {
    std::string reference = {};  ///< to its schema, as JSON text; empty: there is none
    bool replaces = false;
  };

  Reading reading_of(JsonElement object) {
    if (data_depth_ > 0) return {};
    const auto reading = object.find("x-reading");
    if (!reading) return {};
    const auto name = reading->find("switch");
    const auto value = reading->find("value");
    if (!name || !value || !name->is_string() || !value->is_string()) return {};
    const auto set = switches_.find(name->text());
    if (set == switches_.end() || set->second != value->text()) return {};
    const bool replaces = reading->find("instead").has_value();
    if (!replaces && !reading->find("schema")) return {};
    has_applied_ = true;
    std::string fragment = "#";
    for (const char c : pointer_) {
      fragment += c;
      if (c == '%') fragment += "25";
    }
    std::string text = "{\"$ref\":";
    append_json_string(text, fragment + (replaces ? "/x-reading/instead" : "/x-reading/schema"));
    return {text + "}", replaces};
  }

  void write_array(JsonElement array, const std::string& last) {
    out_ += '[';
    std::size_t index = 0;
    for (const JsonElement element : array.elements()) {
      if (index > 0) out_ += ',';
      write_below(std::to_string(index), element);
      ++index;
    }
    if (!last.empty() && index > 0) out_ += ',';
    out_ += last;
    out_ += ']';
  }

  void write_object(JsonElement object) {
    const auto [reading, replaces] = reading_of(object);
    bool is_first = true;
    bool is_open = !reading.empty();
    out_ += '{';
    for (const JsonMember member : object.members()) {
      if (replaces && !member.name.starts_with("x-")) continue;  // its source stays
      if (!is_first) out_ += ',';
      is_first = false;
      append_json_string(out_, member.name);
      out_ += ':';
      if (is_open && member.name == "allOf" && member.value.is_array()) {
        is_open = false;
        const std::size_t size = pointer_.size();
        pointer_ += "/allOf";
        write_array(member.value, reading);
        pointer_.resize(size);
        continue;
      }
      write_below(
          pointer_token(member.name), member.value,
          std::find(kData.begin(), kData.end(), member.name) != kData.end() && !is_properties_);
    }
    if (is_open) out_ += (is_first ? "\"allOf\":[" : ",\"allOf\":[") + reading + ']';
    out_ += '}';
  }

  void write_below(const std::string& token, JsonElement value, bool is_data = false) {
    const std::size_t size = pointer_.size();
    const bool was_properties = is_properties_;
    (pointer_ += '/') += token;
    is_properties_ = token == "properties";
    data_depth_ += is_data ? 1U : 0U;
    write(value);
    data_depth_ -= is_data ? 1U : 0U;
    is_properties_ = was_properties;
    pointer_.resize(size);
  }

  const Switches& switches_;
  std::string out_;
  std::string pointer_;
  std::size_t data_depth_ = 0;  ///< inside examples and constants names mean nothing
  bool is_properties_ = false;  ///< the names of this object are names of properties
  bool has_applied_ = false;
};

}  // namespace

std::optional<std::string> apply_readings(JsonElement root, const Switches& switches) {
  if (switches.empty()) return std::nullopt;
  Writer writer{switches};
  writer.write(root);
  if (!writer.has_applied()) return std::nullopt;
  return writer.take();
}

}  // namespace understudy::openapi
