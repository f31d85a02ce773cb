// SPDX-License-Identifier: MIT
#include "understudy/conformance/shape.hpp"

#include <array>

#include "understudy/base/json.hpp"

namespace understudy::conformance {

namespace {

constexpr std::size_t kMostPlaces = 10'000;  // ours: members that are data would grow it for ever

constexpr std::array<std::string_view, 6> kTypes{"null",   "boolean", "number",
                                                 "string", "array",   "object"};  // JsonNode::Kind

constexpr std::array<std::string_view, 4> kKinds{"added", "became_optional", "removed",
                                                 "type_changed"};

std::uint8_t bit_of(JsonNode::Kind kind) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind));
}

/// The object that a member belongs to; null for the root and for elements.
const Shape::Place* owner_of(const std::string& path, const Shape& shape) {
  if (path.empty() || path.ends_with("/[]")) return nullptr;
  const auto it = shape.places().find(std::string_view{path}.substr(0, path.rfind('/')));
  return it == shape.places().end() ? nullptr : &it->second;
}

bool is_always_there(const std::string& path, const Shape::Place& place, const Shape& shape) {
  const Shape::Place* const owner = owner_of(path, shape);
  return owner == nullptr || place.count == owner->objects;
}

std::string text_of(const std::string& path, const Shape::Place& place, const Shape& shape) {
  std::string text;
  for (std::size_t i = 0; i < kTypes.size(); ++i) {
    if ((static_cast<unsigned>(place.types) >> i & 1U) == 0) continue;
    if (!text.empty()) text += " or ";
    text += kTypes.at(i);
  }
  return is_always_there(path, place, shape) ? text : text + ", sometimes";
}

/// Whether a side that lacks a member had an object to show it in.
bool could_show(const std::string& path, const Shape& shape) {
  const Shape::Place* const owner = owner_of(path, shape);
  return owner != nullptr && owner->objects > 0;
}

}  // namespace

void Shape::add(JsonElement body) { add(body, ""); }

// As deep as JsonLimits::depth at most.
void Shape::add(JsonElement value, const std::string& path) {
  const auto it = places_.find(path);
  if (it == places_.end() && places_.size() == kMostPlaces) {
    is_capped_ = true;
    return;
  }
  Place& place = it == places_.end() ? places_[path] : it->second;
  place.types = static_cast<std::uint8_t>(place.types | bit_of(value.kind()));
  ++place.count;
  if (value.is_object()) ++place.objects;
  for (const JsonElement element : value.elements()) add(element, path + "/[]");
  for (const JsonMember member : value.members()) {
    add(member.value, path + "/" + pointer_token(member.name));
  }
}

std::string_view name_of(ShapeChange::Kind kind) {
  return kKinds.at(static_cast<std::size_t>(kind));
}

std::vector<ShapeChange> diff(const Shape& left, const Shape& right) {
  using Kind = ShapeChange::Kind;
  std::map<std::string, ShapeChange> changes;
  for (const auto& [path, place] : left.places()) {
    const std::string was = text_of(path, place, left);
    const auto it = right.places().find(path);
    if (it == right.places().end()) {
      if (could_show(path, right)) changes[path] = {path, Kind::removed, was, "absent", true};
      continue;
    }
    const std::string is = text_of(path, it->second, right);
    if ((it->second.types & ~place.types) != 0) {
      changes[path] = {path, Kind::type_changed, was, is, true};
    } else if (is_always_there(path, place, left) && !is_always_there(path, it->second, right)) {
      changes[path] = {path, Kind::became_optional, was, is, true};
    }
  }
  for (const auto& [path, place] : right.places()) {
    if (left.places().count(path) == 0 && could_show(path, left)) {
      changes[path] = {path, Kind::added, "absent", text_of(path, place, right), false};
    }
  }
  std::vector<ShapeChange> list;
  for (auto& [path, change] : changes) list.push_back(std::move(change));
  return list;
}

}  // namespace understudy::conformance
