// SPDX-License-Identifier: MIT
/// Every open question of the documents: the default reading, and each other one that is on offer.
///
/// The ids are those of contracts/apis/ecg/SOURCES.md. What concerns the size of bodies and the
/// form of paths is in access_test.cpp, what concerns creation in creation_readings_test.cpp.
#include <algorithm>

#include "support.hpp"

namespace understudy::ecg_test {

namespace {

using mock::Strictness;

Json partner(const std::string& target, const Readings& readings = {}) {
  return body_of(ask(get(kPath + target), readings));
}

Request create_as(const Json& claims) {
  Request request = create(body_with());
  request.fields.set("Authorization", "Bearer " + token_with(claims));
  return request;
}

}  // namespace

TEST_CASE("A1: the list is a page, or an array", "[ecg][A1]") {
  CHECK(body_of(ask(list("take=2"))).at("items").size() == 2);

  const Response array = ask(list("take=2&skip=1"), {{"list.shape", "array"}});

  CHECK(body_of(array).is_array());
  CHECK(rows_of(array) == Json{3, 4});
}

TEST_CASE("A2: skip counts pages, or records", "[ecg][A2]") {
  const Response records = ask(list("take=2&skip=1"), {{"paging.skip_unit", "records"}});

  CHECK(rows_of(ask(list("take=2&skip=1"))) == Json{3, 4});
  CHECK(rows_of(records) == Json{2, 3});
  CHECK(body_of(records).at("currentPageNumber") == 0);
}

TEST_CASE("A3: types without their include are refused, ignored or applied", "[ecg][A3]") {
  const Request request = list("partnerTypeIds={T1}");
  const std::string name = "filter.partner_type_without_include";

  CHECK(lines_of(ask(request)) == Lines{"partnerTypeIds requires include=partner-type"});
  CHECK(rows_of(ask(request, {{name, "ignore"}})) == Json{1, 2, 3, 4, 6});
  CHECK(rows_of(ask(request, {}, Strictness::lenient)) == Json{1, 2, 3, 4, 6});
  CHECK(rows_of(ask(request, {{name, "apply"}})) == Json{1, 3});
}

TEST_CASE("A6: the life cycle is stored, or follows from the other members", "[ecg][A6]") {
  const Readings derived{{"status.source", "derived"}};

  CHECK(partner("/{P4}").at("status") == "Restored");
  CHECK(partner("/{P4}", derived).at("status") == "Active");
  CHECK(partner("/{P5}", derived).at("status") == "Archived");
  CHECK(rows_of(ask(list("status=Restored"))) == Json{4});
  CHECK(rows_of(ask(list("status=Restored"), derived)) == Json::array());
  CHECK(rows_of(ask(list("status=Active"), derived)) == Json{1, 4, 6});
  CHECK(rows_of(ask(list("status=Suspended"), derived)) == Json{3});
  CHECK(rows_of(ask(list("status=Inactive"), derived)) == Json{2});
  CHECK(body_of(ask(create(body_with({{"organizationStatus", 3}})))).at("status") == "Suspended");
}

TEST_CASE("A11: relations that are not included are absent, or null", "[ecg][A11]") {
  const Readings nulls{{"relations.absent", "null"}};

  const Json plain = partner("/{P2}", nulls);
  const Json included = partner("/{P2}?include=parent-partner,subsidiaries", nulls);

  CHECK_FALSE(partner("/{P2}").contains("parentPartner"));
  for (const char* relation : {"parentPartner", "onBoardingPartner", "subsidiaries"}) {
    CHECK(plain.at(relation).is_null());
    CHECK(included.at("parentPartner").at(relation).is_null());
  }
  CHECK(plain.at("partnerCriteria").at("partnerType").is_null());
  CHECK(included.at("subsidiaries").size() == 1);
  CHECK(included.at("onBoardingPartner").is_null());
}

TEST_CASE("A12: the older permission is accepted, or not", "[ecg][A12]") {
  const Request request = create_as({{"permissions", {"organizations.billing.admin"}}});

  CHECK(ask(request).status == 201);
  CHECK(ask(request, {{"auth.legacy_permission", "reject"}}).status == 403);
  CHECK(ask(create(body_with()), {{"auth.legacy_permission", "reject"}}).status == 201);
}

TEST_CASE("A13: arrays come in every form, with commas only, or repeated only", "[ecg][A13]") {
  const Readings comma{{"arrays", "comma"}};
  const Readings repeat{{"arrays", "repeat"}};
  const Lines unknown{
      "each value in status must be one of the following values: Active, Inactive, Suspended, "
      "Restored"};

  CHECK(rows_of(ask(list("status=Active,Inactive&status[]=Suspended"))) == Json{1, 2, 3, 6});
  CHECK(rows_of(ask(list("status=Active,Inactive"), comma)) == Json{1, 2, 6});
  CHECK(lines_of(ask(list("status=Active&status=Inactive"), comma)) ==
        Lines{"status must be a string"});
  CHECK(rows_of(ask(list("status[]=Active"), comma)) == Json{1, 2, 3, 4, 6});
  CHECK(rows_of(ask(list("status=Active&status=Inactive"), repeat)) == Json{1, 2, 6});
  CHECK(rows_of(ask(list("status[]=Active&status[]=Inactive"), repeat)) == Json{1, 2, 6});
  CHECK(lines_of(ask(list("status=Active,Inactive"), repeat)) == unknown);
  CHECK(rows_of(ask(list("status="), repeat)) == Json{1, 2, 3, 4, 6});
}

TEST_CASE("A14: an id has to be a UUID, or any text", "[ecg][A14]") {
  CHECK(ask(get(kPath + "/string")).status == 400);
  CHECK(message_of(ask(get(kPath + "/string"), {{"partner_id.format", "any"}})) ==
        "Partner with id string not found");
  CHECK(message_of(ask(get(kPath + "/%22%0A"), {{"partner_id.format", "any"}})) ==
        "Partner with id \"\n not found");
}

TEST_CASE("A16: the sort key is the time of creation, or another", "[ecg][A16]") {
  const auto sorted = [](const char* key, const char* query = "") {
    return rows_of(ask(list(query), {{"sort.key", key}}));
  };

  CHECK(sorted("createdAt") == Json{1, 2, 3, 4, 6});
  CHECK(sorted("updatedAt", "order_by=DESC") == Json{6, 4, 3, 2, 1});
  CHECK(sorted("businessName") == Json{3, 1, 2, 4, 6});
  CHECK(sorted("businessName", "order_by=DESC") == Json{6, 4, 2, 1, 3});
  CHECK(sorted("displayName") == Json{1, 2, 4, 6, 3});
}

TEST_CASE("A16: partners that changed late come late where the change is the key", "[ecg][A16]") {
  // The example rows were never changed: generated ones were.
  const auto times = [](const char* key, const char* member) {
    const Mock mock{{{"sort.key", key}}, Strictness::documented, fixtures::DataSet::generated};
    Lines found;
    const Json body = body_of(mock.ask(list("take=1000")));
    for (const Json& item : body.at("items")) {
      found.push_back(item.at("auditInfo").at(member).get<std::string>());
    }
    CHECK(found.size() > 50);
    return found;
  };
  const auto is_rising = [](const Lines& found) {
    return std::is_sorted(found.begin(), found.end());
  };

  CHECK(is_rising(times("createdAt", "createdAt")));
  CHECK_FALSE(is_rising(times("createdAt", "updatedAt")));
  CHECK(is_rising(times("updatedAt", "updatedAt")));
  CHECK_FALSE(is_rising(times("updatedAt", "createdAt")));
}

TEST_CASE("A17: pages count from zero, or from one", "[ecg][A17]") {
  const Json page = body_of(ask(list("skip=1&take=2"), {{"paging.current_page", "one-based"}}));

  CHECK(body_of(ask(list("skip=1&take=2"))).at("currentPageNumber") == 1);
  CHECK(page.at("currentPageNumber") == 2);
  CHECK(page.at("items")[0].at("id") == kPartnerIds[2]);
}

TEST_CASE("A18: more than the most is refused, or cut", "[ecg][A18]") {
  CHECK(ask(list("take=1000")).status == 200);
  CHECK(lines_of(ask(list("take=1001"))) == Lines{"take must not be greater than 1000"});
  CHECK(body_of(ask(list("take=1001"), {{"paging.over_max", "clamp"}})).at("recordsPerPage") ==
        1000);
  CHECK(body_of(ask(list("take=1001"), {}, Strictness::lenient)).at("recordsPerPage") == 1000);
  CHECK(lines_of(ask(list("take=4"), {{"paging.max_take", "3"}})) ==
        Lines{"take must not be greater than 3"});
  CHECK(body_of(ask(list(), {{"paging.max_take", "3"}})).at("recordsPerPage") == 3);
}

TEST_CASE("S11.6: no rows and no numbers are refused, or forgiven", "[ecg][S11]") {
  const Json empty = body_of(ask(list("take=0"), {{"paging.zero_take", "empty"}}));

  CHECK(lines_of(ask(list("take=0"))) == Lines{"take must not be less than 1"});
  CHECK(empty.at("items") == Json::array());
  CHECK(empty.at("totalRecords") == 5);
  CHECK(empty.at("totalPages") == 0);
  CHECK(empty.at("recordsPerPage") == 0);
  CHECK(ask(list("take=-5"), {}, Strictness::lenient).status == 200);
  CHECK(lines_of(ask(list("skip=abc&take=1.5"))) ==
        Lines{"skip must be an integer number", "take must be an integer number"});
  CHECK(rows_of(ask(list("skip=abc&take=1.5"), {{"paging.malformed", "default"}})) ==
        Json{1, 2, 3, 4, 6});
}

TEST_CASE("A21: permissions are read from one claim or another", "[ecg][A21]") {
  for (const std::string claim : {"permissions", "scope", "cognito:groups"}) {
    INFO(claim);
    const Readings readings{{"auth.permission_claim", claim}};
    CHECK(ask(create_as({{claim, {"partners.create"}}}), readings).status == 201);
    CHECK(ask(create_as({{claim, "a partners.create"}}), readings).status == 201);
    CHECK(ask(create_as({{"other", {"partners.create"}}}), readings).status == 403);
  }
  CHECK(ask(create_as({{"scope", "partners.create"}})).status == 403);
}

TEST_CASE("A22: reading needs no permission, or one", "[ecg][A22]") {
  const Readings needs{{"auth.read_permission", "partners.read"}};
  Request reads = list();
  reads.fields.set("Authorization", "Bearer " + token_with({{"permissions", {"partners.read"}}}));

  CHECK(ask(list()).status == 200);
  CHECK(ask(list(), needs).status == 403);
  CHECK(ask(get(kPath + "/{P1}"), needs).status == 403);
  CHECK(ask(reads, needs).status == 200);
  CHECK(ask(create(body_with()), needs).status == 201);
}

TEST_CASE("A24: the names that include takes can be set", "[ecg][A24]") {
  const Readings two{{"include.values", "partner-type,customer"}};

  CHECK(lines_of(ask(list("include=parent-partner"), two)) ==
        Lines{"each value in include must be one of the following values: partner-type, customer"});
  CHECK(rows_of(ask(list("include=customer"), two)) == Json{1, 2, 3, 4, 6});
  CHECK(partner("/{P1}?include=partner-type", two).at("partnerCriteria").contains("partnerType"));
}

TEST_CASE("A25: the fields that are searched can be set", "[ecg][A25]") {
  const ManualClock clock;

  CHECK(rows_of(ask(list("searchTerm=acme"), {{"search.fields", "displayName"}})) == Json{1});
  CHECK(rows_of(ask(list("searchTerm=1"), {{"search.fields", "type"}})) == Json{1, 2, 3, 4, 6});
  for (const char* fields : {"nope", "businessName,isW2", "partnerStatus", "createdAt"}) {
    INFO(fields);
    const auto server = mock::Server::make(example_options(clock, {{"search.fields", fields}}));
    REQUIRE_FALSE(server);
    CHECK(server.error().code == Errc::bad_input);
    CHECK(server.error().where == "search.fields");
  }
}

TEST_CASE("S9.9: ids in a query are UUIDs, or any text", "[ecg][S9]") {
  const Readings any{{"query.ids", "any"}};

  CHECK(ask(list("partnerIds=abc")).status == 400);
  CHECK(rows_of(ask(list("partnerIds=abc"), any)) == Json::array());
  CHECK(rows_of(ask(list("partnerTypeIds=abc,{T1}&include=partner-type"), any)) == Json{1, 3});
}

TEST_CASE("S9.11: words in a query have one case, or any", "[ecg][S9]") {
  const Readings any{{"query.enum_case", "any"}};

  CHECK(ask(list("status=ACTIVE")).status == 400);
  CHECK(rows_of(ask(list("status=ACTIVE&order_by=desc"), any)) == Json{6, 1});
  CHECK(ask(list("status=Nope"), any).status == 400);
  CHECK(rows_of(ask(list("partnerStatus=ACTIVE"), any)) == Json::array());
}

TEST_CASE("C4: nulls of the sort key are smallest, largest or last", "[ecg][C4]") {
  const auto sorted = [](const std::string& nulls, const std::string& query) {
    const Mock mock{{{"sort.key", "displayName"}, {"sort.nulls", nulls}}};
    CHECK(mock.ask(create(body_with())).status == 201);
    return rows_of(mock.ask(list(query)));
  };

  CHECK(sorted("smallest", "") == Json{"New Care", 1, 2, 4, 6, 3});
  CHECK(sorted("smallest", "order_by=DESC") == Json{3, 6, 4, 2, 1, "New Care"});
  CHECK(sorted("largest", "") == Json{1, 2, 4, 6, 3, "New Care"});
  CHECK(sorted("largest", "order_by=DESC") == Json{"New Care", 3, 6, 4, 2, 1});
  CHECK(sorted("last", "") == Json{1, 2, 4, 6, 3, "New Care"});
  CHECK(sorted("last", "order_by=DESC") == Json{3, 6, 4, 2, 1, "New Care"});
}

TEST_CASE("C7: a 401 challenges, or stays silent", "[ecg][C7]") {
  const Request nobody{Method::get, kPath, {}, ""};

  CHECK(ask(nobody).fields.find("WWW-Authenticate") != nullptr);
  CHECK(ask(nobody, {{"auth.challenge", "none"}}).fields.find("WWW-Authenticate") == nullptr);
}

TEST_CASE("C10, S14: a limit that was set counts and tells as asked", "[ecg][S14]") {
  struct Told {
    Response first;
    Response refused;
    std::string later;
  };
  // Two requests are let through, at 0 and 50 s; one is refused; two more come at 65 s.
  const auto limited = [](Readings readings) {
    readings.emplace("throttle.limit", "2/60s");
    Mock mock{readings};
    Told told{.first = mock.ask(list()), .refused = {}, .later = {}};
    mock.clock.advance(std::chrono::seconds{50});
    CHECK(mock.ask(list()).status == 200);
    told.refused = mock.ask(list());
    CHECK(told.refused.status == 429);
    mock.clock.advance(std::chrono::seconds{15});
    for (int i = 0; i < 2; ++i) told.later += ' ' + std::to_string(mock.ask(list()).status);
    return told;
  };
  const auto field = [](const Response& response, const char* name) {
    const std::string* const value = response.fields.find(name);
    return value == nullptr ? std::string{"(none)"} : *value;
  };

  const Told plain = limited({});
  CHECK(field(plain.refused, "Retry-After") == "10");
  CHECK(field(plain.first, "RateLimit") == "(none)");
  CHECK(field(plain.first, "X-RateLimit-Limit") == "(none)");
  CHECK(plain.later == " 200 429");  // the request at 50 s still counts
  CHECK(limited({{"throttle.window", "fixed"}}).later == " 200 200");
  CHECK(limited({{"throttle.count_rejected", "yes"}}).later == " 429 429");
  CHECK(field(limited({{"throttle.retry_after", "http-date"}}).refused, "Retry-After") ==
        "Wed, 04 Mar 2026 12:01:00 GMT");
  CHECK(field(limited({{"throttle.retry_after", "none"}}).refused, "Retry-After") == "(none)");
  CHECK(field(limited({{"throttle.headers", "draft"}}).first, "RateLimit").find("r=1") !=
        std::string::npos);
  CHECK(field(limited({{"throttle.headers", "x-ratelimit"}}).first, "X-RateLimit-Remaining") ==
        "1");
}

}  // namespace understudy::ecg_test
