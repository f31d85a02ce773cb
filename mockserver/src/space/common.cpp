// SPDX-License-Identifier: MIT
#include "space/common.hpp"

#include <algorithm>
#include <utility>

#include "closest.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::mock {

namespace {

/// Whether `path` is `prefix` or lies below it. Letters in another case are the API's business too:
/// some take them, the others refuse in their own words.
bool is_below(std::string_view path, std::string_view prefix) {
  return path.size() >= prefix.size() &&
         equal_ignoring_case(path.substr(0, prefix.size()), prefix) &&
         (path.size() == prefix.size() || path[prefix.size()] == '/');
}

}  // namespace

std::size_t Common::owner_of(std::string_view path) const {
  std::size_t owner = apis.size();
  std::pair<std::size_t, bool> best{0, false};
  for (std::size_t i = 0; i < apis.size(); ++i) {
    for (const std::string_view prefix : apis[i]->prefixes()) {
      const std::pair fit{prefix.size(), path.starts_with(prefix)};
      if (fit > best && is_below(path, prefix)) {
        owner = i;
        best = fit;
      }
    }
  }
  return owner;
}

std::size_t Common::find(std::string_view id) const {
  const auto it = std::lower_bound(ids.begin(), ids.end(), id);
  return it == ids.end() || *it != id ? ids.size() : static_cast<std::size_t>(it - ids.begin());
}

Result<Done> Common::check_place(const Fault& fault) const {
  constexpr std::size_t kMostEdits = 3;  // ours: past that it is another word
  const auto refuse = [](std::string_view what, std::string_view name, std::string_view where,
                         const std::vector<std::string_view>& known) {
    return Failure{Error{Errc::bad_input,
                         "no " + std::string{what} + " '" + excerpt(name) + "' is served",
                         std::string{where}, suggest(known, name, kMostEdits)}};
  };
  if (!fault.api.empty() && find(fault.api) == ids.size()) {
    return refuse("API", fault.api, "/api", {ids.begin(), ids.end()});
  }
  if (fault.operation.empty()) return Done{};
  std::vector<std::string_view> known;
  for (const auto& api : apis) {
    if (!fault.api.empty() && api->id() != fault.api) continue;
    for (const openapi::Operation& operation : api->operations()) known.push_back(operation.id);
  }
  if (std::find(known.begin(), known.end(), fault.operation) != known.end()) return Done{};
  return refuse("operation", fault.operation, "/operation", known);
}

Error unknown_api(std::string_view id) {
  std::string known;
  for (const std::string& one : available_apis()) known += (known.empty() ? "" : ", ") + one;
  return {Errc::bad_input, "there is no API '" + excerpt(id) + "'", "", "choose from: " + known};
}

}  // namespace understudy::mock
