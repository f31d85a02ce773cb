// SPDX-License-Identifier: MIT
/// Lists of hosts on Spring Data: a page by its number, and walks over all of them.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <stop_token>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "understudy/base/json_document.hpp"
#include "understudy/client/json_codec.hpp"
#include "understudy/client/order/spring_sort.hpp"
#include "understudy/client/pages.hpp"
#include "understudy/client/session.hpp"

namespace understudy::client {

inline constexpr std::int32_t kMostSpringRows = 2'000;  // partnertap S16: more are cut to that

/// Which page. Absent values are left to the host, which takes page 0 and 20 rows.
struct SpringPageRequest {
  std::optional<std::int32_t> page = {};  ///< counted from 0
  std::optional<std::int32_t> size = {};  ///< rows on a full page
  SpringOrder order = {};
};

/// One page of rows. What an older or newer framework leaves out or adds does not matter.
///
/// Shape:    {"content": [row...], "totalElements": n, ...}
/// Source:   partnertap S7
template <typename T>
struct SpringPage {
  std::vector<T> content = {};
  std::int64_t total_elements = 0;  ///< rows on all pages
  std::optional<std::int64_t> total_pages = {};
  std::optional<std::int64_t> number = {};  ///< this page, counted from 0
  std::optional<std::int64_t> size = {};    ///< rows on a full page, as the host has bounded it
  std::optional<std::int64_t> number_of_elements = {};
  std::optional<bool> first = {};
  std::optional<bool> last = {};
  std::optional<bool> empty = {};
  ExtraFields extra = {};  ///< `sort`, `pageable` and the like

  friend bool operator==(const SpringPage&, const SpringPage&) = default;
};

template <typename T>
constexpr auto members_of(const SpringPage<T>*) {
  using Page = SpringPage<T>;
  return std::tuple{member("content", &Page::content),
                    member("totalElements", &Page::total_elements),
                    member("totalPages", &Page::total_pages),
                    member("number", &Page::number),
                    member("size", &Page::size),
                    member("numberOfElements", &Page::number_of_elements),
                    member("first", &Page::first),
                    member("last", &Page::last),
                    member("empty", &Page::empty),
                    extra_members(&Page::extra)};
}

/// "page=1&size=100&sort=state%2Cdesc", without what is left to the host.
std::string spring_query(const SpringPageRequest& request);

/// The number of the page behind this one: nothing when the host calls this one the last. A host
/// that does not is asked for its number of pages; one that tells neither has no more.
///
/// Source:   partnertap S16 ("raise page until last is true"), S18 (a missing `last` ends the walk)
std::optional<std::int64_t> spring_page_behind(std::int64_t page, std::optional<bool> last,
                                               std::optional<std::int64_t> total_pages);

/// Reads the answer for a page and what a walk wants to know of it. A host that does not page a
/// list sends its rows bare: that is the only page of it.
///
/// Errors:   bad_input with the JSON Pointer of what cannot be read
/// Source:   partnertap S7; partnertap-analytics S1.7
template <typename T>
Result<PageStep<SpringPage<T>>> read_spring_step(JsonElement root, std::int64_t page) {
  PageStep<SpringPage<T>> step;
  if (root.is_array()) {
    Result<std::vector<T>> rows = read<std::vector<T>>(root);
    if (!rows) return Failure{std::move(rows.error())};
    step.page.content = *std::move(rows);
    step.page.total_elements = static_cast<std::int64_t>(step.page.content.size());
    step.page.last = true;
  } else {
    Result<SpringPage<T>> read_page = read<SpringPage<T>>(root);
    if (!read_page) return Failure{std::move(read_page.error())};
    step.page = *std::move(read_page);
  }
  step.mark = {.rows = step.page.content.size(), .total = step.page.total_elements};
  if (step.mark.rows > 0) {
    step.mark.fingerprint = fingerprint_of(root.is_array() ? root : *root.find("content"));
  }
  if (const auto next = spring_page_behind(page, step.page.last, step.page.total_pages)) {
    step.next = number_token(*next);
  }
  return step;
}

/// Fetches a page.
///
/// Errors:   those of Session::call, and   Ending::contract with the JSON Pointer of what cannot be
///           read
template <typename T>
Outcome<PageStep<SpringPage<T>>> fetch_spring_page(const Session& session,
                                                   const OperationCall& call,
                                                   const CallOptions& options, std::int64_t page) {
  Outcome<Answer> answer = session.call(call, options);
  if (!answer) return Failure{std::move(answer.error())};
  const Result<JsonDocument> document = JsonDocument::parse(answer->response.body, kAnswerLimits);
  if (!document) return Failure{session.unreadable(call, *answer, document.error())};
  Result<PageStep<SpringPage<T>>> step = read_spring_step<T>(document->root(), page);
  if (!step) return Failure{session.unreadable(call, *answer, std::move(step.error()))};
  return *std::move(step);
}

/// The pages of a list for a walk. `make_call` gives the call for one page; the number of
/// `request` is where the walk begins unless a token says so.
template <typename T>
PageSource<SpringPage<T>> spring_pages(
    Session session, SpringPageRequest request,
    std::function<OperationCall(const SpringPageRequest&)> make_call) {
  return
      [session = std::move(session), request = std::move(request),
       make_call = std::move(make_call)](
          const PageToken& token, const std::stop_token& stop) -> Outcome<PageStep<SpringPage<T>>> {
        const Result<std::int64_t> number = number_of(token, request.page.value_or(0));
        if (!number || *number > std::numeric_limits<std::int32_t>::max()) {
          return Failure{CallError{
              .operation = session.api() + '.' + make_call(request).operation,
              .cause = {Errc::bad_input,
                        "expected the token of a page, got \"" + excerpt(token.text) + "\"",
                        "WalkOptions::from", "give back a token of this list, or an empty one"}}};
        }
        SpringPageRequest one = request;
        one.page = static_cast<std::int32_t>(*number);
        return fetch_spring_page<T>(session, make_call(one), {.stop = stop}, *number);
      };
}

}  // namespace understudy::client
