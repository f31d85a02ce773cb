// SPDX-License-Identifier: MIT
#include "commands/call_paging.hpp"

#include <algorithm>
#include <utility>

#include "commands/call_request.hpp"
#include "understudy/base/json_pointer.hpp"
#include "understudy/client/json_codec.hpp"
#include "understudy/client/paging/spring_page.hpp"

namespace understudy::cli {

namespace {

using client::CallError;
using client::Outcome;
using client::PageMark;
using client::PageStep;
using client::PageToken;

/// What the host's numbers mean.
enum class Numbers : std::uint8_t {
  pages,          ///< until the last page, as the answer says
  pages_counted,  ///< from 1, until all rows that the answer counts were there
  rows,           ///< to skip, until a page is empty
  rows_counted,   ///< to skip, until all rows that the answer counts were there
};

struct Paging {
  Numbers numbers = Numbers::pages;
  std::string parameter = {};  ///< that has the number
  bool is_in_body = false;
  std::int64_t first = 0;
};

/// Source:   partnertap S16, partnertap-analytics S10, ecg S11, partnerportal S6, impartner S7, S14
std::optional<Paging> find_paging(const std::string& api, const openapi::Operation& operation,
                                  const CallValues& values) {
  const auto has = [&](std::string_view name) {
    return std::any_of(
        operation.parameters.begin(), operation.parameters.end(),
        [&](const openapi::Parameter* parameter) { return parameter->name == name; });
  };
  const auto is_said = [&](std::string_view name) {
    for (std::size_t i = 0; i < operation.parameters.size(); ++i) {
      if (operation.parameters[i]->name == name) return !values.parameters[i].empty();
    }
    return false;
  };
  if (operation.id == "searchRecords") return Paging{Numbers::rows_counted, "skip", true, 0};
  if (api == "impartner" && has("skip")) {
    // The two ways exclude each other.
    if (is_said("page") || is_said("pageSize")) {
      return Paging{Numbers::pages_counted, "page", false, 1};
    }
    return Paging{Numbers::rows_counted, "skip", false, 0};
  }
  if (api == "partnerportal" && has("skip")) return Paging{Numbers::rows, "skip", false, 0};
  if (api == "ecg" && has("skip")) return Paging{Numbers::pages, "skip", false, 0};
  if (has("page")) return Paging{Numbers::pages, "page", false, 0};
  return std::nullopt;
}

std::optional<std::int64_t> number_at(JsonElement root, std::string_view pointer) {
  const auto value = find_pointer(root, pointer);
  return value && value->is_number() ? to_int64(*value) : std::nullopt;
}

std::optional<std::int64_t> first_number(JsonElement root,
                                         std::initializer_list<std::string_view> pointers) {
  for (const std::string_view pointer : pointers) {
    if (const auto number = number_at(root, pointer)) return number;
  }
  return std::nullopt;
}

/// Nothing behind the last page.
std::optional<std::int64_t> number_behind(const Paging& paging, const RowPage& page,
                                          std::int64_t number) {
  const JsonElement root = page.document->root();
  const auto rows = static_cast<std::int64_t>(page.rows.size());
  if (paging.numbers == Numbers::pages) {
    const auto last = root.find("last");
    return client::spring_page_behind(
        number, last && last->is_boolean() ? std::optional{last->is_true()} : std::nullopt,
        number_at(root, "/totalPages"));
  }
  if (rows == 0) return std::nullopt;
  if (paging.numbers == Numbers::rows) return number + rows;
  const bool by_page = paging.numbers == Numbers::pages_counted;
  const std::int64_t seen = by_page ? number * rows : number + rows;
  if (!page.total || seen >= *page.total) return std::nullopt;
  return by_page ? number + 1 : seen;
}

/// The values for the page of a number.
CallValues with_number(CallValues values, const openapi::Operation& operation, const Paging& paging,
                       std::int64_t number) {
  const std::string text = std::to_string(number);
  if (paging.is_in_body) {
    values.set.push_back("/" + paging.parameter + "=" + text);
    return values;
  }
  for (std::size_t i = 0; i < operation.parameters.size(); ++i) {
    if (operation.parameters[i]->name == paging.parameter) values.parameters[i] = {text};
  }
  return values;
}

/// Where the walk begins: at the number that was said.
std::int64_t first_of(const Paging& paging, const openapi::Operation& operation,
                      const CallValues& values) {
  for (std::size_t i = 0; i < operation.parameters.size(); ++i) {
    if (operation.parameters[i]->name != paging.parameter || values.parameters[i].empty()) continue;
    const auto number = client::number_of(PageToken{values.parameters[i].front()}, paging.first);
    if (number) return *number;
  }
  return paging.first;
}

/// As many rows a page as PartnerTap sends at most, where nobody has said how many: fewer calls.
void widen(CallValues& values, const openapi::Operation& operation, const Paging& paging) {
  if (paging.parameter != "page" || paging.numbers != Numbers::pages) return;
  for (std::size_t i = 0; i < operation.parameters.size(); ++i) {
    if (operation.parameters[i]->name == "size" && values.parameters[i].empty()) {
      values.parameters[i] = {std::to_string(client::kMostSpringRows)};
    }
  }
}

}  // namespace

std::vector<JsonElement> rows_of_answer(JsonElement root) {
  for (const std::string_view pointer : {"", "/content", "/items", "/data/results", "/data"}) {
    const auto list = find_pointer(root, pointer);
    if (!list || !list->is_array()) continue;
    std::vector<JsonElement> rows;
    for (const JsonElement row : list->elements()) rows.push_back(row);
    return rows;
  }
  const auto data = root.find("data");
  return {data && data->is_object() ? *data : root};
}

Outcome<RowPage> read_answer(const client::Session& session, const client::OperationCall& call,
                             const client::Answer& answer) {
  auto document = JsonDocument::parse_owned(answer.response.body, client::kAnswerLimits);
  if (!document) return Failure{session.unreadable(call, answer, std::move(document.error()))};
  RowPage page;
  page.document = std::make_shared<const JsonDocument>(*std::move(document));
  const JsonElement root = page.document->root();
  page.rows = rows_of_answer(root);
  page.total = first_number(root, {"/totalElements", "/totalRecords", "/data/count"});
  return page;
}

Result<client::Pages<RowPage>> make_pages(const std::string& api,
                                          const openapi::Operation& operation,
                                          const CallValues& values,
                                          const CredentialSet& credentials,
                                          const client::Session& session, std::stop_token stop) {
  const auto paging = find_paging(api, operation, values);
  if (!paging) {
    return Failure{Error{Errc::unsupported, "--all is for lists, and this one has no pages",
                         operation.id, "leave --all out"}};
  }
  const std::int64_t first = first_of(*paging, operation, values);
  CallValues wide = values;
  widen(wide, operation, *paging);
  // What is wrong with the command line is told before the first page.
  const auto trial = make_call(api, operation, wide, credentials);
  if (!trial) return Failure{trial.error()};
  const auto source = [=, &operation](
                          const PageToken& token,
                          const std::stop_token& stopped) -> Outcome<PageStep<RowPage>> {
    const std::string name = api + "." + operation.id;
    const auto number = client::number_of(token, first);
    if (!number) return Failure{CallError{.operation = name, .cause = number.error()}};
    const auto call =
        make_call(api, operation, with_number(wide, operation, *paging, *number), credentials);
    if (!call) return Failure{CallError{.operation = name, .cause = call.error()}};
    auto answer = session.call(*call, {.stop = stopped});
    if (!answer) return Failure{std::move(answer.error())};
    auto page = read_answer(session, *call, *answer);
    if (!page) return Failure{std::move(page.error())};
    PageStep<RowPage> step{.page = *std::move(page)};
    step.mark = {.rows = step.page.rows.size(), .total = step.page.total};
    for (const JsonElement row : step.page.rows) {
      step.mark.fingerprint = step.mark.fingerprint * 31 + client::fingerprint_of(row);
    }
    if (const auto next = number_behind(*paging, step.page, *number)) {
      step.next = client::number_token(*next);
    }
    return step;
  };
  return client::Pages<RowPage>{api + "." + operation.id, source,
                                client::WalkOptions{.stop = std::move(stop)}};
}

}  // namespace understudy::cli
