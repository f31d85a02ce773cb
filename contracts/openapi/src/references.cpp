// SPDX-License-Identifier: MIT
/// Following references: documents come from the registry, places from JSON Pointers.
#include "references.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "understudy/base/uri.hpp"

namespace understudy::openapi {

namespace {

constexpr std::size_t kMaxSteps = 64;  // ours: a reference to a reference to a reference ...

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

std::optional<JsonElement> find_child(JsonElement container, std::string_view token) {
  if (container.is_object()) {
    return container.find(token.find('~') == token.npos ? std::string{token} : unescape(token));
  }
  std::size_t index = 0;
  const auto read = std::from_chars(token.data(), token.data() + token.size(), index);
  const bool is_index = read.ec == std::errc{} && read.ptr == token.data() + token.size();
  if (!is_index || index >= container.size()) return std::nullopt;
  auto element = container.elements().begin();
  for (; index > 0; --index) ++element;
  return *element;
}

struct SplitUri {
  std::string_view scheme;     ///< with ":"
  std::string_view authority;  ///< with "//"
  std::string_view path;
  std::string_view query;     ///< with "?"
  std::string_view fragment;  ///< with "#"
};

/// URI = [ scheme ":" ] [ "//" authority ] path [ "?" query ] [ "#" fragment ]
SplitUri split(std::string_view uri) {
  SplitUri parts;
  const auto cut = [&](std::size_t at) {
    const std::string_view tail = uri.substr(std::min(at, uri.size()));
    uri.remove_suffix(tail.size());
    return tail;
  };
  parts.fragment = cut(uri.find('#'));
  parts.query = cut(uri.find('?'));
  const std::size_t colon = uri.find(':');
  if (colon != uri.npos && colon > 0 && uri.find('/') > colon) {
    parts.scheme = uri.substr(0, colon + 1);
    uri.remove_prefix(colon + 1);
  }
  if (uri.starts_with("//")) {
    parts.authority = uri.substr(0, std::min(uri.find('/', 2), uri.size()));
    uri.remove_prefix(parts.authority.size());
  }
  parts.path = uri;
  return parts;
}

/// RFC 3986 section 5.2.4, on whole segments
std::string remove_dots(std::string_view path) {
  std::vector<std::string_view> kept;
  const bool is_rooted = path.starts_with('/');
  if (is_rooted) path.remove_prefix(1);
  bool ends_open = false;
  while (true) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    const bool is_last = end == path.size();
    ends_open = is_last && (segment == "." || segment == "..");
    if (segment == ".." && !kept.empty()) kept.pop_back();
    if (segment != "." && segment != "..") kept.push_back(segment);
    if (is_last) break;
    path.remove_prefix(end + 1);
  }
  std::string clean{is_rooted ? "/" : ""};
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (i > 0) clean += '/';
    clean += kept[i];
  }
  if (ends_open && !kept.empty()) clean += '/';
  return clean;
}

std::string join(std::string_view a, std::string_view b, std::string_view c, std::string_view d,
                 std::string_view e) {
  std::string uri{a};
  for (const std::string_view part : {b, c, d, e}) uri += part;
  return uri;
}

}  // namespace

std::string_view text_of(JsonElement value) {
  return value.is_string() ? value.text() : std::string_view{};
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

std::string location_of(Place place) {
  std::string location = place.document->uri + '#';
  const JsonNode* at = place.document->json->root().node();
  while (at != place.node) {
    const JsonNode* next = nullptr;
    std::size_t index = 0;
    for (const JsonElement element : JsonElement{at}.elements()) {
      if (place.node < element.end()) {
        next = element.node();
        (location += '/') += std::to_string(index);
        break;
      }
      ++index;
    }
    for (const JsonMember member : JsonElement{at}.members()) {
      if (place.node >= member.value.end()) continue;
      next = member.value.node();
      (location += '/') += pointer_token(member.name);
      break;
    }
    if (next == nullptr || place.node < next) break;  // a name, or nothing of this document
    at = next;
  }
  return location;
}

std::string resolve_reference(std::string_view base, std::string_view reference) {
  const SplitUri to = split(reference);
  if (!to.scheme.empty()) return std::string{reference};
  const SplitUri from = split(base);
  if (!to.authority.empty()) {
    return join(from.scheme, to.authority, remove_dots(to.path), to.query, to.fragment);
  }
  if (to.path.empty()) {
    return join(from.scheme, from.authority, from.path, to.query.empty() ? from.query : to.query,
                to.fragment);
  }
  std::string path{to.path};
  if (!to.path.starts_with('/')) {
    const std::size_t folder = from.path.rfind('/');
    const bool is_root = folder == from.path.npos;
    path = is_root && !from.authority.empty() ? "/" + path
                                              : std::string{from.path.substr(0, folder + 1)} + path;
  }
  return join(from.scheme, from.authority, remove_dots(path), to.query, to.fragment);
}

Result<Place> find_target(Place from, std::string_view reference,
                          const schema::Registry& registry) {
  const auto refuse = [&](std::string what, std::string advice) {
    return Failure{Error{Errc::not_found, std::move(what), location_of(from), std::move(advice)}};
  };
  const bool is_inside = reference.starts_with('#');
  const std::string uri = is_inside ? from.document->uri + std::string{reference}
                                    : resolve_reference(from.document->uri, reference);
  const std::size_t hash = std::min(uri.find('#'), uri.size());
  const schema::Document* const document =
      is_inside ? from.document : registry.find(std::string_view{uri}.substr(0, hash));
  if (document == nullptr) {
    return refuse("no document is known as " + excerpt(uri.substr(0, hash), 200),
                  "add it to the registry: nothing is fetched");
  }
  const std::string_view fragment = std::string_view{uri}.substr(std::min(hash + 1, uri.size()));
  const bool is_encoded = fragment.find('%') != fragment.npos;
  const auto decoded = is_encoded ? decode_segment(fragment) : Result<std::string>{std::string{}};
  std::optional<JsonElement> target;
  if (decoded) target = find_pointer(document->json->root(), is_encoded ? *decoded : fragment);
  if (!target) return refuse("nothing is at " + excerpt(uri, 200), "");
  return Place{document, target->node()};
}

Result<Place> follow_references(Place place, const schema::Registry& registry) {
  const Place start = place;
  for (std::size_t step = 0; step < kMaxSteps; ++step) {
    const auto reference = place.element().find("$ref");
    if (!reference) return place;
    const Place holder{place.document, reference->node()};
    if (!reference->is_string()) {
      return Failure{Error{Errc::bad_input, "a reference is a text", location_of(holder), ""}};
    }
    auto target = find_target(holder, reference->text(), registry);
    if (!target) return target;
    place = *target;
  }
  return Failure{Error{Errc::bad_input,
                       "references lead to each other without an end, or for more than " +
                           std::to_string(kMaxSteps) + " steps",
                       location_of(start), "write what is meant at one place"}};
}

}  // namespace understudy::openapi
