// SPDX-License-Identifier: MIT
#include "records/rows.hpp"

#include <list>
#include <map>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "understudy/base/random.hpp"

namespace understudy::mock::records {

namespace {

std::vector<std::string> ids_of(const Rows& rows) {
  std::vector<std::string> ids;
  for (const Record& record : rows) ids.push_back(record.id);
  return ids;
}

std::uint64_t same_hash(std::string_view) { return 42; }
std::uint64_t few_hashes(std::string_view id) { return id.size() % 3; }

}  // namespace

TEST_CASE("a new record goes to the end and a changed one stays", "[mock][records][rows]") {
  Rows rows;
  const Edit edit = new_edit();
  for (const char* id : {"b", "a", "c"}) rows.put({id, "1"}, edit);
  const Rows before = rows;

  const Edit later = new_edit();
  rows.put({"a", "2"}, later);
  CHECK(rows.remove("b", later));
  CHECK_FALSE(rows.remove("b", later));
  rows.put({"b", "3"}, later);

  CHECK(ids_of(rows) == std::vector<std::string>{"a", "c", "b"});
  CHECK(rows.find("a")->json == "2");
  CHECK(rows.share_place(before, "a"));
  CHECK_FALSE(rows.share_place(before, "b"));
  CHECK(ids_of(before) == std::vector<std::string>{"b", "a", "c"});
  CHECK(before.find("a")->json == "1");
}

TEST_CASE("records whose ids have the same hash are kept apart", "[mock][records][rows]") {
  for (const Rows::Hash hash : {&Rows::hash_of, &same_hash, &few_hashes}) {
    Pcg32 random{Seed{5}};
    Rows rows{hash};
    std::map<std::string, std::string> model;
    std::list<std::string> order;
    for (int i = 0; i < 3000; ++i) {
      const Edit edit = new_edit();
      const std::string id(1 + random.below(20), static_cast<char>('a' + random.below(3)));
      if (random.below(3) > 0) {
        if (model.find(id) == model.end()) order.push_back(id);
        model[id] = std::to_string(i);
        rows.put({id, std::to_string(i)}, edit);
      } else {
        CHECK(rows.remove(id, edit) == (model.erase(id) == 1));
        order.remove(id);
      }
      REQUIRE(rows.size() == model.size());
    }

    CHECK(ids_of(rows) == std::vector<std::string>(order.begin(), order.end()));
    for (const auto& [id, json] : model) CHECK(rows.find(id)->json == json);
    CHECK(rows.find("") == nullptr);
  }
}

TEST_CASE("cleared rows are empty and places are not given twice", "[mock][records][rows]") {
  Rows rows;
  rows.put({"a", "1"}, new_edit());
  const Rows before = rows;

  rows.clear();
  CHECK(rows.size() == 0);
  CHECK(rows.find("a") == nullptr);
  rows.put({"a", "1"}, new_edit());

  CHECK_FALSE(rows.share_place(before, "a"));
  CHECK(before.size() == 1);
}

}  // namespace understudy::mock::records
