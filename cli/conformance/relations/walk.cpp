// SPDX-License-Identifier: MIT
#include "walk.hpp"

#include <algorithm>

namespace understudy::conformance {

namespace {

ListWalk::Page ask(Probe& probe, const ListSpec& list, std::size_t number, std::size_t size) {
  ListWalk::Page page;
  page.number = number;
  const Reply& reply = probe.list(list, {.page = number, .size = size});
  if (probe.replies().empty()) return page;
  page.reply = probe.replies().back();
  page.rows = rows_in(reply, list);
  return page;
}

}  // namespace

const ListWalk* walk(Probe& probe, const ListSpec& list) {
  std::any& memo = probe.memo("read walk " + list.name);
  if (const auto* known = std::any_cast<std::shared_ptr<ListWalk>>(&memo)) {
    for (const ListWalk::Page& page : (*known)->pages) probe.show(page.reply);
    probe.show((*known)->beyond.reply);
    return known->get();
  }
  const ListSample& sample = probe.sample(list.name);
  if (sample.reply == nullptr || sample.rows.empty()) return nullptr;
  auto made = std::make_shared<ListWalk>();
  made->sample = &sample;
  // The last page of a whole list is shorter than the others, to see what is rounded.
  made->size = sample.rows.size() / 3 + (sample.is_whole ? 1 : 0);
  if (made->size == 0) made->size = 1;
  for (std::size_t i = 0; i < made->pages.size(); ++i) {
    made->pages[i] = ask(probe, list, i, made->size);
  }
  // Far behind every list whose length is not known.
  const std::size_t rows = sample.total.value_or(sample.is_whole ? sample.rows.size() : 99'999'999);
  made->beyond = ask(probe, list, rows / made->size + 1, made->size);
  if (!probe.trouble().empty()) return nullptr;
  memo = made;
  return made.get();
}

void share_walk(Check& check, const ListSpec& list) {
  check.lists.push_back(list.name);
  check.shared.push_back({.name = "walk " + list.name, .requests = kWalkCost});
}

}  // namespace understudy::conformance
