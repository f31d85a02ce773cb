// SPDX-License-Identifier: MIT
/// Page requests to query strings, and what follows a page.
#include "understudy/client/paging/spring_page.hpp"

#include "understudy/base/uri.hpp"

namespace understudy::client {

std::string spring_query(const SpringPageRequest& request) {
  std::string query;
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!query.empty()) query += '&';
    query += name;
    query += '=';
    query += encode_component(value);
  };
  if (request.page) add("page", std::to_string(*request.page));
  if (request.size) add("size", std::to_string(*request.size));
  for (const std::string& value : request.order.values()) add("sort", value);
  return query;
}

std::optional<std::int64_t> spring_page_behind(std::int64_t page, std::optional<bool> last,
                                               std::optional<std::int64_t> total_pages) {
  const bool is_last = last.value_or(!total_pages || page >= *total_pages - 1);
  if (is_last) return std::nullopt;
  return page + 1;
}

}  // namespace understudy::client
