// SPDX-License-Identifier: MIT
/// Mutants of pages: which rows are on one, and what it says about itself.
#include "apis/partnertap-analytics/lists.hpp"
#include "mutants/mutant_list.hpp"
#include "mutants/twins.hpp"

namespace understudy::mock::mutation {

namespace {

using paging::PageFacts;
using paging::Window;

constexpr Area kArea{"paging"};
constexpr std::string_view kSpring = "spring-page";

void set_size(Window& window, std::uint64_t count) {
  window.first = window.first / window.count * count;
  window.count = count;
}

void set_value(Json& body, std::string_view name, Json value) {
  if (Json* const found = find_value(body, {name})) *found = std::move(value);
}

/// The whole pages of a total.
Json whole_pages(Json& body, std::string_view total, std::string_view size) {
  const Json* const rows = find_value(body, {total});
  const Json* const count = find_value(body, {size});
  const auto all = rows == nullptr ? std::nullopt : to_int64(*rows);
  const auto each = count == nullptr ? std::nullopt : to_int64(*count);
  return all && each && *each > 0 ? Json(*all / *each) : Json();
}

bool is_empty_page(const Response& response) {
  Json body = read_body(response);
  const Json* const rows = find_value(body, {"content"});
  return rows != nullptr && rows->empty();
}

Answer refuse_past_end(const Call& call, const OperationHandler& right) {
  Answer answer = right(call);
  const std::string* const page = call.query.find("page");
  if (!answer || page == nullptr || *page == "0" || !is_empty_page(*answer)) return answer;
  return Failure{Refusal{.status = 404, .message = "no such page", .rule = "page.unknown"}};
}

Answer repeat_last_page(const Call& call, const OperationHandler& right) {
  Answer answer = right(call);
  if (!answer || !is_empty_page(*answer)) return answer;
  Json body = read_body(*answer);
  const Json* const pages = find_value(body, {"totalPages"});
  const auto count = pages == nullptr ? std::nullopt : to_int64(*pages);
  if (!count || *count < 1) return answer;
  Parameters query = call.query.list();
  remove_parameter(query, "page");
  query.emplace_back("page", std::to_string(*count - 1));
  return ask_with_query(call, query, right);
}

Answer start_again(const Call& call, const OperationHandler& right) {
  Answer answer = right(call);
  if (!answer) return answer;
  Json body = read_body(*answer);
  const Json* const rows = find_value(body, {"data"});
  if (rows == nullptr || !rows->empty()) return answer;
  Parameters query = call.query.list();
  remove_parameter(query, "skip");
  return ask_with_query(call, query, right);
}

/// The total of the same request without filters and search.
Answer count_all(const Call& call, const OperationHandler& right) {
  Answer answer = right(call);
  auto body = parse_json(call.request.body);
  if (!answer || !body || !body->is_object()) return answer;
  body->erase("filters");
  body->erase("search");
  const Answer all = ask_with_body(call, *body, right);
  if (!all) return answer;
  Json whole = read_body(*all);
  Json page = read_body(*answer);
  for (const std::string_view name : {"totalElements", "totalPages"}) {
    if (const Json* const total = find_value(whole, {name})) set_value(page, name, *total);
  }
  answer->body = dump_json(page);
  return answer;
}

constexpr std::array kMutants{
    kArea("ecg/last-page-not-counted", "totalPages is the total over take, rounded up", "S11.2",
          [](ApiProfile& profile) {
            change_json(profile, "listPartners", [](Json& body) {
              set_value(body, "totalPages", whole_pages(body, "totalRecords", "recordsPerPage"));
            });
          }),
    kArea("ecg/skip-counts-records", "skip counts pages of take rows", "S11.2",
          [](ApiProfile& profile) {
            change_window(profile, "page-skip-take",
                          [](Window& window) { window.first /= window.count; });
          }),
    kArea("ecg/take-ignored", "take is the number of rows of a page", "S9.2",
          [](ApiProfile& profile) {
            change_window(profile, "page-skip-take", [](Window& window) { set_size(window, 10); });
          }),
    kArea("ecg/total-of-this-page", "totalRecords counts the whole list, on every page", "S11.4",
          [](ApiProfile& profile) {
            change_page_facts(profile, [](PageFacts& facts) { facts.total = facts.on_page; });
          }),
    kArea("impartner/count-of-this-page", "count counts all matches, not the rows of the page",
          "S5.2",
          [](ApiProfile& profile) {
            change_page_facts(profile, [](PageFacts& facts) { facts.total = facts.on_page; });
          }),
    kArea("impartner/page-counted-from-zero", "pages are counted from 1", "S7.1",
          [](ApiProfile& profile) {
            change_window(profile, "one-based-page",
                          [](Window& window) { window.first += window.count; });
          }),
    kArea("impartner/page-size-ignored", "pageSize is the number of rows of a page", "S6.2",
          [](ApiProfile& profile) {
            change_window(profile, "one-based-page", [](Window& window) { set_size(window, 10); });
          }),
    kArea("impartner/skip-loses-a-row", "skip passes over that many rows: no page loses one",
          "S7.7",
          [](ApiProfile& profile) {
            change_window(profile, "record-skip-take",
                          [](Window& window) { window.first += window.first > 0 ? 1 : 0; });
          }),
    kArea("partnerportal/end-starts-again", "a skip beyond the end is 200 with no leads", "S6.8",
          [](ApiProfile& profile) { replace_handler(profile, "listLeads", &start_again); }),
    kArea("partnerportal/limit-short-by-one", "a limit of 1 to 100 is taken as it is", "S6.4",
          [](ApiProfile& profile) {
            change_window(profile, "record-skip-limit",
                          [](Window& window) { window.count -= window.count > 1 ? 1 : 0; });
          }),
    kArea("partnerportal/pages-overlap", "skip advances by the leads received: none comes twice",
          "S6.12",
          [](ApiProfile& profile) {
            change_window(profile, "record-skip-limit",
                          [](Window& window) { window.first -= window.first > 0 ? 1 : 0; });
          }),
    kArea("partnerportal/skip-counts-pages", "skip counts leads: advance by those received",
          "S6.12",
          [](ApiProfile& profile) {
            change_window(profile, "record-skip-limit",
                          [](Window& window) { window.first *= window.count; });
          }),
    kArea("partnertap-analytics/first-always-true", "first is true on page 0 alone", "S7.4",
          [](ApiProfile& profile) {
            for (const auto& list : partnertap_analytics::lists()) {
              change_json(profile, list.operation,
                          [](Json& body) { set_value(body, "first", true); });
            }
          }),
    kArea("partnertap-analytics/page-ignored", "page is the number of the page", "S10.1",
          [](ApiProfile& profile) {
            change_window(profile, kSpring, [](Window& window) { window.first = 0; });
          }),
    kArea("partnertap-analytics/past-end-repeats-last", "a page beyond the end has no rows",
          "S10.5",
          [](ApiProfile& profile) {
            for (const auto& list : partnertap_analytics::lists()) {
              replace_handler(profile, list.operation, &repeat_last_page);
            }
          }),
    kArea("partnertap-analytics/size-ignored", "size is the number of rows of a page", "S10.1",
          [](ApiProfile& profile) {
            change_window(profile, kSpring, [](Window& window) { set_size(window, 20); });
          }),
    kArea("partnertap/last-never-set", "last is true on the last page", "S16.6",
          [](ApiProfile& profile) {
            change_json(profile, "getRecords", [](Json& body) { set_value(body, "last", false); });
          }),
    kArea("partnertap/last-set-early", "last is page + 1 >= pages", "S7.3",
          [](ApiProfile& profile) {
            change_json(profile, "getRecords", [](Json& body) {
              const Json* const number = find_value(body, {"number"});
              const Json* const pages = find_value(body, {"totalPages"});
              if (number == nullptr || pages == nullptr) return;
              const auto at = to_int64(*number);
              const auto of = to_int64(*pages);
              if (at && of) set_value(body, "last", *at + 2 >= *of);
            });
          }),
    kArea("partnertap/page-counted-from-one", "page counts from 0", "S16.1",
          [](ApiProfile& profile) {
            change_window(profile, kSpring, [](Window& window) {
              window.first -= std::min(window.first, window.count);
            });
          }),
    kArea("partnertap/page-off-by-one", "page n begins with row n times size", "S7.3",
          [](ApiProfile& profile) {
            change_window(profile, kSpring,
                          [](Window& window) { window.first += window.number > 0 ? 1 : 0; });
          }),
    kArea("partnertap/past-end-not-found", "a page beyond the end is 200 with no rows", "S16.5",
          [](ApiProfile& profile) { replace_handler(profile, "getRecords", &refuse_past_end); }),
    kArea("partnertap/size-capped-at-1000", "size is 2000 at most", "S16.2",
          [](ApiProfile& profile) {
            change_window(profile, kSpring, [](Window& window) {
              if (window.count > 1'000) set_size(window, 1'000);
            });
          }),
    kArea("partnertap/total-of-all-rows", "totals are counted after filters and search", "S16.7",
          [](ApiProfile& profile) { replace_handler(profile, "getRecords", &count_all); }),
    kArea("partnertap/total-pages-rounded-down", "totalPages is the total over size, rounded up",
          "S7.2",
          [](ApiProfile& profile) {
            change_json(profile, "getRecords", [](Json& body) {
              set_value(body, "totalPages", whole_pages(body, "totalElements", "size"));
            });
          }),
};
static_assert(is_sorted_by_name(kMutants));

}  // namespace

std::span<const Entry> paging_mutants() { return kMutants; }

}  // namespace understudy::mock::mutation
