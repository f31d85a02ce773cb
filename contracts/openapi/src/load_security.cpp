// SPDX-License-Identifier: MIT
/// Who may call, and where the server is: read, kept, and judged by others.
///
/// Source: OpenAPI Specification 3.1.1, sections 4.8.5, 4.8.27 and 4.8.30
#include <algorithm>
#include <array>
#include <utility>

#include "loader.hpp"

namespace understudy::openapi {

namespace {

/// The path of a URL without "/" at its end.
std::string path_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != url.npos) {
    url.remove_prefix(scheme + 3);
    url.remove_prefix(std::min(url.find('/'), url.size()));
  } else if (url.starts_with("//")) {
    url.remove_prefix(2);
    url.remove_prefix(std::min(url.find('/'), url.size()));
  }
  while (url.ends_with('/')) url.remove_suffix(1);
  if (url.empty() || url.front() == '/') return std::string{url};
  return "/" + std::string{url};
}

}  // namespace

Result<Done> Loader::read_security_schemes() {
  constexpr auto kTypes =
      std::to_array<std::string_view>({"apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"});
  const Place root{contents_.main, contents_.main->json->root().node()};
  const Place map = member(member(root, "components"), "securitySchemes");
  if (!map) return Done{};
  if (auto object = expect_object(map, "\"securitySchemes\""); !object) return object;
  for (const JsonMember one : map.element().members()) {
    const auto place = resolve({map.document, one.value.node()}, "a security scheme");
    if (!place) return Failure{place.error()};
    SecurityScheme scheme{.name = std::string{one.name}, .place = *place};
    const auto type = require_text(*place, "type");
    if (!type) return Failure{type.error()};
    if (std::find(kTypes.begin(), kTypes.end(), *type) == kTypes.end()) {
      return refuse(member(*place, "type"), "no type of security scheme: " + excerpt(*type));
    }
    scheme.type = *type;
    const auto take = [&](std::string_view name, std::string& text) -> Result<Done> {
      auto value = require_text(*place, name);
      if (!value) return Failure{std::move(value.error())};
      text = *std::move(value);
      return Done{};
    };
    Result<Done> taken = Done{};
    if (scheme.type == "http") taken = take("scheme", scheme.scheme);
    if (scheme.type == "apiKey") taken = take("in", scheme.in);
    if (taken && scheme.type == "apiKey") taken = take("name", scheme.parameter);
    if (!taken) return taken;
    contents_.security_schemes.push_back(std::move(scheme));
  }
  return Done{};
}

Result<std::vector<SecurityRequirement>> Loader::read_security(Place list) {
  std::vector<SecurityRequirement> requirements;
  if (!list.element().is_array()) return refuse(list, "\"security\" has to be an array");
  for (const JsonElement element : list.element().elements()) {
    const Place place{list.document, element.node()};
    if (auto object = expect_object(place, "a security requirement"); !object) {
      return Failure{std::move(object.error())};
    }
    SecurityRequirement requirement;
    for (const JsonMember use : element.members()) {
      const auto& schemes = contents_.security_schemes;
      const auto it = std::find_if(schemes.begin(), schemes.end(),
                                   [&](const auto& scheme) { return scheme.name == use.name; });
      if (it == schemes.end()) {
        return refuse({list.document, use.value.node()},
                      "no security scheme is called \"" + excerpt(use.name, 60) + "\"",
                      "add it to components/securitySchemes");
      }
      auto scopes = optional_texts(place, use.name);
      if (!scopes) return Failure{std::move(scopes.error())};
      requirement.push_back({&*it, *std::move(scopes)});
    }
    requirements.push_back(std::move(requirement));
  }
  return requirements;
}

Result<std::vector<std::string>> Loader::read_prefixes(Place list) {
  std::vector<std::string> prefixes;
  if (!list.element().is_array()) return refuse(list, "\"servers\" has to be an array");
  for (const JsonElement element : list.element().elements()) {
    const Place place{list.document, element.node()};
    if (auto object = expect_object(place, "a server"); !object) {
      return Failure{std::move(object.error())};
    }
    auto url = require_text(place, "url");
    if (!url) return Failure{std::move(url.error())};
    for (std::size_t open = url->find('{'); open != url->npos; open = url->find('{', open)) {
      const std::size_t close = url->find('}', open);
      const Place variable =
          close == url->npos ? Place{}
                             : member(member(place, "variables"),
                                      std::string_view{*url}.substr(open + 1, close - open - 1));
      if (!variable || !variable.element().is_object()) {
        return refuse(member(place, "url"), "a variable of the URL is not described",
                      "add it to \"variables\"");
      }
      const auto value = require_text(variable, "default");
      if (!value) return Failure{value.error()};
      url->replace(open, close - open + 1, *value);
      open += value->size();
    }
    std::string prefix = path_of(*url);
    if (std::find(prefixes.begin(), prefixes.end(), prefix) == prefixes.end()) {
      prefixes.push_back(std::move(prefix));
    }
  }
  if (prefixes.empty()) prefixes.emplace_back();
  return prefixes;
}

}  // namespace understudy::openapi
