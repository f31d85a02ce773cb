// SPDX-License-Identifier: MIT
#include "walk.hpp"

#include <algorithm>

namespace understudy::conformance {

namespace {

ListWalk::Page ask(Probe& probe, const ListSpec& list, std::size_t number, std::size_t size) {
  ListWalk::Page page;
  page.number = number;
  page.size = size;
  const Reply& reply = probe.list(list, {.page = number, .size = size});
  if (probe.replies().empty()) return page;
  page.reply = probe.replies().back();
  page.rows = rows_in(reply, list);
  return page;
}

/// The largest size of pages of which a list has a whole number.
std::size_t size_without_rest(std::size_t rows, std::size_t most) {
  std::size_t size = std::min(rows, most);
  while (rows % size != 0) --size;
  return size;
}

/// The last page and the one behind it, without a rest; of a list whose length is not known the
/// first page once more, and one far behind every list.
void ask_end(Probe& probe, const ListSpec& list, ListWalk& walk) {
  constexpr std::size_t kMoreThanAny = 99'999'999;
  const ListSample& sample = *walk.sample;
  const std::size_t rows = sample.total.value_or(sample.is_whole ? sample.rows.size() : 0);
  const std::size_t size = rows == 0 ? walk.size : size_without_rest(rows, list.paging.most);
  const std::size_t pages = rows == 0 ? 1 : rows / size;
  walk.last = ask(probe, list, pages - 1, size);
  walk.beyond = ask(probe, list, rows == 0 ? kMoreThanAny / size + 1 : pages, size);
}

}  // namespace

const ListWalk* walk(Probe& probe, const ListSpec& list) {
  std::any& memo = probe.memo("read walk " + list.name);
  if (const auto* known = std::any_cast<std::shared_ptr<ListWalk>>(&memo)) {
    for (const ListWalk::Page& page : (*known)->pages) probe.show(page.reply);
    probe.show((*known)->last.reply);
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
  ask_end(probe, list, *made);
  if (!probe.trouble().empty()) return nullptr;
  memo = made;
  return made.get();
}

void share_walk(Check& check, const ListSpec& list) {
  check.lists.push_back(list.name);
  check.shared.push_back({.name = "walk " + list.name, .requests = kWalkCost});
}

}  // namespace understudy::conformance
