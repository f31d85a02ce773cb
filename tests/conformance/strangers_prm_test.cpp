// SPDX-License-Identifier: MIT
/// Hosts of others, of impartner and partnerportal: what their documents leave open raises nothing,
/// and faults that no mutant has are seen.
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "strangers.hpp"
#include "support/catch.hpp"
#include "understudy/base/base64.hpp"

using namespace understudy;
using namespace understudy::test;
using conformance::Verdict;

namespace {

/// A request with another part of its target.
Request with_target(Request request, std::string_view part, std::string_view by) {
  const std::size_t at = request.target.find(part);
  if (at != std::string::npos) request.target.replace(at, part.size(), by);
  return request;
}

/// A host that takes a key for the right one when `read` makes it so.
Stranger reads_keys(std::function<std::string(std::string key)> read) {
  return [read = std::move(read)](const Request& request, const Next& next) {
    Request other = request;
    const std::string* field = request.fields.find("Authorization");
    if (field != nullptr) other.fields.set("Authorization", read(*field));
    return next(other);
  };
}

std::string complete_key(std::string key) {
  return has_text("prm-key demo-prm-key", key) && has_text(key, "demo") ? "prm-key demo-prm-key"
                                                                        : key;
}

std::string small_key(std::string key) {
  for (char& c : key) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return key;
}

const std::vector<Fault>& faults() {
  static const std::vector<Fault> all{
      {"a key is taken without its last letter", "impartner", "impartner/auth/shorter-key",
       reads_keys(complete_key)},
      {"a key has no case", "impartner", "impartner/auth/key-in-other-case", reads_keys(small_key)},
      {"a description needs no key", "impartner", "impartner/auth/missing-for-description",
       [](const Request& request, const Next& next) {
         Request other = request;
         if (has_text(request.target, "_describe")) {
           other.fields.set("Authorization", "prm-key demo-prm-key");
         }
         return next(other);
       }},
      {"names of objects have case", "impartner", "impartner/answers/object-in-any-case",
       [](const Request& request, const Next& next) {
         return next(with_target(request, "/account", "/accounts-of-nobody"));
       }},
      {"names of options have case", "impartner", "impartner/paging/names-in-any-case/accounts",
       [](const Request& request, const Next& next) {
         return next(with_target(request, "PAGESIZE", "ignored"));
       }},
      {"one record ignores fields", "impartner", "impartner/answers/record-fields",
       [](const Request& request, const Next& next) {
         return next(with_target(request, "?fields=Name", ""));
       }},
      in_answers("a search loses a row", "impartner",
                 "impartner/search/complete-accounts/accounts-vendor",
                 "q=", [](Json& body) { body["data"]["results"].erase(0); }),
      in_answers("the count of a search is another", "impartner",
                 "impartner/search/counted/accounts-vendor",
                 "q=", [](Json& body) { body["data"]["count"] = 4'321; }),
      {"a name is not in camel case", "impartner", "impartner/answers/camel-case",
       [](const Request& request, const Next& next) {
         Response response = next(request);
         const std::size_t at = response.body.find("\"crmAccountType\"");
         if (at != std::string::npos) response.body.replace(at + 1, 3, "cRM");
         return response;
       }},
      {"an error tells another status", "partnerportal",
       "partnerportal/answers/status-of-http-in-errors",
       [](const Request& request, const Next& next) {
         return with_body(next(request), [](Json& body) {
           if (body.contains("error")) body["status"] = 500;
         });
       }},
      {"a secret is taken without its last letter", "partnerportal",
       "partnerportal/tokens/shorter-secret",
       [](const Request& request, const Next& next) {
         Request other = request;
         const std::string* field = request.fields.find("Authorization");
         if (field != nullptr && *field == "Basic " + encode_base64("demo-client:demo-secre")) {
           other.fields.set("Authorization", "Basic " + encode_base64("demo-client:demo-secret"));
         }
         return next(other);
       }},
      {"a token is taken in small letters", "partnerportal",
       "partnerportal/auth/token-in-other-case",
       [](const Request& request, const Next& next) {
         Response response = next(request);
         if (response.status == 401 && has_text(request.target, "/leads")) response.status = 200;
         return response;
       }},
  };
  return all;
}

}  // namespace

TEST_CASE("faults of keys, names and records that no mutant has are seen",
          "[conformance][strangers]") {
  for (const Fault& fault : faults()) {
    const auto report = meet(fault.api, {fault.check}, fault.host);
    CAPTURE(fault.name, fault.check, test::told(report, Verdict::pass),
            test::told(report, Verdict::inconclusive));

    CHECK(report.count(Verdict::fail) == 1);
  }
}

TEST_CASE("a page of a hundred rows is not cut to less", "[conformance][strangers]") {
  const auto cut_to = [](std::string_view wide, std::string_view narrow) {
    test::HarnessOptions options{.api = "impartner",
                                 .only = {"impartner/paging/hundred-rows/accounts"}};
    options.rows = 120;
    options.between = [=](const Request& request, const auto& answer) -> Result<Response> {
      Request other = with_target(request, "pageSize=1000", wide);
      return answer(with_target(other, "pageSize=100&", narrow));
    };
    return test::check_mock(options);
  };

  CHECK(cut_to("pageSize=50", "pageSize=50&").count(Verdict::fail) == 1);
  CHECK(cut_to("pageSize=100", "pageSize=100&").count(Verdict::pass) == 1);
  CHECK(cut_to("pageSize=10", "pageSize=100&").count(Verdict::pass) == 1);
}

TEST_CASE("what documents leave open fails no host", "[conformance][strangers]") {
  struct Open {
    std::string name;
    std::string api;
    std::vector<std::string> only;
    Stranger host;
  };
  const std::vector<Open> cases{
      {"failures are 200 without success",
       "impartner",
       {"impartner/filter/other-option/*", "impartner/filter/twice/*", "impartner/paging/*"},
       [](const Request& request, const Next& next) {
         Response response = next(request);
         if (response.status == 400) response.status = 200;
         return response;
       }},
      {"a search takes what it does not read",
       "impartner",
       {"impartner/contract/body-types/searchRecords*"},
       [](const Request& request, const Next& next) {
         Response response = next(request);
         if (response.status != 400) return response;
         Request plain = request;
         plain.body = "{}";
         return next(plain);
       }},
      {"there is no page beyond the end",
       "impartner",
       {"impartner/paging/count-is-all/*"},
       [](const Request& request, const Next& next) {
         Response response = next(request);
         if (has_text(response.body, "\"results\":[]")) response.status = 404;
         return response;
       }},
      {"a token is kept out of caches, and more is said of it",
       "partnerportal",
       {"partnerportal/contract/headers/token", "partnerportal/answers/token-not-stored"},
       [](const Request& request, const Next& next) {
         Response response = next(request);
         if (response.fields.find("Cache-Control") != nullptr) {
           response.fields.set("Cache-Control", "No-Store, max-age=0");
         }
         return response;
       }},
      {"a gateway refuses in words of its own",
       "impartner",
       {"impartner/contract/members/*", "impartner/contract/body/*", "impartner/paging/*"},
       [count = std::make_shared<int>(0)](const Request& request, const Next& next) {
         Response response = next(request);
         if (++*count % 7 != 0) return response;
         return Response{429,
                         {{"Content-Type", "application/json"}, {"Retry-After", "1"}},
                         R"({"error": "slow down", "gateway": 7})"};
       }},
  };
  for (const Open& open : cases) {
    test::HarnessOptions options{.api = open.api, .only = open.only};
    options.rows = 30;
    options.strict = false;
    options.between = [&](const Request& request, const auto& answer) -> Result<Response> {
      return open.host(request, answer);
    };
    const auto report = test::check_mock(options);
    CAPTURE(open.name, test::told(report, Verdict::fail));

    CHECK(report.count(Verdict::fail) == 0);
    CHECK(report.count(Verdict::pass) + report.count(Verdict::observed) > 0);
  }
}
