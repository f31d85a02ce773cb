// SPDX-License-Identifier: MIT
/// The tree is walked with a way back: "/a/{x}/c" is found behind "/a/b/d". Each node is tried once
/// at most, so a path costs no more than the tree has nodes.
#include "path_table.hpp"

#include <algorithm>
#include <forward_list>

#include "understudy/base/uri.hpp"

namespace understudy::openapi {

namespace {

constexpr std::size_t kMaxSegments = 256;  // ours: far past any document

template <typename Visit>
void each_segment(std::string_view path, Visit visit) {
  path.remove_prefix(1);
  for (std::size_t cut = path.find('/'); cut != path.npos; cut = path.find('/')) {
    visit(path.substr(0, cut));
    path.remove_prefix(cut + 1);
  }
  visit(path);
}

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c != '%' && static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::optional<std::string> PathTable::fault_of(std::string_view path) {
  bool is_open = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const char c = path[i];
    if (c == '{' && is_open) return "\"{\" inside braces";
    if (c == '}' && !is_open) return "\"}\" without \"{\"";
    if (c == '/' && is_open) return "\"/\" inside braces";
    if (c == '}' && i == begin + 1) return "an empty name in braces";
    if (c == '{' && i > 0 && path[i - 1] == '}') return "two names without text between them";
    if (c == '{') begin = i;
    if (c == '{' || c == '}') is_open = c == '{';
    if (c == '?' || c == '#') return "a query or a fragment";
  }
  if (is_open) return "\"{\" without \"}\"";
  return std::nullopt;
}

std::vector<std::string> PathTable::names_of(std::string_view path) {
  std::vector<std::string> names;
  each_segment(path, [&](std::string_view segment) {
    for (std::string& name : parse_pattern(segment).names) names.push_back(std::move(name));
  });
  return names;
}

std::size_t PathTable::Pattern::literal_size() const {
  std::size_t size = 0;
  for (const std::string& literal : literals) size += literal.size();
  return size;
}

PathTable::Pattern PathTable::parse_pattern(std::string_view segment) {
  Pattern pattern;
  for (std::size_t open = segment.find('{'); open != segment.npos; open = segment.find('{')) {
    const std::size_t close = segment.find('}', open);
    pattern.literals.emplace_back(segment.substr(0, open));
    pattern.names.emplace_back(segment.substr(open + 1, close - open - 1));
    segment.remove_prefix(close + 1);
  }
  pattern.literals.emplace_back(segment);
  return pattern;
}

bool PathTable::add(Method method, std::string_view path, std::size_t operation) {
  std::uint32_t at = 0;
  std::vector<std::string> names;
  each_segment(path, [&](std::string_view segment) {
    Pattern pattern = parse_pattern(segment);
    const auto next = static_cast<std::uint32_t>(nodes_.size());
    for (const std::string& name : pattern.names) names.push_back(name);
    if (pattern.names.empty()) {
      auto& literals = nodes_[at].literals;
      const auto it = std::find_if(literals.begin(), literals.end(),
                                   [&](const auto& known) { return known.first == segment; });
      at = it == literals.end() ? next : it->second;
      if (at == next) literals.emplace_back(std::string{segment}, next);
    } else {
      auto& patterns = nodes_[at].patterns;
      const auto it = std::find_if(patterns.begin(), patterns.end(), [&](const auto& known) {
        return known.first.literals == pattern.literals;
      });
      at = it == patterns.end() ? next : it->second;
      const auto place = std::find_if(patterns.begin(), patterns.end(), [&](const auto& known) {
        return known.first.literal_size() < pattern.literal_size();
      });
      if (at == next) patterns.emplace(place, std::move(pattern), next);
    }
    if (at == next) nodes_.emplace_back();
  });
  auto& offers = nodes_[at].offers;
  const bool is_taken = std::any_of(offers.begin(), offers.end(),
                                    [&](const Offer& offer) { return offer.method == method; });
  if (!is_taken) offers.push_back({method, operation, std::move(names)});
  return !is_taken;
}

/// Cuts a segment at the texts of a pattern, each name taking as little as it can.
bool PathTable::capture(const Pattern& pattern, const Segment& segment, std::vector<Capture>& out) {
  std::string_view rest = segment.text;
  const std::string& last = pattern.literals.back();
  if (!rest.starts_with(pattern.literals.front())) return false;
  rest.remove_prefix(pattern.literals.front().size());
  if (!rest.ends_with(last)) return false;
  rest.remove_suffix(last.size());
  for (std::size_t i = 1; i < pattern.literals.size(); ++i) {
    const bool is_last = i + 1 == pattern.literals.size();
    const std::size_t end = is_last ? rest.size() : rest.find(pattern.literals[i], 1);
    if (end == rest.npos || end == 0) return false;
    const std::string_view text = rest.substr(0, end);
    const bool is_whole = text.size() == segment.text.size();
    out.push_back({is_whole ? segment.raw : text, text});
    rest.remove_prefix(is_last ? end : end + pattern.literals[i].size());
  }
  return true;
}

const PathTable::Node* PathTable::descend(std::uint32_t node, std::size_t at,
                                          Search& search) const {
  const Node& here = nodes_[node];
  if (at == search.segments.size()) return here.offers.empty() ? nullptr : &here;
  const Segment& segment = search.segments[at];
  for (const auto& [literal, next] : here.literals) {
    const bool is_it = search.form == PathForm::loose ? equal_ignoring_case(literal, segment.text)
                                                      : literal == segment.text;
    if (!is_it) continue;
    if (const Node* found = descend(next, at + 1, search)) return found;
  }
  for (const auto& [pattern, next] : here.patterns) {
    const std::size_t before = search.captures.size();
    if (capture(pattern, segment, search.captures)) {
      if (const Node* found = descend(next, at + 1, search)) return found;
    }
    search.captures.resize(before);
  }
  return nullptr;
}

Match PathTable::find(Method method, std::string_view raw, PathForm form,
                      std::size_t& index) const {
  Match match;
  if (raw.empty() || raw.front() != '/') return match;
  if (form == PathForm::loose && raw.size() > 1 && raw.back() == '/') raw.remove_suffix(1);
  const auto count = static_cast<std::size_t>(std::count(raw.begin(), raw.end(), '/'));
  if (count > kMaxSegments) return match;
  std::vector<Segment> segments;
  segments.reserve(count);
  std::forward_list<std::string> decoded;
  each_segment(raw, [&](std::string_view segment) {
    if (is_plain(segment)) {
      segments.push_back({segment, segment});
      return;
    }
    auto text = decode_segment(segment);
    if (!text) {
      if (match.kind != Match::Kind::bad_path) match.what = text.error().what;
      match.kind = Match::Kind::bad_path;
      return;
    }
    segments.push_back({segment, decoded.emplace_front(*std::move(text))});
  });
  if (match.kind == Match::Kind::bad_path) return match;

  Search search{segments, form};
  const Node* const node = descend(0, 0, search);
  if (node == nullptr) return match;
  const auto offered = [&](Method wanted) {
    return std::find_if(node->offers.begin(), node->offers.end(),
                        [&](const Offer& offer) { return offer.method == wanted; });
  };
  auto offer = offered(method);
  if (offer == node->offers.end() && method == Method::head) offer = offered(Method::get);
  if (offer == node->offers.end()) {
    match.kind = Match::Kind::wrong_method;
    for (const Offer& other : node->offers) match.documented.push_back(other.method);
    return match;
  }
  match.kind = Match::Kind::found;
  index = offer->operation;
  match.parameters.reserve(search.captures.size());
  for (std::size_t i = 0; i < search.captures.size(); ++i) {
    const Capture& captured = search.captures[i];
    match.parameters.push_back({offer->names[i], captured.raw, std::string{captured.text}});
  }
  return match;
}

}  // namespace understudy::openapi
