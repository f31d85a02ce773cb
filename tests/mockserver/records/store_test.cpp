// SPDX-License-Identifier: MIT
/// Snapshots and writes in memory.
#include "records/store.hpp"

#include <stdexcept>
#include <string>
#include <vector>

#include "script.hpp"
#include "support/catch.hpp"

namespace understudy::mock::records {

namespace {

std::vector<std::string> ids_of(const View& view) {
  std::vector<std::string> ids;
  for (const Record& record : view.rows()) ids.push_back(record.id);
  return ids;
}

const Refusal kNo{.status = 409, .message = "no", .rule = "test"};

}  // namespace

TEST_CASE("a store starts from its seed", "[mock][records][store]") {
  const auto store = make_store();
  const Snapshot snapshot = store->snapshot();

  CHECK(ids_of(snapshot["things"]) == std::vector<std::string>{"1", "2", "3"});
  CHECK(snapshot["things"].find("2")->json == thing("2", 20).json);
  CHECK(snapshot["things"].find("4") == nullptr);
  CHECK(snapshot["things"].shape().name == "things");
  CHECK(snapshot["things"].next_number() == 4);
  CHECK_FALSE(snapshot.find("nothing").has_value());
}

TEST_CASE("two records of one id or two collections of one name are refused at the start",
          "[mock][records][store]") {
  auto twice = example_collections();
  twice[0].seed.push_back(thing("1", 1));
  auto named_twice = example_collections();
  named_twice[0].shape.name = "counters";

  CHECK(render(Store::make({.api = "example"}, std::move(twice)).error()).find("'1'") !=
        std::string::npos);
  CHECK(Store::make({.api = "example"}, std::move(named_twice)).error().code == Errc::bad_input);
}

TEST_CASE("a write is seen by the next snapshot and by no earlier one", "[mock][records][store]") {
  const auto store = make_store();
  const Snapshot before = store->snapshot();
  CHECK(before["things"].table().size() == 3);

  const auto id = store->write([](Transaction& transaction) -> Result<std::string, Refusal> {
    const std::string fresh = std::to_string(transaction.new_number("things"));
    transaction.put("things", thing(fresh, 40));
    transaction.put("things", thing("1", 50));
    transaction.remove("things", "2");
    CHECK(transaction.find("things", fresh)->json == thing(fresh, 40).json);
    CHECK(transaction.find("things", "2") == nullptr);
    CHECK(transaction.rows("things").size() == 3);
    CHECK(transaction.before()["things"].find("2") != nullptr);
    return fresh;
  });

  REQUIRE(id.has_value());
  CHECK(*id == "4");
  const Snapshot after = store->snapshot();
  CHECK(ids_of(after["things"]) == std::vector<std::string>{"1", "3", "4"});
  const query::Table& table = after["things"].table();
  const auto rows = table.select({.order = {{1, true, query::LetterCase::kept}}});
  std::string page;
  table.append_json_array(page, rows, 0, 2);
  CHECK(page == "[" + thing("1", 50).json + "," + thing("4", 40).json + "]");
  CHECK(ids_of(before["things"]) == std::vector<std::string>{"1", "2", "3"});
  CHECK(before["things"].table().size() == 3);
}

TEST_CASE("a collection that a write has not touched keeps its view and its table",
          "[mock][records][store]") {
  const auto store = make_store();
  const query::Table* table = &store->snapshot().views()[0]->table();  // counters

  REQUIRE(store->write([](Transaction& transaction) -> Verdict {
    transaction.put("things", thing("9", 9));
    return Done{};
  }));

  CHECK(&store->snapshot().views()[0]->table() == table);
}

TEST_CASE("a refused write and one that throws change nothing, counters included",
          "[mock][records][store]") {
  const auto store = make_store();
  const std::string before = store->save();
  const auto change_all = [](Transaction& transaction) {
    transaction.put("things", thing("1", 99));
    transaction.remove("counters", "writes");
    transaction.new_number("things");
    transaction.new_uuid("counters");
  };

  const auto refused = store->write([&](Transaction& transaction) -> Verdict {
    change_all(transaction);
    return Failure{kNo};
  });
  CHECK(refused.error() == kNo);
  CHECK(store->save() == before);
  CHECK_THROWS_AS(store->write([&](Transaction& transaction) -> Verdict {
    change_all(transaction);
    throw std::runtime_error{"no"};
  }),
                  std::runtime_error);
  CHECK(store->save() == before);
  CHECK(write_step(*store, 1).value() == "4");
}

TEST_CASE("a write of nothing is no write", "[mock][records][store]") {
  const auto store = make_store();
  const auto view = store->snapshot().views()[0];

  REQUIRE(store->write([](Transaction& transaction) -> Verdict {
    CHECK_FALSE(transaction.remove("things", "77"));
    return Done{};
  }));

  CHECK(store->snapshot().views()[0] == view);
}

TEST_CASE("new ids are the same for the same seed and taken by nobody", "[mock][records][store]") {
  const auto store = make_store();
  std::vector<std::string> ids;
  REQUIRE(store->write([&](Transaction& transaction) -> Verdict {
    transaction.put("things", thing("5", 5));
    for (int i = 0; i < 3; ++i) ids.push_back(std::to_string(transaction.new_number("things")));
    ids.push_back(transaction.new_uuid("things"));
    ids.push_back(transaction.new_uuid("counters"));
    return Done{};
  }));

  CHECK(ids[0] == "4");
  CHECK(ids[1] == "6");
  CHECK(ids[2] == "7");
  CHECK(ids[3] == "86e50b39-dd31-4bf5-bcab-fb8ad5dadb8b");
  CHECK(ids[4] == "7c9787b8-2318-4425-b239-56cd29ef6fc6");
}

TEST_CASE("reset leads back to the seed exactly", "[mock][records][store]") {
  const auto store = make_store();
  const std::string seed = store->save();
  for (int n = 1; n <= 20; ++n) REQUIRE(write_step(*store, n));
  const std::string after = store->save();
  CHECK(after != seed);

  REQUIRE(store->reset().has_value());

  CHECK(store->save() == seed);
  for (int n = 1; n <= 20; ++n) REQUIRE(write_step(*store, n));
  CHECK(store->save() == after);
}

TEST_CASE("a write shares the records that it does not change", "[mock][records][store]") {
  const auto store = make_store();
  const Snapshot before = store->snapshot();
  REQUIRE(store->write([](Transaction& transaction) -> Verdict {
    transaction.put("things", thing("1", 99));
    return Done{};
  }));
  const Snapshot after = store->snapshot();

  CHECK(before["things"].find("3") == after["things"].find("3"));
  CHECK(before["things"].find("1") != after["things"].find("1"));
}

}  // namespace understudy::mock::records
