// SPDX-License-Identifier: MIT
/// Documents and their elements: reading, looking up, taking out.
#include "understudy/base/json_document.hpp"

#include <cassert>
#include <charconv>
#include <cmath>
#include <system_error>
#include <utility>

#include "json_number.hpp"
#include "json_reader.hpp"

namespace understudy {

namespace {

/// The integer of a number written without "." and "e", if `Integer` can hold it.
template <typename Integer>
std::optional<Integer> read_integer(std::string_view number) {
  Integer value = 0;
  const auto read = std::from_chars(number.data(), number.data() + number.size(), value);
  if (read.ec != std::errc{}) return std::nullopt;
  return value;
}

Json scalar(JsonElement element) {
  switch (element.kind()) {
    case JsonNode::Kind::null:
      return nullptr;
    case JsonNode::Kind::boolean:
      return element.is_true();
    case JsonNode::Kind::string:
      return element.text();
    case JsonNode::Kind::array:
      return Json::array();
    case JsonNode::Kind::object:
      return Json::object();
    case JsonNode::Kind::number:
      break;
  }
  if (element.node()->flag) {
    if (const auto natural = read_integer<std::uint64_t>(element.text())) return *natural;
    if (const auto integer = read_integer<std::int64_t>(element.text())) return *integer;
  }
  return read_double(element.text());
}

}  // namespace

Result<JsonDocument> JsonDocument::parse(std::string_view text, const JsonLimits& limits) {
  return JsonReader{text, limits}.read();
}

Result<JsonDocument> JsonDocument::parse_owned(std::string text, const JsonLimits& limits) {
  auto owned = std::make_unique<const std::string>(std::move(text));
  auto document = parse(*owned, limits);
  if (document) document->owned_ = std::move(owned);
  return document;
}

JsonDocument JsonDocument::of(const Json& value) {
  std::string text = dump_json(value);
  const JsonLimits limits{
      .bytes = text.size(), .depth = text.size(), .elements = text.size(), .nodes = text.size()};
  auto document = parse_owned(std::move(text), limits);
  assert(document && "what was dumped can be read");
  return *std::move(document);
}

std::optional<JsonElement> JsonElement::find(std::string_view name) const {
  for (const JsonMember member : members()) {
    if (member.name == name) return member.value;
  }
  return std::nullopt;
}

Json to_json(JsonElement element) {
  struct Frame {
    Json* container;
    const JsonNode* end;
  };
  Json root = scalar(element);
  std::vector<Frame> open;
  if (root.is_structured()) open.push_back({&root, element.end()});
  const JsonNode* node = element.node() + 1;
  while (!open.empty()) {
    const Frame frame = open.back();
    if (node == frame.end) {
      open.pop_back();
      continue;
    }
    Json* place = nullptr;
    if (frame.container->is_object()) {
      place = &(*frame.container)[std::string{node->text, node->size}];
      ++node;
    } else {
      place = &frame.container->emplace_back();
    }
    const JsonElement value{node};
    *place = scalar(value);
    if (place->is_structured()) open.push_back({place, value.end()});
    ++node;
  }
  return root;
}

std::optional<std::int64_t> to_int64(JsonElement element) {
  if (!element.is_number()) return std::nullopt;
  if (element.node()->flag) return read_integer<std::int64_t>(element.text());
  return to_int64(Json(read_double(element.text())));
}

std::optional<double> to_double(JsonElement element) {
  if (!element.is_number()) return std::nullopt;
  return read_double(element.text());
}

}  // namespace understudy
