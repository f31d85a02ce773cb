// SPDX-License-Identifier: MIT
/// Two made-up collections, and writes that touch all there is to touch. Each write depends on its
/// number and the state alone, so a store in memory says what a store on a disk has to hold.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "records/store.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::records {

inline Shape thing_shape(std::string name) {
  query::Schema columns;
  columns.add({"id", query::ColumnType::text, false});
  columns.add({"size", query::ColumnType::number, false});
  return {.name = std::move(name), .columns = std::move(columns), .cells = [](const Json& json) {
            return std::vector<query::Value>{json.at("id").get<std::string>(),
                                             to_int64(json.at("size")).value_or(0)};
          }};
}

/// A thing; the order of its members and its blank have to survive.
inline Record thing(const std::string& id, std::int64_t size, std::size_t padding = 0) {
  return {id, R"({"size": )" + std::to_string(size) + R"(,"id":")" + id +
                  R"(","note":"\"\u00e4\n)" + std::string(padding, 'x') + "\"}"};
}

/// Three things with the ids 1 to 3, and a counter of what was written.
inline std::vector<Collection> example_collections() {
  return {{.shape = thing_shape("things"),
           .seed = {thing("1", 10), thing("2", 20), thing("3", 30)},
           .next_number = 4},
          {.shape = thing_shape("counters"), .seed = {thing("writes", 0)}}};
}

inline std::unique_ptr<Store> make_store(std::shared_ptr<const Folder> folder = nullptr,
                                         std::size_t compact_at = 1'048'576) {
  return Store::make({.api = "example",
                      .seed = Seed{7},
                      .folder = std::move(folder),
                      .compact_at = compact_at},
                     example_collections())
      .value();
}

inline std::int64_t size_of(const Record& record) {
  return *to_int64(parse_json(record.json).value().at("size"));
}

/// The things as they are now.
inline std::shared_ptr<const View> things_in(const Store& store) {
  const Snapshot snapshot = store.snapshot();
  return snapshot.views()[*snapshot.find("things")];
}

/// Write number `n`: a new thing, a changed one, a removed one now and then, and the counter.
inline Result<std::string, Refusal> write_step(Store& store, int n, std::size_t padding = 20) {
  return store.write([&](Transaction& transaction) -> Result<std::string, Refusal> {
    const std::string id = n % 3 == 0 ? transaction.new_uuid("things")
                                      : std::to_string(transaction.new_number("things"));
    transaction.put("things", thing(id, n, padding));
    transaction.put("things", thing("2", n, padding));
    if (n % 5 == 0) transaction.remove("things", transaction.rows("things").begin()->id);
    const std::int64_t writes = size_of(*transaction.find("counters", "writes"));
    transaction.put("counters", thing("writes", writes + 1));
    return id;
  });
}

/// The state after the writes 1 to `steps`.
inline std::string state_after(int steps) {
  const auto store = make_store();
  for (int n = 1; n <= steps; ++n) static_cast<void>(write_step(*store, n).value());
  return store->save();
}

}  // namespace understudy::mock::records
