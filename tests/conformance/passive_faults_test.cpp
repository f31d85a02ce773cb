// SPDX-License-Identifier: MIT
/// Faults that no check asks for, planted in the answers of one operation on their way: each has to
/// be seen in every operation that reads.
#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <string>

#include "check_harness.hpp"
#include "support/catch.hpp"
#include "understudy/openapi/contracts.hpp"

using namespace understudy;
using conformance::CheckReport;
using conformance::CheckResult;
using conformance::Verdict;

namespace {

/// Changes the first value for which `change` says that it did.
bool change_first(Json& value,
                  const std::function<bool(Json& value, const std::string& name)>& change,
                  const std::string& name = {}) {
  if (change(value, name)) return true;
  if (!value.is_structured()) return false;
  for (auto& [key, inner] : value.items()) {
    if (change_first(inner, change, value.is_object() ? key : name)) return true;
  }
  return false;
}

struct Fault {
  std::string name;
  std::string rule;                               ///< of the contract family, that has to see it
  std::function<bool(Response& response)> plant;  ///< false: the answer has no place for it
};

Fault in_body(std::string name, std::string rule,
              std::function<bool(Json& value, const std::string& name)> change) {
  return {std::move(name), std::move(rule), [change = std::move(change)](Response& response) {
            auto body = parse_json(response.body);
            if (!body || !change_first(*body, change)) return false;
            response.body = dump_json(*body);
            return true;
          }};
}

bool is_date_time(const Json& value) {
  const auto* text = value.get_ptr<const std::string*>();
  return text != nullptr && text->size() >= 20 && (*text)[4] == '-' && (*text)[10] == 'T';
}

const std::vector<Fault>& faults() {
  static const std::vector<Fault> kFaults{
      {"undocumented status", "status",
       [](Response& response) {
         response.status = 299;
         return true;
       }},
      {"wrong content type", "content-type",
       [](Response& response) {
         response.fields.set("Content-Type", "text/html");
         return true;
       }},
      {"missing header", "content-type",
       [](Response& response) {
         response.fields.remove("Content-Type");
         return true;
       }},
      {"wrong header type", "headers",
       [](Response& response) {
         response.fields.set("Retry-After", "soon");
         return true;
       }},
      {"a header that comes twice", "headers",
       [](Response& response) {
         response.fields.add("Retry-After", "1");
         response.fields.add("Retry-After", "9");
         return true;
       }},
      in_body("extra field", "members",
              [](Json& value, const std::string& /*name*/) {
                if (!value.is_object()) return false;
                value["understudyExtra"] = 1;
                return true;
              }),
      in_body("missing field", "body",
              [](Json& value, const std::string& /*name*/) {
                static constexpr std::array kRequired{
                    "totalElements", "totalRecords", "context", "success",
                    "token",         "access_token", "key",     "columns"};
                for (const char* name : kRequired) {
                  if (value.is_object() && value.erase(name) != 0) return true;
                }
                return false;
              }),
      in_body("number as string", "body",
              [](Json& value, const std::string& name) {
                static const std::vector<std::string> kNumbers{
                    "totalElements", "totalRecords", "status", "memberCount",
                    "expires_in",    "columnIndex",  "count"};
                const bool is_one =
                    std::find(kNumbers.begin(), kNumbers.end(), name) != kNumbers.end();
                if (!is_one || !value.is_number()) return false;
                value = dump_json(value);
                return true;
              }),
      in_body("violated minLength", "body",
              [](Json& value, const std::string& name) {
                if (!value.is_string() || (name != "requestId" && name != "access_token")) {
                  return false;
                }
                value = "";
                return true;
              }),
      in_body("bad date-time", "body",
              [](Json& value, const std::string& name) {
                static const std::vector<std::string> kDates{"createdAt", "updatedAt", "timestamp",
                                                             "created", "updated"};
                const bool is_one = std::find(kDates.begin(), kDates.end(), name) != kDates.end();
                if (!is_one || !is_date_time(value)) return false;
                value = "yesterday";
                return true;
              }),
  };
  return kFaults;
}

/// The operations that give out tokens: with a fault in these, the others would not be reached.
bool gives_tokens(const std::string& operation) {
  return operation == "token" || operation == "getToken";
}

struct Planted {
  CheckReport report;
  std::set<std::string> operations;  ///< of which an answer has got the fault
};

/// A run in which every success has the fault, where it has a place for it.
Planted run_with(const std::string& api, const openapi::Document& contract, const Fault& fault,
                 bool in_tokens) {
  Planted planted;
  test::HarnessOptions options{
      .api = api,
      .only = {"*/contract/answers-as-documented/*", "*/contract/" + fault.rule + "/*"}};
  options.between = [&](const Request& request, const auto& answer) -> Result<Response> {
    Response response = answer(request);
    const auto match = contract.find_operation(request.method, request.path());
    if (match.operation == nullptr || response.status != 200) return response;
    const std::string& id = match.operation->id;
    if (gives_tokens(id) == in_tokens && fault.plant(response)) planted.operations.insert(id);
    return response;
  };
  planted.report = test::check_mock(options);
  return planted;
}

bool has_seen(const CheckReport& report, const std::string& id) {
  return std::any_of(report.checks.begin(), report.checks.end(), [&](const CheckResult& check) {
    return check.id == id && check.verdict == Verdict::fail;
  });
}

}  // namespace

TEST_CASE("ten passive faults are seen in every operation", "[conformance][contract][passive]") {
  std::size_t seen = 0;
  for (const std::string_view api : conformance::checkable_apis()) {
    const auto contract = openapi::load_contract(api);
    REQUIRE(contract);
    for (const Fault& fault : faults()) {
      for (const bool in_tokens : {false, true}) {
        if (in_tokens && !api.starts_with("partnerportal") && !api.ends_with("analytics")) continue;
        const Planted planted = run_with(std::string{api}, *contract, fault, in_tokens);
        for (const std::string& operation : planted.operations) {
          const std::string id = std::string{api} + "/contract/" + fault.rule + "/" + operation;
          CAPTURE(fault.name, id);
          CHECK(has_seen(planted.report, id));
          ++seen;
        }
      }
    }
  }
  CHECK(seen > 150);
}
