// SPDX-License-Identifier: MIT
#include "understudy/base/json_pointer.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace understudy {

namespace {

/// reference-token, with "~1" and "~0" undone
std::string unescape(std::string_view token) {
  std::string text;
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] != '~' || i + 1 == token.size()) {
      text += token[i];
    } else {
      text += token[++i] == '0' ? '~' : '/';
    }
  }
  return text;
}

}  // namespace

std::optional<JsonElement> find_child(JsonElement container, std::string_view token) {
  if (container.is_object()) {
    return token.find('~') == token.npos ? container.find(token) : container.find(unescape(token));
  }
  std::size_t index = 0;
  const auto read = std::from_chars(token.data(), token.data() + token.size(), index);
  const bool is_index = read.ec == std::errc{} && read.ptr == token.data() + token.size();
  if (!is_index || index >= container.size()) return std::nullopt;
  auto element = container.elements().begin();
  for (; index > 0; --index) ++element;
  return *element;
}

std::optional<JsonElement> find_pointer(JsonElement root, std::string_view pointer) {
  if (!pointer.empty() && pointer.front() != '/') return std::nullopt;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    const auto child = find_child(root, pointer.substr(0, end));
    if (!child) return std::nullopt;
    root = *child;
    pointer.remove_prefix(end);
  }
  return root;
}

std::string pointer_to(const JsonNode* root, const JsonNode* node) {
  std::string pointer;
  while (root != node) {
    const JsonElement container{root};
    if (node < root || node >= container.end()) return pointer;  // not inside
    std::size_t index = 0;
    const JsonNode* next = nullptr;
    for (const JsonElement element : container.elements()) {
      if (node < element.end()) {
        next = element.node();
        (pointer += '/') += std::to_string(index);
        break;
      }
      ++index;
    }
    for (const JsonMember member : container.members()) {
      if (node >= member.value.end()) continue;
      next = member.value.node();
      (pointer += '/') += pointer_token(member.name);
      break;
    }
    if (next == nullptr || node < next) return pointer;  // a name
    root = next;
  }
  return pointer;
}

}  // namespace understudy
