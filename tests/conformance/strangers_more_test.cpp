// SPDX-License-Identifier: MIT
/// More faults that no mutant has, each of what is put into one kind of answer or taken from it.
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "strangers.hpp"
#include "support/catch.hpp"

using namespace understudy;
using namespace understudy::test;
using conformance::Verdict;

namespace {

/// A host that refuses requests whose body, or whose field of that name, has a text.
Fault refuses(std::string name, std::string check, std::string field, std::string text) {
  const auto host = [field = std::move(field), text = std::move(text)](const Request& request,
                                                                       const Next& next) {
    const std::string* value = request.fields.find(field);
    const bool is_meant = value != nullptr ? has_text(*value, text) : has_text(request.body, text);
    return is_meant ? Response{400, {{"Content-Type", "application/json"}}, "{}"} : next(request);
  };
  return {std::move(name), "partnertap", std::move(check), host};
}

/// A host that asks nobody who they are at one place.
Fault is_open(std::string api, std::string check, std::string path, std::string field) {
  const auto host = [path = std::move(path), field = std::move(field)](const Request& request,
                                                                       const Next& next) {
    const bool is_meant = has_text(request.target, path) && request.fields.find(field) == nullptr;
    return is_meant ? Response{200, {{"Content-Type", "application/json"}}, "{}"} : next(request);
  };
  return {"an open endpoint", std::move(api), std::move(check), host};
}

void change_parents(Json& body, const std::function<void(Json& parent)>& change) {
  if (!body.is_object() || !body.contains("items")) return;
  for (Json& row : body["items"]) {
    if (row.contains("parentPartner") && row["parentPartner"].is_object()) {
      change(row["parentPartner"]);
    }
  }
}

void lose_types(Json& body) {
  change_parents(body, [](Json& parent) {
    if (parent["partnerCriteria"].is_object()) parent["partnerCriteria"].erase("partnerType");
  });
}

void include_deeper(Json& body) {
  change_parents(body, [](Json& parent) { parent["parentPartner"] = {{"id", "another"}}; });
}

void rename_parents(Json& body) {
  change_parents(body, [](Json& parent) { parent["businessName"] = "Somebody Else"; });
}

void lose_parents(Json& body) {
  if (!body.is_object() || !body.contains("items")) return;
  for (Json& row : body["items"]) row.erase("parentPartner");
}

void lose_children(Json& body) {
  if (!body.is_object() || !body.contains("items")) return;
  for (Json& row : body["items"]) row["subsidiaries"] = Json::array();
}

void end_with_short_pages(Json& body) {
  if (!body.is_object() || !body.contains("last")) return;
  body["last"] = body["numberOfElements"] < body["size"];
}

void call_sort_empty(Json& body) {
  if (body.is_object() && body.contains("sort")) body["sort"]["empty"] = true;
}

void tell_bounds_twice(Json& body) {
  if (body.is_object() && body.contains("content")) body["content"].push_back(body["content"][0]);
}

void count_more(Json& body) {
  if (body.is_object() && body.contains("totalElements")) body["totalElements"] = 4'321;
}

/// The target with one text in place of another.
Fault rewrites(std::string name, std::string api, std::string check, std::string from,
               std::string to) {
  const auto host = [from = std::move(from), to = std::move(to)](const Request& request,
                                                                 const Next& next) {
    Request other = request;
    const std::size_t at = other.target.find(from);
    if (at != other.target.npos) other.target.replace(at, from.size(), to);
    return next(other);
  };
  return {std::move(name), std::move(api), std::move(check), host};
}

Response falls_unless_told(const Request& request, const Next& next) {
  Request other = request;
  if (!has_text(other.target, "order_by=")) {
    other.target += has_text(other.target, "?") ? "&order_by=DESC" : "?order_by=DESC";
  }
  return next(other);
}

Response ignores_partner_filters(const Request& request, const Next& next) {
  return next(asking(request, [](Json& body) {
    if (!body.contains("filters")) return;
    Json filters = Json::object();
    for (const auto& [name, value] : body["filters"].items()) {
      const bool is_own = name == "partnerType" || name == "partnerOwner";
      if (is_own || !has_text(name, "partner")) filters[name] = value;
    }
    body["filters"] = filters;
  }));
}

const std::vector<Fault>& faults() {
  static const std::vector<Fault> kFaults{
      in_answers("types of included partners are lost", "ecg",
                 "ecg/values/included-have-type/partners", "include=", lose_types),
      in_answers("included partners include theirs", "ecg", "ecg/values/included-are-flat/partners",
                 "include=", include_deeper),
      in_answers("included partners have another name", "ecg",
                 "ecg/values/included-are-records/partners", "include=", rename_parents),
      in_answers("one of two is not included", "ecg", "ecg/values/include-both/partners",
                 "include=", lose_parents),
      in_answers("parents have no children", "ecg", "ecg/values/parents-and-subsidiaries/partners",
                 "include=", lose_children),
      {"without order_by the list falls", "ecg", "ecg/order/ascending-by-default/partners",
       falls_unless_told},
      in_answers("a full page is never the last", "partnertap", "partnertap/paging/tells-last/orgs",
                 "/records", end_with_short_pages),
      in_answers("a sort is empty", "partnertap", "partnertap/order/sort-not-empty/orgs",
                 "sort=", call_sort_empty),
      in_answers("bounds come twice", "partnertap",
                 "partnertap/values/filterdata-bounds-accounts/accounts",
                 "filterField=", tell_bounds_twice),
      in_answers("the total counts other things than values", "partnertap",
                 "partnertap/values/filterdata-values-orgs/orgs", "filterField=", count_more),
      {"filters by what the partner shares are ignored", "partnertap",
       "partnertap/filter/keys-of-partner-columns/accounts", ignores_partner_filters},
      rewrites("ignorecase falls", "partnertap", "partnertap/order/ignore-case/orgs",
               "%2Cignorecase", "%2Cdesc%2Cignorecase"),
      rewrites("addresses do not sort", "partnertap", "partnertap/order/text-descending/orgs",
               "sort=partnerOwnerEmail", "sort=partnerOrgName"),
      refuses("a charset is refused", "partnertap/answers/charset-allowed", "Content-Type",
              "charset"),
      refuses("all partner orgs are refused", "partnertap/answers/all-orgs-listed", "",
              "ALL_PARTNER_ORGS"),
      refuses("a JSON boolean is refused", "partnertap/answers/json-boolean-allowed", "",
              R"("recommended":true)"),
      refuses("a filter of null is refused", "partnertap/filter/null-is-no-condition/orgs", "",
              R"("recommended":null)"),
      refuses("null is refused", "partnertap/filter/null-is-absent/orgs", "", R"("search":null)"),
      refuses("unknown members are refused", "partnertap/filter/unknown-member-ignored/orgs", "",
              "understudyDoesNotKnow"),
      is_open("partnertap", "partnertap/auth/missing-for-columns", "/columns", "api-key"),
      is_open("partnertap", "partnertap/auth/missing-for-filterdata", "/filterdata", "api-key"),
      is_open("partnertap-analytics", "partnertap-analytics/auth/missing-for-chats", "/chats",
              "Authorization"),
      is_open("partnertap-analytics", "partnertap-analytics/auth/missing-for-summary", "summary",
              "Authorization"),
  };
  return kFaults;
}

}  // namespace

TEST_CASE("faults of one kind of answer are seen", "[conformance][strangers]") {
  for (const Fault& fault : faults()) {
    const auto report = meet(fault.api, {fault.check}, fault.host);
    CAPTURE(fault.name, fault.check, told(report, Verdict::pass), told(report, Verdict::error),
            told(report, Verdict::inconclusive));

    CHECK(report.count(Verdict::fail) == 1);
  }
}
