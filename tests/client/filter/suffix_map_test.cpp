// SPDX-License-Identifier: MIT
/// suffix-map, the client's side: the cases file, and what a host would read back.
#include "understudy/client/filter/suffix_map.hpp"

#include <set>
#include <string>
#include <vector>

#include "client/cases.hpp"
#include "support/catch.hpp"
#include "understudy/base/error.hpp"
#include "understudy/base/random.hpp"

namespace understudy::client {

namespace {

std::chrono::sys_seconds seconds(const Json& value) {
  return std::chrono::sys_seconds{std::chrono::seconds{to_int64(value).value()}};
}

Decimal decimal(const Json& text) {
  const auto number = Decimal::parse(text.get_ref<const std::string&>());
  REQUIRE(number.has_value());
  return *number;
}

/// ["equals", key, value...] and so on.
void add(SuffixMap& map, const Json& condition) {
  const auto word = condition.at(0).get<std::string>();
  const auto key = condition.at(1).get<std::string>();
  if (word == "is") {
    map.is(key, condition.at(2) == true);
  } else if (word == "between") {
    map.between(key, decimal(condition.at(2)), decimal(condition.at(3)));
  } else if (word == "dates") {
    map.between(key, seconds(condition.at(2)), seconds(condition.at(3)));
  } else {
    std::vector<std::string> values;
    for (std::size_t i = 2; i < condition.size(); ++i)
      values.push_back(condition.at(i).get<std::string>());
    if (word == "equals") map.equals(key, values);
    if (word == "differs") map.differs(key, values);
    if (word == "contains") map.contains(key, values);
    if (word == "lacks") map.lacks(key, values);
  }
}

/// The rules of the language once more, a character at a time.
std::vector<std::string> read_items(const std::string& text, std::string& suffix) {
  const std::set<std::string> suffixes{"-!-", "-?-", "-^-"};
  std::string rest = text;
  suffix.clear();
  if (rest.size() >= 3 && suffixes.count(rest.substr(rest.size() - 3)) == 1) {
    suffix = rest.substr(rest.size() - 3);
    rest.resize(rest.size() - 3);
  }
  std::vector<std::string> items(1);
  for (std::size_t i = 0; i < rest.size();) {
    if (rest.compare(i, 3, "-,-") == 0) {
      items.emplace_back();
      i += 3;
    } else {
      items.back() += rest[i++];
    }
  }
  std::vector<std::string> kept;
  for (const std::string& item : items) {
    if (!item.empty()) kept.push_back(item);
  }
  return kept;
}

}  // namespace

TEST_CASE("suffix-map writes and refuses what its file says", "[client][filter][suffix-map]") {
  testing::each_case("filter/suffix_map.cases.json", 64, [](const Json& group, const Json& item) {
    SuffixMap map;
    for (const Json& condition : item.at("input")) add(map, condition);
    std::vector<FilterColumn> columns;
    if (group.contains("columns")) {
      for (const auto& [key, type] : group.at("columns").items())
        columns.push_back({key, type.get<std::string>()});
    }

    const auto filters = group.contains("columns") ? map.build(columns) : map.build();

    if (item.contains("want")) {
      INFO((filters ? std::string{} : render(to_error(filters.error()))));
      REQUIRE(filters.has_value());
      CHECK(Json(filters->texts()) == item.at("want"));
      return;
    }
    REQUIRE_FALSE(filters.has_value());
    const Json& error = item.at("error");
    CHECK(name_of(filters.error().code) == error.at("code"));
    CHECK(filters.error().key == error.at("key"));
    CHECK(filters.error().value == error.at("value"));
    CHECK(filters.error().type == error.value("type", ""));
  });
}

TEST_CASE("whatever suffix-map lets pass is read back as it was meant, and nothing else is refused",
          "[client][filter][suffix-map][laws]") {
  constexpr std::string_view kLetters = "-,!?^a<>";
  Pcg32 random{Seed{20}};
  std::size_t said = 0;
  std::size_t refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::vector<std::string> values(1 + random.below(3));
    for (std::string& value : values) {
      const std::uint32_t size = random.below(6);
      for (std::uint32_t i = 0; i < size; ++i) {
        value += kLetters[random.below(static_cast<std::uint32_t>(kLetters.size()))];
      }
    }
    const std::uint32_t choice = random.below(4);
    const std::string wanted = choice == 0 ? "" : choice == 1 ? "-!-" : choice == 2 ? "-?-" : "-^-";
    SuffixMap map;
    if (choice == 0) map.equals("k", values);
    if (choice == 1) map.differs("k", values);
    if (choice == 2) map.contains("k", values);
    if (choice == 3) map.lacks("k", values);
    std::string plain;
    for (const std::string& value : values) plain += (plain.empty() ? "" : "-,-") + value;

    const auto filters = map.build();

    std::string suffix;
    INFO(Json(values).dump() << " " << wanted);
    if (filters) {
      ++said;
      CHECK(read_items(filters->texts().at("k"), suffix) == values);
      CHECK(suffix == wanted);
    } else {
      ++refused;
      CHECK_FALSE((read_items(plain + wanted, suffix) == values && suffix == wanted));
    }
  }
  CHECK(said > 5'000);
  CHECK(refused > 5'000);
}

TEST_CASE("an error of suffix-map says which filter, and quotes no more than a line",
          "[client][filter][suffix-map]") {
  const auto filters = SuffixMap{}.equals("name", {std::string(5'000, 'x') + "-!-"}).build();
  REQUIRE_FALSE(filters.has_value());

  const Error error = to_error(filters.error());

  CHECK(error.code == Errc::bad_input);
  CHECK(error.where == "filter name");
  CHECK(error.what.size() < 300);
  CHECK_FALSE(error.advice.empty());
  CHECK(to_error({.code = SuffixMapErrc::unknown_key, .key = "nope"}).code == Errc::not_found);
}

}  // namespace understudy::client
