// SPDX-License-Identifier: MIT
#include "list_page.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace understudy::mock {

Response json_response(std::string body) {
  return {200, {{"Content-Type", "application/json"}}, std::move(body)};
}

query::RowIds select_rows(const Call& call, const query::Table& table,
                          const query::Selection& selection) {
  if (call.watch != nullptr) (*call.watch)(table, selection, "");
  return table.select(selection);
}

Result<query::RowIds, query::Fault> try_select_rows(const query::Watch* watch,
                                                    const query::Table& table,
                                                    const query::Selection& selection,
                                                    std::string_view text) {
  if (watch != nullptr) (*watch)(table, selection, text);
  return table.try_select(selection);
}

Response page_response(const paging::Paging& paging, const paging::Window& window,
                       const query::Table& table, const query::RowIds& rows,
                       const order::Order& order) {
  const std::size_t total = rows->size();
  const std::size_t first = std::min<std::size_t>(window.first, total);
  const std::size_t on_page = std::min<std::size_t>(window.count, total - first);
  std::string body;
  paging.write(body, {window, total, on_page, order.sorted, order.criteria},
               [&](std::string& out) { table.append_json_array(out, rows, first, on_page); });
  return json_response(std::move(body));
}

}  // namespace understudy::mock
