// SPDX-License-Identifier: MIT
/// The list: its table, includes, pages, order.
#include <memory>
#include <set>

#include "support.hpp"

namespace understudy::ecg_test {

TEST_CASE("the list agrees with every case in its file", "[ecg][list][cases]") {
  const Mock documented;
  const Mock lenient{{}, mock::Strictness::lenient};

  each_case("list.cases.json", 97, [&](const Json& item) {
    const bool is_lenient = item.value("strictness", "") == "lenient";
    const Response response =
        (is_lenient ? lenient : documented).ask(list(item.at("input").get<std::string>()));

    if (item.contains("error")) {
      CHECK(Json(lines_of(response)) == item.at("error"));
      return;
    }
    CHECK(rows_of(response) == item.at("want"));
    const Json page = body_of(response);
    for (const char* name : {"totalRecords", "totalPages", "currentPageNumber"}) {
      if (item.contains(name)) CHECK(page.at(name) == item.at(name));
    }
  });
}

TEST_CASE("relations are absent until they are included, and have none of their own",
          "[ecg][list][include]") {
  const Mock mock;
  const Json plain = body_of(mock.ask(get(kPath + "/{P2}")));
  const Json with_parent = body_of(mock.ask(list("partnerIds={P2}&include=parent-partner")));
  const Json with_both =
      body_of(mock.ask(list("partnerIds={P1}&include=subsidiaries,parent-partner")));

  for (const char* relation : {"parentPartner", "onBoardingPartner", "subsidiaries"}) {
    CHECK_FALSE(plain.contains(relation));
  }
  CHECK_FALSE(plain.at("partnerCriteria").contains("partnerType"));
  const Json& parent = with_parent.at("items")[0].at("parentPartner");
  CHECK(parent == body_of(mock.ask(get(kPath + "/{P1}"))));
  const Json& first = with_both.at("items")[0];
  CHECK(first.at("parentPartner").is_null());
  REQUIRE(first.at("subsidiaries").size() == 2);
  CHECK(first.at("subsidiaries")[0] == plain);
  CHECK(first.at("subsidiaries")[1].at("id") == kPartnerIds[2]);
}

TEST_CASE("the type is filled in, in included partners too", "[ecg][list][include]") {
  const Mock mock;

  const Json partner =
      body_of(mock.ask(get(kPath + "/{P2}?include=partner-type&include=parent-partner")));
  const Json without = body_of(mock.ask(get(kPath + "/{P6}?include=partner-type,subsidiaries")));

  CHECK(partner.at("partnerCriteria").at("partnerType") ==
        Json{{"id", kTypeIds[1]}, {"name", "Reseller"}});
  CHECK(partner.at("parentPartner").at("partnerCriteria").at("partnerType").at("id") ==
        kTypeIds[0]);
  CHECK(without.at("partnerCriteria").is_null());
  CHECK(without.at("subsidiaries") == Json::array());
}

TEST_CASE("an archived partner is in no list and is found by its id", "[ecg][get]") {
  const Mock mock;

  const Json archived = body_of(mock.ask(get(kPath + "/{P5}?include=parent-partner")));
  const Json parent = body_of(mock.ask(get(kPath + "/{P2}?include=subsidiaries")));

  CHECK(archived.at("status") == "Archived");
  CHECK(archived.at("archiveInfo").at("archived") == true);
  CHECK(archived.at("ancestryNodes") == Json{kPartnerIds[0], kPartnerIds[1]});
  CHECK(archived.at("parentPartner").at("id") == kPartnerIds[1]);
  CHECK(parent.at("nodes") == Json::array({kPartnerIds[4]}));
  CHECK(parent.at("subsidiaries")[0].at("id") == kPartnerIds[4]);
}

TEST_CASE("one partner is got by its id, or refused", "[ecg][get]") {
  const Mock mock;
  const std::string include =
      "each value in include must be one of the following values: parent-partner, partner-type, "
      "on-boarding-partner, subsidiaries, vendor-profiles";

  const Response bad_id = mock.ask(get(kPath + "/string"));
  const Response unknown = mock.ask(get(kPath + "/" + kUnknownId));

  CHECK(bad_id.status == 400);
  CHECK(body_of(bad_id) == Json{{"statusCode", 400},
                                {"message", "Validation failed (uuid is expected)"},
                                {"error", "Bad Request"}});
  CHECK(unknown.status == 404);
  CHECK(body_of(unknown) == Json{{"statusCode", 404},
                                 {"message", "Partner with id " + kUnknownId + " not found"},
                                 {"error", "Not Found"}});
  CHECK(lines_of(mock.ask(get(kPath + "/{P1}?include=all"))) == Lines{include});
  CHECK(lines_of(mock.ask(get(kPath + "/" + kUnknownId + "?include=all"))) == Lines{include});
  CHECK(mock.ask(get(kPath + "/string?include=all")).body == bad_id.body);
  CHECK(mock.ask(get(kPath + "/{P1}?take=0&status=Nope")).status == 200);
}

TEST_CASE("pages of any size show every row once, in order", "[ecg][list][paging]") {
  const Mock mock;
  for (int take = 1; take <= 6; ++take) {
    INFO(take);
    Json rows = Json::array();
    std::int64_t pages = 1;
    for (std::int64_t skip = 0; skip < pages; ++skip) {
      const Response page =
          mock.ask(list("take=" + std::to_string(take) + "&skip=" + std::to_string(skip)));
      for (const Json& row : rows_of(page)) rows.push_back(row);
      const Json facts = body_of(page);
      CHECK(facts.at("recordsPerPage") == take);
      CHECK(facts.at("totalRecords") == 5);
      pages = facts.at("totalPages").get<std::int64_t>();
    }
    CHECK(rows == Json{1, 2, 3, 4, 6});
  }
}

TEST_CASE("HEAD and OPTIONS are answered, and a bad escape is not", "[ecg][list]") {
  const Mock mock;
  Request head = list();
  head.method = Method::head;
  const Request options{Method::options, kPath, {}, ""};

  CHECK(mock.ask(head).status == 200);
  CHECK(mock.ask(options).status == 200);
  CHECK(*mock.ask(options).fields.find("Allow") == "GET, POST, HEAD, OPTIONS");
  for (const char* query : {"searchTerm=%", "searchTerm=%zz", "a=%FF"}) {
    INFO(query);
    const Response response = mock.ask(list(query));
    CHECK(response.status == 400);
    CHECK(body_of(response).at("message").is_string());
  }
}

}  // namespace understudy::ecg_test
