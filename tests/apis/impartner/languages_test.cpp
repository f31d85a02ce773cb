// SPDX-License-Identifier: MIT
/// The tables of `$filter` and `filter`, against the whole mock.
///
/// The dialects' own tests run the same files at their seams; here they prove that the records,
/// their types and the query string between them change no answer.
#include <memory>
#include <regex>

#include "support.hpp"

namespace understudy::impartner_test {

namespace {

/// One mock per set of readings. It is 2024 in the tables.
class Mocks {
 public:
  Mock& with(const Json& item) {
    auto& mock = mocks_[item.value("switches", Json::object()).dump()];
    if (mock == nullptr) {
      mock = std::make_unique<Mock>(readings_of(item));
      mock->clock().set_wall(WallTime{std::chrono::seconds{1'704'067'200}});
    }
    return *mock;
  }

 private:
  std::map<std::string, std::unique_ptr<Mock>> mocks_;
};

std::string code_of(const std::string& error) {
  if (error == "unknown_field") return "400 UnknownField";
  if (error == "not_supported") return "400 UnsupportedExpression";
  return "400 InvalidFilter";
}

/// Columns of the tables that no account has: they stand for types of other tenants.
bool is_of_other_tenants(const std::string& text) {
  static const std::regex kNames{R"(\b(Due|Tags|Key)\b)", std::regex::icase};
  return std::regex_search(text, kNames);
}

void check_language(const std::string& option, const std::string& file, std::size_t count,
                    std::size_t expected_others) {
  Mocks mocks;
  std::size_t others = 0;
  each_case("/mockserver/filter/" + file, count, [&](const Json& item) {
    const auto text = item.at("input").get<std::string>();
    if (is_of_other_tenants(text)) {
      ++others;
      return;
    }
    INFO(text);
    const Response response =
        mocks.with(item).get("Account?" + option + "=" + encode_component(text));
    if (item.contains("want")) {
      CHECK(ids_of(response) == item.at("want"));
      return;
    }
    const Json& error = item.at("error");
    CHECK(verdict_of(response) == code_of(error.at("code").get<std::string>()));
    const std::string place = "position " + error.at("offset").dump() + " ";
    CHECK(body_of(response).at("message").get<std::string>().find(place) != std::string::npos);
  });
  CHECK(others == expected_others);
}

}  // namespace

TEST_CASE("the table of $filter holds over the API", "[impartner][filter][odata]") {
  check_language("$filter", "odata.cases.json", 281, 18);
}

TEST_CASE("the table of filter holds over the API", "[impartner][filter][thql]") {
  check_language("filter", "thql.cases.json", 123, 6);
}

}  // namespace understudy::impartner_test
