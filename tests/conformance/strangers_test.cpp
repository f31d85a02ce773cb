// SPDX-License-Identifier: MIT
/// Hosts of others: what one may do raises nothing, and faults that no mutant has are seen. They
/// are made of the mock by changing what goes in and out.
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "check_harness.hpp"
#include "support/catch.hpp"

using namespace understudy;
using conformance::Verdict;

namespace {

using Next = std::function<Response(const Request&)>;
using Stranger = std::function<Response(const Request&, const Next&)>;

/// The verdicts of some checks on a stranger's host.
conformance::CheckReport meet(std::string api, std::vector<std::string> only, Stranger stranger) {
  test::HarnessOptions options{.api = std::move(api), .only = std::move(only)};
  options.between = [stranger = std::move(stranger)](const Request& request,
                                                     const Next& next) -> Result<Response> {
    return stranger(request, next);
  };
  return test::check_mock(options);
}

bool has_text(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

/// An answer with another body, where it has one that is JSON.
Response with_body(Response response, const std::function<void(Json& body)>& change) {
  auto body = parse_json(response.body);
  if (!body) return response;
  change(*body);
  response.body = dump_json(*body);
  return response;
}

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

struct Fault {
  std::string name;
  std::string api;
  std::string check;
  Stranger host;
};

/// A fault of answers to requests whose target or body has a text.
Fault in_answers(std::string name, std::string api, std::string check, std::string asked,
                 std::function<void(Json& body)> change) {
  return {std::move(name), std::move(api), std::move(check),
          [asked = std::move(asked), change = std::move(change)](const Request& request,
                                                                 const Next& next) {
            Response response = next(request);
            const bool is_meant = has_text(request.target, asked) || has_text(request.body, asked);
            return is_meant ? with_body(std::move(response), change) : response;
          }};
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
