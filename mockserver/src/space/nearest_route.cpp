// SPDX-License-Identifier: MIT
#include "space/nearest_route.hpp"

#include <algorithm>
#include <limits>

#include "closest.hpp"

namespace understudy::mock {

namespace {

constexpr std::size_t kLongestPath = 256;  // ours: what is longer is no slip of a known path
constexpr std::size_t kFar = std::numeric_limits<std::size_t>::max();

std::string_view take_segment(std::string_view& path) {
  if (!path.empty()) path.remove_prefix(1);
  const std::size_t end = std::min(path.find('/'), path.size());
  const std::string_view segment = path.substr(0, end);
  path.remove_prefix(end);
  return segment;
}

/// Edits between a path and a template whose variables fit anything.
std::size_t count_path_edits(std::string_view path, std::string_view pattern) {
  std::size_t edits = 0;
  while (!path.empty() || !pattern.empty()) {
    const std::string_view want = take_segment(pattern);
    const std::string_view got = take_segment(path);
    const bool is_variable = want.starts_with('{') && !got.empty();
    if (!is_variable) edits += count_edits(got, want);
  }
  return edits;
}

/// So many edits still are a slip.
std::size_t most_edits(std::string_view path) { return path.size() / 3; }

/// The API whose prefix is most like the front of a path.
std::size_t nearest_api(const Common& common, std::string_view path) {
  std::size_t nearest = common.apis.size();
  std::size_t fewest = kFar;
  for (std::size_t api = 0; api < common.apis.size(); ++api) {
    for (const std::string_view prefix : common.apis[api]->prefixes()) {
      const auto segments = std::count(prefix.begin(), prefix.end(), '/');
      std::string_view rest = path;
      for (auto i = segments; i > 0; --i) take_segment(rest);
      const std::string_view front = path.substr(0, path.size() - rest.size());
      const std::size_t edits = count_path_edits(front, prefix);
      if (edits >= fewest || edits > most_edits(prefix)) continue;
      nearest = api;
      fewest = edits;
    }
  }
  return nearest;
}

}  // namespace

std::string nearest_route(const Common& common, std::size_t api, std::string_view path) {
  if (path.size() > kLongestPath || !path.starts_with('/')) return {};
  if (api == common.apis.size()) api = nearest_api(common, path);
  if (api == common.apis.size()) return {};
  const openapi::Operation* nearest = nullptr;
  std::size_t fewest = most_edits(path) + 1;
  for (const openapi::Operation& operation : common.apis[api]->operations()) {
    const std::size_t edits = count_path_edits(path, operation.path);
    if (edits >= fewest) continue;
    nearest = &operation;
    fewest = edits;
  }
  if (nearest == nullptr) return {};
  return std::string{name_of(nearest->method)} + ' ' + nearest->path;
}

}  // namespace understudy::mock
