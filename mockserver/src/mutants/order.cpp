// SPDX-License-Identifier: MIT
/// Mutants of sorting.
#include "mutants/mutant_list.hpp"
#include "mutants/twins.hpp"

namespace understudy::mock::mutation {

namespace {

constexpr Area kArea{"order"};
constexpr std::size_t kMostRows = 2'000;  // partnertap S16.2: what one page can have

void forget_direction(order::Order& order) {
  for (query::SortKey& key : order.keys) key.descending = false;
}

void keep_first_key(order::Order& order) {
  if (order.keys.size() > 1) order.keys.resize(1);
}

/// The first property of the first sort, and whether it goes down; empty without one.
std::pair<std::string, bool> sort_of(const QueryParams& query) {
  const std::string* const sort = query.find("sort");
  if (sort == nullptr) return {};
  const std::size_t comma = std::min(sort->find(','), sort->size());
  return {sort->substr(0, comma), sort->find(",desc", comma) != sort->npos};
}

bool is_less_as_text(const Json& a, const Json& b) {
  if (a.is_null() || b.is_null()) return a.is_null() && !b.is_null();
  return text_of(a) < text_of(b);
}

bool is_less(const Json& a, const Json& b) { return a < b; }

using Less = bool (*)(const Json& a, const Json& b);

void sort_rows(Json& rows, const std::string& property, bool descending, Less less) {
  const Json none;
  const auto value = [&](const Json& row) -> const Json& {
    const auto it = row.find(property);
    return it == row.end() ? none : *it;
  };
  std::stable_sort(rows.begin(), rows.end(), [&](const Json& a, const Json& b) {
    return descending ? less(value(b), value(a)) : less(value(a), value(b));
  });
}

/// Rows in record order, each page sorted by itself.
Answer sort_each_page(const Call& call, const OperationHandler& right) {
  const auto [property, descending] = sort_of(call.query);
  Parameters query = call.query.list();
  remove_parameter(query, "sort");
  Answer answer = property.empty() ? right(call) : ask_with_query(call, query, right);
  if (!answer || property.empty()) return answer;
  Json body = read_body(*answer);
  if (Json* const rows = find_value(body, {"content"})) {
    sort_rows(*rows, property, descending, &is_less);
  }
  answer->body = dump_json(body);
  return answer;
}

/// The page that was asked for, cut out of all rows in the order of texts.
Answer sort_as_text(const Call& call, const OperationHandler& right) {
  Answer answer = right(call);
  const auto [property, descending] = sort_of(call.query);
  if (!answer || property.empty()) return answer;
  Parameters query = call.query.list();
  for (const char* name : {"page", "size", "sort"}) remove_parameter(query, name);
  query.emplace_back("size", std::to_string(kMostRows));
  const Answer all = ask_with_query(call, query, right);
  if (!all) return answer;

  Json whole = read_body(*all);
  Json body = read_body(*answer);
  Json* const rows = find_value(whole, {"content"});
  Json* const content = find_value(body, {"content"});
  const Json* const offset = find_value(body, {"pageable", "offset"});
  const auto first = offset == nullptr ? std::nullopt : to_int64(*offset);
  if (rows == nullptr || content == nullptr || !first) return answer;
  sort_rows(*rows, property, descending, &is_less_as_text);
  for (std::size_t i = 0; i < content->size(); ++i) {
    const std::size_t from = static_cast<std::size_t>(*first) + i;
    if (from < rows->size()) (*content)[i] = (*rows)[from];
  }
  answer->body = dump_json(body);
  return answer;
}

constexpr std::array kMutants{
    kArea("ecg/order-by-ignored", "order_by is ASC or DESC", "S9.1",
          [](ApiProfile& profile) { ignore_parameter(profile, "listPartners", "order_by"); }),
    kArea("impartner/descending-ignored", "orderby takes asc or desc behind each name", "S12.1",
          [](ApiProfile& profile) { change_order(profile, &forget_direction); }),
    kArea("impartner/second-sort-ignored", "orderby is a list of names", "S12.1",
          [](ApiProfile& profile) { change_order(profile, &keep_first_key); }),
    kArea("partnertap-analytics/ignorecase-ignored", "a final ignorecase folds", "S9.2",
          [](ApiProfile& profile) {
            change_order(profile, [](order::Order& order) {
              for (query::SortKey& key : order.keys) key.letter_case = query::LetterCase::kept;
            });
          }),
    kArea("partnertap-analytics/sort-ignored", "sort is a column and a direction", "S9.1",
          [](ApiProfile& profile) {
            change_order(profile, [](order::Order& order) { order.keys.clear(); });
          }),
    kArea("partnertap/descending-ignored", "sort is property,asc or property,desc", "S15.1",
          [](ApiProfile& profile) { change_order(profile, &forget_direction); }),
    kArea("partnertap/numbers-sorted-as-text", "numbers order by value", "C3",
          [](ApiProfile& profile) { replace_handler(profile, "getRecords", &sort_as_text); }),
    kArea("partnertap/second-sort-ignored", "sort may be repeated", "S15.1",
          [](ApiProfile& profile) { change_order(profile, &keep_first_key); }),
    kArea("partnertap/sort-not-told", "with a sort the page says sorted", "S7.5",
          [](ApiProfile& profile) {
            change_order(profile, [](order::Order& order) { order.sorted = false; });
          }),
    kArea("partnertap/sorted-within-a-page", "the whole list is sorted, then cut into pages",
          "S15.1",
          [](ApiProfile& profile) { replace_handler(profile, "getRecords", &sort_each_page); }),
};
static_assert(is_sorted_by_name(kMutants));

}  // namespace

std::span<const Entry> order_mutants() { return kMutants; }

}  // namespace understudy::mock::mutation
