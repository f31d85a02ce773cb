// SPDX-License-Identifier: MIT
/// What goes wrong, as data: each refusal has its status, its code and its fields, and changes
/// nothing.
#include <string>

#include "support.hpp"

namespace understudy::partnerportal_test {

namespace {

/// Bodies that a JSON file cannot hold.
std::string raw_body(const std::string& name) {
  if (name == "notes-ff") return "{\"notes\":\"\xff\"}";
  if (name == "deep")
    return "{\"customFields\":" + std::string(100, '[') + std::string(100, ']') + "}";
  CHECK(name == "huge");
  return "{\"notes\":\"" + std::string(1'048'576, 'x') + "\"}";
}

Request request_of(const Json& item, const Mock& mock, const std::string& lead) {
  Request request{find_method(item.at("method").get<std::string>()).value(),
                  item.at("target").get<std::string>(),
                  {},
                  {}};
  const std::size_t place = request.target.find("{lead}");
  if (place != std::string::npos) request.target.replace(place, 6, lead);
  if (!item.contains("no_token")) request.fields.add("Authorization", "Bearer " + mock.token());
  if (item.contains("raw_body")) {
    request.body = raw_body(item.at("raw_body").get<std::string>());
  } else if (item.contains("body")) {
    const Json& body = item.at("body");
    request.body = body.is_string() ? body.get<std::string>() : dump_json(body);
  }
  if (!item.contains("type")) {
    request.fields.add("Content-Type", "application/json");
  } else if (item.at("type").is_string()) {
    request.fields.add("Content-Type", item.at("type").get<std::string>());
  }
  return request;
}

void check_refusal(const Response& response, const Json& item) {
  INFO(response.body.substr(0, 2'000));
  CHECK(response.status == *to_int64(item.at("status")));
  const Json body = body_of(response);
  CHECK_FALSE(body.contains("data"));
  CHECK(body.at("status") == item.at("status"));
  CHECK(body.at("context").at("requestId") == field_of(response, "X-Request-Id"));
  CHECK(body.at("error").at("code") == item.at("code"));
  CHECK_FALSE(body.at("error").at("message").get<std::string>().empty());
  Json fields = Json::array();
  for (const Json& one : body.at("error").value("fields", Json::array())) {
    fields.push_back({one.at("field"), one.at("message")});
  }
  CHECK(fields == item.value("fields", Json::array()));
  CHECK(body.at("error").contains("fields") == item.contains("fields"));
  if (item.contains("allow")) CHECK(field_of(response, "Allow") == item.at("allow"));
  CHECK((response.status == 401) == (response.fields.find("WWW-Authenticate") != nullptr));
}

}  // namespace

TEST_CASE("every bad request has its status and names its fields, and nothing changes",
          "[partnerportal][errors][H32]") {
  const Mock mock;
  const std::string lead = mock.created({{"notes", "kept"}, {"customFields", {{"k", 1}}}});
  const std::string before = mock.state();
  int count = 0;

  for (const Json& group : read_cases("bad_input.cases.json")) {
    for (const Json& item : group.at("cases")) {
      INFO(group.at("description") << " / " << item.at("description"));
      check_refusal(mock.server.handle(request_of(item, mock, lead)), item);
      CHECK(mock.state() == before);
      ++count;
    }
  }

  CHECK(count == 186);
}

TEST_CASE("a body as large as can be is taken, a byte more is not", "[partnerportal][limit]") {
  const Mock mock{example_set(), Readings{}, Verify::no};
  const std::string lead = mock.created();
  const auto body_of_size = [](std::size_t size) {
    const std::string frame = R"({"notes":""})";
    return R"({"notes":")" + std::string(size - frame.size(), 'x') + "\"}";
  };

  CHECK(mock.send(Method::patch, kLeads + "/" + lead, body_of_size(1'048'576)).status == 200);
  CHECK(mock.send(Method::patch, kLeads + "/" + lead, body_of_size(1'048'577)).status == 413);
}

TEST_CASE("a form past the limit is not read", "[partnerportal][limit][S10.8]") {
  const Mock mock;
  const auto ask = [&](std::size_t size) {
    std::string form = "grant_type=client_credentials&x=";
    form.append(size - form.size(), 'x');
    return mock.server.handle(
        {Method::post,
         "/oauth/token",
         {{"Authorization", kBasic}, {"Content-Type", "application/x-www-form-urlencoded"}},
         std::move(form)});
  };

  CHECK(ask(1'048'576).status == 200);
  const Response refused = ask(1'048'577);
  CHECK(refused.status == 413);
  CHECK(body_of(refused).at("error").at("code") == "payload_too_large");
}

TEST_CASE("a lead that has grown past one body is still read and changed",
          "[partnerportal][limit]") {
  const Mock mock{example_set(), Readings{}, Verify::no};
  const std::string lead = mock.created();
  const std::string large(900'000, 'x');

  for (const char* field : {"notes", "companyName", "phone"}) {
    CHECK(mock.patch(lead, {{field, large}}).status == 200);
  }
  CHECK(mock.patch(lead, {{"customFields", {{"a", large}}}}).status == 200);
  CHECK(mock.patch(lead, {{"customFields", {{"b", large}}}}).status == 200);
  CHECK(mock.patch(lead, {{"customFields", {{"c", 1}}}}).status == 200);

  CHECK(body_of(mock.get(kLeads + "/" + lead)).at("data").at("phone") == large);
  CHECK(custom_fields_in(mock.state(), lead).size() == 3);
}

TEST_CASE("a hundred thousand unknown fields make a hundred entries", "[partnerportal][limit]") {
  const Mock mock{Readings{{"validation.unknown_field", "reject"}}};
  Json lead = lead_of();
  for (int i = 0; i < 50'000; ++i) lead["x" + std::to_string(i)] = 1;

  const Response response = mock.create(lead);

  CHECK(response.status == 400);
  CHECK(problems_of(response).size() == 100);
}

TEST_CASE("JSON media types with parameters are taken, a byte order mark too",
          "[partnerportal][media]") {
  const Mock mock;

  for (const char* type : {"application/json; charset=utf-8", "Application/JSON"}) {
    INFO(type);
    CHECK(mock.send(Method::post, kLeads, dump_json(lead_of()), type).status == 201);
  }
  CHECK(mock.send(Method::post, kLeads, "\xEF\xBB\xBF" + dump_json(lead_of())).status == 201);
}

TEST_CASE("Accept is not looked at", "[partnerportal][media][S10.11]") {
  const Mock mock;
  Request request{Method::get,
                  kLeads,
                  {{"Authorization", "Bearer " + mock.token()}, {"Accept", "text/html"}},
                  {}};

  CHECK(mock.server.handle(request).status == 200);
}

TEST_CASE("OPTIONS and HEAD", "[partnerportal][C11]") {
  const Mock mock;
  const std::string lead = mock.created();

  CHECK(field_of(mock.send(Method::options, kLeads), "Allow") == "GET, POST, HEAD, OPTIONS");
  CHECK(field_of(mock.send(Method::options, kLeads + "/" + lead), "Allow") ==
        "GET, PATCH, HEAD, OPTIONS");
  CHECK(field_of(mock.server.handle({Method::options, "/oauth/token", {}, {}}), "Allow") ==
        "POST, OPTIONS");
  CHECK(mock.send(Method::head, kLeads).status == 200);
  CHECK(mock.send(Method::head, kLeads + kNobody).status == 404);
}

}  // namespace understudy::partnerportal_test
