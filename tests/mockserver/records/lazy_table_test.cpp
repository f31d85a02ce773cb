// SPDX-License-Identifier: MIT
/// Tables of collections that are written to, against tables of the same records built anew.
#include "records/lazy_table.hpp"

#include <atomic>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "script.hpp"
#include "support/catch.hpp"
#include "understudy/base/random.hpp"

namespace understudy::mock::records {

namespace {

const query::Selection kBySize{
    .filter = {.all_of = {{.column = 1,
                           .op = query::Op::between,
                           .values = {std::int64_t{20}, std::int64_t{900}}}}},
    .order = {{.column = 1, .descending = true}, {.column = 0}}};

std::string texts_of(const query::Table& table, const query::Selection& selection) {
  std::string texts;
  const query::RowIds rows = table.select(selection);
  table.append_json_array(texts, rows, 0, rows->size());
  return texts;
}

void check_same(const View& view) {
  query::Table::Builder builder{view.shape().columns};
  for (const Record& record : view.rows()) {
    builder.add(record.json, view.shape().cells(parse_json(record.json).value()));
  }
  const query::Table anew = std::move(builder).finish();
  REQUIRE(view.table().size() == view.rows().size());
  REQUIRE(texts_of(view.table(), {}) == texts_of(anew, {}));
  REQUIRE(texts_of(view.table(), kBySize) == texts_of(anew, kBySize));
  REQUIRE(view.table().distinct(1) == anew.distinct(1));
}

/// Some puts and removals in one write, refused now and then.
void write_some(Store& store, Pcg32& random) {
  const bool refused = random.chance(50);
  const auto written = store.write([&](Transaction& transaction) -> Verdict {
    for (std::uint32_t i = random.below(4); i > 0; --i) {
      const std::string id = std::to_string(1 + random.below(60));
      if (random.chance(300)) {
        transaction.remove("things", id);
      } else {
        transaction.put("things", thing(id, random.below(1'000)));
      }
    }
    if (refused) return Failure{Refusal{.status = 409}};
    return Done{};
  });
  CHECK(written.has_value() != refused);
}

}  // namespace

TEST_CASE("the table of a collection shows its records after any writes",
          "[mock][records][table]") {
  const auto store = make_store();
  Pcg32 random{Seed{31}};
  std::vector<std::shared_ptr<const View>> kept;
  std::string saved = store->save();
  for (int step = 0; step < 3'000; ++step) {
    write_some(*store, random);
    if (random.chance(3)) CHECK(store->reset());
    if (random.chance(3)) CHECK(store->restore(saved));
    if (random.chance(10)) saved = store->save();
    if (random.chance(700)) check_same(*things_in(*store));  // often after several writes
    if (random.chance(50)) kept.push_back(things_in(*store));
  }
  for (const auto& view : kept) check_same(*view);
}

TEST_CASE("a table reads the records that have changed since the last one, and no other",
          "[mock][records][table]") {
  std::atomic<int> read{0};
  Collection things{.shape = thing_shape("things")};
  things.shape.cells = [&read, cells = things.shape.cells](const Json& json) {
    ++read;
    return cells(json);
  };
  for (int i = 0; i < 2'000; ++i) things.seed.push_back(thing(std::to_string(i), i));
  const auto store = Store::make({.api = "example"}, {std::move(things)}).value();
  static_cast<void>(things_in(*store)->table());
  CHECK(read.exchange(0) == 2'000);

  for (int i = 0; i < 3; ++i) {
    REQUIRE(store->write([&](Transaction& transaction) -> Verdict {
      transaction.put("things", thing(std::to_string(i), -i));
      transaction.remove("things", std::to_string(100 + i));
      return Done{};
    }));
  }
  CHECK(things_in(*store)->table().size() == 1'997);

  CHECK(read == 3);
}

TEST_CASE("tables of two branches of one collection do not meet", "[mock][records][table]") {
  const auto store = make_store();
  const auto root = things_in(*store);
  const auto branch = [&](const View& from, const std::string& id, std::int64_t size) {
    Rows rows = from.rows();
    rows.put(thing(id, size), new_edit());
    return from.after(std::move(rows), 1);
  };

  const View left = branch(*root, "left", 100);
  const View right = branch(branch(*root, "between", 300), "right", 200);

  check_same(right);
  check_same(left);
  check_same(branch(left, "2", 500));
  check_same(*root);
}

}  // namespace understudy::mock::records
