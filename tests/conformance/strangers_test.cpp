// SPDX-License-Identifier: MIT
/// Hosts of others: what one may do raises nothing, and faults that no mutant has are seen.
#include "strangers.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "understudy/base/unicode.hpp"

using namespace understudy;
using namespace understudy::test;
using conformance::Verdict;

namespace {

void set_in_rows(Json& body, const std::string& pointer, const Json& value) {
  if (!body.is_object() || !body.contains("items")) return;
  for (Json& row : body["items"]) row[Json::json_pointer(pointer)] = value;
}

/// All partners were made at once and have one name; nothing is left to be turned.
Response all_alike(const Request& request, const Next& next) {
  Request plain = request;
  const std::size_t at = plain.target.find("order_by=DESC");
  if (at != plain.target.npos) plain.target.replace(at, 13, "order_by=ASC");
  return with_body(next(plain), [](Json& body) {
    set_in_rows(body, "/auditInfo/createdAt", "2001-02-03T04:05:06.000Z");
  });
}

Response same_order(const Request& request, const Next& next) {
  Request plain = request;
  const std::size_t at = plain.target.find("order_by=DESC");
  if (at != plain.target.npos) plain.target.replace(at, 13, "order_by=ASC");
  return next(plain);
}

/// The text that a target has behind "name=" as far as the next parameter; empty: none.
std::string parameter_of(const Request& request, const std::string& name) {
  const std::size_t at = request.target.find(name + "=");
  if (at == request.target.npos) return {};
  const std::size_t begin = at + name.size() + 1;
  return request.target.substr(begin, request.target.find('&', begin) - begin);
}

/// A request whose target has no parameter of that name.
Request without_parameter(Request request, const std::string& name) {
  for (std::size_t at = request.target.find(name + "="); at != request.target.npos;
       at = request.target.find(name + "=")) {
    const std::size_t end = std::min(request.target.find('&', at), request.target.size() - 1);
    request.target.erase(at, end + 1 - at);
  }
  return request;
}

bool has_filters(const Request& request) { return has_text(request.body, R"("filters":{")"); }

Response loses_third_filter(const Request& request, const Next& next) {
  return next(asking(request, [](Json& body) {
    const Json all = body.value("filters", Json::object());
    Json filters = Json::object();
    for (const auto& [name, value] : all.items()) {
      if (filters.size() < 2) filters[name] = value;
    }
    body["filters"] = filters;
  }));
}

Response loses_sort_of_filtered(const Request& request, const Next& next) {
  return next(has_filters(request) ? without_parameter(request, "sort") : request);
}

Response loses_direction_of_filtered(const Request& request, const Next& next) {
  const bool is_filtered = has_text(request.target, "status=") || has_text(request.target, "w9") ||
                           has_text(request.target, "enable") || has_text(request.target, "isW2");
  return is_filtered ? same_order(request, next) : next(request);
}

/// Later pages of what falls are those of what rises.
Response turns_first_page_only(const Request& request, const Next& next) {
  const std::string skip = parameter_of(request, "skip");
  return skip.empty() || skip == "0" ? next(request) : same_order(request, next);
}

/// Takes "%" for any text: with "-^-" nothing is left, without a suffix everything is.
Response takes_patterns(const Request& request, const Next& next) {
  if (!has_text(request.body, "-,-%")) return next(request);
  if (has_text(request.body, "-^-")) {
    return with_body(next(request), [](Json& body) { body["content"] = Json::array(); });
  }
  return next(asking(request, [](Json& body) { body["filters"] = Json::object(); }));
}

Response searches_by_patterns(const Request& request, const Next& next) {
  const bool is_pattern = has_text(request.body, "_%") || has_text(request.target, "_%25");
  if (!is_pattern) return next(request);
  return next(
      asking(without_parameter(request, "searchTerm"), [](Json& body) { body["search"] = ""; }));
}

/// Folds letters of ASCII alone: what is asked for with others is not found.
Response folds_ascii_alone(const Request& request, const Next& next) {
  const auto is_foreign = [](char c) { return (c & '\x80') != 0; };
  if (std::none_of(request.body.begin(), request.body.end(), is_foreign)) return next(request);
  return with_body(next(request), [](Json& body) { body["content"] = Json::array(); });
}

/// Every name is one word, and only whole names are found.
Response finds_whole_names(const Request& request, const Next& next) {
  const std::string term = parameter_of(request, "searchTerm");
  return with_body(next(without_parameter(request, "searchTerm")), [&](Json& body) {
    if (!body.is_object() || !body.contains("items")) return;
    Json kept = Json::array();
    std::size_t at = 0;
    for (Json row : body["items"]) {
      const std::string name = at++ % 2 == 0 ? "Hillside" : "Seaview";
      row["businessName"] = name;
      row["displayName"] = nullptr;
      if (term.empty() || fold_case(term) == fold_case(name)) kept.push_back(row);
    }
    body["items"] = kept;
  });
}

void count_a_page_more(Json& body) {
  if (!body.is_object() || !body.contains("totalPages")) return;
  const auto total = to_int64(body["totalElements"]).value_or(0);
  const auto size = to_int64(body["size"]).value_or(1);
  body["totalPages"] = total / size + 1;
}

void give_to_another(Json& body) {
  if (!body.is_object() || !body.contains("content")) return;
  for (Json& row : body["content"]) {
    row["companyPartnerPublicId"] = "00000000-0000-4000-8000-00000000000a";
  }
}

void raise_total(Json& body) {
  for (const std::string name : {"totalRecords", "totalElements"}) {
    if (body.is_object() && body.contains(name)) body[name] = 4'321;
  }
}

const std::vector<Fault>& faults() {
  static const std::vector<Fault> kFaults{
      {"one order both ways", "ecg", "ecg/order/turns/partners", same_order},
      in_answers("the total of a search is another", "ecg", "ecg/search/counted/partners",
                 "searchTerm=", raise_total),
      in_answers("the total of a search is another", "partnertap", "partnertap/search/counted/orgs",
                 "\"search\"", raise_total),
      in_answers("an include changes the status", "ecg", "ecg/values/include-parent/partners",
                 "include=parent-partner",
                 [](Json& body) { set_in_rows(body, "/status", "Sleeping"); }),
      in_answers("one partner never has its parent", "ecg", "ecg/answers/one-with-parent",
                 "include=parent-partner",
                 [](Json& body) {
                   if (body.is_object()) body.erase("parentPartner");
                 }),
      in_answers("a page is unpaged", "partnertap", "partnertap/paging/tells-not-unpaged/orgs",
                 "/records",
                 [](Json& body) {
                   if (body.is_object() && body.contains("pageable")) {
                     body["pageable"]["unpaged"] = true;
                   }
                 }),
      in_answers("values have bounds", "partnertap",
                 "partnertap/values/filterdata-values-orgs/orgs", "filterField=",
                 [](Json& body) {
                   for (Json& element : body["content"]) element["filterRangeMin"] = 0;
                 }),
      {"the third filter is lost", "partnertap", "partnertap/filter/joined/accounts",
       loses_third_filter},
      {"a sort is lost where a filter is", "partnertap", "partnertap/order/under-filter/accounts",
       loses_sort_of_filtered},
      {"a direction is lost where a condition is", "ecg", "ecg/order/turns-under-filter/partners",
       loses_direction_of_filtered},
      {"the first page alone is turned", "ecg", "ecg/order/turned-pages/partners",
       turns_first_page_only},
      {"% is a pattern of -^-", "partnertap", "partnertap/filter/not-contains-any/accounts",
       takes_patterns},
      {"% is a pattern of an equal item", "partnertap", "partnertap/filter/equal-any/accounts",
       takes_patterns},
      {"a term is a pattern", "partnertap", "partnertap/search/literal/orgs", searches_by_patterns},
      {"a term is a pattern", "ecg", "ecg/search/literal/partners", searches_by_patterns},
      {"letters beyond ASCII do not fold", "partnertap", "partnertap/filter/contains/accounts",
       folds_ascii_alone},
      {"only whole names are found", "ecg", "ecg/search/complete/partners", finds_whole_names},
      in_answers("a whole number of pages is one more", "partnertap",
                 "partnertap/paging/tells-pages/orgs", "/records", count_a_page_more),
      in_answers("rows of another partner", "partnertap",
                 "partnertap/values/accounts-of-partner/accounts", "MATCHED_ACCOUNTS",
                 give_to_another),
      {"the wrong method is told", "partnertap", "partnertap/contract/wrong-method/getRecords",
       [](const Request& request, const Next& next) {
         Response response = next(request);
         if (response.status == 405) response.fields.set("Allow", "DELETE");
         return response;
       }},
  };
  return kFaults;
}

}  // namespace

TEST_CASE("a host whose rows are alike may have one order", "[conformance][strangers]") {
  const auto report = meet("ecg", {"ecg/order/turns/*"}, all_alike);

  CHECK(test::told(report, Verdict::fail) == "");
  CHECK(report.count(Verdict::inconclusive) == 1);
}

TEST_CASE("faults that no mutant has are seen", "[conformance][strangers]") {
  for (const Fault& fault : faults()) {
    const auto report = meet(fault.api, {fault.check}, fault.host);
    CAPTURE(fault.name, fault.check, test::told(report, Verdict::pass),
            test::told(report, Verdict::error), test::told(report, Verdict::skip),
            test::told(report, Verdict::inconclusive));

    CHECK(report.count(Verdict::fail) == 1);
  }
}

TEST_CASE("a host whose leads name organisations that are not there is not blamed",
          "[conformance][strangers]") {
  test::HarnessOptions options;
  options.api = "partnerportal";
  options.rows = 30;
  options.between = [](const Request& request, const auto& answer) -> Result<Response> {
    if (request.target.find("/partner-organizations/") == std::string::npos) return answer(request);
    Request other = request;
    const std::size_t at = other.target.find("/partner-organizations/") + 23;
    other.target.replace(at, other.target.find('/', at) - at, "org-of-nobody");
    return answer(other);
  };

  const auto report = test::check_mock(options);

  CHECK(test::told(report, conformance::Verdict::fail) == "");
}
