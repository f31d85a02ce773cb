// SPDX-License-Identifier: MIT
/// What an API keeps: records in named collections.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "query/schema.hpp"
#include "query/value.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::records {

/// One record as it is sent. `json` is a whole JSON value in UTF-8, kept byte for byte.
struct Record {
  std::string id;
  std::string json;

  friend bool operator==(const Record&, const Record&) = default;
};

/// What is the same for all records of a collection.
struct Shape {
  std::string name;
  query::Schema columns = {};
  /// One value per column, in order. Pure: called from several threads at once.
  std::function<std::vector<query::Value>(const Json& record)> cells = {};
};

/// A collection as an API declares it: what reset() leads back to.
struct Collection {
  Shape shape;
  std::vector<Record> seed = {};
  std::int64_t next_number = 1;  ///< the first id that Transaction::new_number() gives
};

}  // namespace understudy::mock::records
