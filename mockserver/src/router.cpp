// SPDX-License-Identifier: MIT
/// Routing by segments: split at "/", decode each once, compare. No regular expressions.
#include "router.hpp"

#include <algorithm>
#include <utility>

#include "understudy/base/uri.hpp"

namespace understudy::mock {

namespace {

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> segments;
  if (path.empty() || path.front() != '/') return segments;
  path.remove_prefix(1);
  for (std::size_t cut = path.find('/'); cut != path.npos; cut = path.find('/')) {
    segments.push_back(path.substr(0, cut));
    path.remove_prefix(cut + 1);
  }
  segments.push_back(path);
  return segments;
}

bool is_parameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

bool matches(const std::vector<std::string>& route, const std::vector<std::string>& segments) {
  return std::equal(route.begin(), route.end(), segments.begin(), segments.end(),
                    [](const std::string& wanted, const std::string& seen) {
                      return wanted.empty() ? !seen.empty() : wanted == seen;
                    });
}

void append(std::string& list, std::string_view name) {
  if (!list.empty()) list += ", ";
  list += name;
}

}  // namespace

void Router::add(Method method, std::string_view path, std::size_t operation) {
  std::vector<std::string> segments;
  for (const std::string_view segment : split(path)) {
    segments.emplace_back(is_parameter(segment) ? std::string_view{} : segment);
  }
  auto it = std::find_if(routes_.begin(), routes_.end(),
                         [&](const Route& route) { return route.segments == segments; });
  if (it == routes_.end()) {
    const auto place = std::find_if(routes_.begin(), routes_.end(), [&](const Route& route) {
      return route.segments < segments;  // descending: the empty text of a parameter comes last
    });
    it = routes_.insert(place, Route{std::move(segments), {}});
  }
  it->operations.emplace_back(method, operation);
}

const Router::Route* Router::find(const std::vector<std::string>& segments) const {
  const auto it = std::find_if(routes_.begin(), routes_.end(), [&](const Route& route) {
    return matches(route.segments, segments);
  });
  return it == routes_.end() ? nullptr : &*it;
}

Router::Outcome Router::route(Method method, std::string_view path) const {
  std::vector<std::string> segments;
  for (const std::string_view raw : split(path)) {
    auto segment = decode_segment(raw);
    if (!segment) return BadPath{segment.error().what};
    segments.push_back(*std::move(segment));
  }
  const Route* route = find(segments);
  if (route == nullptr) return UnknownPath{};

  const Method wanted = method == Method::head ? Method::get : method;
  std::string allow;
  bool has_get = false;
  for (const auto& [offered, operation] : route->operations) {
    if (offered == wanted) {
      Match match{operation, {}};
      for (std::size_t i = 0; i < segments.size(); ++i) {
        if (route->segments[i].empty()) match.path_parameters.push_back(std::move(segments[i]));
      }
      return match;
    }
    append(allow, name_of(offered));
    has_get = has_get || offered == Method::get;
  }
  if (method != Method::options) return WrongMethod{std::move(allow)};
  if (has_get) append(allow, name_of(Method::head));
  append(allow, name_of(Method::options));
  return Options{std::move(allow)};
}

}  // namespace understudy::mock
