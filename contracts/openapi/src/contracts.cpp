// SPDX-License-Identifier: MIT
/// The list of contracts; their texts are in the file that understudy_embed generates.
#include "understudy/openapi/contracts.hpp"

#include <algorithm>

#include "api_ids.hpp"

namespace understudy::openapi {

namespace {

constexpr bool is_increasing(std::span<const std::string_view> ids) {
  return std::adjacent_find(ids.begin(), ids.end(), [](std::string_view a, std::string_view b) {
           return a >= b;
         }) == ids.end();
}
static_assert(is_increasing(kApiIds), "contracts/apis/apis.cmake is sorted, each id once");

}  // namespace

std::span<const std::string_view> api_ids() { return kApiIds; }

std::string contract_uri(std::string_view api) { return "understudy:contract/" + std::string{api}; }

Result<Document> load_contract(std::string_view api, LoadOptions options) {
  const std::string_view text = contract_text(api);
  if (text.empty()) {
    return Failure{Error{Errc::not_found, "no API is called \"" + excerpt(api, 60) + "\"", "", ""}};
  }
  options.uri = contract_uri(api);
  return Document::load(text, options);
}

}  // namespace understudy::openapi
