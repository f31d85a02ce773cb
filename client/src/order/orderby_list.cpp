// SPDX-License-Identifier: MIT
#include "understudy/client/order/orderby_list.hpp"

#include <utility>

#include "understudy/client/filter/field_path.hpp"

namespace understudy::client {

Result<std::vector<std::string>> orderby_texts(const std::vector<OrderByItem>& order) {
  std::vector<std::string> texts;
  texts.reserve(order.size());
  for (const OrderByItem& item : order) {
    Result<std::string> text = check_field_path(item.field);
    if (!text) return Failure{std::move(text.error())};
    if (item.direction == OrderByItem::Direction::descending) *text += " desc";
    texts.push_back(*std::move(text));
  }
  return texts;
}

}  // namespace understudy::client
